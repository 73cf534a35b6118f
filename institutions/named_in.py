"""On which sources a body rests: its own facts, and those of all records that are tied to it.

Finds the tables of evidence through the subclasses of `Evidence`, so that a new kind of record with a foreign
key `institution` is found without a line about it.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Q, QuerySet

from institutions.models.institution import Institution, InstitutionEvidence, InstitutionForm
from sources.citing import evidence_tables, record_model
from sources.models import Evidence, Record, Source

#: The rungs from the lowest to the highest.
RUNGS = list(Evidence.Rung.values)
_IN_A_TEXT = {
    "citation__source__role": Source.Role.SOURCE_TEXT,
    "citation__source__publication": Record.Publication.PUBLISHED,
}
_SUPPORTS = {"stance": Evidence.Stance.SUPPORTS}


def _of_body(table: Any) -> str:
    """The way from a row of evidence to the body; empty if it belongs to another kind of record."""
    model = record_model(table)
    try:
        key = model._meta.get_field("institution")
    except FieldDoesNotExist:
        return "record" if model is Institution else ""
    return "record__institution" if key.related_model is Institution else ""


def in_texts() -> list[QuerySet]:
    """The body, and the slug and short name of the source text, of all that a text says of any body."""
    found = [InstitutionForm.objects.filter(**_IN_A_TEXT).annotate(body=F("record"))]
    for table in evidence_tables():
        if path := _of_body(table):
            rows = table.objects.filter(**_IN_A_TEXT, **_SUPPORTS, record__publication="published")
            found.append(rows.annotate(body=F(path)))
    return [
        rows.select_related(None)
        .order_by()
        .values_list("body", "citation__source__slug", "citation__source__short")
        for rows in found
    ]


def text_rows(records: QuerySet) -> Iterator[dict[str, Any]]:
    """Each text in which a body is named, in one query."""
    first, *others = in_texts()
    for body, slug, short in first.union(*others):
        yield {"pk": body, "slug": slug, "short": short}


def named_in(slugs: list[str] | None = None) -> Q:
    """Bodies named in any of the texts, or in any at all."""
    found = (
        rows.filter(citation__source__slug__in=slugs) if slugs is not None else rows for rows in in_texts()
    )
    return Q(*(Q(pk__in=rows.values("body")) for rows in found), _connector=Q.OR)


def rung_rows(records: QuerySet) -> Iterator[dict[str, Any]]:
    """The highest rung that any supported fact of each body reaches, in one query."""
    highest: dict[Any, str] = {}
    rows = InstitutionEvidence.objects.filter(**_SUPPORTS).select_related(None).order_by()
    for body, rung in rows.values_list("record", "rung").distinct():
        highest[body] = max(rung, highest.get(body, rung), key=RUNGS.index)
    for body, rung in highest.items():
        yield {"pk": body, "rung": rung}


def highest_rung(rung: str) -> Q:
    """Bodies of which a fact reaches `rung`, and none a higher one."""
    rows = InstitutionEvidence.objects.filter(**_SUPPORTS).select_related(None).order_by()
    reaching, above = (
        rows.filter(rung__in=rungs).values("record") for rungs in ([rung], RUNGS[RUNGS.index(rung) + 1 :])
    )
    return Q(pk__in=reaching) & ~Q(pk__in=above)


def rests_on_any() -> Q:
    """Bodies of which any fact is supported."""
    rows = InstitutionEvidence.objects.filter(**_SUPPORTS).select_related(None).order_by()
    return Q(pk__in=rows.values("record"))
