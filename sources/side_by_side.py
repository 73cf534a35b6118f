"""Definitions side by side: which two are compared word by word, the works to cite, addresses and data."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property
from itertools import combinations
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.matrix import place
from sources.models import Definition, Element, Source
from sources.word_by_word import Pair
from sources.worksheet import Sheet, sheet

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
    def has_amendment(self) -> bool:
        """Whether any of the definitions amends another, chosen or not."""
        return any(each.amended for each in self.definitions)

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
        """The worksheet, definition by definition."""
        return [sheet(each) for each in self.definitions]

    def phrases(self, absolute: Callable[[str], str]) -> Iterator[dict[str, Any]]:
        """The rows of `COLUMNS`; `absolute` makes a whole address of a path."""
        for each in self.definitions:
            page = absolute(each.get_absolute_url())
            known = {
                "definition": str(each),
                "text": each.text,
                "source": each.read_in.heading,
                "place": each.place_in_source,
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
                    "place": each.place_in_source,
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
