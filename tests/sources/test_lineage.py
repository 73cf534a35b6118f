"""Whose words reach us through whom: trees, what was seen, what is reported."""

import pytest

from sources.lineage import Node, inner_quotations, trees, way
from sources.models import Definition
from tests import builders


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "aimed at 'making the powers of parliaments stronger'",
            ["making the powers of parliaments stronger"],
        ),
        ("“one two three four five”, he said", ["one two three four five"]),
        ("«раз два три четыре пять» и всё", ["раз два три четыре пять"]),
        ("the instrument of 'soft power' of states", []),
        ("ties with the world's assemblies and the states' own many parliaments", []),
        ("an opening 'mark that is never closed at all", []),
        ("one \"two three four five six\" and 'seven eight nine ten eleven'", None),
        ("", []),
    ],
)
def test_a_sentence_in_quotation_marks_is_found_and_a_term_is_not(text: str, found: list[str] | None) -> None:
    expected = ["two three four five six", "seven eight nine ten eleven"] if found is None else found
    assert inner_quotations(text) == expected


def told(node: Node, depth: int = 0) -> list[str]:
    """A tree as indented lines: relation, label, pages, how it is known."""
    tie = f"{node.tie.relation} | " if node.tie else ""
    known = f" | {node.tie.word}" if node.tie else ""
    line = f"{'  ' * depth}{tie}{node.label}{', ' + node.pages if node.pages else ''}{known}"
    return [line, *(each for child in node.children for each in told(child, depth + 1))]


@pytest.mark.django_db
class TestTrees:
    """The trees of a few definitions."""

    def told(self) -> list[str]:
        """All trees as lines."""
        return [line for root in trees(Definition.objects.for_list()) for line in told(root)]

    def test_a_work_that_was_not_seen_stands_between(self) -> None:
        builders.definition(work=builders.source("guide"), pages="p. 1", speakers_as_printed="Beetham")
        assert self.told() == [
            "Article",
            "  quotes | Guide, p. 1 | words seen",
            "    with words of | Beetham | reported",
        ]

    def test_a_paraphrase_is_not_called_a_quotation(self) -> None:
        builders.definition(work=builders.source("talk"), kind="paraphrase")
        assert self.told()[1:] == [
            "  paraphrases | Talk | words seen",
            "    with a view of | Author | reported",
        ]

    def test_without_any_work_the_author_stands_behind_the_source(self) -> None:
        builders.definition()
        assert self.told() == ["Article", "  quotes | Author | words seen"]

    def test_through_a_work_and_its_own_the_page_is_that_of_its_own(self) -> None:
        builders.definition(work=builders.source("own"), via=builders.source("between"), pages="p. 2")
        assert self.told() == [
            "Article",
            "  quotes | Between | words seen",
            "    which quotes | Own, p. 2 | reported",
            "      with words of | Author | reported",
        ]

    def test_definitions_through_one_work_and_page_stand_behind_one_node(self) -> None:
        work = builders.source("small-states")
        builders.definition(work=work, pages="p. 44", speakers_as_printed="Zabich", stated="2016")
        builders.definition(via=work, pages="p. 44", speakers_as_printed="Squarcialupi")
        assert self.told() == [
            "Article",
            "  quotes | Small States, p. 44 | words seen",
            "    with words of | Zabich | reported",
            "    which quotes | Squarcialupi | reported",
        ]

    def test_what_a_source_says_in_its_own_words_is_counted(self) -> None:
        builders.definition(work=builders.source())
        builders.definition(work=builders.source())
        assert self.told() == ["Article", "  says | 2 in its own words | words seen"]

    def test_an_amendment_is_seen_where_the_amending_work_was_read(self) -> None:
        first = builders.definition(work=builders.source("guide"), stated="2006")
        builders.definition(title="Seen", amends=first, work=builders.source(), stated="2021")
        builders.definition(title="Told", amends=first, work=builders.source("other"), stated="2022")
        lines = self.told()
        assert "      amended by | Seen | words seen" in lines
        assert "      amended by | Told | reported" in lines

    def test_a_quotation_inside_is_reported_of_nobody_named(self) -> None:
        builders.definition("aimed at 'making the powers of parliaments stronger'")
        assert self.told()[-1] == "    who quotes | an author not named | reported"

    def test_drafts_stand_on_no_way(self) -> None:
        hidden = builders.source("hidden", publication="draft")
        builders.definition(work=hidden)
        builders.definition(publication="draft", work=builders.source("other"))
        (root,) = trees(Definition.objects.for_list())
        assert [line.strip() for line in told(root)] == ["Article", "quotes | Author | words seen"]
        assert root.url

    def test_a_draft_that_is_amended_is_not_named(self) -> None:
        draft = builders.definition(title="Draft", publication="draft")
        record = Definition.objects.for_detail().get(pk=builders.definition(amends=draft).pk)
        assert "Draft" not in "".join(told(way(record)))

    def test_no_definition_has_no_tree(self) -> None:
        assert trees([]) == []
