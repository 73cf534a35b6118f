"""Cutting a text into the passages of its outline. No Django in it.

A passage begins with its opening, at the beginning of a line, and goes on to the next passage that is found.
Openings are looked for one after the other in the order of the outline, so that words which begin two
passages are told apart by what stands between. Footnotes are looked for in an order of their own: a footnote
is one block of lines, and is cut out of the passage in which the page has put it.

Needs Python 3.9 and its standard library only, like `sources/locating.py`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sources.locating import Text

Span = tuple[int, int]

#: What may stand before the first word of a line: white space, a byte order mark and the signs of Markdown.
_LINE_MARKS = re.compile(r"[\s\ufeff#>*_•-]*")
_BLANK = re.compile(r"[\s\ufeff]*")
#: What may stand behind a heading on its line.
_AFTER_HEADING = re.compile(r"[\s:.*_#]*")
_BLANK_LINE = re.compile(r"\r?\n[^\S\n]*\r?\n")


@dataclass(frozen=True)
class Unit:
    """A passage of the outline, as far as cutting asks."""

    key: str
    opening: str
    section: str = ""
    is_footnote: bool = False


def cut(text: Text, outline: Iterable[Unit]) -> dict[str, list[Span]]:
    """The places of each passage of `outline`, which is in order; a passage not found is not in it.

    They rise, hold no white space at their ends, and no two passages share a letter. Where a passage is not
    found, the one before it reaches up to the one behind.
    """
    outline = list(outline)
    body = _found(text, [unit for unit in outline if not unit.is_footnote])
    notes = _found(text, [unit for unit in outline if unit.is_footnote])
    starts = sorted([*body.values(), *notes.values(), len(text.raw)])
    note_spans = {
        key: (start, min(_end_of_block(text.raw, start), *(each for each in starts if each > start)))
        for key, start in notes.items()
    }
    places = {key: [_trimmed(text.raw, span)] for key, span in note_spans.items()}
    sections = {unit.key: unit.section for unit in outline}
    order = [*body.items(), ("", len(text.raw))]
    for number, (key, start) in enumerate(body.items(), start=1):
        following, end = order[number]
        section = sections.get(following, "")
        if section and section != sections[key]:
            end = _before_heading(text, section, start, end)
        places[key] = _without(text.raw, (start, end), note_spans.values())
    return {unit.key: places[unit.key] for unit in outline if unit.key in places}


def _found(text: Text, units: list[Unit]) -> dict[str, int]:
    """Where each unit begins: at the first line behind the last one that begins with its opening."""
    found: dict[str, int] = {}
    after = 0
    for unit in units:
        for start, _end in text.places(unit.opening, after):
            begin = _beginning_of_line(text.raw, start)
            if begin is not None:
                found[unit.key], after = begin, start + 1
                break
    return found


def _beginning_of_line(raw: str, at: int) -> int | None:
    """The first sign of the line of `at` if nothing but white space and signs stands before, else None."""
    line = max(raw.rfind("\n", 0, at), raw.rfind("\r", 0, at)) + 1
    blank = _BLANK.match(raw, line, at)
    return blank.end() if blank and _LINE_MARKS.fullmatch(raw, line, at) else None


def _end_of_block(raw: str, start: int) -> int:
    """Where the lines from `start` on end: at the next empty line."""
    blank = _BLANK_LINE.search(raw, start)
    return blank.start() if blank else len(raw)


def _before_heading(text: Text, heading: str, start: int, end: int) -> int:
    """`end`, or the place before `heading` if it stands alone as the last words before `end`."""
    for at, after in text.places(heading, start):
        if after > end:
            break
        begin = _beginning_of_line(text.raw, at)
        if begin is not None and begin > start and _AFTER_HEADING.fullmatch(text.raw, after, end):
            return begin
    return end


def _without(raw: str, span: Span, holes: Iterable[Span]) -> list[Span]:
    """The stretches of `span` between the holes, less white space; none is empty."""
    stretches, (at, end) = [], span
    for start, after in sorted(holes):
        if at <= start < end:
            stretches.append((at, start))
            at = after
    stretches.append((at, end))
    return [each for each in (_trimmed(raw, stretch) for stretch in stretches) if each[0] < each[1]]


def _trimmed(raw: str, span: Span) -> Span:
    """`span` without white space at its ends."""
    start, end = span
    words = raw[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
