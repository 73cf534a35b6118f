"""Which states meet where: of each two states, the bodies of which both are members.

The bodies of a state are the bits of one whole number, so that two states share `a & b`, whatever their
number. A pair counts a body once. It rests on the list of bodies in the portal, and on lists of members that
are partly derived; the page says so, and can leave these out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import combinations
from operator import or_
from typing import Any, overload

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from institutions.memberships import Tie, by_name
from institutions.models import Institution, Membership, State

#: So many states stand in the picture, and of a pair so many bodies are named before the rest is folded.
PICTURED, NAMED = 12, 10
#: The size of a cell of the picture, the room for its names, and the width of the longest bar.
CELL_WIDTH, CELL_HEIGHT, NAMES, BAR = 58, 30, 190, 42


@dataclass(frozen=True)
class Pair:
    """Two states and the bodies of which both are members."""

    rank: int
    first: State
    second: State
    bodies: list[Institution]

    @property
    def number(self) -> int:
        """How many bodies they share."""
        return len(self.bodies)

    @property
    def named(self) -> str:
        """The first of the bodies, by their short names."""
        return ", ".join(each.short for each in self.bodies[:NAMED])

    @property
    def rest(self) -> str:
        """The bodies after these."""
        return ", ".join(each.short for each in self.bodies[NAMED:])

    @property
    def left(self) -> int:
        """How many there are after these."""
        return max(len(self.bodies) - NAMED, 0)

    def as_data(self) -> dict[str, Any]:
        """The pair as a file says it."""
        return {
            "rank": self.rank,
            "state": self.first.slug,
            "state_name": str(self.first),
            "other_state": self.second.slug,
            "other_state_name": str(self.second),
            "bodies_in_common": self.number,
            "bodies": [each.slug for each in self.bodies],
        }


class Pairs(Sequence[Pair]):
    """All pairs of states that share `least` bodies, those that share most first, then by name.

    With one state `chosen`, its pairs with all others; with several, their pairs with one another.
    """

    def __init__(self, ties: Iterable[Tie], chosen: Iterable[str] = (), least: int = 1) -> None:
        counted = [each.membership for each in ties if each.makes_member]
        self.states = sorted({each.state for each in counted}, key=by_name)
        self.bodies = sorted({each.institution for each in counted}, key=by_name)
        self._known = counted
        self._bits = bits = {body.pk: 1 << place for place, body in enumerate(self.bodies)}
        masks = dict.fromkeys((each.pk for each in self.states), 0)
        for each in counted:
            masks[each.state_id] |= bits[each.institution_id]
        self.masks = [masks[each.pk] for each in self.states]
        self.chosen = set(chosen)
        self.least = least
        shared = (
            (-(self.masks[one] & self.masks[other]).bit_count(), one, other) for one, other in self._asked()
        )
        self.ranked = sorted(each for each in shared if -each[0] >= least)

    def _asked(self) -> Iterator[tuple[int, int]]:
        """The pairs asked for, as places of their states; the state that is chosen alone comes first."""
        places = range(len(self.states))
        chosen = [place for place in places if self.states[place].slug in self.chosen]
        if len(self.chosen) == 1:
            return ((one, other) for one in chosen for other in places if other != one)
        return combinations(chosen if self.chosen else places, 2)

    def __len__(self) -> int:
        return len(self.ranked)

    @overload
    def __getitem__(self, place: int) -> Pair: ...
    @overload
    def __getitem__(self, place: slice) -> list[Pair]: ...
    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self._pair(each) for each in range(*place.indices(len(self)))]
        return self._pair(place)

    def _pair(self, place: int) -> Pair:
        number, one, other = self.ranked[place]
        mask = self.masks[one] & self.masks[other]
        bodies = [body for at, body in enumerate(self.bodies) if mask >> at & 1]
        return Pair(self._ranks[number], self.states[one], self.states[other], bodies)

    @cached_property
    def _ranks(self) -> dict[int, int]:
        """The rank of each number: pairs that share equally many bodies stand on the same."""
        ranks: dict[int, int] = {}
        for place, (number, _one, _other) in enumerate(self.ranked, start=1):
            ranks.setdefault(number, place)
        return ranks

    @cached_property
    def _met(self) -> list[int]:
        """Of each state the bodies that it shares in any of the pairs."""
        met = [0] * len(self.states)
        for _number, one, other in self.ranked:
            shared = self.masks[one] & self.masks[other]
            met[one] |= shared
            met[other] |= shared
        return met

    @property
    def number_of_states(self) -> int:
        """How many states stand in the pairs."""
        return sum(each > 0 for each in self._met)

    @property
    def number_of_bodies(self) -> int:
        """In how many bodies they meet."""
        return reduce(or_, self._met, 0).bit_count()

    @cached_property
    def counted(self) -> list[Membership]:
        """The memberships on which the pairs rest."""
        states = {each.pk: self._met[place] for place, each in enumerate(self.states)}
        return [each for each in self._known if states[each.state_id] & self._bits[each.institution_id]]

    @property
    def most(self) -> int:
        """The largest number that a pair shares."""
        return -self.ranked[0][0] if self.ranked else 0

    @cached_property
    def picture(self) -> "Picture | None":
        """The states that share most, each beside each; none for one state, whose table is its picture."""
        if len(self.chosen) == 1 or not self.ranked:
            return None
        if self.chosen:
            places = [place for place, each in enumerate(self.states) if each.slug in self.chosen]
        else:
            places = list(range(len(self.states)))
        most = sorted(places, key=lambda place: (-self.masks[place].bit_count(), place))[:PICTURED]
        return Picture(self, sorted(most)) if len(most) > 2 else None


@dataclass(frozen=True)
class Drawn:
    """A cell of the picture: its corner, its number and the length of its bar."""

    x: int
    y: int
    number: int
    bar: float

    @property
    def middle(self) -> int:
        """Where its number stands."""
        return self.x + CELL_WIDTH // 2

    @property
    def base(self) -> int:
        """The line on which its number stands."""
        return self.y + 17

    @property
    def bar_x(self) -> float:
        """Where its bar begins."""
        return round(self.x + (CELL_WIDTH - self.bar) / 2, 1)

    @property
    def bar_y(self) -> int:
        """Where its bar lies."""
        return self.y + 22


@dataclass(frozen=True)
class Named:
    """A state of the picture: its name at its row and the code above its column."""

    state: State
    x: int
    y: int

    @property
    def code(self) -> str:
        """Its code, or the beginning of its name."""
        return self.state.iso2 or str(self.state)[:3]


class Picture:
    """Some states in rows and columns: in each cell how many bodies both share, and a bar as long."""

    def __init__(self, pairs: Pairs, places: list[int]) -> None:
        self.states = [pairs.states[place] for place in places]
        masks = [pairs.masks[place] for place in places]
        self.width = NAMES + CELL_WIDTH * len(places)
        self.height = CELL_HEIGHT * (len(places) + 1)
        numbers = {
            (row, column): (masks[row] & masks[column]).bit_count()
            for row, column in combinations(range(len(places)), 2)
        }
        longest = max(numbers.values(), default=0) or 1
        self.cells = [
            Drawn(
                NAMES + CELL_WIDTH * column,
                CELL_HEIGHT * (row + 1),
                numbers[min(row, column), max(row, column)],
                round(BAR * numbers[min(row, column), max(row, column)] / longest, 1),
            )
            for row in range(len(places))
            for column in range(len(places))
            if row != column
        ]
        self.names = [
            Named(state, NAMES + CELL_WIDTH * place + CELL_WIDTH // 2, CELL_HEIGHT * (place + 1) + 19)
            for place, state in enumerate(self.states)
        ]
        self.lines = [CELL_HEIGHT * (row + 1) for row in range(len(places) + 1)]

    @property
    def said(self) -> str:
        """What the picture shows, in a sentence."""
        return _("How many bodies each two of these states share: %(states)s.") % {
            "states": get_text_list([str(each) for each in self.states], _("and"))
        }
