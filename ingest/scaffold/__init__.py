"""``hq new-workflow``: writes what a new workflow, or a new kind of record, needs."""
