"""Finding the exact words of a quotation in the text of its source. No Django in it.

Nothing is fuzzy. White space of any kind is one space; the variants of quotation marks and of dashes are one
mark each; soft hyphens, zero-width letters and the asterisks of emphasis are left out; a hyphen at the end of
a line is read both as part of its word and as its division. Letters and digits never change, and a word or a
number is not found inside a longer one. What stands once is located; what stands more often is ambiguous
unless the words before or after settle it; everything else is missing.

Needs Python 3.9 and its standard library only: `sources/export.py` puts this source into the checker that
goes with the evidence.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

OMISSION = "[…]"

_FOLDED = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("-‐‑‒–—―−", "-"),
}
_SOFT_HYPHEN = "\u00ad"
_DROPPED = frozenset(f"*{_SOFT_HYPHEN}\u200b\u200c\u200d\u2060\ufeff")
#: Letters of the text that a hint shows around the nearest words.
_AROUND = 40


@dataclass(frozen=True)
class Folded:
    """A text as it is compared; letter i of `words` stands in the raw text from `starts[i]` to `ends[i]`.

    The places rise, never overlap, and leave out only what folding drops.
    """

    words: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The raw place of the folded letters from `start` to `end` (exclusive), which are at least one."""
        return self.starts[start], self.ends[end - 1]

    def stretches(self, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """The folded letters, from and to (exclusive), that stand in the raw `spans`."""
        return [(bisect_left(self.starts, start), bisect_left(self.starts, end)) for start, end in spans]


def fold(raw: str, *, divided: bool = True) -> Folded:
    """`raw` folded; with `divided`, a hyphen at the end of a line divides its word and is left out.

    Without it the hyphen belongs to the word; the line end is left out in both.
    """
    letters: list[str] = []
    starts, ends = array("L"), array("L")

    def keep(letter: str, start: int, end: int) -> None:
        letters.append(letter)
        starts.append(start)
        ends.append(end)

    at, space = 0, None
    while at < len(raw):
        letter = raw[at]
        if letter.isspace():
            begin = at
            at = _after_space(raw, at)
            space = space or (begin, at)
            continue
        if letter in _DROPPED:
            at = _after_line_end(raw, at + 1) if letter == _SOFT_HYPHEN else at + 1
            continue
        if space and letters:
            keep(" ", *space)
        space = None
        folded = _FOLDED.get(letter, letter)
        following = _after_line_end(raw, at + 1)
        ends_line = folded == "-" and following > at + 1 and letters and letters[-1].isalpha()
        if ends_line and raw[following : following + 1].islower():
            if not divided:
                keep("-", at, at + 1)
            at = following
            continue
        keep(folded, at, at + 1)
        at += 1
    return Folded("".join(letters), starts, ends)


def _after_space(raw: str, at: int) -> int:
    while at < len(raw) and (raw[at].isspace() or raw[at] in _DROPPED):
        at += 1
    return at


def _after_line_end(raw: str, at: int) -> int:
    """The place of the next letter if only a line end and white space lie between, else `at` itself."""
    after = at
    while after < len(raw) and raw[after].isspace():
        after += 1
    return after if "\n" in raw[at:after] or "\r" in raw[at:after] else at


def normalise(text: str) -> str:
    """`text` as it is compared: one space for any white space, one form of each quotation mark and dash."""
    return fold(text).words


def ranges(quotation: str) -> list[str]:
    """The contiguous stretches of a quotation, in order; `[…]` stands between them.

    What folding drops altogether is none.
    """
    return [part.strip() for part in quotation.split(OMISSION) if normalise(part)]


@dataclass(frozen=True)
class Located:
    """The words stand once: their places in the raw text, one for each range, end exclusive."""

    spans: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Where the words begin."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where they end (exclusive)."""
        return self.spans[-1][1]


@dataclass(frozen=True)
class Ambiguous:
    """The words stand several times, and nothing settles which is meant."""

    count: int


@dataclass(frozen=True)
class Missing:
    """The words do not stand in the text; `Text.nearest` shows an editor the most similar place."""


class Text:
    """A text in which many quotations are looked up."""

    def __init__(self, raw: str) -> None:
        self.raw = raw

    @cached_property
    def readings(self) -> tuple[Folded, ...]:
        """The text folded with hyphens at line ends as division and, if it has any, as part of the word."""
        divided, whole = fold(self.raw), fold(self.raw, divided=False)
        return (divided,) if divided.words == whole.words else (divided, whole)

    def places(self, words: str, after: int = 0) -> list[tuple[int, int]]:
        """All places in the raw text, from `after` on, where `words` stand as whole words."""
        folded = normalise(words)
        found: set[tuple[int, int]] = set()
        for reading in self.readings if folded else ():
            stretches = reading.stretches([(after, len(self.raw))])
            found |= {
                reading.span(at, at + len(folded)) for at in _whole(folded, reading.words, 0, stretches)
            }
        return sorted(found)

    def locate(
        self,
        quotation: str,
        prefix: str = "",
        suffix: str = "",
        within: Iterable[tuple[int, int]] | None = None,
    ) -> Located | Ambiguous | Missing:
        """Where the words of `quotation` stand, their ranges one after the other.

        `prefix` and `suffix` are words that have to stand directly before and after. With `within`, each
        range has to lie in one of these raw places, which rise.
        """
        parts = [normalise(part) for part in ranges(quotation)]
        within = [(0, len(self.raw))] if within is None else list(within)
        places: set[tuple[tuple[int, int], ...]] = set()
        for reading in self.readings:
            for found in _places(parts, reading.words, reading.stretches(within)):
                begin, end = found[0], found[-1] + len(parts[-1])
                before, after = reading.words[:begin].rstrip(), reading.words[end:].lstrip()
                if before.endswith(normalise(prefix)) and after.startswith(normalise(suffix)):
                    places.add(tuple(reading.span(at, at + len(parts[n])) for n, at in enumerate(found)))
        if len(places) == 1:
            return Located(places.pop())
        return Ambiguous(len(places)) if places else Missing()

    def nearest(self, quotation: str, within: Iterable[tuple[int, int]] | None = None) -> str:
        """The folded words most similar to `quotation`, a hint for the eye that is never accepted."""
        reading, looked_for = self.readings[0], normalise(quotation)
        words = reading.words
        if within is not None:
            words = " ".join(words[start:end].strip() for start, end in reading.stretches(within))
        if not words or not looked_for:
            return ""
        match = SequenceMatcher(None, words, looked_for, autojunk=False).find_longest_match()
        begin = max(0, match.a - match.b - _AROUND)
        return words[begin : match.a - match.b + len(looked_for) + _AROUND] if match.size > 3 else ""


def _places(parts: list[str], words: str, within: list[tuple[int, int]]) -> Iterator[list[int]]:
    """Where the first of `parts` stands as whole words, each with the nearest places of the others."""
    if not parts:
        return
    for first in _whole(parts[0], words, 0, within):
        found, after = [first], first + len(parts[0])
        for part in parts[1:]:
            at = next(_whole(part, words, after, within), None)
            if at is None:
                break
            found.append(at)
            after = at + len(part)
        if len(found) == len(parts):
            yield found


def _whole(part: str, words: str, after: int, within: list[tuple[int, int]]) -> Iterator[int]:
    """Where `part` stands in a stretch of `words`, from `after` on, not inside a longer word or number."""
    for start, stop in within:
        at = words.find(part, max(start, after), stop)
        while at >= 0:
            end = at + len(part)
            inside = (at > 0 and words[at - 1].isalnum() and part[0].isalnum()) or (
                end < len(words) and words[end].isalnum() and part[-1].isalnum()
            )
            if not inside:
                yield at
            at = words.find(part, at + 1, stop)
