"""One body as data: all that its page says, with the places of the evidence."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from institutions import memberships
from institutions.member_lists import extents
from institutions.models import Institution
from institutions.roll import Roll
from portal.filtering import Column
from sources.as_data import as_data, fact_as_data

#: What belongs to a body, and what of a record is no fact but is said on the page too.
PARTS: dict[str, tuple[str, ...]] = {
    "other_names": ("language",),
    "functions": (),
    "details": ("label",),
    "figures": ("label",),
    "offices": (),
    "legal_bases": (),
    "member_lists": (),
    "milestones": (),
}
#: What has a page or a list of its own, where its facts are told.
LINKED = ("statements", "discrepancies", "parts", "predecessors")


def whole(body: Institution, roll: Roll, absolute: Callable[[str], str]) -> dict[str, Any]:
    """The body with its parts and its members; reads what its page has prefetched."""
    data = as_data(body, absolute)
    for name, also in PARTS.items():
        data[name] = [
            {**each.as_data(absolute), **{field: getattr(each, field) for field in also}}
            for each in getattr(body, name).all()
        ]
    for held, basis in zip(data["legal_bases"], body.legal_bases.all(), strict=True):
        held["document"] = absolute(basis.document.get_absolute_url())
    for name in LINKED:
        data[name] = [
            {"slug": each.slug, "record": str(each), "address": absolute(each.get_absolute_url())}
            for each in getattr(body, name).all()
        ]
    known = body.completeness()
    return {
        **data,
        "followed_by": [each.value for each in body.followers],
        "stated": known.stated,
        "not_stated": [fact.name for fact in known.not_stated],
        "does_not_apply": [fact.name for fact in known.not_applying],
        "on": str(roll.day or ""),
        "members": roll.number if roll.day else roll.number or None,
        "members_counted": "on the day" if roll.day else body.members_counted,
        "memberships": roll_as_data(roll, absolute),
    }


def as_shown(
    bodies: Sequence[Institution], columns: Sequence[Column]
) -> tuple[list[str], Iterator[dict[str, Any]]]:
    """The heads and rows of the table of bodies as a reader sees it; a cell not stated is empty."""
    shown = [each for each in columns if each.is_shown]
    found = extents(bodies)
    name = _("Name")
    rows = (
        {name: str(body), **{str(each.label): _cell(body, each.name, found[body.pk]) for each in shown}}
        for body in bodies
    )
    return [name, *(str(each.label) for each in shown)], rows


def _cell(body: Institution, name: str, extent: str) -> Any:
    if name == "members":
        number = getattr(body, name) or None
        said = _("when it ended") if body.has_ended else f"({extent})" if extent else ""
        return f"{number} {said}" if number and said else number
    if name == "stated":
        return body.facts_stated  # type: ignore[attr-defined]
    if name == "functions":
        return " | ".join(each.get_kind_display() for each in body.functions.all())
    if name == "succeeded_by" and body.followers:
        return "; ".join(each.value for each in body.followers)
    fact = next(each for each in body.FACTS if each.name == name)
    held = fact_as_data(body, fact, str)["value"]
    return held if held is not None or fact.applies(body) else _("does not apply")


def roll_as_data(roll: Roll, absolute: Callable[[str], str]) -> list[dict[str, Any]]:
    """The ties of a body, each with its standing, how it is known and its facts."""
    return [
        {**memberships.as_data(each, each.membership, absolute, roll.day), "note": each.membership.note}
        for each in roll.with_standing()
    ]
