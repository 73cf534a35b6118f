"""Which quotations a program has found in their text, carried to where the text is not.

`fixtures/located.yaml` names, for each source text, the hash of the text and a fingerprint of each citation
that was found once in it. A citation counts as located only while its fingerprint is the same: words changed
afterwards lose it.
"""

from pathlib import Path
from typing import Any

import yaml

from sources.locating import Ambiguous, Located, Text
from sources.models import Citation, Source


class LocatedFile:
    """What `located.yaml` says; an absent file says nothing."""

    def __init__(self, path: Path) -> None:
        self._texts: dict[str, Any] = (
            yaml.safe_load(path.read_text(encoding="utf-8")) or {} if path.exists() else {}
        )

    def found_in(self, citation: Citation) -> str:
        """The SHA-256 of the text in which these very words were found once; empty if they were not."""
        text = self._texts.get(citation.source.slug, {})
        same = text.get("citations", {}).get(citation.slug) == citation.fingerprint
        return str(text["sha256"]) if same and text["sha256"] == citation.source.text_sha256 else ""

    def contradicts(self, citation: Citation) -> bool:
        """Whether the file names this citation, but with other words or another place."""
        named = self._texts.get(citation.source.slug, {}).get("citations", {}).get(citation.slug)
        return named is not None and named != citation.fingerprint


def locate_all(source: Source, raw: str) -> tuple[dict[str, str], list[str]]:
    """Look up every quotation of `source` in its text `raw`.

    Returns the fingerprints of those that stand there once, by slug, and a sentence for each other one.
    """
    text, fingerprints, failures = Text(raw), {}, []
    for citation in Citation.objects.filter(source=source).exclude(exact="").order_by("slug"):
        match text.locate(citation.exact, citation.prefix, citation.suffix):
            case Located():
                fingerprints[citation.slug] = citation.fingerprint
            case Ambiguous(count=count):
                failures.append(f"{citation} stands {count} times; give the words before or after.")
            case _:
                nearest = text.nearest(citation.exact)
                failures.append(f"{citation} is not found; the nearest words are “{nearest}”.")
    return fingerprints, failures
