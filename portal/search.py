"""The search through everything that is published: which kinds of record, and what is shown of a hit.

The words of a record are folded when it is saved (`Record.search_text`), those of the question here; so any
letter case of any alphabet finds the other on every database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet, Value
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from institutions.models import Detail, Figure, Function, Institution, Milestone, Office, State
from portal.folding import fold, spans
from portal.languages import columns
from sources.models import (
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


@dataclass(frozen=True)
class Kind:
    """A kind of record that the search looks through.

    `within` is the relation to the record on whose page it stands, which has to be published too;
    `title` names the fields that the heading of a hit shows, `text` the fields for its extract, in order.
    """

    name: str
    label: Any
    model: type[Record]
    title: tuple[str, ...]
    text: tuple[str, ...]
    within: str = ""
    small: str = ""

    @property
    def read(self) -> tuple[str, ...]:
        """The relations that a hit reads."""
        return ("evidence", *self.model.SEARCHED_ROWS, *self.model.ADDRESS_READS)

    def found(self, question: str) -> QuerySet:
        """The published records with every word of the question, in the order of their kind."""
        records: RecordQuerySet = self.model._default_manager.published()  # type: ignore[attr-defined]
        if self.within:
            published = {f"{self.within}__publication": Record.Publication.PUBLISHED}
            records = records.filter(**published).select_related(self.within)
        return records.search(question)


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
            ("text", "speakers_as_printed", "context"),
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
        Kind("states", _("States"), State, columns("name"), (*columns("name"), "note")),
        Kind("persons", _("Persons"), Contributor, columns("name"), ("description", *columns("name"))),
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
        ),
    )
}


@dataclass
class Hit:
    """A record that was found: its heading and an extract, the words of the question marked."""

    record: Any
    kind: Kind
    words: list[str]

    @property
    def heading(self) -> SafeString:
        """The record's name with the words marked."""
        return marked(str(self.record), self.words)

    def _words(self, name: str) -> str:
        """What a field of the record holds, or a method says."""
        value = getattr(self.record, name)
        return str((value() if callable(value) else value) or "")

    @cached_property
    def matching(self) -> str:
        """The first field beside the heading in which a word stands; empty if it stands in none."""
        shown = str(self.record)
        texts = ((name, self._words(name)) for name in self.kind.text)
        return next((name for name, text in texts if text != shown and spans(text, self.words)), "")

    @cached_property
    def row(self) -> str:
        """The words of a row of the record, such as a name as printed, if no field has a word.

        Reads the relations of `SEARCHED_ROWS`, which should be prefetched.
        """
        if self.matching or spans(str(self.record), self.words):
            return ""
        rows = (str(row) for name in self.record.SEARCHED_ROWS for row in getattr(self.record, name).all())
        return next((row for row in rows if spans(row, self.words)), "")

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
        if self.field in ("text", "title_original"):
            return str(self.record.language)
        return ""

    @property
    def is_quotation(self) -> bool:
        """Whether the extract is of words that stand in a source as they are."""
        return self.kind.name == "definitions" and self.field == "text"

    @property
    def fact(self) -> str:
        """The fact to which the extract belongs; its marks stand beside it."""
        field = self.field.removeprefix("get_").removesuffix("_display")
        for fact in self.record.FACTS:
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


def count(question: str) -> dict[str, int]:
    """How many records of each kind have every word of the question, in one query."""
    parts = [
        kind.found(question)
        .order_by()
        .select_related(None)
        .annotate(found_in=Value(kind.name))
        .values("found_in")
        .annotate(n=Count("pk"))
        .values_list("found_in", "n")
        for kind in KINDS.values()
    ]
    counted = dict(parts[0].union(*parts[1:], all=True))
    return {name: counted.get(name, 0) for name in KINDS}


def hits(kind: Kind, records: Iterable[Any], question: str) -> list[Hit]:
    """What is shown of `records`."""
    words = words_of(question)
    return [Hit(record, kind, words) for record in records]


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
