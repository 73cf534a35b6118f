"""Which tables cite, and to which record each of their rows belongs.

Knows the tables of apps above this one only through the subclasses of `Evidence` and `PrintedForm`; so a kind
of record that has evidence is found here without a line about it.
"""

from collections.abc import Iterator
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
    """A table whose rows cite: the foreign key to the record they belong to, and what they are to it."""

    table: Any
    owner: str
    label: Any

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
        yield Citing(table, "record", _("name as printed"))
    yield Citing(Reading, "discrepancy", _("reading"))
    yield Citing(ReferenceEntry, "work", _("reference"))
    yield Citing(ContentsEntry, "source", _("contents of the issue"))
    yield Citing(ImprintDetail, "source", _("imprint"))


def record_model(table: Any, owner: str = "record") -> Any:
    """The kind of record that the rows of a table belong to."""
    return table._meta.get_field(owner).related_model


def carries_published(citation: Citation) -> bool:
    """Whether something published rests on `citation`."""
    owners = [(table, "record") for table in evidence_tables()]
    owners += [(citing.table, citing.owner) for citing in other_tables()]
    published = Record.Publication.PUBLISHED
    return citation.pk is not None and any(
        table._base_manager.filter(citation=citation, **{f"{owner}__publication": published}).exists()
        for table, owner in owners
    )
