"""A passage of a loaded text as it is read, with every quotation marked where it stands. No Django in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.cutting import Span


@dataclass(frozen=True)
class Stretch:
    """Words of a passage, the quotations that cover them, the shortest first, and those that begin here.

    `language` is that of the quotation they lead to, if it is another than that of the passage.
    """

    words: str
    quoted_by: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    language: str = ""


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
    cut = []
    for begin, finish in passage:
        bounds = {at for start, end, _slug in places for at in (start, end) if begin < at < finish}
        for start, end in pairwise(sorted({begin, finish, *bounds})):
            covering = {slug for low, high, slug in places if low <= start and end <= high}
            quoted = tuple(sorted(covering, key=lambda slug: (length[slug], slug)))
            begins = tuple(slug for slug in quoted if first[slug] == start)
            spoken = languages.get(quoted[0], language) if quoted else language
            cut.append(Stretch(raw[start:end], quoted, begins, spoken if spoken != language else ""))
    return cut
