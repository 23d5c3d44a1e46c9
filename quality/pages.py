"""Data Docs that load nothing from a network: pages of Great Expectations without scripts, and an index of our own.

The index of Great Expectations is drawn by scripts from a content network; its pages fetch a picture that tells its
makers when they are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from quality.judge import Finding

_SCRIPTS = re.compile(r"<script\b.*?</script>", re.IGNORECASE | re.DOTALL)
_LOADED = re.compile(r'<(?:link|img)\b[^>]*\b(?:href|src)="[^"]*"[^>]*/?>', re.IGNORECASE | re.DOTALL)
_FOLD = re.compile(r'<a data-toggle="collapse".*?</a>', re.DOTALL)
_STYLE = Path(__file__).with_name("data_docs.css").read_text(encoding="utf-8")


def clean(folder: Path) -> None:
    """Take out of pages what they would load or run.

    Args:
        folder: of the Data Docs of one stage.
    """
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for pattern in (_SCRIPTS, _LOADED, _FOLD):
            text = pattern.sub("", text)
        page.write_text(text.replace("</head>", f"<style>{_STYLE}</style></head>", 1), encoding="utf-8")


def write_index(folder: Path, stage: str, findings: Sequence[Finding], when: str) -> Path:
    """Write the first page of a stage, and the page above both stages.

    Args:
        folder: of all Data Docs; the stage has its own folder in it.
        stage: 'landing' or 'warehouse'.
        findings: of the run, what is not met first.
        when: time of the run, as shown.

    Returns:
        The first page of the stage.
    """
    here = folder / stage
    here.mkdir(parents=True, exist_ok=True)
    pages = {page.parents[2].name: page.relative_to(here) for page in here.glob("validations/*/*/*/*.html")}
    unmet = [finding for finding in findings if not finding.is_met]
    parts = [f"<p>{escape(when)}: {len(findings)} expectations, {len(unmet)} not met.</p>"]
    if unmet:
        rows = [
            [f.rule.severity, _link(f.subject, pages.get(f.suite)), escape(f.rule.expectation), escape(where(f))]
            for f in unmet
        ]
        parts.append("<h2>Not as expected</h2>" + _table(["Severity", "Subject", "Expectation", "Where"], rows))
    suites = sorted({finding.suite for finding in findings})
    rows = []
    for suite in suites:
        met = [finding.is_met for finding in findings if finding.suite == suite]
        rows.append([_link(suite, pages.get(suite)), str(len(met)), str(met.count(False) or "")])
    if rows:
        parts.append("<h2>Suites</h2>" + _table(["Suite", "Expectations", "Not met"], rows))
    up = '<p><a href="../index.html">Data quality</a></p>'
    (here / "index.html").write_text(_page(f"Data quality: {stage}", up + "".join(parts)), encoding="utf-8")
    stages = [name for name in ("landing", "warehouse") if (folder / name / "index.html").exists()]
    links = "".join(f'<li><a href="{name}/index.html">{name}</a></li>' for name in stages)
    (folder / "index.html").write_text(_page("Data quality", f"<ul>{links}</ul>"), encoding="utf-8")
    return here / "index.html"


def where(finding: Finding) -> str:
    """Say in a line where something is not as expected.

    Args:
        finding: what came of a check.

    Returns:
        Key paths, columns or days with counts; no values of bodies.
    """
    return ", ".join(_place(row) for row in finding.details)


def _place(row: dict[str, object]) -> str:
    if "key_path" in row:
        renamed = f" → {row['likely_new_key']}" if row.get("likely_new_key") else ""
        return f"{row['key_path']}{renamed} ({row['filled_now']:.0f} of {row['parent_now']:.0f} bodies)"
    if "received_on" in row:
        return f"{row['workflow_slug']} on {row['received_on']}: {row['bodies']} bodies"
    if "column_name" in row:
        column = row["column_name"] or "good records"
        return f"{row['workflow_slug']}, {column}: {row['share_before']:.2f} → {row['share_now']:.2f}"
    return f"observed {row.get('observed')}"


def _link(text: str, target: Path | None) -> str:
    return escape(text) if target is None else f'<a href="{quote(target.as_posix())}">{escape(text)}</a>'


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f"<th>{cell}</th>" for cell in head)
    return f"<table><tr>{top}</tr>" + "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in rows) + "</table>"


def _page(title: str, content: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><h1>{title}</h1>{content}</body></html>\n"
    )
