"""How far a fact is proved by a citation: the state of its words, and the rung of each row of evidence.

Four rungs (DESIGN 5.2): *cited*, *located*, *literal*, *reviewed*. A rung is reached only over the one below
it, and words that fail carry nothing. Each row of evidence keeps its rung, so that lists can be narrowed and
marks drawn without looking into texts; it is computed here, on every save, and again by `manage.py verify`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.partial_dates import PartialDate
from sources import literal
from sources.citing import evidence_tables, record_model
from sources.facts import Fact
from sources.located import shipped
from sources.locating import Ambiguous, Located
from sources.models import Citation, Evidence, PrintedForm, Record

if TYPE_CHECKING:
    from sources.texts import LoadedText

Rung = Evidence.Rung
#: The forms of the name of a record as printed in sources.
Forms = Callable[[Record], Iterable[str]]


class State(models.TextChoices):
    """How a citation stands to the text of its source, here and now."""

    PROVED = "proved", gettext_lazy("Found once in the loaded text")
    BEFORE = "before", gettext_lazy("Located when the fixtures were made; not re-proved here")
    UNCHECKED = "unchecked", gettext_lazy("Quoted, not checked against a text")
    CITED = "cited", gettext_lazy("Cited without a quotation")
    MISSING = "missing", gettext_lazy("Not found in the loaded text")
    AMBIGUOUS = "ambiguous", gettext_lazy("Found more than once in the loaded text")
    STALE = "stale", gettext_lazy("Found in another text or with other words")


#: States in which words carry no fact.
FAILED = frozenset({State.MISSING, State.AMBIGUOUS, State.STALE})
#: States of quotations that nothing has proved in this run.
NOT_PROVED = frozenset({State.BEFORE, State.UNCHECKED})
#: Facts that name their record; letter case does not count, and printed forms will do.
_NAMES = frozenset({"name", "title"})


def judge(citation: Citation, text: "LoadedText | None") -> tuple[State, str]:
    """How a citation stands to the loaded text of its source; the sentence of its failure, if it is one."""
    if not citation.exact:
        return State.CITED, ""
    return _found_before(citation) if text is None else _found_now(citation, text)


def _found_now(citation: Citation, text: "LoadedText") -> tuple[State, str]:
    """How a quotation stands in the loaded text."""
    said = {"citation": citation.slug, "source": citation.source}
    match text.locate(citation):
        case Ambiguous(count=count):
            times = _("%(citation)s stands %(count)s times in its passage of the loaded text of %(source)s.")
            return State.AMBIGUOUS, times % {**said, "count": count}
        case Located(spans=spans):
            if citation.found_in not in ("", text.stored.sha256):
                other = _("%(citation)s was found in another text than the loaded one of %(source)s.")
                return State.STALE, other % said
            if citation.spans not in ([], [list(span) for span in spans]):
                moved = _("%(citation)s does not stand in the text of %(source)s at the place kept for it.")
                return State.STALE, moved % said
            return State.PROVED, ""
    return State.MISSING, _(
        "%(citation)s is not found in its passage of the loaded text of %(source)s."
    ) % said


def _found_before(citation: Citation) -> tuple[State, str]:
    """What is known of a quotation of which no text is loaded, by its hashes."""
    said = {"citation": citation.slug, "source": citation.source}
    if not citation.found_in:
        return State.UNCHECKED, ""
    if citation.found_in != citation.source.text_sha256:
        other = _("%(citation)s was found in a text of another hash than %(source)s names.")
        return State.STALE, other % said
    if shipped().contradicts(citation):
        changed = _("The words or the place of %(citation)s are not those that were found in %(source)s.")
        return State.STALE, changed % said
    return State.BEFORE, ""


def rung_of(row: Evidence, record: Any, state: State, forms: Forms) -> Rung:
    """The rung that a fact of `record` reaches by one row of evidence, whose citation is in `state`."""
    if state in FAILED:
        return Rung.CITED
    if row.reviewed_by_id is not None:
        return Rung.REVIEWED
    if state not in (State.PROVED, State.BEFORE):
        return Rung.CITED
    fact = next((each for each in record.FACTS if each.name == row.fact), None)
    if fact and row.sign == "¶" and _is_literal(record, fact, row.citation.exact, forms):
        return Rung.LITERAL
    return Rung.LOCATED


def _is_literal(record: Any, fact: Fact, words: str, forms: Forms) -> bool:
    """Whether the value of a fact stands in `words`; a class of the editors' never does."""
    if fact.coded:
        return False
    is_name = fact.name in _NAMES
    if is_name and literal.name_stands(forms(record), words):
        return True
    for name in fact.fields or (fact.name,):
        held = getattr(record, name)
        if isinstance(held, PartialDate):
            found = literal.date_stands(held, words)
        elif isinstance(held, Record):
            found = literal.name_stands(_names(held, forms), words)
        elif not held or record._meta.get_field(name).choices:
            found = False
        elif literal.is_number(str(held)):
            found = literal.number_stands(str(held), words)
        elif is_name:
            found = literal.name_stands([held], words)
        else:
            found = literal.stands(str(held), words)
        if found:
            return True
    return False


