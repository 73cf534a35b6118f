"""The marks and cards of one page: each quotation once, supplementary sources numbered in order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sources.models import Citation, Discrepancy, Evidence, Source

Rung = Evidence.Rung

#: Classes of a mark by its sign, each after a space; the class of its rung is the name of the rung.
STYLES = {"¶": "", "≈": " read", "≠": " clash"}
_ORDER = {rung: order for order, rung in enumerate(Rung)}
#: How a remark on a fact opens, by the sign of its mark.
_OPENINGS = {"≈": _("≈ Editor's reading"), "≠": _("≠ Sources disagree")}
#: So many remarks stand open in a card; more are folded.
OPEN_NOTES = 3
#: What a mark is, by its sign, for those who do not see the sign.
NAMES = {"¶": _("Evidence"), "≈": _("Evidence, read"), "≠": _("Evidence, disagrees")}


@dataclass
class Card:
    """A citation on the page, with what the marks that open it say of their facts."""

    citation: Citation
    number: int | None
    signs: set[str] = field(default_factory=set)
    #: What editors remark on facts, each remark by how it opens and what it says, with the facts concerned.
    remarks: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    #: The facts that stand on a rung above the words themselves, by rung.
    above: dict[Rung, list[str]] = field(default_factory=dict)
    #: The records of the disagreements in which it contradicts a fact.
    discrepancies: list[Discrepancy] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The place in its source, as in a mark: Ab¶3, Ab[12], [2]."""
        return mark_label(self.citation, "¶", self.number)

    @property
    def notes(self) -> list[str]:
        """The remarks as sentences: “Note (founded, seat): …”."""
        return [
            f"{opening} ({', '.join(facts)}): {note}" if facts else f"{opening}: {note}"
            for (opening, note), facts in self.remarks.items()
        ]

    @property
    def are_many(self) -> bool:
        """Whether the notes are too many to stand open in a card."""
        return len(self.remarks) > OPEN_NOTES

    @property
    def clash(self) -> bool:
        """Whether a mark of this card says that sources disagree."""
        return "≠" in self.signs

    @property
    def quotation(self) -> SafeString:
        """The exact words, the decisive ones marked."""
        exact, decisive = self.citation.exact, self.citation.decisive
        if not decisive or decisive not in exact:
            return format_html("{}", exact)
        before, _decisive, after = exact.partition(decisive)
        return format_html("{}<mark>{}</mark>{}", before, decisive, after)


def mark_label(citation: Citation, sign: str, number: int | None) -> str:
    """The text of a mark: Ab¶3 word for word, Ab≈3 read, Ab≠3 contradicted, Ab[3] a reference, [2] other."""
    if number is not None:
        return f"[{number}]" if sign in "¶≈" else f"{sign}[{number}]"
    passage = citation.passage
    place = passage.place if passage else citation.locator
    if passage and passage.is_reference and sign == "¶":
        sign = ""
    return f"{citation.source.code}{sign}{place}"


class PageEvidence:
    """Collects what the marks of a page cite, so that its foot can print each citation once."""

    def __init__(self) -> None:
        self.cards: dict[str, Card] = {}
        self._numbered = 0

    def __bool__(self) -> bool:
        return bool(self.cards)

    def mark(
        self, citation: Citation, sign: str = "¶", rung: Rung | None = None, note: str = "", fact: Any = ""
    ) -> dict[str, Any]:
        """Enter a citation; what the mark prints: name, label, css class, target.

        Without `rung`, the mark stands for no fact but for the words alone.
        """
        card = self.cards.get(citation.slug)
        if card is None:
            number = None
            if citation.source.role != Source.Role.SOURCE_TEXT:
                self._numbered += 1
                number = self._numbered
            card = self.cards[citation.slug] = Card(citation, number)
        card.signs.add(sign)
        if note:
            facts = card.remarks.setdefault((str(_OPENINGS.get(sign, _("Note"))), note), [])
            if fact and str(fact).lower() not in facts:
                facts.append(str(fact).lower())
        if rung in (Rung.LITERAL, Rung.REVIEWED) and fact:
            facts = card.above.setdefault(rung, [])
            if str(fact).lower() not in facts:
                facts.append(str(fact).lower())
        return {**_look(citation, sign, rung, card.number), "target": citation.slug}

    def marks(
        self, record: Any, names: tuple[str, ...], rows: Iterable[Evidence] | None = None
    ) -> list[dict[str, Any]]:
        """Enter all evidence of the named facts of `record`, or `rows`; each citation once a sign.

        Where a mark stands for several facts, it shows the lowest of their rungs. Weak sources come last.
        """
        rows = record.evidence.all() if rows is None else rows
        labels = {fact.name: fact.label for fact in record.FACTS}
        entered: dict[tuple[str, str], tuple[Rung, dict[str, Any]]] = {}
        for row in sorted(rows, key=lambda row: bool(row.citation.source.weakness)):
            if row.fact in names:
                key, rung = (row.citation.slug, row.sign), Rung(row.rung)
                mark = self.mark_evidence(row, labels.get(row.fact, ""))
                if key not in entered or _ORDER[rung] < _ORDER[entered[key][0]]:
                    entered[key] = (rung, mark)
        return [mark for _rung, mark in entered.values()]

    def mark_evidence(self, row: Evidence, label: Any = "") -> dict[str, Any]:
        """Enter one row of evidence."""
        mark = self.mark(row.citation, row.sign, Rung(row.rung), row.note, label)
        card, found = self.cards.get(row.citation.slug), row.discrepancy
        if card and found and found.is_published and found not in card.discrepancies:
            card.discrepancies.append(found)
        return mark


