"""Definitions side by side: which two are compared word by word, the works to cite, worksheet and data."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import combinations
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sources.comparison import LITTLE, Comparison, Shared, compare, share, tokens
from sources.matrix import place
from sources.models import Definition, Element, Source

#: The heading by the number of definitions.
HEADINGS = {
    2: gettext_lazy("Two definitions side by side"),
    3: gettext_lazy("Three definitions side by side"),
    4: gettext_lazy("Four definitions side by side"),
    5: gettext_lazy("Five definitions side by side"),
}
#: The columns of the comparison as a table of data: a row a phrase, or a question that is not answered.
COLUMNS = [
    *("definition", "text", "question", "words", "start", "end", "coder", "coded_on", "note"),
    *("source", "place", "permalink"),
]


@dataclass(frozen=True)
class Pair:
    """Two definitions, of which the first is the earlier, or the one that the other amends or quotes."""

    before: Definition
    after: Definition

    @classmethod
    def of(cls, one: Definition, other: Definition) -> "Pair":
        """The pair of two definitions that stand in order of time."""
        turned = cls(other, one)
        return turned if turned.is_amendment or turned.is_quotation else cls(one, other)

    def __str__(self) -> str:
        return _("%(before)s and %(after)s") % {"before": self.before, "after": self.after}

    def __iter__(self) -> Iterator[Definition]:
        return iter((self.before, self.after))

    @property
    def value(self) -> str:
        """The pair as an address names it."""
        return f"{self.before.slug},{self.after.slug}"

    @property
    def is_amendment(self) -> bool:
        """Whether the second amends the first."""
        return self.after.amends_id == self.before.pk

    @property
    def is_quotation(self) -> bool:
        """Whether the first is quoted in the work of the second."""
        return self.after.own_work is not None and self.after.own_work == self.before.quoted_through

    @property
    def languages_differ(self) -> bool:
        """Whether the words are of two languages, so that none can be kept."""
        return self.before.language != self.after.language

    @property
    def paraphrases(self) -> list[Definition]:
        """Those of the two whose words are not their author's."""
        return [each for each in self if each.is_paraphrase]

    @cached_property
    def result(self) -> Comparison:
        """The words of the two compared."""
        return compare(self.before.text, self.after.text)

    @property
    def follows(self) -> bool:
        """Whether the second was made from the first, so that its words are kept, removed and added."""
        return self.is_amendment or (self.is_quotation and not self.result.shares_little)

    @cached_property
    def shared(self) -> Shared:
        """Which words stand in both, for two of which neither was made from the other."""
        return share(self.before.text, self.after.text)

    @property
    def says(self) -> str:
        """How many words were kept, removed and added, or stand in both or in one, in a sentence."""
        return self._says_what_became() if self.follows else self._says_what_is_shared()

    def _says_what_became(self) -> str:
        kept, removed, added = self.result.kept, self.result.removed, self.result.added
        says = _("%(kept)s, %(removed)s, %(added)s.") % {
            "kept": ngettext("%(n)d word is kept", "%(n)d words are kept", kept) % {"n": kept}
            if kept
            else _("No word is kept"),
            "removed": ngettext("%(n)d is removed", "%(n)d are removed", removed) % {"n": removed}
            if removed
            else _("none is removed"),
            "added": ngettext("%(n)d is added", "%(n)d are added", added) % {"n": added}
            if added
            else _("none is added"),
        }
        moved = self.result.elsewhere
        if not moved:
            return says
        more = ngettext(
            "%(n)d of those removed or added stands elsewhere in the other text.",
            "%(n)d of those removed or added stand elsewhere in the other text.",
            moved,
        )
        return f"{says} {more % {'n': moved}}"

    def _says_what_is_shared(self) -> str:
        shared = self.shared
        return _("%(both)s; %(before)s, %(after)s.") % {
            "both": ngettext(
                "%(n)d word stands in both: %(words)s",
                "%(n)d words stand in both: %(words)s",
                len(shared.words),
            )
            % {"n": len(shared.words), "words": ", ".join(shared.words)}
            if shared.words
            else _("No word stands in both"),
            "before": _("%(n)d only in %(name)s") % {"n": shared.only_before, "name": self.before},
            "after": _("%(n)d only in %(name)s") % {"n": shared.only_after, "name": self.after},
        }

    @property
    def shares_little(self) -> bool:
        """Whether neither was made from the other and they have few different words in common."""
        return not self.follows and self.shared.share < LITTLE

    def data(self) -> dict[str, Any]:
        """What became of the words, or which stand in both, as data."""
        names = {"before": str(self.before), "after": str(self.after), "follows": self.follows}
        if not self.follows:
            shared = self.shared
            return names | {
                "in_both": shared.words,
                "only_before": shared.only_before,
                "only_after": shared.only_after,
                "share": round(shared.share, 3),
                "before_words": [each._asdict() for each in shared.before],
                "after_words": [each._asdict() for each in shared.after],
            }
        result = self.result
        return names | {
            "kept": result.kept,
            "removed": result.removed,
            "added": result.added,
            "share": round(result.share, 3),
            "steps": [step._asdict() for step in result.steps],
        }


