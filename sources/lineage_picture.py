"""The picture of who quotes whom: where the labels, lines and words of the trees of `sources.lineage` stand.

A column a step outward, a row for each that has nothing behind it. The template prints it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sources.lineage import Node, Tie

#: From column to column, the longest line of a label, and where the lines to the next column bend.
COLUMN, LONGEST, BEND = 232, 132, 138
#: From row to row, and from line to line of a label.
ROW, LINE = 34, 15
#: Room of a letter in the widest of the usual fonts, and of narrow and wide letters.
LETTER, NARROW, WIDE = 8.2, 4.8, 10.8
_NARROW, _WIDE = frozenset(" .,'’()-fijlrtI"), frozenset("mw&…")


def room(words: str) -> float:
    """How much room words take in the picture at most, so that no line runs into them."""
    return sum(
        NARROW if letter in _NARROW else WIDE if letter in _WIDE or letter.isupper() else LETTER
        for letter in words
    )


def wrapped(label: str) -> list[str]:
    """A label as lines that fit its column; a word is never cut."""
    lines: list[str] = []
    for word in label.split():
        if lines and room(f"{lines[-1]} {word}") <= LONGEST:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


class Link(NamedTuple):
    """A line of the picture to what lies behind, and where the word stands that says how we know."""

    path: str
    tie: Tie | None
    word_x: int
    above: int
    below: int


@dataclass
class Label:
    """A node of a tree at its place."""

    node: Node
    x: int
    row: int
    behind: list["Label"] = field(default_factory=list)
    y: int = 0

    @property
    def words(self) -> list[str]:
        """The whole label, line by line."""
        return wrapped(self.node.label)

    @property
    def lines(self) -> list[tuple[str, int]]:
        """The whole label, line by line, each with its place from above."""
        return [(line, self.y + 4 + LINE * at) for at, line in enumerate(self.words)]

    def links(self) -> Iterator[Link]:
        """The lines to what lies behind, which begin behind the first line of the label."""
        start = round(self.x + room(self.words[0]) + 6) if self.words else self.x
        bend = self.x + BEND
        for each in self.behind:
            path = f"M{start} {self.y}H{bend}V{each.y}H{each.x - 6}"
            yield Link(path, each.node.tie, bend + 6, each.y - 5, each.y + 14)

    def walk(self) -> Iterator["Label"]:
        """This and all that lies behind it."""
        yield self
        for each in self.behind:
            yield from each.walk()


@dataclass(frozen=True)
class Picture:
    """All labels, each at its place, and the room that they take."""

    labels: list[Label]
    width: int
    height: int


def picture(roots: Iterable[Node]) -> Picture:
    """The trees one below the other; a row is as high as the label with most lines in it."""
    rows = 0

    def settle(node: Node, x: int) -> Label:
        nonlocal rows
        label = Label(node, x, rows)
        label.behind = [settle(each, x + COLUMN) for each in node.children]
        if not label.behind:
            rows += 1
        return label

    labels = [label for root in roots for label in settle(root, 8).walk()]
    heights = [ROW] * rows
    for label in labels:
        heights[label.row] = max(heights[label.row], ROW + LINE * (len(label.words) - 1))
    for label in labels:
        label.y = sum(heights[: label.row]) + ROW * 2 // 3
    widest = max((label.x for label in labels), default=0)
    return Picture(labels, widest + COLUMN, sum(heights) + ROW // 2)
