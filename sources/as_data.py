"""Records as data: each fact with its value, its rung and the places of its evidence, as files give them."""

from collections.abc import Callable, Iterable
from typing import Any

from sources.facts import Fact
from sources.models import Citation, Evidence, Record, public

#: The rungs from the lowest to the highest.
RUNGS = list(Evidence.Rung.values)


def as_data(record: Any, absolute: Callable[[str], str], columns: Iterable[str] = ()) -> dict[str, Any]:
    """`record` with its facts, or those of `columns`; its evidence should be prefetched."""
    chosen = list(columns)
    return {
        "slug": record.slug,
        "address": absolute(record.get_absolute_url()),
        "record": str(record),
        "facts": [
            fact_as_data(record, fact, absolute) for fact in record.FACTS if not chosen or fact.name in chosen
        ],
    }


def fact_as_data(record: Record, fact: Fact, absolute: Callable[[str], str]) -> dict[str, Any]:
    """One fact: without a value and evidence if no source states it.

    Its rung is the highest that any citation reaches which supports it.
    """
    values = _values(record, fact)
    rows = [row for row in record.evidence.all() if row.fact == fact.name] if values else []
    rungs = [row.rung for row in rows if row.stance == Evidence.Stance.SUPPORTS]
    return {
        "fact": fact.name,
        "label": str(fact.label),
        "value": values[0] if values else None,
        "other_forms": values[1:],
        "coded": fact.coded,
        "rung": str(max(rungs, key=RUNGS.index)) if rungs else "",
        "evidence": [
            {
                "citation": row.citation.slug,
                "sign": row.sign,
                "rung": str(row.rung),
                "place": place(row.citation),
                "address": absolute(f"{row.citation.source.get_absolute_url()}?citation={row.citation.slug}"),
            }
            for row in rows
        ],
    }


def place(citation: Citation) -> str:
    """The place of a citation in words: the short name of its source, and where in it."""
    where = citation.passage.describe() if citation.passage else citation.locator
    return ", ".join(part for part in (citation.source.short, where) if part)


def _values(record: Record, fact: Fact) -> list[str]:
    """What a visitor sees of a fact, in each form: a label, a date, the name of a published record."""
    return [shown for name in fact.fields or (fact.name,) if (shown := str(_shown(record, name)))]


def _shown(record: Record, name: str) -> Any:
    displayed = getattr(record, f"get_{name}_display", None)
    held = displayed() if displayed else getattr(record, name)
    if isinstance(held, Record):
        held = public(held)
    return "" if held is None else held
