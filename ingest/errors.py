"""Failures that a person can do something about."""

from __future__ import annotations


class Failure(Exception):
    """An expected failure of a command: its message is one sentence that says what to do, without a secret.

    Attributes:
        exit_code: what the command ends with.
    """

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code