def _names(record: Record, forms: Forms) -> Iterable[str]:
    """The name of a record, by its first fact, in each language and as printed."""
    first = record.FACTS[0]
    held = (getattr(record, name) for name in first.fields or (first.name,))
    return [*(str(each) for each in held if each), *forms(record)]


def forms_now(record: Any) -> list[str]:
    """The printed forms of one record, queried; a kind of record without such a table has none."""
    return [row.form for row in record.printed_forms.all()] if hasattr(record, "printed_forms") else []


def rung_now(row: Evidence, forms: Forms = forms_now) -> Rung:
    """The rung of one row of evidence by what its citation keeps of its place."""
    return rung_of(row, row.record, state_kept(row.citation), forms)


def state_kept(citation: Citation) -> State:
    """How a citation stands by what it keeps; looks into no text."""
    if not citation.exact:
        return State.CITED
    if citation.not_found:
        return State.MISSING
    return State.BEFORE if citation.found_in else State.UNCHECKED


def keep(rows: Iterable[Any], forms: Forms = forms_now) -> int:
    """Compute the rung of each of `rows` of one table anew and store those that differ; how many."""
    changed = []
    for row in rows:
        if (rung := rung_now(row, forms)) != row.rung:
            row.rung = rung
            changed.append(row)
    if changed:
        type(changed[0])._base_manager.bulk_update(changed, ["rung"], batch_size=500)
    return len(changed)


def keep_of_citation(citation: Citation) -> int:
    """Store the rungs of all evidence that a citation gives; how many changed."""
    return sum(
        keep(table.objects.filter(citation=citation).select_related("record")) for table in evidence_tables()
    )


def keep_of_record(record: Record) -> int:
    """Store the rungs of all evidence of a record, and of facts of others that name it; how many changed."""
    number = keep(type(record).evidence.rel.related_model.objects.filter(record=record))
    for table in evidence_tables():
        model = record_model(table)
        naming = [key.name for key in record_keys(model) if key.related_model is type(record)]
        for name in naming:
            if any(name in (fact.fields or (fact.name,)) for fact in model.FACTS):
                rows = table.objects.filter(**{f"record__{name}": record})
                number += keep(rows.select_related("record", f"record__{name}"))
    return number


def keep_all() -> int:
    """Store the rungs of all evidence, in a few queries for each table; how many changed."""
    forms: dict[tuple[Any, int], list[str]] = defaultdict(list)
    for table in PrintedForm.__subclasses__():
        model = record_model(table)
        rows: Any = table._base_manager.order_by("pk")
        for row in rows:
            forms[model, row.record_id].append(row.form)
    number = 0
    for table in evidence_tables():
        read = [f"record__{key.name}" for key in record_keys(record_model(table))]
        rows = table.objects.select_related("record", *read)
        number += keep(rows, lambda record: forms[type(record), record.pk])
    return number


@lru_cache(maxsize=64)
def record_keys(model: Any) -> list[Any]:
    """The foreign keys of a kind of record that lead to records."""
    return [
        key
        for key in model._meta.fields
        if isinstance(key.related_model, type) and issubclass(key.related_model, Record)
    ]