class PlacedEvidence(PageEvidence):
    """The marks of a page that cites too much for a card a quotation: a source text, the bibliography.

    Words that stand in a passage are not repeated here; their mark leads to them on the page of the passage.
    """

    def mark(
        self, citation: Citation, sign: str = "¶", rung: Rung | None = None, note: str = "", fact: Any = ""
    ) -> dict[str, Any]:
        """What the mark prints: name, label, class and address, or a card for a citation without passage."""
        if citation.passage is None:
            return super().mark(citation, sign, rung, note, fact)
        return _link(citation, sign, rung, None, place_url(citation))


class LinkedEvidence(PlacedEvidence):
    """The marks of a table: each leads to the place of its citation, none opens a card."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers: dict[int, int] = {}
        #: The sources by their numbers, for a list below the marks.
        self.numbered: dict[int, Source] = {}

    def mark(
        self, citation: Citation, sign: str = "¶", rung: Rung | None = None, note: str = "", fact: Any = ""
    ) -> dict[str, Any]:
        """What the mark prints: name, label, class and address; further sources are numbered as ever."""
        if citation.passage is not None:
            return super().mark(citation, sign, rung, note, fact)
        number = self._numbers.setdefault(citation.source_id, len(self._numbers) + 1)
        self.numbered[number] = citation.source
        page = citation.source.get_absolute_url()
        return _link(citation, sign, rung, number, f"{page}#{citation.slug}")


class QuotedEvidence(LinkedEvidence):
    """The marks of a long list: words open in a card; what is cited without words leads to its source."""

    def mark(
        self, citation: Citation, sign: str = "¶", rung: Rung | None = None, note: str = "", fact: Any = ""
    ) -> dict[str, Any]:
        """What the mark prints: name, label, class, and the card of the words or the address."""
        if citation.exact:
            return PageEvidence.mark(self, citation, sign, rung, note, fact)
        return super().mark(citation, sign, rung, note, fact)


def _look(citation: Citation, sign: str, rung: Rung | None, number: int | None) -> dict[str, Any]:
    """What a mark reads, to the eye and to a screen reader, and its classes."""
    rung = rung or citation.rung
    return {
        "name": f"{NAMES[sign]}, {str(rung.label).lower()}",
        "label": mark_label(citation, sign, number),
        "style": f"{STYLES[sign]} {rung.value}",
    }


def _link(citation: Citation, sign: str, rung: Rung | None, number: int | None, href: str) -> dict[str, Any]:
    """What a mark prints that opens no card but leads to `href`; its name says so."""
    look = _look(citation, sign, rung, number)
    return {**look, "name": _("%(evidence)s, in its source") % {"evidence": look["name"]}, "href": href}


def place_url(citation: Citation) -> str:
    """Where the words of a citation in a passage stand: /sources/text/?passage=5#c-ab5-words.

    In the text, if one is loaded and may be read; else where the passage lists what was drawn from it.
    """
    assert citation.passage is not None
    return f"{citation.source.get_absolute_url()}?passage={citation.passage.key}#c-{citation.slug}"
