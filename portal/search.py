"""The search through everything that is published: which kinds of record, and what is shown of a hit.

The words of a record are folded when it is saved (`Record.search_text`), those of the question here; so any
letter case of any alphabet finds the other on every database.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from institutions.models import Detail, Figure, Function, Institution, Milestone, Office, State
from portal.data_version import kept
from portal.folding import fold, spans
from portal.languages import columns
from portal.naming import BETWEEN_WORDS, Names
from sources.drawn import citations_seen
from sources.models import (
    Citation,
    Concept,
    Contributor,
    Definition,
    Discrepancy,
    LegalDocument,
    Provision,
    Record,
    RecordQuerySet,
    Source,
    Statement,
)

#: Letters of an extract around the first word found, before and after.
BEFORE, AFTER = 70, 170
#: Questions that may have been meant: so many are tried, and of those that find something so many offered.
TRIED, OFFERED = 6, 3


@dataclass
class Asked:
    """A question, with what is kept to answer it, each read once."""

    question: str

    @cached_property
    def words(self) -> list[str]:
        """The words that are searched for, folded."""
        return words_of(self.question)

    @cached_property
    def names(self) -> Names:
        """The names of everything that is published."""
        return names()

    @cached_property
    def quoted(self) -> dict[int, str]:
        """The folded words of the quotations that a visitor sees, by key."""
        return quoted()

    def instead(self, question: str) -> "Asked":
        """Another question, answered from the same."""
        asked = Asked(question)
        asked.names, asked.quoted = self.names, self.quoted
        return asked


@dataclass(frozen=True)
class Kind:
    """A kind of record that the search looks through.

    `within` is the relation to the record on whose page it stands, which has to be published too;
    `title` names the fields that the heading of a hit shows, `text` the fields for its extract, in order.
    """

    name: str
    label: Any
    model: Any
    title: tuple[str, ...]
    text: tuple[str, ...]
    within: str = ""
    small: str = ""
    #: Fields by which a visitor may call a record, beside those of the heading; also those of its rows.
    named: tuple[str, ...] = ()

    @property
    def read(self) -> tuple[str, ...]:
        """The relations that a hit reads."""
        return ("evidence", *self.model.SEARCHED_ROWS, *self.model.ADDRESS_READS)

    def published(self) -> QuerySet:
        """All records of the kind that a visitor sees."""
        records: RecordQuerySet = self.model._default_manager.published()  # type: ignore[attr-defined]
        if self.within:
            published = {f"{self.within}__publication": Record.Publication.PUBLISHED}
            records = records.filter(**published).select_related(self.within)
        return records

    def found(self, asked: Asked) -> QuerySet:
        """The published records with every word of the question, in the order of their kind."""
        return self.published().search(asked.question)  # type: ignore[attr-defined]

    def exact(self, asked: Asked) -> set[int]:
        """The keys of the records of which the question is a name, such as an acronym."""
        return asked.names.exact(self.name, asked.question)

    def ranked(self, asked: Asked) -> QuerySet:
        """What was found: whose name it is, then by whole words, then by beginnings of words.

        Among whole words, those of a name come before those of another text; so among beginnings.
        """
        begins = [f"(^|{BETWEEN_WORDS}){re.escape(word)}" for word in asked.words]
        stands = [f"{begin}($|{BETWEEN_WORDS})" for begin in begins]
        ranks = [
            Q(pk__in=self.exact(asked)),
            Q(pk__in=asked.names.whole(self.name, asked.question)),
            Q(*(Q(search_text__regex=each) for each in stands)),
            Q(pk__in=asked.names.beginning(self.name, asked.question)),
            Q(*(Q(search_text__regex=each) for each in begins)),
        ]
        cases = [When(each, then=Value(rank)) for rank, each in enumerate(ranks)]
        rank = Case(*cases, default=Value(len(ranks)), output_field=IntegerField())
        return self.found(asked).order_by(rank, *self.model._meta.ordering)

    def address(self, record: Any) -> str:
        """Where a record is read."""
        return str(record.get_absolute_url())

    def heading(self, record: Any) -> str:
        """What a record is called."""
        return str(record)


@dataclass(frozen=True)
class Quotations(Kind):
    """The words that the portal quotes; they have no folded words of their own, so these are kept."""

    @property
    def read(self) -> tuple[str, ...]:
        """Nothing beside what `found` joins."""
        return ()

    def found(self, asked: Asked) -> QuerySet:
        """The quotations with every word of the question, in the order of their texts."""
        keys = [key for key, text in asked.quoted.items() if all(word in text for word in asked.words)]
        return Citation.objects.filter(pk__in=keys).select_related("source", "passage")

    def ranked(self, asked: Asked) -> QuerySet:
        """What was found, in the order of the texts."""
        return self.found(asked)

    def address(self, record: Any) -> str:
        """The words in their text, or where they are quoted."""
        return f"{record.source.get_absolute_url()}?citation={record.slug}"

    def heading(self, record: Any) -> str:
        """The source and the place in it."""
        place = record.passage.describe() if record.passage else record.locator
        return ", ".join(part for part in (str(record.source), place) if part)


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "institutions",
            _("Institutions"),
            Institution,
            columns("name"),
            ("description", "objective", "acronym", "seat", "get_mandate_display", *columns("name")),
            small="kind",
            named=("acronym", "printed_forms__form", "other_names__name"),
        ),
        Kind("functions", _("Functions"), Function, (), ("says",), "institution"),
        Kind("offices", _("Offices"), Office, (), ("does", "rank", "experience"), "institution"),
        Kind("details", _("Details of institutions"), Detail, (), ("value",), "institution"),
        Kind("figures", _("Figures"), Figure, (), ("value",), "institution"),
        Kind(
            "definitions",
            _("Definitions"),
            Definition,
            ("title",),
            ("text", "speakers_as_printed", "pages", "context"),
            small="kind",
        ),
        Kind("concepts", _("Concepts"), Concept, columns("name"), ("summary", *columns("name"))),
        Kind(
            "documents",
            _("Documents"),
            LegalDocument,
            columns("title"),
            ("summary", "issuer", "number", *columns("title")),
            small="kind",
            named=("number", "printed_forms__form"),
        ),
        Kind("provisions", _("Provisions"), Provision, ("locator",), ("says",), "document"),
        Kind("statements", _("Statements"), Statement, ("title",), ("says",), "source", small="kind"),
        Kind(
            "discrepancies",
            _("Discrepancies"),
            Discrepancy,
            ("title",),
            ("finding", "editorial_note"),
            small="status",
        ),
        Kind("milestones", _("Milestones"), Milestone, ("title",), ("says", "start_printed"), small="lane"),
        Kind("states", _("States"), State, columns("name"), (*columns("name"), "note"), named=("iso2",)),
        Kind(
            "persons",
            _("Persons"),
            Contributor,
            columns("name"),
            ("description", *columns("name")),
            named=("printed_forms__form",),
        ),
        Kind(
            "sources",
            _("Sources"),
            Source,
            ("short",),
            (
                *columns("title"),
                "title_original",
                "contributors_as_printed",
                "container",
                *columns("abstract"),
                *columns("keywords"),
                "publisher",
                "doi",
            ),
            small="role",
            named=(*columns("title"), "title_original"),
        ),
        Quotations("quotations", _("Quoted words"), Citation, (), ("exact",)),
    )
}


@dataclass
class Hit:
    """A record that was found: its heading and an extract, the words of the question marked."""

    record: Any
    kind: Kind
    words: list[str]

    @property
    def address(self) -> str:
        """Where the record is read."""
        return self.kind.address(self.record)

    @cached_property
    def _shown(self) -> str:
        return self.kind.heading(self.record)

    @property
    def heading(self) -> SafeString:
        """The record's name with the words marked."""
        return marked(self._shown, self.words)

    def _words(self, name: str) -> str:
        """What a field of the record holds, or a method says."""
        value = getattr(self.record, name)
        return str((value() if callable(value) else value) or "")

    @cached_property
    def matching(self) -> str:
        """The field beside the heading in which most of the words stand; empty if none does."""
        texts = ((name, self._words(name)) for name in self.kind.text)
        holds = {name: self._number(text) for name, text in texts if text != self._shown}
        return max((name for name in holds if holds[name]), key=holds.__getitem__, default="")

    def _number(self, text: str) -> int:
        """How many of the words stand in `text`."""
        folded = fold(text)
        return sum(word in folded for word in self.words)

    @cached_property
    def row(self) -> str:
        """The words of a row of the record, such as a name as printed, if no field has a word.

        Reads the relations of `SEARCHED_ROWS`, which should be prefetched.
        """
        if self.matching or self._number(self._shown):
            return ""
        relations = getattr(self.record, "SEARCHED_ROWS", ())
        rows = (str(row) for name in relations for row in getattr(self.record, name).all())
        return next((row for row in rows if self._number(row)), "")

    @cached_property
    def field(self) -> str:
        """The field of the extract: where a word stands, else the first that holds something."""
        held = (name for name in self.kind.text if self._words(name) and name not in self.kind.title)
        return "" if self.row else self.matching or next(held, "")

    @property
    def extract(self) -> SafeString:
        """The words around the first that was found, or the beginning; empty if the record has no text."""
        text = self.row or (self._words(self.field) if self.field else "")
        return extract(text, self.words) if text else mark_safe("")

    @property
    def language(self) -> str:
        """The language of the extract, where it is known to be another than the page's."""
        if self.field.endswith(("_ru", "_kk")):
            return self.field[-2:]
        if self.field in ("text", "title_original", "exact"):
            return str(self.record.language)
        return ""

    @property
    def is_quotation(self) -> bool:
        """Whether the extract is of words that stand in a source as they are."""
        return (self.kind.name, self.field) in (("definitions", "text"), ("quotations", "exact"))

    @property
    def fact(self) -> str:
        """The fact to which the extract belongs; its marks stand beside it."""
        field = self.field.removeprefix("get_").removesuffix("_display")
        for fact in getattr(self.record, "FACTS", ()):
            if field == fact.name or field in fact.fields:
                return str(fact.name)
        return ""

    @property
    def small(self) -> str:
        """What the record is, in a word, or on whose page it stands; empty if its group says it."""
        displayed = getattr(self.record, f"get_{self.kind.small}_display", None)
        if displayed:
            return str(displayed())
        return str(getattr(self.record, self.kind.within)) if self.kind.within else ""


