"""The schedule: what ``hq run`` does, in which order, and what it writes down about it (docs/guide/scheduling.md)."""
