"""Words of a definition, cut where the spans that answer a question begin and end. No Django in it."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """The characters from `start` up to, not including, `end`, and the question that they answer."""

    start: int
    end: int
    question: str


class Segment(NamedTuple):
    """A stretch of the text and the question that it answers, or None."""

    text: str
    question: str | None = None


def with_line_feeds(text: str) -> str:
    """`text` with each line break as one character, as a browser counts it; a form sends two."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def cuts_word(text: str, at: int) -> bool:
    """Whether a span that begins or ends at `at` would cut a word or a number of `text` in two."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def segments(text: str, spans: Iterable[Span]) -> list[Segment]:
    """`text` cut at the bounds of `spans`; the segments joined are the text, letter by letter.

    A span counts as far as it lies inside the text and behind the spans that start before it.
    """
    cut: list[Segment] = []
    at = 0
    for start, end, question in sorted(spans):
        first, last = max(start, at), min(end, len(text))
        if first >= last:
            continue
        if at < first:
            cut.append(Segment(text[at:first]))
        cut.append(Segment(text[first:last], question))
        at = last
    if at < len(text):
        cut.append(Segment(text[at:]))
    return cut