def words_of(question: str) -> list[str]:
    """The words that are searched for, folded."""
    return fold(question).split()


def names() -> Names:
    """The names of everything that is published, read in two queries and kept until anything is committed."""
    return kept("names", _names)


def _names() -> Names:
    parts = [
        kind.published()
        .order_by()
        .select_related(None)
        .annotate(searched_as=Value(kind.name), called=Cast(F(field), TextField()))
        .exclude(called=None)
        .exclude(called="")
        .values_list("searched_as", "pk", "called")
        for kind in KINDS.values()
        for field in (*kind.title, *kind.named)
    ]
    noted = (("states", each.pk, name) for each in State.objects.published() for name in each.other_names)
    return Names([*parts[0].union(*parts[1:], all=True), *noted])


def quoted() -> dict[int, str]:
    """The folded words of the quotations that a visitor sees, by key, kept until anything is committed."""
    return kept("quoted", _quoted)


def _quoted() -> dict[int, str]:
    seen = citations_seen()
    worded = Citation.objects.exclude(exact="").values_list("pk", "exact")
    return {pk: fold(exact) for pk, exact in worded if pk in seen}


def meant(asked: Asked, least: int) -> list[tuple[str, int]]:
    """Questions that may have been meant, each with how many records it finds, which are more than `least`.

    What finds less than a tenth of the most, such as an ending in another language, is not offered.
    """
    tried = asked.names.meant(asked.question)[:TRIED]
    counted = [(each, sum(count(asked.instead(each)).values())) for each in tried]
    enough = max(least, max((number for _each, number in counted), default=0) // 10)
    return [(each, number) for each, number in counted if number > enough][:OFFERED]


def states_named(asked: Asked) -> list[State]:
    """The states of which the question is a row of names, if they are several."""
    keys = asked.names.several("states", asked.question)
    found = State.objects.in_bulk(keys) if len(keys) > 1 else {}
    return [found[key] for key in keys if key in found]


def count(asked: Asked) -> dict[str, int]:
    """How many records of each kind have every word of the question, in one query."""
    parts = [
        kind.found(asked)
        .order_by()
        .select_related(None)
        .annotate(searched_as=Value(kind.name))
        .values("searched_as")
        .annotate(n=Count("pk"))
        .values_list("searched_as", "n")
        for kind in KINDS.values()
    ]
    counted = dict(parts[0].union(*parts[1:], all=True))
    return {name: counted.get(name, 0) for name in KINDS}


def hits(kind: Kind, records: Iterable[Any], asked: Asked) -> list[Hit]:
    """What is shown of `records`."""
    return [Hit(record, kind, asked.words) for record in records]


def marked(text: str, words: list[str]) -> SafeString:
    """`text`, letter by letter as it is, with the words of the question in <mark>."""
    parts, at = [], 0
    for begin, end in spans(text, words):
        parts += [escape(text[at:begin]), format_html("<mark>{}</mark>", text[begin:end])]
        at = end
    return mark_safe("".join([*parts, escape(text[at:])]))


def extract(text: str, words: list[str]) -> SafeString:
    """The part of `text` around the first word found, cut between words, the omissions shown by “…”."""
    found = spans(text, words)
    first = found[0][0] if found else 0
    begin, end = max(0, first - BEFORE), min(len(text), first + AFTER)
    if begin:
        begin = _after_space(text, begin, first)
    if end < len(text):
        end = max(text.rfind(" ", first + 1, end), found[0][1] if found else 0) or end
    shown = marked(text[begin:end], words)
    return format_html("{}{}{}", "… " if begin else "", shown, " …" if end < len(text) else "")


def _after_space(text: str, begin: int, limit: int) -> int:
    space = text.find(" ", begin, limit)
    return space + 1 if space >= 0 else begin
