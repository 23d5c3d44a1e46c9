"""Bearer tokens: one or more per source, kept only as SHA-256, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping, Sequence

PREFIX = "hqt_"
_SOURCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_HEX_DIGEST = re.compile(r"[0-9a-f]{64}")


class TokenBook:
    """The accepted tokens of every source. Several per source are valid at once, so that one can be rotated."""

    def __init__(self, digests: Mapping[str, Sequence[str]]) -> None:
        """Keep the digests.

        Args:
            digests: per source, the SHA-256 of each accepted token in lower-case hex.
        """
        self._digests = [(source, bytes.fromhex(digest)) for source, some in digests.items() for digest in some]

    def __bool__(self) -> bool:
        """Tell whether any token is accepted."""
        return bool(self._digests)

    def source_of(self, token: bytes) -> str | None:
        """Find whose token this is, in a time that does not depend on which one matches.

        Args:
            token: the token as presented.

        Returns:
            The name of the source, or None when the token is not accepted.
        """
        presented = hashlib.sha256(token).digest()
        found: str | None = None
        for source, digest in self._digests:
            if hmac.compare_digest(presented, digest):
                found = source
        return found

    @classmethod
    def from_json(cls, text: str) -> TokenBook:
        """Read a book from ``{"source": ["sha256 in hex", ...]}``.

        Args:
            text: JSON; '' is an empty book.

        Returns:
            The book.

        Raises:
            ValueError: the text has another shape; the message does not repeat it.
        """
        if not text.strip():
            return cls({})
        try:
            book = json.loads(text)
        except ValueError:
            raise ValueError("it is not JSON") from None
        if not isinstance(book, dict):
            raise ValueError('it must be a JSON object {"source": ["sha256 in hex"]}')
        for source, digests in book.items():
            if not _SOURCE.fullmatch(source):
                raise ValueError("a source is named by letters, digits, dot, dash and underscore, at most 64")
            if not isinstance(digests, list) or not all(
                isinstance(digest, str) and _HEX_DIGEST.fullmatch(digest) for digest in digests
            ):
                raise ValueError(f"source {source} needs a list of SHA-256 digests in lower-case hex")
        return cls(book)


def new_token(source: str) -> tuple[str, str]:
    """Make a token.

    Args:
        source: who will use it.

    Returns:
        The token itself (32 random bytes, URL-safe) and the JSON entry for HQ_INGEST_TOKENS or
        HQ_STATUS_TOKENS, which holds its digest.

    Raises:
        ValueError: the name of the source has other characters than letters, digits, dot, dash and underscore.
    """
    if not _SOURCE.fullmatch(source):
        raise ValueError("Name the source with letters, digits, dot, dash and underscore, at most 64")
    token = PREFIX + secrets.token_urlsafe(32)
    digest = hashlib.sha256(token.encode("ascii")).hexdigest()
    return token, json.dumps({source: [digest]})