class Gap(NamedTuple):
    """A stretch of a worksheet: words as they stand, or a numbered blank that asks for the words."""

    text: str
    question: Element.Question | None
    number: int = 0
    length: int = 0

    @property
    def blank(self) -> str:
        """A line for each of the words that are asked for."""
        return " ".join(["_____"] * self.length)


class Sheet(NamedTuple):
    """A definition of the worksheet: its words with blanks, and the questions that it leaves open."""

    definition: Definition
    gaps: list[Gap]
    open: list[Element.Question]

    @property
    def key(self) -> list[Gap]:
        """The blanks with the words that belong there."""
        return [gap for gap in self.gaps if gap.question]


class SideBySide:
    """Two to five definitions in order of time, and the pair of them that is compared word by word."""

    def __init__(self, definitions: list[Definition], words: str = "") -> None:
        self.definitions = definitions
        self.words = words

    def __str__(self) -> str:
        return _("Definitions compared: %(names)s") % {"names": "; ".join(map(str, self.definitions))}

    @property
    def heading(self) -> Any:
        """How many definitions are compared, in words."""
        return HEADINGS[len(self.definitions)]

    @property
    def updated(self) -> datetime:
        """When the last of the definitions was changed."""
        return max(each.updated for each in self.definitions)

    @cached_property
    def pairs(self) -> list[Pair]:
        """Every two of the definitions."""
        return [Pair.of(*two) for two in combinations(self.definitions, 2)]

    @cached_property
    def usual_pair(self) -> Pair:
        """The pair compared if the address names none: an amendment, a quotation, else the most alike."""
        tied = [pair for pair in self.pairs if pair.is_amendment or pair.is_quotation]
        if tied or len(self.pairs) == 1:
            return max(tied or self.pairs, key=lambda pair: pair.is_amendment)
        return max(self.pairs, key=lambda pair: pair.shared.share)

    @property
    def decides(self) -> str:
        """Why the usual pair is shown, in a sentence; empty if there is no other or another was asked for."""
        if len(self.pairs) == 1 or self.pair != self.usual_pair:
            return ""
        if self.pair.is_amendment:
            return _("These two are shown first, since one amends the other.")
        if self.pair.is_quotation:
            return _("These two are shown first, since one is quoted in the work of the other.")
        return _(
            "These two are shown first, since they have most words in common for their length; "
            "none of the definitions amends another or quotes it."
        )

    @property
    def asked_pair(self) -> Pair | None:
        """The pair that the address names in either order, if it is one of these."""
        asked = sorted(self.words.split(","))
        return next((pair for pair in self.pairs if sorted(pair.value.split(",")) == asked), None)

    @cached_property
    def pair(self) -> Pair:
        """The pair that is compared word by word."""
        return self.asked_pair or self.usual_pair

    def query(self, **form: str) -> list[tuple[str, str]]:
        """What the one address of this comparison holds, in this form of it: `show="worksheet"`."""
        words = [("words", self.pair.value)] if self.pair != self.usual_pair else []
        return [*(("d", each.slug) for each in self.definitions), *words, *form.items()]

    def get_absolute_url(self) -> str:
        """The one address of this comparison."""
        return address(self.query())

    @property
    def choice_url(self) -> str:
        """The address of the offer of all definitions, these ticked."""
        return address([*(("d", each.slug) for each in self.definitions), ("show", "choice")])

    @property
    def worksheet_url(self) -> str:
        """The address of the worksheet."""
        return address(self.query(show="worksheet"))

    @property
    def csv_url(self) -> str:
        """The address of the phrases as a table."""
        return address(self.query(format="csv"))

    @property
    def json_url(self) -> str:
        """The address of the comparison as data."""
        return address(self.query(format="json"))

    @property
    def columns(self) -> list[tuple[Definition, str]]:
        """Each definition with the address of the comparison without it."""
        slugs = [each.slug for each in self.definitions]
        return [
            (each, address([("d", slug) for slug in slugs if slug != each.slug])) for each in self.definitions
        ]

    @property
    def questions(self) -> list[tuple[Element.Question, list[tuple[Definition, list[Element]]]]]:
        """Each question with what each definition answers to it."""
        answers = [(each, each.answers) for each in self.definitions]
        return [
            (question, [(definition, given[at].elements) for definition, given in answers])
            for at, question in enumerate(Element.Question)
        ]

    @property
    def sources(self) -> list[Source]:
        """The works in which the words stand, through which they came and in which they were read, once."""
        works: dict[int, Source] = {}
        for each in self.definitions:
            for work in (each.own_work, each.quoted_through, each.read_in):
                if work is not None:
                    works.setdefault(work.pk, work)
        return sorted(
            works.values(), key=lambda work: (work.contributors_as_printed or work.heading).casefold()
        )

    @property
    def sheets(self) -> list[Sheet]:
        """The worksheet: each definition with a numbered blank for every phrase that answers a question."""
        return [
            Sheet(
                each,
                list(_gaps(each)),
                [answer.question for answer in each.answers if not answer.elements],
            )
            for each in self.definitions
        ]

    def phrases(self, absolute: Callable[[str], str]) -> Iterator[dict[str, Any]]:
        """The rows of `COLUMNS`; `absolute` makes a whole address of a path."""
        for each in self.definitions:
            page = absolute(each.get_absolute_url())
            known = {
                "definition": str(each),
                "text": each.text,
                "source": each.read_in.heading,
                "place": place_in_source(each),
                "permalink": page,
            }
            for answer in each.answers:
                if not answer.elements:
                    yield dict.fromkeys(COLUMNS) | known | {"question": answer.question.value}
                for number, element in enumerate(answer.elements, start=1):
                    yield known | {
                        "question": element.question,
                        "words": element.words,
                        "start": element.start,
                        "end": element.end,
                        "coder": element.coder,
                        "coded_on": element.coded_on,
                        "note": element.note,
                        "permalink": f"{page}#{place(element.question, number)}",
                    }

    def data(self, absolute: Callable[[str], str]) -> dict[str, Any]:
        """The whole comparison as data: definitions, phrases, and the pair word by word."""
        return {
            "title": str(self),
            "permalink": absolute(self.get_absolute_url()),
            "rights": _("Data: CC BY 4.0. The quotations belong to their authors."),
            "definitions": [
                {
                    "definition": str(each),
                    "text": each.text,
                    "language": each.language,
                    "kind": each.kind,
                    "said_by": [str(person) for person in each.persons],
                    "said_by_as_printed": each.speakers_as_printed,
                    "date": str(each.stated) if each.stated else None,
                    "work": each.own_work.heading if each.own_work else None,
                    "pages": each.pages or None,
                    "quoted_through": each.quoted_through.heading if each.quoted_through else None,
                    "source": each.read_in.heading,
                    "place": place_in_source(each),
                    "amends": str(each.amended) if each.amended else None,
                    "permalink": absolute(each.get_absolute_url()),
                }
                for each in self.definitions
            ],
            "phrases": list(self.phrases(absolute)),
            "word_by_word": self.pair.data(),
        }


def address(query: list[tuple[str, str]]) -> str:
    """The address of the page that compares definitions, with a query."""
    return f"{reverse('sources:definition_compare')}?{urlencode(query, safe=',')}"


def _gaps(definition: Definition) -> Iterator[Gap]:
    """The words of a definition with numbered blanks where they answer a question."""
    numbers = Counter[str]()
    for segment in definition.segments:
        if not segment.question:
            yield Gap(segment.text, None)
            continue
        numbers["blank"] += 1
        length = sum(token.is_word for token in tokens(segment.text))
        yield Gap(segment.text, Element.Question(segment.question), numbers["blank"], max(length, 1))


def place_in_source(definition: Definition) -> str:
    """Where in the source that was read the words stand."""
    cited = (row.citation for row in definition.evidence.all() if row.fact == "text")
    places = (each.passage.describe() if each.passage else each.locator for each in cited)
    return "; ".join(dict.fromkeys(place for place in places if place))
