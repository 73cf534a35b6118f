"""The picture of the timeline: where each milestone stands, in lanes, on a scale that changes twice.

Few milestones are older than 1850 and most are younger than 1990, so each of the three stretches of time
has a scale of its own. Nothing here is drawn; the template prints the numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from textwrap import shorten
from typing import Any

from institutions.models import Milestone

LEFT, RIGHT, WIDTH = 24, 1000, 1200
#: Height of a row of labels, longest label, and the room that a letter of it takes.
ROW, LONGEST, LETTER = 22, 28, 6.8
#: A date that is known less well than to the year is drawn as a bar.
A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Stretch:
    """Years that share a scale: how much room they get, and between how many years a tick stands."""

    first: int
    last: int
    share: int
    step: int


STRETCHES = (Stretch(0, 1850, 4, 100), Stretch(1850, 1990, 8, 20), Stretch(1990, 9999, 11, 5))


@dataclass
class Scale:
    """Where a day stands between LEFT and RIGHT, if the years from `first` to `last` are shown."""

    first: int
    last: int
    stretches: list[tuple[Stretch, float, float]] = field(init=False)

    def __post_init__(self) -> None:
        """Cut the stretches to the years that are shown and give each its room."""
        shown = [each for each in STRETCHES if each.first <= self.last and each.last > self.first]
        cut = [
            Stretch(
                max(each.first, self.first // each.step * each.step),
                min(each.last, (self.last // each.step + 1) * each.step),
                each.share,
                each.step,
            )
            for each in shown
        ]
        unit = (RIGHT - LEFT) / sum(each.share for each in cut)
        self.stretches, at = [], float(LEFT)
        for each in cut:
            self.stretches.append((each, at, at + unit * each.share))
            at += unit * each.share

    def x(self, day: date) -> int:
        """The place of a day."""
        year = day.year + (day.timetuple().tm_yday - 1) / 366
        for stretch, begin, end in self.stretches:
            if year < stretch.last or stretch is self.stretches[-1][0]:
                part = (year - stretch.first) / (stretch.last - stretch.first)
                return round(begin + part * (end - begin))
        return LEFT

    @property
    def ticks(self) -> list[tuple[int, int]]:
        """Years of the axis with their places."""
        return [
            (year, self.x(date(year, 1, 1)))
            for stretch, _begin, _end in self.stretches
            for year in range(max(stretch.first, stretch.step), stretch.last, stretch.step)
        ]

    @property
    def breaks(self) -> list[tuple[int, int]]:
        """Years at which the scale changes, with their places."""
        return [(stretch.first, round(begin)) for stretch, begin, _end in self.stretches[1:]]


@dataclass
class Mark:
    """One milestone in the picture: its number in the list, its label, and where it stands."""

    number: int
    milestone: Milestone
    x: int
    until: int
    level: int = 0
    depth: int = 0
    line: int = 0

    @property
    def label(self) -> str:
        """The title, shortened; the list has it whole."""
        return shorten(self.milestone.title, LONGEST, placeholder="…")

    @property
    def is_bar(self) -> bool:
        """Whether it lasts long enough, or is known so roughly, that a dot would say too much."""
        start = self.milestone.start
        rough = start.latest - start.earliest > A_YEAR
        return self.length > 4 and (rough or self.milestone.kind == Milestone.Kind.PERIOD)

    @property
    def length(self) -> int:
        """How long the bar is."""
        return self.until - self.x

    @property
    def end(self) -> float:
        """Where the label ends."""
        return self.x + 8 + (len(self.label) + len(str(self.number)) + 1) * LETTER

    @property
    def text_y(self) -> int:
        """Where the label stands."""
        return self.line - 16 - ROW * self.level

    @property
    def stem_y(self) -> int:
        """Where the line from the mark to its label ends."""
        return self.text_y - 9

    @property
    def bar_y(self) -> int:
        """Where the bar lies: on the lane, or below it where another bar is in the way."""
        return self.line - 2 + 9 * self.depth

    @property
    def disputed(self) -> bool:
        """Whether sources disagree on the date. Reads the prefetched evidence."""
        return any(row.fact in ("start", "end") and row.sign == "≠" for row in self.milestone.evidence.all())


@dataclass
class Lane:
    """One lane: what it concerns, and its milestones from left to right."""

    label: Any
    marks: list[Mark]
    title_y: int = 0
    line_y: int = 0


@dataclass
class Picture:
    """The whole picture; `undated` milestones stand only in the list."""

    lanes: list[Lane]
    scale: Scale
    undated: int
    axis_y: int
    width: int = WIDTH

    @property
    def height(self) -> int:
        """How high it is."""
        return self.axis_y + 32


def picture(milestones: Iterable[Milestone]) -> Picture | None:
    """The picture of `milestones`, numbered as they come; None if none of them has a date."""
    listed = list(milestones)
    dated = [(number, each) for number, each in enumerate(listed, start=1) if each.start.earliest]
    if not dated:
        return None
    scale = Scale(
        min(each.start.earliest.year for _number, each in dated),
        max(_last_day(each).year for _number, each in dated),
    )
    lanes, top = [], 28
    for value, label in Milestone.Lane.choices:
        marks = [
            Mark(number, each, scale.x(each.start.earliest), scale.x(_last_day(each)))
            for number, each in dated
            if each.lane == value
        ]
        if not marks:
            continue
        _place(marks)
        line = top + 18 + ROW * (1 + max(mark.level for mark in marks))
        for mark in marks:
            mark.line = line
        lanes.append(Lane(label, marks, top, line))
        top = line + 38 + 9 * max(mark.depth for mark in marks)
    return Picture(lanes, scale, len(listed) - len(dated), top)


def _last_day(milestone: Milestone) -> date:
    latest: date = milestone.end.latest or milestone.start.latest
    return max(latest, milestone.start.latest)


def _place(marks: list[Mark]) -> None:
    """Raise each label above those to the right that it would reach, and lower bars that would overlap."""
    for at in range(len(marks) - 1, -1, -1):
        mark = marks[at]
        reached = [other.level for other in marks[at + 1 :] if other.x < mark.end]
        mark.level = max(reached, default=-1) + 1
        taken = {o.depth for o in marks[at + 1 :] if mark.is_bar and o.is_bar and o.x <= mark.until}
        mark.depth = next(depth for depth in range(len(marks)) if depth not in taken)
