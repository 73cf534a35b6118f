"""What the portal knows of one state: its ties to bodies, what it shares with another state, its story.

Members are counted as `members.py` and `as_of.py` say; other roles, ties that have ended and those that are
not certain on the day asked for stand apart. The story is found by data alone: the bodies of the state are
those of one country with their seat in it, their parts and those that came before them; its milestones are
theirs and those of its lane; its statements are about these bodies or documents of its law, or name it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.utils.functional import cached_property

from institutions import memberships
from institutions.as_of import Standing, part
from institutions.member_lists import extent, is_open, lists_by_body
from institutions.memberships import Tie, by_name
from institutions.models import Detail, Function, Institution, LegalBasis, Milestone, Office, State
from portal.folding import fold
from sources.models import Discrepancy, LegalDocument, Record, Statement, published
from sources.outline import KindOfStatement, statements_by_kind

Kind = Institution.Kind
#: Kinds of bodies that belong to one country.
NATIONAL = (
    Kind.PARLIAMENT,
    Kind.CHAMBER,
    Kind.ORGAN,
    Kind.GOVERNMENT,
    Kind.HISTORICAL,
    Kind.PARTY,
    Kind.ACADEMIC,
)
#: The lane of the timeline in which the milestones of a state stand, by its ISO 3166-1 code.
LANES = {"KZ": Milestone.Lane.KAZAKHSTAN}
#: More members than these are shown by kind of body.
UNGROUPED = 8
#: Kinds of statements of which the page of a state names each; of the others it says how many there are.
NAMED = (Statement.Kind.RECOMMENDATION, Statement.Kind.CRITICISM, Statement.Kind.KEY_ISSUE)


def ties_of(states: Iterable[State], day: date | None) -> list[Tie]:
    """All ties of the states that have begun on the day, by the names of the bodies, with their evidence."""
    known = {each.pk: each for each in states}
    found = (
        memberships.visible()
        .filter(state__in=known)
        .select_related("institution")
        .prefetch_related("evidence")
        .order_by(F("start_earliest").asc(nulls_last=True), "pk")
    )
    ties = list(found)
    for each in ties:
        each.state = known[each.state_id]
    parts = part(ties, day)
    standings = (
        (Standing.IN_FORCE, parts.in_force),
        (Standing.UNKNOWN, parts.unknown),
        (Standing.ENDED, parts.ended),
    )
    shown = [Tie(each, standing) for standing, group in standings for each in group]
    return sorted(shown, key=lambda each: by_name(each.membership.institution))


def number_of_bodies(ties: Iterable[Tie]) -> int:
    """How many bodies these ties lead to."""
    return len({each.membership.institution_id for each in ties})


@dataclass(frozen=True)
class Group:
    """Ties under one heading; without a heading, all there are."""

    heading: Any
    ties: list[Tie]

    @property
    def number(self) -> int:
        """How many bodies they lead to."""
        return number_of_bodies(self.ties)


class Belonging:
    """The ties of one state, today or on a day."""

    def __init__(self, state: State, day: date | None) -> None:
        self.state, self.day = state, day
        self.ties = ties_of([state], day)

    @cached_property
    def members(self) -> list[Tie]:
        """Those that make it a member."""
        return [each for each in self.ties if each.makes_member]

    @property
    def number(self) -> int:
        """Of how many bodies it is a member."""
        return number_of_bodies(self.members)

    @cached_property
    def groups(self) -> list[Group]:
        """Those that make it a member, by kind of body if they are many."""
        if len(self.members) > UNGROUPED:
            groups = [
                Group(kind.label, [each for each in self.members if each.membership.institution.kind == kind])
                for kind in Kind
            ]
        else:
            groups = [Group("", self.members)]
        return [each for each in groups if each.ties]

    @property
    def others(self) -> list[Tie]:
        """Other roles than that of a member."""
        return [each for each in self.ties if each.standing is Standing.IN_FORCE and not each.makes_member]

    @property
    def uncertain(self) -> list[Tie]:
        """Those of which nothing proves that they were in force on the day, nor that they were not."""
        return [each for each in self.ties if each.standing is Standing.UNKNOWN]

    @property
    def ended(self) -> list[Tie]:
        """Those that have ended before their body or on the day, in any role."""
        ended = [each for each in self.ties if each.standing is Standing.ENDED]
        return [each for each in ended if self.day or not each.lasted_as_long_as_its_body]

    @property
    def past(self) -> list[Tie]:
        """Those that made it a member until the body ended; of a day, they stand with all that had ended."""
        return [] if self.day else [each for each in self.ties if each.lasted_as_long_as_its_body]

    @property
    def number_of_past(self) -> int:
        """Of how many bodies it was a member until these ended."""
        return number_of_bodies(self.past)

    def file(self, absolute: Callable[[str], str]) -> list[dict[str, Any]]:
        """All of them, as a file says them."""
        return [memberships.as_data(each, each.membership, absolute, self.day) for each in self.ties]


@dataclass(frozen=True)
class BodyOfTwo:
    """A body and the ties of two states to it, and what is to be said of the list of its members."""

    body: Institution
    ones: list[Tie]
    others: list[Tie]
    extent: str = ""
    #: Whether only one of them is named, by a list that is open.
    names_one: bool = False

    @property
    def ties(self) -> list[Tie]:
        """The ties of both, those of the one first."""
        return [*self.ones, *self.others]

    @staticmethod
    def _stand(ties: list[Tie]) -> Standing | None:
        if any(each.makes_member for each in ties):
            return Standing.IN_FORCE
        if any(each.may_make_member for each in ties):
            return Standing.UNKNOWN
        return Standing.ENDED if ties else None

    @property
    def whose(self) -> str:
        """Whose body it is: of "both", "one" or "other"; "uncertain"; "past", until it ended; or "".

        Where the list of its members is open and does not name one of them, of that one it is "not known".
        """
        one, other = self._stand(self.ones), self._stand(self.others)
        if Standing.UNKNOWN in (one, other):
            return "uncertain"
        if one is other is Standing.ENDED:
            return "past"
        if Standing.IN_FORCE in (one, other) and self.names_one:
            return "not known"
        return {(True, True): "both", (True, False): "one", (False, True): "other"}.get(
            (one is Standing.IN_FORCE, other is Standing.IN_FORCE), ""
        )


class Shared:
    """To which bodies two states belong as members, today or on a day."""

    def __init__(self, one: State, other: State, day: date | None) -> None:
        self.one, self.other, self.day = one, other, day
        ties = ties_of([one, other], day)
        bodies = {each.membership.institution_id: each.membership.institution for each in ties}
        lists = lists_by_body()
        named = {(each.membership.institution_id, each.membership.state_id) for each in ties}
        self.rows = [
            BodyOfTwo(
                body,
                self._of(ties, one, pk),
                self._of(ties, other, pk),
                extent(lists.get(pk, ())),
                is_open(lists.get(pk, ())) and not {(pk, one.pk), (pk, other.pk)} <= named,
            )
            for pk, body in bodies.items()
        ]

    @staticmethod
    def _of(ties: list[Tie], state: State, body: int) -> list[Tie]:
        """The ties of a state to a body that make it a member, may do so or did to its end, best first."""
        found = [
            each
            for each in ties
            if (each.membership.state_id, each.membership.institution_id) == (state.pk, body)
            and (each.makes_member or each.may_make_member or each.lasted_as_long_as_its_body)
        ]
        return sorted(found, key=lambda each: each.rank)

    def of(self, whose: str) -> list[BodyOfTwo]:
        """The bodies that are of both, of "one", of the "other" or another `whose` of BodyOfTwo."""
        return [each for each in self.rows if each.whose == whose]

    @property
    def both(self) -> list[BodyOfTwo]:
        """The bodies to which both belong."""
        return self.of("both")

    @property
    def past(self) -> list[BodyOfTwo]:
        """The bodies to which both belonged until these ended."""
        return self.of("past")

    @property
    def only_one(self) -> list[BodyOfTwo]:
        """The bodies to which the one belongs and the other does not."""
        return self.of("one")

    @property
    def only_other(self) -> list[BodyOfTwo]:
        """The bodies to which the other belongs and the one does not."""
        return self.of("other")

    @property
    def not_known(self) -> list[BodyOfTwo]:
        """The bodies to which one belongs and of the other it is not known, since their lists are open."""
        return self.of("not known")

    @property
    def uncertain(self) -> list[BodyOfTwo]:
        """The bodies of which it is not certain on the day."""
        return self.of("uncertain")

    def file(self, absolute: Callable[[str], str]) -> list[dict[str, Any]]:
        """The ties that are shown, each with whose body it leads to, as a file says them."""
        words = {
            "both": "both",
            "one": f"only {self.one.slug}",
            "other": f"only {self.other.slug}",
            "not known": "one, of the other not known: list open",
            "uncertain": "not certain",
            "past": "both until it ended",
        }
        return [
            {
                "belongs_to": words[whose],
                **memberships.as_data(tie, tie.membership, absolute, self.day),
            }
            for whose in words
            for row in self.of(whose)
            for tie in row.ties
        ]


class Story:
    """What the sources tell of the bodies, the law and the past of one state."""

    def __init__(self, state: State) -> None:
        self.state = state

    @cached_property
    def _own(self) -> set[int]:
        """The bodies of the state, by the rule at the head of this module."""
        rows = list(
            Institution.objects.published()
            .order_by()
            .values_list("pk", "kind", "seat_state", "parent", "succeeded_by")
        )
        own = {pk for pk, kind, seat, _parent, _next in rows if seat == self.state.pk and kind in NATIONAL}
        while True:
            also = {
                pk
                for pk, kind, seat, parent, after in rows
                if pk not in own
                and kind in NATIONAL
                and seat in (None, self.state.pk)
                and (parent in own or after in own)
            }
            if not also:
                return own
            own |= also

    @cached_property
    def bodies(self) -> list[Institution]:
        """The bodies of the state, wholes before parts, with what they do, their offices and holders."""
        found = (
            Institution.objects.published()
            .filter(pk__in=self._own)
            .select_related("succeeded_by")
            .prefetch_related(
                "evidence",
                published("functions", Function),
                published("offices", Office),
                published("details", Detail, kind=Detail.Kind.HOLDER),
                published(
                    "legal_bases", LegalBasis, "document", document__publication=Record.Publication.PUBLISHED
                ),
            )
        )
        order = list(Kind)
        return sorted(found, key=lambda each: (order.index(Kind(each.kind)), by_name(each)))

    @cached_property
    def documents(self) -> list[LegalDocument]:
        """The legal documents of its jurisdiction, in order of time."""
        if not self.state.iso2:
            return []
        return list(LegalDocument.objects.for_list().filter(jurisdiction=self.state.iso2))

    @cached_property
    def milestones(self) -> list[Milestone]:
        """The milestones of its bodies and of its lane, in order of time."""
        concerned = Q(institutions__in=self._own)
        if self.state.iso2 in LANES:
            concerned |= Q(lane=LANES[self.state.iso2])
        found = Milestone.objects.published().filter(pk__in=Milestone.objects.filter(concerned).values("pk"))
        return list(found.prefetch_related("evidence", "institutions"))

    @cached_property
    def _concerned(self) -> set[int]:
        """Its bodies, and those of the milestones of its lane."""
        return self._own | {
            body.pk
            for each in self.milestones
            if each.lane == LANES.get(self.state.iso2)
            for body in each.institutions.all()
            if body.is_published and body.kind in NATIONAL
        }

    @cached_property
    def _said(self) -> set[int]:
        """The statements about the state, with the parts of each and what they are parts of."""
        public = Statement.objects.published().filter(source__publication=Record.Publication.PUBLISHED)
        about = Q(institutions__in=self._concerned)
        if self.state.iso2:
            about |= Q(
                documents__jurisdiction=self.state.iso2,
                documents__publication=Record.Publication.PUBLISHED,
            )
        found = set(public.filter(about).values_list("pk", flat=True))
        english = fold(getattr(self.state, State.NAMES[0]))
        name = re.compile(rf"\b{re.escape(english)}\b")
        wholes = {}
        for pk, whole, words in public.values_list("pk", "part_of", "search_text"):
            wholes[pk] = whole
            if name.search(words):
                found.add(pk)
        while above := {each for pk in found if (each := wholes[pk]) in wholes} - found:
            found |= above
        while more := {pk for pk, whole in wholes.items() if whole in found and pk not in found}:
            found |= more
        return found

    def _statements(self) -> Any:
        return Statement.objects.filter(pk__in=self._said).select_related("source", "speaker")

    @cached_property
    def numbers(self) -> list[tuple[Statement.Kind, int, str]]:
        """The kinds of what is said, each with how many statements, and where they begin if they head any."""
        rows = list(self._statements().order_by().values_list("pk", "kind", "part_of"))
        counted = Counter(kind for _pk, kind, _whole in rows)
        known = {pk for pk, _kind, _whole in rows}
        heads = {kind for _pk, kind, whole in rows if whole not in known}
        return [
            (kind, counted[kind], f"#kind-{kind.value}" if kind in heads else "")
            for kind in Statement.Kind
            if counted[kind]
        ]

    @cached_property
    def named(self) -> list[KindOfStatement]:
        """The statements that the page of the state names, by kind, those that are no part of another."""
        found = self._statements().filter(kind__in=NAMED).prefetch_related("evidence")
        return statements_by_kind(found)

    @cached_property
    def said(self) -> list[KindOfStatement]:
        """All that is said of the state, by kind, each part under its whole."""
        return statements_by_kind(self._statements().prefetch_related("evidence"))

    def _disagreeing(self) -> Any:
        found = Discrepancy.objects.filter(institutions__in=self._own).values("pk")
        return Discrepancy.objects.published().filter(pk__in=found)

    @cached_property
    def number_of_discrepancies(self) -> int:
        """How many discrepancies concern its bodies."""
        return self._disagreeing().count()

    @cached_property
    def discrepancies(self) -> list[Discrepancy]:
        """The discrepancies that concern its bodies."""
        return list(self._disagreeing().prefetch_related("evidence"))
