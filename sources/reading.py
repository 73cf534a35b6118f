"""A passage of a loaded text as it is read, with every quotation marked where it stands. No Django in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sources.cutting import Span


@dataclass(frozen=True)
class Stretch:
    """Words of a passage, the quotations that cover them, the shortest first, and those that are found here.

    A quotation is found by its address at all stretches of its first range, around which its element stands:
    `own` is the one that has this stretch alone, `opens` are those whose element begins before it, the
    longest first, and `closes` says how many elements end behind it. Where two cross, the element of the
    later one ends with that of the earlier. `language` is that of the quotation to which the words lead, if
    it is another than that of the passage.
    """

    words: str
    quoted_by: tuple[str, ...] = ()
    language: str = ""
    own: str = ""
    opens: tuple[str, ...] = ()
    closes: int = 0

    @property
    def ends(self) -> range:
        """One number for each element that ends behind the words, for a template to go through."""
        return range(self.closes)


@dataclass(frozen=True)
class Reading:
    """The words of a passage in stretches; the language of most that is quoted of it, empty if unknown."""

    stretches: list[Stretch]
    language: str = ""


def stretches(
    raw: str,
    passage: Iterable[Span],
    quotations: Mapping[str, Sequence[Sequence[int]]],
    languages: Mapping[str, str] | None = None,
    language: str = "",
) -> list[Stretch]:
    """The words of a passage, cut wherever a quotation begins or ends, also where quotations overlap.

    `passage` and the values of `quotations`, by slug, are places in `raw`, end exclusive; `languages` has
    those of the quotations, `language` that of the passage. The words of all stretches joined are those of
    the passage, letter by letter.
    """
    languages = languages or {}
    length = {slug: sum(end - start for start, end in spans) for slug, spans in quotations.items()}
    first = {slug: spans[0][0] for slug, spans in quotations.items() if spans}
    places = [(start, end, slug) for slug, spans in quotations.items() for start, end in spans]
    cut: list[Stretch] = []
    begins: dict[str, int] = {}
    for begin, finish in passage:
        bounds = {at for start, end, _slug in places for at in (start, end) if begin < at < finish}
        for start, end in pairwise(sorted({begin, finish, *bounds})):
            covering = {slug for low, high, slug in places if low <= start and end <= high}
            quoted = tuple(sorted(covering, key=lambda slug: (length[slug], slug)))
            begins |= {slug: len(cut) for slug in quoted if first[slug] == start}
            spoken = languages.get(quoted[0], language) if quoted else language
            cut.append(Stretch(raw[start:end], quoted, spoken if spoken != language else ""))
    return _with_elements(cut, begins)


def _with_elements(cut: list[Stretch], begins: Mapping[str, int]) -> list[Stretch]:
    """The stretches, with the elements of the quotations that begin at those numbers, one within another."""
    ends: dict[str, int] = {}
    for slug, at in begins.items():
        behind = (number for number in range(at, len(cut)) if slug not in cut[number].quoted_by)
        ends[slug] = next(behind, len(cut)) - 1
    own: dict[int, str] = {}
    opens, closes = defaultdict[int, list[str]](list), Counter[int]()
    around: list[int] = []
    for slug, at in sorted(begins.items(), key=lambda item: (item[1], -ends[item[0]], item[0])):
        around = [end for end in around if end >= at]
        end = min([ends[slug], *around])
        if end == at and at not in own:
            own[at] = slug
            continue
        around.append(end)
        opens[at].append(slug)
        closes[end] += 1
    return [
        replace(each, own=own.get(at, ""), opens=tuple(opens[at]), closes=closes[at])
        for at, each in enumerate(cut)
    ]
