"""Bodies related to one: those of the same parent, and those with which it shares most members."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from institutions import memberships
from institutions.as_of import PARAMETER
from institutions.member_lists import is_open, lists_by_body
from institutions.models import Institution
from institutions.side_by_side import address
from portal.data_version import kept

#: So many bodies that share members are shown.
SHOWN = 5
#: Of a single member nothing can be said.
FEWEST = 2


@dataclass(frozen=True)
class Shared:
    """Another body, how many members it shares, and how many it has itself."""

    body: Institution
    number: int
    total: int
    compare_url: str


@dataclass(frozen=True)
class Sharing:
    """The bodies that share most members with one, of all that share any."""

    members: int
    shown: list[Shared]
    all: int
    day: date | None


def siblings(body: Institution) -> Any:
    """Bodies of the same parent, with the evidence for it."""
    if body.parent is None or not body.parent.is_published:
        return Institution.objects.none()
    others = Institution.objects.published().filter(parent=body.parent).exclude(pk=body.pk)
    return others.select_related("parent").prefetch_related("evidence")


def sharing(body: Institution, day: date | None) -> Sharing | None:
    """Which inter-parliamentary bodies share most members with `body`, counted as the matrix counts them.

    Of as many shared members, the body with fewer others is nearer. Of a body that has ended, today's members
    are none: without a day, those of its last day are compared. None if `body` has too few members, if no
    source dates its end, or if the list of its members is open, be it only on the day, for which no date
    settles of some whether they belonged to it; other bodies of which that is so are left out, since of a few
    of their members nothing follows for all.
    """
    lists = lists_by_body()
    if is_open(lists.get(body.pk, ())):
        return None
    if day is None and body.ended.earliest:
        day = body.ended.earliest - timedelta(days=1)
    of = kept(("members of bodies", day), lambda: _members(day))
    own = of.get(body.pk, (frozenset(), ""))[0]
    if len(own) < FEWEST:
        return None
    found = [
        (-len(own & states), len(states), pk)
        for pk, (states, kind) in of.items()
        if pk != body.pk and kind in Institution.INTER_PARLIAMENTARY and own & states
        if not is_open(lists.get(pk, ()))
    ]
    nearest = sorted(found)[:SHOWN]
    bodies = Institution.objects.published().in_bulk([pk for _number, _total, pk in nearest])
    on = [(PARAMETER, day.isoformat())] if day else []
    shown = []
    for number, total, pk in nearest:
        if other := bodies.get(pk):
            pair = [("i", each.slug) for each in sorted((body, other), key=memberships.by_name)]
            shown.append(Shared(other, -number, total, address(pair + on)))
    return Sharing(len(own), shown, len(found), day)


def _members(day: date | None) -> dict[int, tuple[frozenset[int], str]]:
    """The states that count as members of each body of which none is uncertain, and its kind."""
    states: dict[int, set[int]] = {}
    kinds: dict[int, str] = {}
    ties = memberships.read(day).values()
    uncertain = {each.membership.institution_id for each in ties if each.may_make_member}
    for tie in ties:
        if tie.makes_member:
            states.setdefault(tie.membership.institution_id, set()).add(tie.membership.state_id)
            kinds[tie.membership.institution_id] = tie.membership.institution.kind
    return {pk: (frozenset(found), kinds[pk]) for pk, found in states.items() if pk not in uncertain}
