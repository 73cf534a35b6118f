"""Which fields of a record are facts that a reader sees, and what is known of each.

Each model declares its facts once, in `FACTS`. The gate, the marks, completeness and "not stated" read
that declaration and nothing else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from sources.models import Citation, Record


@dataclass(frozen=True)
class Fact:
    """One fact of a model: its name in evidence, its label, and the fields that hold it.

    `fields` defaults to the name itself. `coded` says that the value is an editor's classification, read
    from words that do not state it literally (sign ≈).
    """

    name: str
    label: Any
    fields: tuple[str, ...] = ()
    coded: bool = False

    def value(self, record: Any) -> Any:
        """The first field of this fact that holds something, or None; of a foreign key, the id."""
        for field in self.fields or (self.name,):
            held = getattr(record, f"{field}_id", None) or getattr(record, field, None)
            if held not in (None, "", []) and bool(held) | (held == 0):
                return held
        return None


def stated(record: "Record") -> Iterator[Fact]:
    """The facts of `record` that hold a value, in order of declaration."""
    return (fact for fact in record.FACTS if fact.value(record) is not None)


def without_evidence(record: "Record", rows: Iterable[Any] | None = None) -> list[Fact]:
    """The facts of `record` that hold a value which no citation supports.

    Reads `record.evidence`, or `rows` where the evidence is about to be saved.
    """
    evidence = record.evidence.all() if rows is None else rows
    supported = {row.fact for row in evidence if row.stance == "supports"}
    return [fact for fact in stated(record) if fact.name not in supported]


def gate(record: "Record", rows: Iterable[Any] | None = None, *, lost: bool = True) -> None:
    """Raise ValidationError unless every stated fact of `record` has evidence, and every quotation stands.

    This is the one place that says what may be published (DESIGN 5.7). `rows` as in `without_evidence`.
    Quotations are those of the evidence, and of printed forms, readings and entries of lists. Where it is
    known that no citation of the portal is `lost`, the latter are not read.
    A quotation stands if a program found it once in the loaded text of its source; where no text is loaded,
    nothing can be said of it here.
    """
    if rows is None:
        rows = record.evidence.all() if record.pk else []
    rows = list(rows)
    if missing := without_evidence(record, rows):
        raise ValidationError(
            _("%(record)s: no citation supports %(facts)s."),
            params={"record": record, "facts": ", ".join(str(fact.label) for fact in missing)},
        )
    from sources.citing import lost_beside_evidence  # noqa: PLC0415

    beside = lost_beside_evidence(record) if lost and record.pk else []
    refuse_unfound([*(row.citation for row in rows), *beside])


def refuse_unfound(citations: Iterable["Citation"]) -> None:
    """Raise ValidationError, a sentence for each of `citations` not found once in its loaded text."""
    from sources.rungs import judge  # noqa: PLC0415
    from sources.texts import loaded  # noqa: PLC0415

    sentences = []
    for citation in dict.fromkeys(each for each in citations if each.not_found):
        text = loaded(citation.source_id)
        if text and (sentence := judge(citation, text)[1]):
            sentences.append(sentence)
    if sentences:
        raise ValidationError(sentences)


def gate_without(gone: Iterable[Any], instead: Iterable[Any] = ()) -> None:
    """Ask the gate about the published records of the evidence `gone`, as if `instead` stood in its place.

    The rule for whatever takes evidence away from a record or turns it to something else.
    """
    records: dict[Any, set[Any]] = {}
    for row in gone:
        records.setdefault(row.record, set()).add(row.pk)
    for record, lost in records.items():
        if record.is_published:
            kept = [row for row in record.evidence.all() if row.pk not in lost]
            gate(record, kept + [row for row in instead if row.record_id == record.pk])


def gate_all(records: Iterable["Record"]) -> list[str]:
    """The sentences of the gate for each of `records` that does not pass it."""
    from sources.models import Citation  # noqa: PLC0415

    refused = []
    lost = Citation.objects.filter(not_found=True).exists()
    for record in records:
        try:
            gate(record, lost=lost)
        except ValidationError as error:
            refused.extend(error.messages)
    return refused
