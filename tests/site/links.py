"""Finds links of a built site that lead nowhere."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LINK = re.compile(r'<(?:a|link|script|img)\b[^>]*?\b(?:href|src)="([^"]*)"')
_ANCHOR = re.compile(r'\bid="([^"]*)"')


def broken_links(site: Path) -> list[str]:
    """Return every internal link whose file or anchor is not there, as ``page: link``."""
    pages = [page for page in site.rglob("*.html") if page.relative_to(site).parts[0] not in ("dbt", "quality")]
    texts = {page: page.read_text(encoding="utf-8") for page in pages}
    anchors = {page: set(_ANCHOR.findall(text)) for page, text in texts.items()}
    broken = []
    for page, text in texts.items():
        for link in set(_LINK.findall(text)):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            to = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            # The pages of dbt find their own way behind the sign.
            anchor = "" if parts.fragment.startswith("!") else unquote(parts.fragment)
            if not to.is_file() or (anchor and anchor not in anchors.get(to, ())):
                broken.append(f"{page.relative_to(site)}: {link}")
    return sorted(broken)
