"""Which quotations a program has found in their text, and where, carried to where the text is not.

`fixtures/located.yaml` names, for each source text, the hash of the text and, of each citation that was found
once in it, a fingerprint and the places of its words: `9c37a891e9306dca 2334-2391 2400-2420`. Places count
letters (Unicode code points) of the text from 0, the end exclusive. A citation counts as located only while
its fingerprint is the same: words changed afterwards lose it, and the places with it.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from django.conf import settings

from sources.locating import Ambiguous, Located, Text
from sources.models import Citation, Source


class Place(NamedTuple):
    """Where the words of a citation were found: the SHA-256 of the text, start and end of each range."""

    found_in: str = ""
    spans: tuple[tuple[int, int], ...] = ()


class LocatedFile:
    """What `located.yaml` says; an absent file says nothing."""

    def __init__(self, path: Path) -> None:
        self._texts: dict[str, Any] = (
            yaml.safe_load(path.read_text(encoding="utf-8")) or {} if path.exists() else {}
        )

    def place(self, citation: Citation) -> Place:
        """Where these very words were found once in the text that their source names; empty if nowhere."""
        text = self._texts.get(citation.source.slug, {})
        fingerprint, *spans = self._entry(citation)
        if fingerprint != citation.fingerprint or text["sha256"] != citation.source.text_sha256:
            return Place()
        return Place(str(text["sha256"]), tuple(_span(span) for span in spans))

    def contradicts(self, citation: Citation) -> bool:
        """Whether the file names this citation, but with other words or another place."""
        return self._entry(citation)[0] not in ("", citation.fingerprint)

    def _entry(self, citation: Citation) -> list[str]:
        """The fingerprint and the places that stand for a citation; an empty fingerprint if none do."""
        entry = self._texts.get(citation.source.slug, {}).get("citations", {}).get(citation.slug)
        return str(entry or "").split() or [""]


@cache
def shipped() -> LocatedFile:
    """What was found when the fixtures were made."""
    return LocatedFile(Path(settings.BASE_DIR) / "fixtures" / "located.yaml")


def locate_all(source: Source, raw: str) -> tuple[dict[str, str], list[str]]:
    """Look up every quotation of `source` in its text `raw`.

    Returns the entries of `located.yaml` for those that stand there once, by slug, and a sentence for each
    other one.
    """
    text, entries, failures = Text(raw), {}, []
    for citation in Citation.objects.filter(source=source).exclude(exact="").order_by("slug"):
        match text.locate(citation.exact, citation.prefix, citation.suffix):
            case Located(spans=spans):
                entries[citation.slug] = _written(citation, spans)
            case Ambiguous(count=count):
                failures.append(f"{citation} stands {count} times; give the words before or after.")
            case _:
                nearest = text.nearest(citation.exact)
                failures.append(f"{citation} is not found; the nearest words are “{nearest}”.")
    return entries, failures


def _written(citation: Citation, spans: Iterable[tuple[int, int]]) -> str:
    return " ".join([citation.fingerprint, *(f"{start}-{end}" for start, end in spans)])


def _span(written: str) -> tuple[int, int]:
    start, _dash, end = written.partition("-")
    return int(start), int(end)
