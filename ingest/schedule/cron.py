"""Expressions of cron. Modal's client accepts any text for one, so they are checked here."""

from __future__ import annotations

_FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12), ("weekday", 0, 7))
_NAMES = {
    "month": ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    "weekday": ("sun", "mon", "tue", "wed", "thu", "fri", "sat"),
}
_LONGEST = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


def parse(expression: str) -> dict[str, frozenset[int]]:
    """Read an expression of five fields.

    Args:
        expression: such as ``*/10 * * * *``.

    Returns:
        The values that each of minute, hour, day, month and weekday (0 is Sunday) may have.

    Raises:
        ValueError: it is no expression of cron, or names a day that no month has.
    """
    parts = expression.split(" ")
    if len(parts) != len(_FIELDS):
        raise ValueError(f"{expression!r} has {len(parts)} fields, not 5 with one space between them")
    found = {name: _field(name, text, low, high) for (name, low, high), text in zip(_FIELDS, parts, strict=True)}
    if 7 in found["weekday"]:
        found["weekday"] = (found["weekday"] - {7}) | {0}
    if parts[4] == "*" and all(min(found["day"]) > _LONGEST.get(month, 31) for month in found["month"]):
        raise ValueError(f"{expression!r} names a day that does not come")
    return found


def _field(name: str, text: str, low: int, high: int) -> frozenset[int]:
    values: set[int] = set()
    for item in text.split(","):
        span, slash, step = item.partition("/")
        if slash and (not step.isdecimal() or not 1 <= int(step) <= high):
            raise ValueError(f"{item!r} of {name} has no step between 1 and {high}")
        first, dash, last = span.partition("-")
        if span == "*":
            begin, end = low, high
        else:
            begin = _number(name, first, low, high)
            end = _number(name, last, low, high) if dash else high if slash else begin
        if begin > end:
            raise ValueError(f"{item!r} of {name} runs backwards")
        values.update(range(begin, end + 1, int(step) if slash else 1))
    return frozenset(values)


def _number(name: str, text: str, low: int, high: int) -> int:
    names = _NAMES.get(name, ())
    if text.lower() in names:
        return names.index(text.lower()) + low
    if not (text.isascii() and text.isdecimal()) or not low <= int(text) <= high:
        raise ValueError(f"{text!r} of {name} is no number from {low} to {high}")
    return int(text)
