"""The roll of one body: who belongs to it in which role, today or on a day, and how its ties are known.

What most ties have in common, how each is known and on which list it stands, is said once; a tie says only
what is different with it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutions.as_of import OnDay, Standing, lasts_as_its_body, life_of, part, part_at_the_end
from institutions.members import ROLES
from institutions.memberships import Tie
from institutions.models import Institution, Membership
from portal.folding import fold

Role = Membership.Role

#: The heading of those who stand in a role, in the order in which they are shown.
HEADINGS: dict[str, Any] = {
    Role.MEMBER: gettext_lazy("Members"),
    Role.ASSOCIATE: gettext_lazy("Associate members"),
    Role.SUSPENDED: gettext_lazy("Suspended"),
    Role.OBSERVER: gettext_lazy("Observers"),
    Role.PARTNER: gettext_lazy("Partners"),
    Role.PARTICIPANT: gettext_lazy("Participants, role not stated"),
    # a founding state that is a member from then on is one row, among the members
    Role.FOUNDER: gettext_lazy("Founding states that did not become members then"),
}
#: What a sentence says of the body itself on the day asked for.
LIVES: dict[Standing, Any] = {
    Standing.NOT_YET: gettext_lazy("On that day the body had not been founded yet."),
    Standing.ENDED: gettext_lazy("On that day the body had ended."),
    Standing.UNKNOWN: gettext_lazy(
        "The dates of the body itself do not settle whether it existed on that day; named are those whose "
        "own dates prove it."
    ),
}


#: Of so many states without dates, one may have a remark before they stand in a table.
FEW = 5


@dataclass(frozen=True)
class Known:
    """How a tie is known, as the notes give it: basis, confidence, and the day of the list it stands on."""

    basis: str
    confidence: str
    listed: str

    @classmethod
    def of(cls, tie: Membership) -> "Known":
        """How one tie is known."""
        return cls(tie.basis, tie.confidence, str(tie.listed))

    @property
    def basis_in_words(self) -> str:
        """The basis; empty if it is not stated."""
        return str(Membership.Basis(self.basis).label) if self.basis else ""

    @property
    def confidence_in_words(self) -> str:
        """By how many the tie is supported; empty if it is not stated."""
        return str(Membership.Confidence(self.confidence).label) if self.confidence else ""


@dataclass
class Row:
    """One tie, and what is different with it."""

    tie: Membership
    usual: Known

    @property
    def known(self) -> str:
        """How it is known, if not as most ties are."""
        own, parts = Known.of(self.tie), []
        if own.basis != self.usual.basis:
            parts.append(own.basis_in_words or _("How it is known is not stated"))
        if own.confidence != self.usual.confidence:
            parts.append(own.confidence_in_words or _("how many publishers say so is not stated"))
        known = "; ".join(parts)
        return known[:1].upper() + known[1:]

    @property
    def is_listed_otherwise(self) -> bool:
        """Whether it stands on a list of another day than most ties."""
        return bool(self.tie.listed) and str(self.tie.listed) != self.usual.listed

    @property
    def has_remark(self) -> bool:
        """Whether anything is to be said of it beside its dates."""
        return bool(self.known or self.is_listed_otherwise or self.tie.member_body or self.tie.note)


@dataclass
class Group:
    """Ties under one heading; `name` is its place on the page."""

    name: str
    heading: Any
    rows: list[Row]
    #: Whether the role is said of each tie, since the heading does not say it.
    mixed: bool = False

    @property
    def number(self) -> int:
        """How many states stand here."""
        return len({row.tie.state_id for row in self.rows})

    @property
    def with_start(self) -> bool:
        """Whether any source says since when."""
        return any(row.tie.start for row in self.rows)

    @property
    def with_end(self) -> bool:
        """Whether any tie has an end."""
        return any(row.tie.end for row in self.rows)

    @property
    def with_remarks(self) -> bool:
        """Whether anything is to be said beside dates."""
        return any(row.has_remark for row in self.rows)

    @property
    def is_table(self) -> bool:
        """Whether its rows say more than which states."""
        few = sum(row.has_remark for row in self.rows) * FEW <= len(self.rows)
        return self.mixed or self.with_start or self.with_end or not few


class Roll:
    """The ties of `body`, parted by `day`; reads its prefetched memberships."""

    def __init__(self, body: Institution, day: date | None = None) -> None:
        self.body, self.day = body, day
        self.ties: list[Membership] = list(body.memberships.all())
        for tie in self.ties:
            tie.institution = body
        self.parts: OnDay = part(self.ties, day)

    def __bool__(self) -> bool:
        return bool(self.ties)

    @property
    def life(self) -> Any:
        """What is to be said of the body on the day; nothing if it existed."""
        return LIVES.get(life_of(self.body, self.day), "") if self.day else ""

    @property
    def at_its_end(self) -> bool:
        """Whether those are shown who belonged to the body when it ended: nobody does today."""
        return self.day is None and self.body.has_ended and any(map(lasts_as_its_body, self.ties))

    @cached_property
    def shown(self) -> OnDay:
        """The ties as the page parts them: those of a body that has ended by its last day."""
        return part_at_the_end(self.ties) if self.at_its_end else self.parts

    @cached_property
    def usual(self) -> Known:
        """How most ties are known."""
        counted = Counter(Known.of(tie) for tie in self.ties)
        return counted.most_common(1)[0][0] if counted else Known("", "", "")

    @cached_property
    def as_usual(self) -> Membership | None:
        """A tie that is known as most are, whose evidence stands for the list they share."""
        return next((tie for tie in self.ties if Known.of(tie) == self.usual), None)

    @cached_property
    def are_all_usual(self) -> bool:
        """Whether all ties are known in the same way."""
        return all(Known.of(tie) == self.usual for tie in self.ties)

    @cached_property
    def groups(self) -> list[Group]:
        """Those in force by role, then who is not certain, who has left, and who came later."""
        found = [
            self._group(
                f"role-{role}", self._heading(role), [tie for tie in self.shown.in_force if tie.role == role]
            )
            for role in HEADINGS
        ]
        if self.day:
            found += [
                self._group(
                    "unknown", _("Not certain on that day, counted nowhere"), self.parts.unknown, True
                ),
                self._group("ended", _("Ended by that day"), self.parts.ended, True),
                self._group("not-yet", _("Only after that day"), self.parts.not_yet, True),
            ]
        else:
            left = [tie for tie in self.shown.ended if tie.role in ROLES]
            others = [tie for tie in self.shown.ended if tie.role not in ROLES]
            found += [
                self._group("former", _("Former members"), left),
                self._group("former-others", _("Formerly in another role"), others, True),
            ]
        return [group for group in found if group.rows]

    def _heading(self, role: str) -> Any:
        if self.at_its_end and role != Role.FOUNDER:
            return _("%(role)s when it ended") % {"role": HEADINGS[role]}
        return HEADINGS[role]

    def _group(self, name: str, heading: Any, ties: Iterable[Membership], mixed: bool = False) -> Group:
        by_name = sorted(ties, key=lambda tie: fold(str(tie.state)))
        return Group(name, heading, [Row(tie, self.usual) for tie in by_name], mixed)

    @property
    def number(self) -> int:
        """How many states count as members; of a body that has ended, at its end."""
        return len({tie.state_id for tie in self.shown.in_force if tie.role in ROLES})

    def with_standing(self) -> list[Tie]:
        """All ties, each with its standing: those in force first."""
        return [
            Tie(tie, standing)
            for standing in (Standing.IN_FORCE, Standing.UNKNOWN, Standing.ENDED, Standing.NOT_YET)
            for tie in getattr(self.parts, standing.value)
        ]
