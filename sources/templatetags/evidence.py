"""Tags that print facts with the marks that open their evidence."""

from typing import Any

from django import template
from django.db import models
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.languages import LANGUAGES
from portal.partial_dates import PartialDate
from sources.facts import Fact
from sources.models import Evidence, Record, public

register = template.Library()

MARK = (
    '<button type="button" class="ev{style}" popovertarget="{target}">'
    '<span class="vh">{name} </span>{label}</button>'
)
LINK = '<a class="ev{style}" href="{href}"><span class="vh">{name} </span>{label}</a>'


def _buttons(marks: list[dict[str, Any]]) -> SafeString:
    return format_html_join(
        " ", "{}", ([format_html(LINK if "href" in each else MARK, **each)] for each in marks)
    )


@register.simple_tag(takes_context=True)
def marks(context: Context, record: Any, *names: str) -> SafeString:
    """The marks of the named facts: `{% marks institution "founded" %}` prints a button for each citation.

    The record's evidence has to be prefetched. Without names: every fact of the record. A fact whose value is
    a draft is not shown, and neither are its marks.
    """
    shown = tuple(name for name in names if not _is_draft(getattr(record, name, None)))
    chosen = shown if names else tuple(fact.name for fact in record.FACTS)
    return _buttons(context["page_evidence"].marks(record, chosen))


@register.simple_tag(takes_context=True)
def name_marks(context: Context, record: Any, language: str) -> SafeString:
    """The marks of a name in one language: `{% name_marks concept "ru" %}`; nothing if none is in it.

    A citation proves the name in its language, for which it is cited, whether it has words or not; one in a
    language in which the record has no name proves the English name.
    """
    named = {each for each in LANGUAGES if getattr(record, f"name_{each}")}
    rows = [
        row
        for row in record.evidence.all()
        if language == (row.citation.language if row.citation.language in named else "en")
    ]
    return _buttons(context["page_evidence"].marks(record, ("name",), rows))


@register.simple_tag(takes_context=True)
def marks_once(context: Context, record: Any, *names: str) -> SafeString:
    """The marks of the named facts, or of all; a citation that states one is not marked as read again."""
    chosen = names or tuple(fact.name for fact in record.FACTS)
    found = context["page_evidence"].marks(record, chosen)
    opened = [(each.get("target") or each["href"], " read" in each["style"]) for each in found]
    plain = {opens for opens, is_read in opened if not is_read}
    kept = [
        each
        for each, (opens, is_read) in zip(found, opened, strict=True)
        if not is_read or opens not in plain
    ]
    return _buttons(kept)


@register.simple_tag(takes_context=True)
def mark(context: Context, citation: Any, sign: str = "¶") -> SafeString:
    """The mark of a citation that stands without a fact: `{% mark reading.citation %}`, with "≠" a clash."""
    return _buttons([context["page_evidence"].mark(citation, sign)])


def _is_draft(held: Any) -> bool:
    return isinstance(held, Record) and public(held) is None


def _shown(record: Any, name: str) -> Any:
    """What a visitor may see of a fact; empty if nothing is held, or only a record that is a draft."""
    displayed = getattr(record, f"get_{name}_display", None)
    held = displayed() if displayed else getattr(record, name)
    if _is_draft(held):
        return ""
    if isinstance(held, models.Model):
        url = getattr(held, "get_absolute_url", lambda: "")()
        return format_html('<a href="{}">{}</a>', url, held) if url else held
    if isinstance(held, PartialDate):
        return str(held)
    return "" if held is None else held


@register.simple_tag
def value(record: Any, name: str) -> Any:
    """The value of a fact: a label of its vocabulary, a date, a link to a record; or "not stated".

    Of a record that can have no such fact, that it does not apply.
    """
    shown = _shown(record, name)
    if shown != "":
        return shown
    if not _declared(record, name).applies(record):
        return _("does not apply")
    return format_html('<span class="tbf">{}</span>', _("[not stated]"))


def _declared(record: Any, name: str) -> Fact:
    return next(each for each in record.FACTS if each.name == name)


@register.simple_tag
def how_read(record: Any, name: str) -> SafeString:
    """How editors read a fact from words: `{% how_read record "stated" %}`, each note once."""
    notes = dict.fromkeys(
        row.note
        for row in record.evidence.all()
        if row.fact == name
        and row.nearness == Evidence.Nearness.READING
        and row.stance == Evidence.Stance.SUPPORTS
        and row.note
    )
    return format_html_join("", ' <span class="meta">{}</span>', ([note] for note in notes))


@register.inclusion_tag("partials/_fact.html", takes_context=True)
def fact(
    context: Context, record: Any, name: str, label: str = "", explained: bool = False
) -> dict[str, Any]:
    """A row of key facts: `{% fact institution "founded" %}` prints label, value, marks; or "not stated".

    With `explained=True`, it also says beside the value how editors read it from words. Of a record that can
    have no such fact there is no row.
    """
    declared = _declared(record, name)
    stated = declared.value(record) is not None and _shown(record, name) != ""
    if not stated and not declared.applies(record):
        return {}
    return {
        "label": label or declared.label,
        "value": value(record, name),
        "read": how_read(record, name) if explained else "",
        "marks": _buttons(context["page_evidence"].marks(record, (name,))) if stated else "",
        "found": _contradictions(record, name) if stated else {},
    }


@register.inclusion_tag("partials/_clashes.html")
def clashes(record: Any, name: str) -> dict[str, Any]:
    """What contradicts a fact, in words beside its value: `{% clashes figure "value" %}`, or nothing."""
    return {"found": _contradictions(record, name)}


def _contradictions(record: Any, name: str) -> dict[str, str]:
    """The address of each discrepancy over a fact, by its title; by the note of the row if it is a draft."""
    found = {}
    for row in record.evidence.all():
        if row.fact == name and row.stance == Evidence.Stance.CONTRADICTS:
            shown = public(row.discrepancy)
            found[str(shown) if shown else row.note] = shown.get_absolute_url() if shown else ""
    return found


@register.inclusion_tag("partials/_evidence.html", takes_context=True)
def evidence_cards(context: Context, listed: Any = ()) -> dict[str, Any]:
    """The cards of all marks printed so far; belongs at the foot of the page: `{% evidence_cards %}`.

    With `listed`, works that stand in full on the page, a card of any other source names it as in a
    bibliography, so that each can be cited from paper and no reference is repeated.
    """
    return {"cards": list(context["page_evidence"].cards.values()), "listed": listed}
