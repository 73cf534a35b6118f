"""Who is a member of a body today: a member or an associate member, and neither tie nor body has ended.

Lists, counts and filters of members say this and nothing else; observers and partners, whose role is another,
states that have left and states of a body that has ended are no members. A membership of unknown beginning
counts, since it has not ended. In Python, `as_of.part` and `memberships.Tie` say the same.
"""

from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from institutions.models.institution import going_on
from institutions.models.membership import Membership
from sources.models import Record

ROLES = (Membership.Role.MEMBER, Membership.Role.ASSOCIATE)


def lasting() -> Q:
    """What a membership fulfils that lasted as long as its body, or lasts."""
    with_its_body = Q(end_earliest__gte=F("institution__ended_earliest"), **_of_members())
    return Q(**_without_end(), **_of_members()) | with_its_body


def conditions(relation: str = "") -> dict[str, Any]:
    """What a membership fulfils, seen from it, or along `relation` from a body or a state."""
    path = f"{relation}__" if relation else ""
    return {**in_force(relation), **_of_members(path)}


def in_force(relation: str = "") -> dict[str, Any]:
    """What a tie in any role fulfils of which no end is stated, of a body of which none is."""
    path = f"{relation}__" if relation else ""
    return {**_without_end(path), **going_on(f"{path}institution")}


def _without_end(path: str = "") -> dict[str, Any]:
    """What a tie fulfils that has no end of its own: it lasted as long as its body, or lasts."""
    return {f"{path}end_earliest__isnull": True, f"{path}end_printed": ""}


def _of_members(path: str = "") -> dict[str, Any]:
    return {
        f"{path}role__in": ROLES,
        f"{path}publication": Record.Publication.PUBLISHED,
        f"{path}state__publication": Record.Publication.PUBLISHED,
    }


def number_of_members() -> Any:
    """The number, in SQL, of the member states of a body; of one that has ended, at its end."""
    of_body = Membership.objects.filter(lasting(), institution=OuterRef("pk"))
    counted = of_body.order_by().values("institution").annotate(states=Count("state", distinct=True))
    return Coalesce(Subquery(counted.values("states")), 0)


def number_of_bodies() -> Any:
    """The number, in SQL, of the bodies of which a state is a member."""
    of_state = Membership.objects.filter(
        state=OuterRef("pk"), institution__publication=Record.Publication.PUBLISHED, **conditions()
    )
    counted = of_state.order_by().values("state").annotate(bodies=Count("institution", distinct=True))
    return Coalesce(Subquery(counted.values("bodies")), 0)
