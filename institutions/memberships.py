"""The memberships of all states in all bodies: today or on a day, as a matrix and as rows of a file.

A cell of the matrix holds one tie of a state to a body. Where there are several, a membership in force comes
first, then one that is not certain on the day asked for, then another role, then a tie that has ended. Totals
count members as `members.py` says: the state is a member or an associate member, and the tie is in force,
which it is not today if the body has ended.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutions import members
from institutions.as_of import Standing, lasts_as_its_body, part
from institutions.models import Institution, Membership, State
from portal.folding import fold
from portal.languages import columns
from sources.models import Record

PUBLIC = Record.Publication.PUBLISHED
Role, Basis = Membership.Role, Membership.Basis

#: The shape of a role, as classes of `.dot`.
SHAPES: dict[str, str] = {
    Role.MEMBER: "dot in",
    Role.ASSOCIATE: "dot in sq",
    Role.OBSERVER: "dot obs",
    Role.PARTNER: "dot sq",
    Role.PARTICIPANT: "dot",
    Role.FOUNDER: "dot obs sq",
    Role.SUSPENDED: "dot was sq",
}
#: The letter beside the shape of a tie that no source on the body names, as a class of its cell.
LETTERS: dict[str, str] = {Basis.PARENT: "by-p", Basis.DATASET: "by-d"}
#: In which words a tie is said to rest on something else than its name in a source on the body.
RESTS_ON: dict[str, Any] = {
    Basis.PARENT: gettext_lazy("derived from the parent organisation"),
    Basis.DATASET: gettext_lazy("from an open data set only"),
}
_DATES = [f"{name}_{end}" for name in ("start", "end", "listed") for end in ("earliest", "latest", "printed")]
_LIFE = [f"{name}_{end}" for name in ("founded", "ended") for end in ("earliest", "latest", "printed")]


def visible() -> Any:
    """The memberships that a visitor may see: they, their states and their bodies are published."""
    return Membership.objects.published().filter(state__publication=PUBLIC, institution__publication=PUBLIC)


@dataclass(frozen=True)
class Tie:
    """A tie of a state to a body, and whether it was in force on the day asked for."""

    membership: Membership
    standing: Standing

    @property
    def makes_member(self) -> bool:
        """Whether its state is counted as a member."""
        return self.standing is Standing.IN_FORCE and self.membership.role in members.ROLES

    @property
    def may_make_member(self) -> bool:
        """Whether its state may have been a member on the day, which is not certain."""
        return self.standing is Standing.UNKNOWN and self.membership.role in members.ROLES

    @property
    def lasted_as_long_as_its_body(self) -> bool:
        """Whether its state counted as a member until the body ended: no earlier end of the tie is stated."""
        ended = self.standing is Standing.ENDED and self.membership.institution.has_ended
        return ended and lasts_as_its_body(self.membership) and self.membership.role in members.ROLES

    @property
    def rank(self) -> int:
        """Which of several ties of a state to a body the cell shows: that of the lowest rank."""
        if self.standing is Standing.ENDED:
            return 4
        return 2 * (self.membership.role not in members.ROLES) + (self.standing is Standing.UNKNOWN)

    @property
    def look(self) -> tuple[str, str, Standing]:
        """What the shape, the letter and the words of its cell depend on."""
        return self.membership.role, self.membership.basis, self.standing

    @property
    def words(self) -> str:
        """Role, standing and basis in words."""
        return words(*self.look)


def words(role: str, basis: str, standing: Standing) -> str:
    """Role, standing and basis of a tie in words: “former member, derived from the parent organisation”."""
    name = str(Role(role).label)
    name = name[:1].lower() + name[1:]
    if standing is Standing.ENDED:
        name = _("former %(role)s") % {"role": name}
    elif standing is Standing.UNKNOWN:
        name = _("%(role)s, not certain on that day") % {"role": name}
    return ", ".join([name, *(str(RESTS_ON[each]) for each in (basis,) if each in RESTS_ON)])


def shape(role: str, standing: Standing) -> str:
    """The classes of the shape of a tie."""
    if standing is Standing.ENDED:
        return "dot was"
    return f"{SHAPES[role]}{' unk' if standing is Standing.UNKNOWN else ''}"


def read(day: date | None, with_former: bool = False) -> dict[Any, Tie]:
    """All ties that a visitor sees by their keys, less those not yet begun and, unless asked, those ended."""
    bodies = (
        Institution.objects.published()
        .only("slug", "acronym", "status", "kind", *columns("name"), *_LIFE)
        .order_by()
        .in_bulk()
    )
    states = State.objects.published().order_by().in_bulk()
    found = (
        Membership.objects.published()
        .only("slug", "state_id", "institution_id", "role", "basis", *_DATES)
        .order_by("pk")
    )
    known = []
    for each in found:
        if each.state_id in states and each.institution_id in bodies:
            each.state, each.institution = states[each.state_id], bodies[each.institution_id]
            known.append(each)
    parts = part(known, day)
    shown = [(Standing.IN_FORCE, parts.in_force), (Standing.UNKNOWN, parts.unknown)]
    if with_former:
        shown.append((Standing.ENDED, parts.ended))
    return {each.pk: Tie(each, standing) for standing, ties in shown for each in ties}


def by_name(record: Any) -> tuple[str, Any]:
    """The key by which states and bodies stand in order: Åland among the names in A."""
    return fold(str(record)), record.pk


@dataclass(frozen=True)
class Total:
    """How many members, and how many more there may have been on the day asked for."""

    members: int
    uncertain: int

    def __str__(self) -> str:
        return f"{self.members} + {self.uncertain}?" if self.uncertain else str(self.members)


@dataclass(frozen=True)
class Column:
    """A body, as the head of its column."""

    body: Institution
    total: Total


@dataclass(frozen=True)
class Sign:
    """A shape of the legend and what it means."""

    shape: str
    name: Any
    letter: str = ""


class Matrix:
    """States in the rows, bodies in the columns, the ties of `ties` in the cells.

    `states` and `bodies` are slugs of records that are shown whether they have a tie or not.
    """

    def __init__(
        self, ties: Iterable[Tie], states: Iterable[str] = (), bodies: Iterable[str] = (), day: str = ""
    ) -> None:
        self.ties = list(ties)
        self.day = day
        self.cells: dict[tuple[int, int], Tie] = {}
        rows = {each.membership.state_id: each.membership.state for each in self.ties}
        heads = {each.membership.institution_id: each.membership.institution for each in self.ties}
        for each in self.ties:
            key = (each.membership.state_id, each.membership.institution_id)
            if key not in self.cells or each.rank < self.cells[key].rank:
                self.cells[key] = each
        if missing := set(states) - {each.slug for each in rows.values()}:
            rows |= State.objects.published().filter(slug__in=missing).in_bulk()
        if missing := set(bodies) - {each.slug for each in heads.values()}:
            heads |= Institution.objects.published().filter(slug__in=missing).in_bulk()
        self.states = sorted(rows.values(), key=by_name)
        self.bodies = sorted(heads.values(), key=by_name)

    @cached_property
    def _totals(self) -> tuple[dict[int, Total], dict[int, Total], Total]:
        sure: tuple[Counter, Counter] = (Counter(), Counter())
        maybe: tuple[Counter, Counter] = (Counter(), Counter())
        for key, each in self.cells.items():
            for side in (0, 1):
                sure[side][key[side]] += each.makes_member
                maybe[side][key[side]] += each.may_make_member
        rows, columns_ = (
            {pk: Total(sure[side][pk], maybe[side][pk]) for pk in sure[side]} for side in (0, 1)
        )
        return rows, columns_, Total(sure[0].total(), maybe[0].total())

    def of_state(self, state: State) -> Total:
        """The total of a row."""
        return self._totals[0].get(state.pk, Total(0, 0))

    def of_body(self, body: Institution) -> Total:
        """The total of a column."""
        return self._totals[1].get(body.pk, Total(0, 0))

    @property
    def total(self) -> Total:
        """The total of all cells."""
        return self._totals[2]

    @cached_property
    def columns(self) -> list[Column]:
        """The heads of the columns."""
        return [Column(body, self.of_body(body)) for body in self.bodies]

    @property
    def others(self) -> int:
        """How many cells show a tie in force that is none of a member."""
        return sum(
            each.standing is not Standing.ENDED and each.membership.role not in members.ROLES
            for each in self.cells.values()
        )

    @property
    def former(self) -> int:
        """How many cells show a tie that has ended."""
        return sum(each.standing is Standing.ENDED for each in self.cells.values())

    @cached_property
    def legend(self) -> list[Sign]:
        """The shapes and letters that occur, with their meaning."""
        looks = {each.look for each in self.cells.values()}
        now = {role for role, _basis, standing in looks if standing is Standing.IN_FORCE}
        standings = {standing for _role, _basis, standing in looks}
        bases = {basis for _role, basis, _standing in looks}
        apart = [
            (Standing.ENDED, Sign("dot was", _("Former member, or another role that has ended"))),
            (Standing.UNKNOWN, Sign("dot unk", _("Not certain on that day"))),
        ]
        return [
            *(Sign(SHAPES[role], role.label) for role in Role if role in now),
            *(sign for standing, sign in apart if standing in standings),
            *(Sign("", RESTS_ON[basis], letter) for basis, letter in LETTERS.items() if basis in bases),
        ]

    @cached_property
    def body(self) -> SafeString:
        """The rows of the table, made here: a template would take longer than all the rest."""
        cells: dict[int, dict[int, Tie]] = defaultdict(dict)
        for (state, body), each in self.cells.items():
            cells[state][body] = each
        return mark_safe("\n".join(self._row(state, cells[state.pk]) for state in self.states))

    def _row(self, state: State, ties: dict[int, Tie]) -> str:
        head = format_html(
            '<tr><th scope="row"><a href="{}">{}</a>{}</th><td class="n">{}</td>',
            state.get_absolute_url(),
            state,
            self._what(state),
            self.of_state(state),
        )
        link = conditional_escape(f"?state={state.slug}&i=")
        more = conditional_escape(f"{f'&on={self.day}' if self.day else ''}&former=1&view=list")
        row: list[str] = [head]
        for body in self.bodies:
            tie = ties.get(body.pk)
            if tie is None:
                row.append("<td></td>")
            else:
                before, after = self._around(tie)
                row.append(f"{before}{link}{body.slug}{more}{after}")
        row.append("</tr>")
        return "".join(row)

    @cached_property
    def _looks(self) -> dict[Any, tuple[str, str]]:
        return {}

    def _around(self, tie: Tie) -> tuple[str, str]:
        """What stands before and after the address in a cell: once for each look."""
        if tie.look not in self._looks:
            role, basis, standing = tie.look
            letter = format_html(' class="{}"', LETTERS[basis]) if basis in LETTERS else ""
            before = format_html('<td{}><a class="{}" href="', letter, shape(role, standing))
            self._looks[tie.look] = before, format_html('">{}</a></td>', tie.words)
        return self._looks[tie.look]

    @staticmethod
    def _what(state: State) -> SafeString | str:
        said = _("former state") if state.former else _("territory") if state.territory else ""
        return format_html(' <small class="mute">{}</small>', said) if said else ""

    def file(self) -> tuple[list[str], Iterator[dict[str, Any]]]:
        """The columns and rows of the matrix as a table: roles in words, a cell without a tie empty."""
        names = [
            "state",
            "state_name",
            "members",
            "members_not_certain",
            *(each.slug for each in self.bodies),
        ]
        return names, (self._file_row(state) for state in self.states)

    def _file_row(self, state: State) -> dict[str, Any]:
        total = self.of_state(state)
        ties = ((body.slug, self.cells.get((state.pk, body.pk))) for body in self.bodies)
        return {
            "state": state.slug,
            "state_name": str(state),
            "members": total.members,
            "members_not_certain": total.uncertain,
            **{slug: tie.words for slug, tie in ties if tie},
        }


def as_data(tie: Tie, record: Membership, absolute: Callable[[str], str], day: date | None) -> dict[str, Any]:
    """One membership as a file says it: whose, of what, how it is known, and its facts with their places."""
    data = record.as_data(absolute)
    facts = data.pop("facts")
    place = reverse("institutions:memberships")
    return {
        **data,
        "state": record.state.slug,
        "state_name": str(record.state),
        "institution": record.institution.slug,
        "institution_name": str(record.institution),
        "counted_as_member": tie.makes_member,
        **({"on": str(day)} if day else {}),
        "standing": tie.standing.value,
        "basis": record.get_basis_display() if record.basis else None,
        "confidence": record.get_confidence_display() if record.confidence else None,
        "evidence": absolute(
            f"{place}?state={record.state.slug}&i={record.institution.slug}&former=1&view=list"
        ),
        "facts": facts,
    }
