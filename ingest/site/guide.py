"""The written pages: taken as they are, except for links to files that are no page of the site."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s#]+)(#[^)\s]*)?\)")
_ROW = re.compile(r"^\| *\[([^\]]+)\]\(guide/([^)#]+\.md)\) *\| *(.*?) *\|$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_ELSEWHERE = ("http://", "https://", "mailto:")
_PAGES = {"README.md": "index.md", "docs/README.md": "guide/index.md"}
"""Files of the repository in whose place the site has a page of another name."""


def write(project: Path, source: Path) -> None:
    """Write guide and decisions into the source of the site.

    Args:
        project: folder of the dbt project, with ``docs``.
        source: folder that Sphinx reads.
    """
    pages = {
        f"docs/{folder}/{file.name}": f"{folder}/{file.name}"
        for folder in ("guide", "decisions")
        for file in sorted((project / "docs" / folder).glob("*.md"))
    }
    for origin, page in pages.items():
        text = with_links_of_the_site((project / origin).read_text(encoding="utf-8"), origin, {**pages, **_PAGES})
        if page == "decisions/README.md":
            text += "\n```{toctree}\n:hidden:\n:glob:\n\n[0-9]*\n```\n"
        target = source / page
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    names = [name for name in pages if name.startswith("docs/guide/")]
    (source / "guide" / "index.md").write_text(
        index(
            (project / "docs" / "README.md").read_text(encoding="utf-8"), [PurePosixPath(name).name for name in names]
        ),
        encoding="utf-8",
    )


def index(contents: str, files: list[str]) -> str:
    """Write the list of guides.

    Args:
        contents: ``docs/README.md``, whose table says for whom each guide is.
        files: names of the guides that there are.

    Returns:
        A page; guides that the table does not name come last.
    """
    listed = {file: (title, words) for title, file, words in _ROW.findall(contents) if file in files}
    lines = ["# Guide", "", "| Guide | For whom |", "|---|---|"]
    lines += [f"| [{title}]({file}) | {words} |" for file, (title, words) in listed.items()]
    others = [file for file in files if file not in listed]
    lines += [f"| [{_title(file)}]({file}) | |" for file in others]
    lines += ["", "```{toctree}", ":hidden:", "", *(file.removesuffix(".md") for file in [*listed, *others]), "```", ""]
    return "\n".join(lines)


def with_links_of_the_site(text: str, origin: str, pages: dict[str, str]) -> str:
    """Make links lead to pages of the site; one to another file of the repository becomes its name.

    Args:
        text: Markdown.
        origin: path of the file in the repository.
        pages: path in the repository of each file that is a page, with the path of that page in the site.

    Returns:
        Markdown; code is left alone.
    """
    here = PurePosixPath(pages[origin]).parent

    def replaced(match: re.Match[str]) -> str:
        words, target, anchor = match.group(1), match.group(2), match.group(3) or ""
        if target.startswith(_ELSEWHERE):
            return match.group(0)
        path = _joined(PurePosixPath(origin).parent, target)
        if path not in pages:
            return words if words.strip("`") == path else f"{words} (`{path}`)"
        return f"[{words}]({_relative(here, PurePosixPath(pages[path]))}{anchor})"

    lines, fence = [], ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or mark.group(1) == fence):
            fence = "" if fence else mark.group(1)
        lines.append(line if fence or line.startswith("    ") else _LINK.sub(replaced, line))
    return "\n".join(lines)


def _joined(folder: PurePosixPath, target: str) -> str:
    parts: list[str] = []
    for part in (folder / target).parts:
        if part == ".." and parts:
            parts.pop()
        elif part != "..":
            parts.append(part)
    return "/".join(parts)


def _relative(folder: PurePosixPath, page: PurePosixPath) -> str:
    up = "../" * len(folder.parts) if page.parts[0] != (folder.parts or ("",))[0] else ""
    return f"{up}{page}" if up or not folder.parts else str(page.relative_to(folder))


def _title(file: str) -> str:
    return file.removesuffix(".md").replace("-", " ").capitalize()
