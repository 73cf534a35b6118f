"""Which states are members of which of several bodies on a day: of all, of some, or of one alone.

A state is counted by the memberships that `as_of.py` finds in force, or without a day by those whose end no
source states. If for any of the bodies no date settles whether a state was a member, it stands apart, by the
bodies of which that is so, and is counted in no group. Other roles (observer, partner, founder …) are shown
and never counted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutions.as_of import OnDay, part
from institutions.members import ROLES
from institutions.memberships import by_name
from institutions.models import Institution, Membership, State

#: "All two" reads badly; so do numerals.
ALL = {
    2: gettext_lazy("Members of both"),
    3: gettext_lazy("Members of all three"),
    4: gettext_lazy("Members of all four"),
    5: gettext_lazy("Members of all five"),
}
#: Over states of which no date settles whether they belong to a body.
NOT_KNOWN = gettext_lazy("Not known: no date settles it")


def last_day(body: Institution) -> date | None:
    """The last day on which a body surely existed; None if no source dates its end."""
    return body.ended.earliest - timedelta(days=1) if body.ended.earliest else None


@dataclass
class StateTies:
    """A state with its ties to each of the bodies, parted by the day."""

    state: State
    by_body: dict[int, list[Membership]] = field(default_factory=dict)
    parted: dict[int, OnDay] = field(default_factory=dict)
    #: The ties of other roles that are in force, and whether others may be.
    in_other_roles: list[Membership] = field(default_factory=list)
    may_be_in_other_roles: bool = False

    @cached_property
    def counted(self) -> frozenset[int]:
        """The keys of the bodies of which the state is a member."""
        return frozenset(key for key, parts in self.parted.items() if parts.in_force)

    @cached_property
    def unknown(self) -> frozenset[int]:
        """The keys of the bodies for which no date settles whether the state was a member."""
        return frozenset(key for key, parts in self.parted.items() if parts.unknown and not parts.in_force)

    @property
    def ties(self) -> list[Membership]:
        """Its ties to all of the bodies, in their order, that have not ended."""
        gone = {tie.pk for parts in self.parted.values() for tie in (*parts.ended, *parts.not_yet)}
        return [tie for ties in self.by_body.values() for tie in ties if tie.pk not in gone]

    @property
    def left(self) -> list[Membership]:
        """Its memberships that have ended, in the order of the bodies."""
        return [tie for key in self.by_body if key in self.parted for tie in self.parted[key].ended]

    @property
    def noted(self) -> list[Membership]:
        """Its ties that have not ended, and its memberships that have, of which a source says more."""
        return [tie for tie in (*self.ties, *self.left) if tie.note]

    @property
    def former(self) -> bool:
        """Whether a membership has ended, and no tie but that of a founder goes on."""
        left = any(parts.ended for parts in self.parted.values())
        return left and all(tie.role == Membership.Role.FOUNDER for tie in self.in_other_roles)


@dataclass
class Group:
    """States that are members of the same of the bodies, or that stand apart; `kind` says how they count."""

    kind: str
    label: str
    rows: list[StateTies]
    #: The bodies of which all of them are surely members.
    bodies: tuple[Institution, ...] = ()

    @property
    def states(self) -> list[State]:
        """The states of the group, by name."""
        return [row.state for row in self.rows]

    @property
    def number(self) -> int:
        """How many states the group has."""
        return len(self.rows)


class Overlap:
    """The membership of several bodies, with their memberships, on a day or as the sources leave it today."""

    #: The kinds of groups whose states are counted as members.
    COUNTED = ("all", "some")

    def __init__(self, bodies: Iterable[Institution], day: date | None = None) -> None:
        self.bodies = list(bodies)
        self.day = day

    @cached_property
    def rows(self) -> list[StateTies]:
        """Every state with a tie to any of the bodies, by name."""
        found: dict[int, StateTies] = {}
        for body in self.bodies:
            for tie in body.memberships.all():
                tie.institution = body
                row = found.setdefault(tie.state_id, StateTies(tie.state))
                row.by_body.setdefault(body.pk, []).append(tie)
        for row in found.values():
            for key, ties in row.by_body.items():
                row.parted[key] = part((tie for tie in ties if tie.role in ROLES), self.day)
                others = part((tie for tie in ties if tie.role not in ROLES), self.day)
                row.in_other_roles += others.in_force
                row.may_be_in_other_roles |= bool(others.unknown)
        return sorted(found.values(), key=lambda row: by_name(row.state))

    @cached_property
    def groups(self) -> list[Group]:
        """The groups that have a state: members of most bodies first, then those that are not counted."""
        settled: dict[frozenset[int], list[StateTies]] = {}
        unknown: dict[tuple[frozenset[int], frozenset[int]], list[StateTies]] = {}
        others, former, rest = [], [], []
        for row in self.rows:
            if row.unknown:
                unknown.setdefault((row.counted, row.unknown), []).append(row)
            elif row.counted:
                settled.setdefault(row.counted, []).append(row)
            elif row.former:
                former.append(row)
            elif row.in_other_roles:
                others.append(row)
            elif row.may_be_in_other_roles:
                unknown.setdefault((row.counted, row.unknown), []).append(row)
            else:
                rest.append(row)
        places = {body.pk: place for place, body in enumerate(self.bodies)}

        def order(keys: frozenset[int]) -> tuple[int, list[int]]:
            return -len(keys), sorted(places[key] for key in keys)

        found = [
            self._group(keys, rows) for keys, rows in sorted(settled.items(), key=lambda item: order(item[0]))
        ]
        found += [
            self._not_known(sure, maybe, rows)
            for (sure, maybe), rows in sorted(
                unknown.items(), key=lambda item: (order(item[0][0]), order(item[0][1]))
            )
        ]
        apart = (
            ("other", _("In another role, not counted"), others),
            ("former", _("Former members"), former),
            ("rest", _("Not yet, or in a role that has ended"), rest),
        )
        return found + [Group(kind, label, rows) for kind, label, rows in apart if rows]

    def _group(self, keys: frozenset[int], rows: list[StateTies]) -> Group:
        bodies = tuple(body for body in self.bodies if body.pk in keys)
        if len(bodies) == len(self.bodies):
            return Group("all", str(ALL.get(len(bodies), _("Members"))), rows, bodies)
        return Group("some", _("Members of %(names)s only") % {"names": self._names(keys)}, rows, bodies)

    def _not_known(self, sure: frozenset[int], maybe: frozenset[int], rows: list[StateTies]) -> Group:
        """States that may be members of some of the bodies, and surely are of others."""
        if not maybe:
            return Group("unknown", _("Perhaps in another role: no date settles it"), rows)
        if len(self.bodies) == 1:
            return Group("unknown", str(NOT_KNOWN), rows)
        known = {"maybe": self._names(maybe), "names": self._names(sure)}
        if not sure:
            return Group("unknown", _("Not known for %(maybe)s: no date settles it") % known, rows)
        label = _("Members of %(names)s; not known for %(maybe)s: no date settles it") % known
        return Group("unknown", label, rows, tuple(body for body in self.bodies if body.pk in sure))

    def _names(self, keys: frozenset[int]) -> str:
        return get_text_list([body.short for body in self.bodies if body.pk in keys], _("and"))

    @property
    def counted(self) -> list[Group]:
        """The groups of members."""
        return [group for group in self.groups if group.kind in self.COUNTED]

    @property
    def of_all(self) -> Group | None:
        """The states that are members of all."""
        return next((group for group in self.groups if group.kind == "all"), None)

    @property
    def number_of_ties(self) -> int:
        """How many ties of a state to a body there are, whatever their role."""
        return sum(len(ties) for row in self.rows for ties in row.by_body.values())

    def members_of(self, body: Institution) -> list[StateTies]:
        """The members of one of the bodies that are counted for it, also where another is not known."""
        return [row for row in self.rows if body.pk in row.counted]

    def cells(self, row: StateTies) -> list[list[Membership]]:
        """The ties of a state to each of the bodies, in their order."""
        return [row.by_body.get(body.pk, []) for body in self.bodies]

    def table(self) -> Iterator[tuple[Group, StateTies, list[list[Membership]]]]:
        """Each state with its group and its ties to each of the bodies."""
        for group in self.groups:
            for row in group.rows:
                yield group, row, self.cells(row)

    def data(self, absolute: Any) -> list[dict[str, Any]]:
        """The ties of each state as data, one row a tie; `absolute` makes a whole address of a path."""
        found = []
        for group, row, cells in self.table():
            for body, ties in zip(self.bodies, cells, strict=True):
                for tie in ties:
                    found.append(
                        {
                            "group": group.label,
                            "counted": body.pk in row.counted and tie in row.parted[body.pk].in_force,
                            "state": row.state.name,
                            "iso2": row.state.iso2,
                            "institution": body.slug,
                            "role": tie.role,
                            "since": str(tie.start),
                            "until": str(tie.end),
                            "listed": str(tie.listed),
                            "basis": tie.basis,
                            "confidence": tie.confidence,
                            "permalink": absolute(tie.get_absolute_url()),
                        }
                    )
        return found
