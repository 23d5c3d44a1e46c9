"""Changes of files: all are worked out first, then written together."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from string import Template

from ingest.errors import Failure


@dataclass
class Changes:
    """New texts of files.

    Attributes:
        root: folder of the project.
        texts: text by path, for files that are new or changed.
    """

    root: Path
    texts: dict[str, str] = field(default_factory=dict)

    def read(self, path: str) -> str:
        """Return the text of a file as changed so far.

        Raises:
            Failure: there is no such file.
        """
        if path in self.texts:
            return self.texts[path]
        file = self.root / path
        if not file.is_file():
            raise Failure(f"{path} is missing: restore it from the repository.")
        with file.open(encoding="utf-8", newline="") as opened:
            return opened.read()

    def new(self, path: str, text: str) -> None:
        """Add a file.

        Raises:
            Failure: it exists.
        """
        if (self.root / path).exists() or path in self.texts:
            raise Failure(f"{path} exists already; nothing was written.")
        self.texts[path] = text

    def template(self, path: str, name: str, values: Mapping[str, str]) -> None:
        """Add a file made from a template."""
        text = files("ingest").joinpath("scaffold", "templates", name).read_text(encoding="utf-8")
        filled = Template(text).substitute(values)
        self.new(path, "\n".join(line.rstrip() for line in filled.splitlines() if line.strip() != "$") + "\n")

    def row(self, path: str, values: Mapping[str, str]) -> None:
        """Add a row at the end of a CSV file, in the order of its columns."""
        text = self.read(path)
        header = next(csv.reader(io.StringIO(text)))
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow([values.get(column, "") for column in header])
        self.texts[path] = text + ("" if text.endswith("\n") else "\n") + line.getvalue()

    def json_entry(self, path: str, key: str, value: object) -> None:
        """Add an entry at the end of a JSON object."""
        content = json.loads(self.read(path))
        content[key] = value
        self.texts[path] = json.dumps(content, indent=1, ensure_ascii=False) + "\n"

    def list_line(self, path: str, pattern: str, line: str, *, comma: bool) -> None:
        """Add a line to a sorted list, one member a line.

        Args:
            path: of the file.
            pattern: regular expression of the whole list; its group 1 holds the lines of members.
            line: to add, without indentation and comma.
            comma: True when members are parted by commas.

        Raises:
            Failure: the file has no such list any more.
        """
        text = self.read(path)
        found = re.search(pattern, text)
        if found is None:
            raise Failure(f"{path} has no list of the expected form: add {line} by hand.")
        whole = found[1]
        members = re.split(r"\n(?=\s*\S)", whole.strip("\n"))
        indent = re.match(r" *", members[0])
        width = indent[0] if indent else ""
        groups: list[str] = []
        for member in members:
            deeper = member.startswith(width + " ") or member[len(width) :][:1] in "])}"
            if groups and deeper:
                groups[-1] += "\n" + member
            else:
                groups.append(member)
        trailing = comma and groups[-1].endswith(",")
        bare = [group.removesuffix(",") if comma else group for group in groups]
        place = next((number for number, group in enumerate(bare) if group.strip() > line), len(bare))
        bare.insert(place, width + line)
        joined = (",\n" if comma else "\n").join(bare) + ("," if trailing else "")
        self.texts[path] = text[: found.start(1)] + joined + text[found.end(1) :]

    def last_item(self, path: str, pattern: str, item: str) -> None:
        """Add an item at the end of a list whose items share lines.

        Args:
            path: of the file.
            pattern: regular expression of the list; its group 1 ends with the last item.
            item: to add.

        Raises:
            Failure: the file has no such list any more.
        """
        text = self.read(path)
        found = re.search(pattern, text)
        if found is None:
            raise Failure(f"{path} has no list of the expected form: add {item} by hand.")
        self.texts[path] = f"{text[: found.end(1)]},\n    {item}{text[found.end(1) :]}"

    def write(self) -> list[str]:
        """Write every file.

        Returns:
            Their paths.
        """
        for path, text in self.texts.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        return list(self.texts)
