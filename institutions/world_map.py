"""The members of one or several bodies on the map: which shape each state has, and how it is filled.

The shapes are those of static/world.svg; README says where they come from and how borders in dispute are
drawn. A page uses that file from outside, so that it is fetched once; a picture that is to stand by itself
carries the shapes.
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import accumulate
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutions.as_of import PARAMETER
from institutions.models import Institution, Membership, State
from institutions.overlap import NOT_KNOWN, Group, Overlap, last_day

#: Width and height of the map in its own units.
WIDTH, HEIGHT = 2000, 869
SHAPE = re.compile(r'<(?:path|circle) id="([A-Z]{2})"[^>]*/>')
#: How a state is filled, by the kind of its group, as a class, and in words.
FILLS = {
    "all": gettext_lazy("filled"),
    "some": gettext_lazy("striped"),
    "some back": gettext_lazy("striped the other way"),
    "unknown": gettext_lazy("dashed outline"),
    "other": gettext_lazy("dotted"),
    "former": gettext_lazy("outlined"),
}
#: The colours of a picture that stands by itself, light and dark; those of the stylesheet.
STYLE = (
    ".land{fill:#d3dad5;stroke:#fcfdfc}.all,.some,.other{fill:#0a5340;stroke:#fcfdfc}"
    ".former{fill:#d3dad5;stroke:#0a5340}.unknown{fill:#fcfdfc;stroke:#92340e;stroke-dasharray:5 3}"
    "@media(prefers-color-scheme:dark){.land{fill:#323b36;stroke:#111513}"
    ".all,.some,.other{fill:#86d1b3;stroke:#111513}.former{fill:#323b36;stroke:#86d1b3}"
    ".unknown{fill:#111513;stroke:#f0a585}}"
)
#: By which a strict policy on styles lets this one through, where the picture is opened by itself.
STYLE_HASH = f"'sha256-{b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"


@cache
def shapes() -> dict[str, str]:
    """Each shape of the map by the code of its state: a path, or a circle where the state is too small."""
    drawn = (settings.BASE_DIR / "static" / "world.svg").read_text(encoding="utf-8")
    return {found[1]: found[0] for found in SHAPE.finditer(drawn)}


#: The narrowest part of the map that is shown, so that small states stay small beside the others.
NARROWEST, MARGIN = 700, 24
_MOVES = re.compile(r"M(\d+) (\d+)l([^z]*)z")
_CIRCLE = re.compile(r'cx="(\d+)" cy="(\d+)"')


class Box(NamedTuple):
    """A part of the map."""

    left: int
    top: int
    right: int
    bottom: int


@cache
def extent(code: str) -> Box:
    """The part of the map in which a state lies: the largest of its lands, not its islands far away."""
    shape = shapes()[code]
    if circle := _CIRCLE.search(shape):
        x, y = int(circle[1]), int(circle[2])
        return Box(x, y, x, y)
    lands = []
    for x, y, steps in _MOVES.findall(shape):
        moves = [int(each) for each in re.findall(r"-?\d+", steps)]
        across, down = [*accumulate([int(x), *moves[::2]])], [*accumulate([int(y), *moves[1::2]])]
        lands.append(Box(min(across), min(down), max(across), max(down)))
    return max(lands, key=lambda land: (land.right - land.left) * (land.bottom - land.top))


@dataclass(frozen=True)
class Layer:
    """The states that are filled alike, with the groups in which they stand."""

    kind: str
    groups: list[Group]

    @property
    def fill(self) -> Any:
        """How they are filled, in words."""
        return FILLS[self.kind]

    @property
    def mask(self) -> str:
        """The name of what lays stripes or dots over the fill; empty without."""
        return f"{self.kind.replace(' ', '-')}-m" if self.kind in MASKED else ""

    @property
    def has_outline(self) -> bool:
        """Whether the border tells them, not the fill."""
        return self.kind in ("unknown", "former")

    @property
    def states(self) -> list[State]:
        """The states, by name."""
        return [state for group in self.groups for state in group.states]

    @property
    def drawn(self) -> list[State]:
        """The states that have a shape."""
        return [state for state in self.states if state.iso2 in shapes()]

    @property
    def number(self) -> int:
        """How many states it has."""
        return len(self.states)


@dataclass(frozen=True)
class OneBody:
    """One of the bodies of a map: how many members it is shown with, and where each has its evidence."""

    body: Institution
    members: int
    day: date | None

    @property
    def has_list(self) -> bool:
        """Whether a list of its members of the day can be expected: not of a body that had ended."""
        return bool(self.members) or not self.body.has_ended

    @property
    def list_url(self) -> str:
        """The address of its own map, whose list has the evidence of each member."""
        return self._url(self.day)

    @property
    def last_day(self) -> date | None:
        """The last day of a body that ended, unless it is shown."""
        day = last_day(self.body)
        return None if day == self.day else day

    @property
    def last_day_url(self) -> str:
        """The address of its own map on its last day."""
        return self._url(self.last_day)

    def _url(self, day: date | None) -> str:
        query = [("i", self.body.slug), *([(PARAMETER, day.isoformat())] if day else [])]
        return f"{reverse('institutions:map')}?{urlencode(query)}"


class WorldMap:
    """The map of the members of `bodies` on a day, or as their sources leave them today."""

    def __init__(self, bodies: Iterable[Institution], day: date | None = None) -> None:
        self.overlap = Overlap(bodies, day)
        self.bodies = self.overlap.bodies

    @property
    def names(self) -> str:
        """The bodies by their short names."""
        return get_text_list([body.short for body in self.bodies], _("and"))

    @cached_property
    def each(self) -> list[OneBody]:
        """The bodies one by one."""
        return [OneBody(body, len(self.overlap.members_of(body)), self.overlap.day) for body in self.bodies]

    @property
    def ended(self) -> list[Institution]:
        """The bodies that are known to have ended."""
        return [body for body in self.bodies if body.has_ended]

    @cached_property
    def layers(self) -> list[Layer]:
        """The states by how they are filled; without those that are not shown on the map."""
        kinds = [(kind, [group for group in self.overlap.groups if group.kind == kind]) for kind in FILLS]
        found = [Layer(kind, groups) for kind, groups in kinds if groups]
        if len(self.bodies) > 2:
            return found
        return [part for layer in found for part in _parted(layer)]

    def legend(self, layer: Layer) -> str:
        """What a fill means, in words."""
        if layer.kind == "unknown":
            return str(NOT_KNOWN)
        if len(layer.groups) > 1:
            return _("Members of some of them; the list says of which")
        return str(layer.groups[0].label)

    @cached_property
    def window(self) -> Box:
        """The part of the map that shows all of the states, in the shape of the whole or taller."""
        seen = [extent(state.iso2) for layer in self.layers for state in layer.drawn]
        if not seen:
            return Box(0, 0, WIDTH, HEIGHT)
        left, right = min(each.left for each in seen) - MARGIN, max(each.right for each in seen) + MARGIN
        top, bottom = min(each.top for each in seen) - MARGIN, max(each.bottom for each in seen) + MARGIN
        left, right = _widened(left, right, max(NARROWEST, 2 * (bottom - top)), WIDTH)
        top, bottom = _widened(top, bottom, (right - left) * HEIGHT // WIDTH, HEIGHT)
        return Box(left, top, right, bottom)

    @property
    def view_box(self) -> str:
        """The part of the map that is shown, as SVG says it."""
        left, top, right, bottom = self.window
        return f"{left} {top} {right - left} {bottom - top}"

    @property
    def is_whole(self) -> bool:
        """Whether most of the world is shown, which a narrow screen has no room for."""
        return self.window.right - self.window.left > WIDTH * 0.6

    @property
    def shown_groups(self) -> list[Group]:
        """The groups of the list beside the map."""
        return [group for layer in self.layers for group in layer.groups]

    @property
    def remarks(self) -> list[Membership]:
        """The ties of which the sources say more, in the order of the list."""
        return [tie for group in self.shown_groups for row in group.rows for tie in row.noted]

    @property
    def is_marked(self) -> bool:
        """Whether each state of the list carries the evidence of its tie: where it has one only."""
        return len(self.bodies) == 1

    @property
    def masks(self) -> Any:
        """What lays stripes and dots over a fill, in the page that uses them."""
        return mark_safe(MASKS.replace("SCALE", f"{self.scale:.2f}"))

    @property
    def scale(self) -> float:
        """How much smaller lines and patterns are where only a part of the map is shown."""
        return (self.window.right - self.window.left) / WIDTH

    @property
    def stroke(self) -> str:
        """The width of borders."""
        return f"{1.5 * self.scale:.2f}"

    @property
    def outline(self) -> str:
        """The width of the dashed outline."""
        return f"{5 * self.scale:.2f}"

    @property
    def key(self) -> list[tuple[Layer, str]]:
        """The legend: each fill with its meaning."""
        return [(layer, self.legend(layer)) for layer in self.layers]

    @property
    def without_shape(self) -> list[State]:
        """The states that should be shown and have no shape."""
        return [state for layer in self.layers for state in layer.states if state.iso2 not in shapes()]

    @property
    def summary(self) -> str:
        """What the map shows, in a sentence."""
        said = [f"{meaning} ({layer.fill}): {layer.number}" for layer, meaning in self.key]
        return "; ".join(said) + "." if said else _("No state is shown.")

    def picture(self, title: str) -> str:
        """The map as a picture that stands by itself."""
        known = shapes()
        taken = {state.iso2 for layer in self.layers for state in layer.drawn}
        land = "".join(_bare(shape) for code, shape in known.items() if code not in taken)
        parts = []
        for layer in self.layers:
            mask = f' mask="url(#{layer.mask})"' if layer.mask else ""
            drawn = "".join(_bare(known[state.iso2]) for state in layer.drawn)
            width = f' stroke-width="{self.outline}"' if layer.has_outline else ""
            parts.append(f'<g class="{layer.kind}"{mask}{width}>{drawn}</g>')
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{self.view_box}" stroke-width="{self.stroke}" '
            f'role="img"><title>{escape(title)}</title><desc>{escape(self.summary)}</desc>'
            f'<style>{STYLE}</style>{self.masks}<g class="land">{land}</g>{"".join(parts)}</svg>\n'
        )

    def data(self, absolute: Any) -> dict[str, Any]:
        """The states as data: how each is filled, and its ties."""
        return {
            "title": _("Members of %(names)s on the map") % {"names": self.names},
            "on": self.overlap.day,
            "rights": _("Data: CC BY 4.0."),
            "states": [
                {
                    "state": state.name,
                    "iso2": state.iso2,
                    "shown": group.kind,
                    "group": group.label,
                    "institutions": [body.slug for body in group.bodies],
                    "on_the_map": state.iso2 in shapes(),
                }
                for layer in self.layers
                for group in layer.groups
                for state in group.states
            ],
            "ties": self.overlap.data(absolute),
        }


#: The kinds that have stripes or dots.
MASKED = ("some", "some back", "other")
#: Stripes and dots, laid over a fill: white lets it through, grey in part.
_STRIPES = (
    '<pattern id="NAME-p" width="14" height="14" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(TURN) scale(SCALE)">'
    '<rect width="14" height="14" fill="#555"/><rect width="7" height="14" fill="#fff"/></pattern>'
)
_DOTS = (
    '<pattern id="other-p" width="12" height="12" patternUnits="userSpaceOnUse" '
    'patternTransform="scale(SCALE)">'
    '<rect width="12" height="12" fill="#333"/><circle cx="6" cy="6" r="3.5" fill="#fff"/></pattern>'
)
MASKS = (
    '<g stroke="none">'
    + _STRIPES.replace("NAME", "some").replace("TURN", "45")
    + _STRIPES.replace("NAME", "some-back").replace("TURN", "-45")
    + _DOTS
    + "".join(
        f'<mask id="{name}-m" maskUnits="userSpaceOnUse" x="0" y="0" width="2000" height="869">'
        f'<rect width="2000" height="869" fill="url(#{name}-p)"/></mask>'
        for name in (kind.replace(" ", "-") for kind in MASKED)
    )
    + "</g>"
)


def _parted(layer: Layer) -> list[Layer]:
    """The members of one of two bodies only, and those of the other, with stripes of their own; no others."""
    if layer.kind != "some":
        return [layer]
    stripes = ("some", "some back")[: len(layer.groups)]
    return [Layer(kind, [group]) for kind, group in zip(stripes, layer.groups, strict=True)]


def _widened(low: int, high: int, least: int, limit: int) -> tuple[int, int]:
    """A stretch around the same middle that is at least so long, within the map."""
    more = max(0, least - (high - low))
    low, high = low - more // 2, high + more - more // 2
    low, high = (0, high - low) if low < 0 else (low, high)
    low, high = (low - (high - limit), limit) if high > limit else (low, high)
    return max(low, 0), min(high, limit)


def _bare(shape: str) -> str:
    """A shape without its name."""
    return re.sub(r' id="[A-Z]{2}"', "", shape)
