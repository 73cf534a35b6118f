"""Which fields of a record are facts that a reader sees, and what is known of each.

Each model declares its facts once, in `FACTS`. The gate, the marks, completeness and "not stated" read
that declaration and nothing else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sources.literal import stands

if TYPE_CHECKING:
    from sources.models import Citation, Record


@dataclass(frozen=True)
class Fact:
    """One fact of a model: its name in evidence, its label, and the fields that hold it.

    `fields` defaults to the name itself. `coded` says that the value is an editor's classification, read
    from words that do not state it literally (sign ≈). `verbatim` says that pages print it in quotation
    marks: it is published only if one citation that supports it holds it word for word. `unless` names a
    field and its values with which a record has no such fact, such as the end of what goes on: where it holds
    none, no source is silent.
    """

    name: str
    label: Any
    fields: tuple[str, ...] = ()
    coded: bool = False
    verbatim: bool = False
    unless: tuple[str, tuple[str, ...]] | None = None

    def applies(self, record: Any) -> bool:
        """Whether `record` is one of which a source can state this fact."""
        if self.unless is None:
            return True
        field, values = self.unless
        return getattr(record, field) not in values

    def of_fields(self, names: Iterable[str]) -> bool:
        """Whether one of these fields holds a part of this fact."""
        return not set(self.fields or (self.name,)).isdisjoint(names)

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


def not_quoted(record: "Record", rows: Iterable[Any]) -> list[Fact]:
    """The facts of `record` printed in quotation marks that have support, but in no words that hold them.

    `rows` as in `without_evidence`.
    """
    words: dict[str, list[str]] = {}
    for row in rows:
        if row.stance == "supports":
            words.setdefault(row.fact, []).append(row.citation.exact)
    claimed = [fact for fact in stated(record) if fact.verbatim and fact.name in words]
    return [
        fact
        for fact in claimed
        if not any(stands(str(fact.value(record)), each) for each in words[fact.name])
    ]


class Lost(NamedTuple):
    """Why a record may not be published: facts without evidence or unlike it, and quotations that fail."""

    #: By name and value.
    facts: dict[tuple[str, str], Fact]
    #: Facts in quotation marks that no words quoted for them hold; by name and value.
    unquoted: dict[tuple[str, str], Fact]
    #: A sentence for each citation whose words its loaded text does not hold once, by primary key.
    quotations: dict[int, str]

    def beyond(self, other: "Lost") -> "Lost":
        """What is lost here and not in `other`."""
        return Lost(
            {key: fact for key, fact in self.facts.items() if key not in other.facts},
            {key: fact for key, fact in self.unquoted.items() if key not in other.unquoted},
            {key: said for key, said in self.quotations.items() if key not in other.quotations},
        )

    def refuse(self, record: "Record") -> None:
        """Raise ValidationError with all sentences, if anything is lost."""
        if sentences := self.sentences(record):
            raise ValidationError(sentences)

    def sentences(self, record: "Record") -> list[str]:
        """A sentence for all facts without evidence, one for each fact unlike it and each quotation."""
        said = list[str]()
        if self.facts:
            facts = ", ".join(str(fact.label) for fact in self.facts.values())
            said.append(_("%(record)s: no citation supports %(facts)s.") % {"record": record, "facts": facts})
        said += [unquoted_sentence(record, fact) for fact in self.unquoted.values()]
        return said + list(self.quotations.values())


def unquoted_sentence(record: "Record", fact: Fact) -> str:
    """What the gate and `verify` say of a fact in quotation marks that no words quoted for it hold."""
    said = _(
        "%(record)s: no citation that supports %(fact)s holds it word for word, "
        "and it would stand in quotation marks."
    )
    return str(said % {"record": record, "fact": fact.label})


def lost_of(
    record: "Record",
    rows: Iterable[Any] | None = None,
    beside: Iterable["Citation"] | None = None,
) -> Lost:
    """What keeps `record` from being published.

    `rows` as in `without_evidence`; `beside` are the citations of its printed forms, readings and entries of
    lists, which are queried otherwise. A quotation stands if a program found it once in the loaded text of
    its source; where no text is loaded, nothing can be said of it here.
    """
    from sources.citing import lost_beside_evidence  # noqa: PLC0415

    if rows is None:
        rows = record.evidence.all() if record.pk else []
    rows = list(rows)
    if beside is None:
        beside = lost_beside_evidence(record) if record.pk else []
    facts = {(fact.name, str(fact.value(record))): fact for fact in without_evidence(record, rows)}
    unquoted = {(fact.name, str(fact.value(record))): fact for fact in not_quoted(record, rows)}
    return Lost(facts, unquoted, unfound([*(row.citation for row in rows), *beside]))


def gate(record: "Record", beside: Iterable["Citation"] | None = None) -> None:
    """Raise ValidationError unless every stated fact of `record` has evidence, and every quotation stands.

    A fact in quotation marks has to stand itself in the words of its evidence. Here and in `gate_of_change`
    is said what may be published (DESIGN 5.7). `beside` as in `lost_of`.
    """
    lost_of(record, beside=beside).refuse(record)


def gate_of_change(
    record: "Record",
    rows: Iterable[Any] | None = None,
    beside: Iterable["Citation"] | None = None,
) -> None:
    """Ask the gate about `record` as a change would leave it; arguments as in `lost_of`.

    What is published and has lost something already, since a text was stored with failures, may be changed:
    refused is only what is newly lost by it. `verify` names the rest.
    """
    lost = lost_of(record, rows, beside)
    if any(lost) and record.pk:
        stored: Any = type(record)._base_manager.filter(pk=record.pk).first()
        if stored is not None and stored.is_published:
            lost = lost.beyond(lost_of(stored))
    lost.refuse(record)


def unfound(citations: Iterable["Citation"]) -> dict[int, str]:
    """A sentence for each of `citations` not found once in its loaded text, by primary key."""
    from sources.rungs import judge  # noqa: PLC0415
    from sources.texts import loaded  # noqa: PLC0415

    sentences = {}
    for citation in dict.fromkeys(each for each in citations if each.not_found):
        text = loaded(citation.source_id)
        if text and (sentence := judge(citation, text)[1]):
            sentences[citation.pk] = sentence
    return sentences


def refuse_unfound(citations: Iterable["Citation"]) -> None:
    """Raise ValidationError, a sentence for each of `citations` not found once in its loaded text."""
    if sentences := unfound(citations):
        raise ValidationError(list(sentences.values()))


def gate_without(gone: Iterable[Any], instead: Iterable[Any] = ()) -> None:
    """Ask the gate about the published records of the evidence `gone`, as if `instead` stood in its place.

    The rule for whatever takes evidence away from a record or turns it to something else.
    """
    records: dict[Any, set[Any]] = {}
    for row in gone:
        records.setdefault(row.record, set()).add(row.pk)
    for record, keys in records.items():
        if record.is_published:
            kept = [row for row in record.evidence.all() if row.pk not in keys]
            gate_of_change(record, kept + [row for row in instead if row.record_id == record.pk])


def gate_of_words(citation: "Citation") -> None:
    """Ask the gate about what is printed in quotation marks and rests on `citation`, with its words as given.

    Raises ValidationError, a sentence for each published fact and each printed form that they hold no more;
    what the stored words did not hold either is not newly lost.
    """
    from sources.citing import evidence_tables, record_model  # noqa: PLC0415
    from sources.models import Citation, PrintedForm  # noqa: PLC0415

    refused: list[str] = []
    for table in evidence_tables():
        quoted = [fact.name for fact in record_model(table).FACTS if fact.verbatim]
        for changed in table.objects.filter(citation=citation, fact__in=quoted) if quoted else ():
            rows = list(changed.record.evidence.all())
            for row in rows:
                row.citation = citation if row.citation_id == citation.pk else row.citation
            if changed.record.is_published:
                lost = lost_of(changed.record, rows, ()).beyond(lost_of(changed.record, beside=()))
                refused += lost.sentences(changed.record)
    stored = Citation.objects.filter(pk=citation.pk).values_list("exact", flat=True).first() or ""
    for forms in PrintedForm.__subclasses__():
        printed: Any = forms._base_manager
        for form in printed.filter(citation=citation).select_related("record"):
            if stands(form.form, stored) and not stands(form.form, citation.exact):
                said = _("%(record)s: its name as printed, “%(form)s”, would not stand in these words.")
                refused.append(said % {"record": form.record, "form": form.form})
    if refused:
        raise ValidationError(list(dict.fromkeys(refused)))


def gate_all(records: Iterable["Record"]) -> list[str]:
    """The sentences of the gate for each of `records` that does not pass it; prefetched evidence is read."""
    from sources.models import Citation  # noqa: PLC0415

    refused = []
    beside = None if Citation.objects.filter(not_found=True).exists() else ()
    for record in records:
        try:
            gate(record, beside)
        except ValidationError as error:
            refused.extend(error.messages)
    return refused
