"""What is told of a body beside its fields, under the headings of its page: details, figures, other names."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from institutions.models import Detail, Figure, Institution, OtherName
from sources.models.source import language_name

Kind = Detail.Kind

#: The heading of the details of a kind.
HEADINGS: dict[str, Any] = {
    Kind.ORGAN: _("Organs"),
    Kind.HOLDER: _("Office holders"),
    Kind.FOUNDING: _("Founding"),
    Kind.BASIS: _("Legal bases"),
    Kind.SEAT: _("Terms of the seat"),
    Kind.COMPOSITION: _("Composition and election"),
    Kind.SESSIONS: _("Sessions and decisions"),
    Kind.ACTIVITY: _("Activity"),
    Kind.RELATIONS: _("Relations with others"),
    Kind.SUCCESSION: _("Succession"),
    Kind.PRESENCE: _("On the web"),
}
#: What of a body carries evidence of its own.
CITING = (
    "functions",
    "memberships",
    "offices",
    "figures",
    "details",
    "other_names",
    "member_lists",
    "legal_bases",
    "milestones",
    "statements",
    "discrepancies",
)


class Profile:
    """Details, figures and names of `body` in the order of its page; reads what is prefetched."""

    def __init__(self, body: Institution) -> None:
        self.body = body
        self.details: list[Detail] = list(body.details.all())

    def _parts(self, *kinds: Kind) -> list[tuple[str, list[tuple[str, list[Detail]]]]]:
        """For each of `kinds` with any detail, its heading and its rows; of one label, one row."""
        found = []
        for kind in kinds:
            rows = [each for each in self.details if each.kind == kind]
            if rows:
                found.append((str(HEADINGS[kind]), _by_label(rows)))
        return found

    @cached_property
    def organs(self) -> Any:
        """Organs and who holds an office."""
        return self._parts(Kind.ORGAN, Kind.HOLDER)

    @cached_property
    def work(self) -> Any:
        """Who sits in it, when it meets, how it decides and what it has done."""
        return self._parts(Kind.COMPOSITION, Kind.SESSIONS, Kind.ACTIVITY)

    @cached_property
    def founding(self) -> Any:
        """By what it was founded and is governed, and the terms of its seat."""
        return self._parts(Kind.FOUNDING, Kind.BASIS, Kind.SEAT)

    @cached_property
    def succession(self) -> Any:
        """What was before it and came after it."""
        return self._parts(Kind.SUCCESSION)

    @cached_property
    def relations(self) -> Any:
        """Its relations with others."""
        return self._parts(Kind.RELATIONS)

    @cached_property
    def presence(self) -> Any:
        """Where else it is on the web."""
        return self._parts(Kind.PRESENCE)

    @cached_property
    def figures(self) -> list[tuple[str, list[Figure]]]:
        """Numbers by what is counted, the values of each in order of their dates."""
        found: dict[str, list[Figure]] = {}
        for figure in self.body.figures.all():
            found.setdefault(figure.label, []).append(figure)
        return [
            (label, sorted(values, key=lambda each: (not each.measured, each.measured.earliest or date.max)))
            for label, values in found.items()
        ]

    @cached_property
    def names(self) -> list[tuple[str, list["Named"]]]:
        """Other names by their kind, in the order of the vocabulary, and by language within it."""
        names = list(self.body.other_names.all())
        return [
            (str(kind.label), [Named(each) for each in names if each.kind == kind])
            for kind in OtherName.Kind
            if any(each.kind == kind for each in names)
        ]

    @property
    def citations(self) -> set[int]:
        """The keys of all that the body and what belongs to it cite."""
        cited = {row.citation_id for row in self.body.evidence.all()}
        for relation in CITING:
            for record in getattr(self.body, relation).all():
                cited.update(row.citation_id for row in record.evidence.all())
        return cited

    @cached_property
    def assemblies(self) -> list[Institution]:
        """Its parts in which parliaments meet."""
        return [each for each in self.body.parts.all() if each.kind in Institution.INTER_PARLIAMENTARY]

    @cached_property
    def other_parts(self) -> list[Institution]:
        """Its other parts."""
        return [each for each in self.body.parts.all() if each.kind not in Institution.INTER_PARLIAMENTARY]


class Named:
    """Another name of a body, with its language in words."""

    def __init__(self, record: OtherName) -> None:
        self.record = record
        self.language = language_name(record.language)


def _by_label(rows: Iterable[Detail]) -> list[tuple[str, list[Detail]]]:
    """Details that follow each other under one label, together."""
    return [(label, list(found)) for label, found in groupby(rows, key=lambda each: each.label)]
