"""Which tables cite, and to which record each of their rows belongs.

Knows the tables of apps above this one only through the subclasses of `Evidence` and `PrintedForm`; so a kind
of record that has evidence is found here without a line about it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from sources.models import (
    Citation,
    ContentsEntry,
    Evidence,
    ImprintDetail,
    PrintedForm,
    Reading,
    Record,
    ReferenceEntry,
)


class Citing(NamedTuple):
    """A table whose rows cite, and what they are to the record that they belong to."""

    table: Any
    label: Any

    @property
    def owner(self) -> str:
        """The foreign key to that record."""
        return str(self.table.OWNER)

    @property
    def owners(self) -> tuple[str, ...]:
        """The foreign keys to all records on whose pages the row stands."""
        return self.table.OWNERS or (self.table.OWNER,)

    @property
    def model(self) -> Any:
        """The kind of record that its rows belong to."""
        return record_model(self.table, self.owner)


def evidence_tables() -> list[Any]:
    """The concrete tables of evidence, in whichever app."""
    return list(Evidence.__subclasses__())


def other_tables() -> Iterator[Citing]:
    """Tables whose rows cite for something else than a fact: printed forms, readings, entries of lists."""
    for table in PrintedForm.__subclasses__():
        yield Citing(table, _("name as printed"))
    yield Citing(Reading, _("reading"))
    yield Citing(ReferenceEntry, _("reference"))
    yield Citing(ContentsEntry, _("contents of the issue"))
    yield Citing(ImprintDetail, _("imprint"))


def record_model(table: Any, owner: str = "record") -> Any:
    """The kind of record that the rows of a table belong to."""
    return table._meta.get_field(owner).related_model


def lost_beside_evidence(record: Record, shown: Mapping[Any, Iterable[Any]] | None = None) -> list[Citation]:
    """The citations of `record` for something else than a fact whose words its loaded text does not hold.

    `shown` are the rows that a form leaves to the record, by table; others are read from the database.
    """
    shown, lost = shown or {}, list[Citation]()
    for citing in other_tables():
        for owner in citing.owners:
            if record_model(citing.table, owner) is not type(record):
                continue
            if citing.table in shown and owner == citing.owner:
                rows = shown[citing.table]
            else:
                rows = citing.table.objects.filter(**{owner: record.pk}, citation__not_found=True)
            lost += [row.citation for row in rows if row.citation.not_found]
    return lost


def carrying_published(citations: Iterable[Citation]) -> set[int]:
    """The keys of those of `citations` on which something published rests, in a query for each table."""
    asked = [citation.pk for citation in citations if citation.pk is not None]
    owners = [(table, "record") for table in evidence_tables()]
    owners += [(citing.table, owner) for citing in other_tables() for owner in citing.owners]
    found: set[int] = set()
    for table, owner in owners if asked else ():
        public = {f"{owner}__publication": Record.Publication.PUBLISHED}
        rows = table._base_manager.filter(citation__in=asked, **public)
        found.update(rows.values_list("citation", flat=True))
    return found
