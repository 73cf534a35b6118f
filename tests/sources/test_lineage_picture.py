"""The picture of who quotes whom: labels whole, in columns and rows, never on each other."""

import pytest

from sources.lineage import Node
from sources.lineage_picture import BEND, COLUMN, LINE, LONGEST, ROW, picture, room, wrapped

LONG = "The Concept of the Foreign Policy of the Republic of Kazakhstan for 2014-2020"


def test_labels_stand_in_columns_by_step_and_never_on_each_other() -> None:
    roots = [
        Node("A", children=[Node("B", children=[Node("C"), Node("D")]), Node("E")]),
        Node("F"),
    ]
    drawn = picture(roots)
    places = {label.node.label: (label.x, label.y) for label in drawn.labels}
    assert len(set(places.values())) == 6
    assert places["A"][1] == places["B"][1] == places["C"][1]
    assert places["D"][1] - places["C"][1] == ROW
    assert places["E"][1] - places["D"][1] == ROW
    assert places["C"][0] - places["B"][0] == COLUMN
    assert max(y for _x, y in places.values()) < drawn.height
    assert max(x for x, _y in places.values()) + COLUMN <= drawn.width + 8


def test_nothing_is_drawn_of_no_tree() -> None:
    assert picture([]).labels == []


@pytest.mark.parametrize("label", ["Rusk 1955", LONG, "Interparlamentarisches", "MMMMMMMM MMMMMMMM", ""])
def test_a_label_is_whole_and_broken_only_between_words(label: str) -> None:
    lines = wrapped(label)
    assert " ".join(lines) == label
    assert all(room(line) <= LONGEST for line in lines if " " in line)


def test_the_line_begins_behind_the_label_and_a_label_of_many_lines_pushes_the_next_row_down() -> None:
    root = Node("Article", children=[Node(LONG, children=[Node("Behind")]), Node("Next")])
    _article, long, _behind, following = picture([root]).labels
    (link,) = long.links()
    start = int(link.path.partition(" ")[0].removeprefix("M"))
    assert long.x + 6 * len(long.words[0]) < start <= long.x + BEND + 6
    assert len(long.lines) > 3
    assert following.y - long.lines[-1][1] >= 2 * LINE
    assert following.lines == [("Next", following.y + 4)]
