"""Two texts compared word by word: no letter lost, words counted as a reader would count them."""

import random
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.comparison import Comparison, compare, share, tokens

BEETHAM = "all forms of cooperation of parliamentarians"
ABITBEKOV = (
    "parliamentary diplomacy includes all forms of cooperation of parliamentarians "
    "[concerning international relations]"
)
#: Letters that make hard texts: words of three alphabets, accents, apostrophes, hyphens, brackets, spaces.
HARD = st.text(alphabet="abБқәё'’-–[](), .“”\u0301\u00a0\n\t1_", max_size=40)


def counts(comparison: Comparison) -> tuple[int, int, int]:
    """How many words are kept, removed and added."""
    return comparison.kept, comparison.removed, comparison.added


def steps(before: str, after: str) -> list[tuple[str, str]]:
    """What happens in turn, with the words; of what is kept, those of the second text."""
    return [(step.kind, step.after or step.before) for step in compare(before, after).steps]


def test_the_definition_that_amends_another_keeps_its_words_and_adds_some_on_either_side() -> None:
    assert steps(BEETHAM, ABITBEKOV) == [
        ("added", "parliamentary diplomacy includes "),
        ("kept", "all forms of cooperation of parliamentarians "),
        ("added", "[concerning international relations]"),
    ]
    result = compare(BEETHAM, ABITBEKOV)
    assert counts(result) == (6, 0, 6)
    assert result.share == pytest.approx(2 / 3)
    assert not result.shares_little
    assert [step.words for step in result.steps] == [3, 6, 3]


def test_the_other_way_round_what_was_added_is_removed() -> None:
    assert counts(compare(ABITBEKOV, BEETHAM)) == (6, 6, 0)


def test_identical_texts_are_kept_whole() -> None:
    result = compare(ABITBEKOV, ABITBEKOV)
    assert steps(ABITBEKOV, ABITBEKOV) == [("kept", ABITBEKOV)]
    assert (result.is_same, result.share, result.shares_little) == (True, 1.0, False)


def test_texts_without_a_common_word_share_nothing() -> None:
    result = compare("forms of cooperation", "dialogue between peers")
    assert steps("forms of cooperation", "dialogue between peers") == [
        ("removed", "forms of cooperation"),
        ("added", "dialogue between peers"),
    ]
    assert (counts(result), result.share, result.shares_little) == ((0, 3, 3), 0.0, True)


def test_texts_that_differ_in_punctuation_only_keep_every_word() -> None:
    result = compare("for parliamentarians.", "for parliamentarians")
    assert steps("for parliamentarians.", "for parliamentarians") == [
        ("kept", "for parliamentarians"),
        ("removed", "."),
    ]
    assert (counts(result), result.share, result.is_same) == ((2, 0, 0), 1.0, False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("of the people", "Of The PEOPLE"),
        ("parliaments’ acts", "parliaments' acts"),
        ("“soft power”", '"soft power"'),
        ("non‑governmental", "non-governmental"),
        ("Šabič", "Sabic"),
        ("ещё", "ЕЩЕ"),
        (unicodedata.normalize("NFD", "новый"), "новый"),
        ("all forms", "all\n  forms"),
        ("the Assembly’s act", "the Assemblyʼs act"),
    ],
)
def test_letter_case_accents_and_kinds_of_signs_make_no_other_word(before: str, after: str) -> None:
    assert compare(before, after).is_same


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "inter-parliamentary bodies",
            "inter-governmental bodies",
            [("removed", "inter-parliamentary "), ("added", "inter-governmental "), ("kept", "bodies")],
        ),
        (
            "Появился новый вид дипломатии – парламентская.",
            "Появился новый вид – парламентская.",
            [("kept", "Появился новый вид "), ("removed", "дипломатии "), ("kept", "– парламентская.")],
        ),
        (
            "Дипломатияның жаңа түрі",
            "Дипломатияның парламенттік жаңа түрі",
            [("kept", "Дипломатияның "), ("added", "парламенттік "), ("kept", "жаңа түрі")],
        ),
        (
            "links (old) of peers",
            "links (new) of peers",
            [("kept", "links ("), ("removed", "old"), ("added", "new"), ("kept", ") of peers")],
        ),
        (
            "states, tightening control",
            "states, peoples, tightening control",
            [("kept", "states, "), ("added", "peoples, "), ("kept", "tightening control")],
        ),
        (
            "relations.",
            "relations [abroad].",
            [("kept", "relations "), ("added", "[abroad]"), ("kept", ".")],
        ),
        ("", "new", [("added", "new")]),
        ("old", "", [("removed", "old")]),
        ("", "", []),
    ],
)
def test_words_and_punctuation_stand_where_a_reader_looks_for_them(
    before: str, after: str, expected: list[tuple[str, str]]
) -> None:
    assert steps(before, after) == expected


def test_words_are_counted_with_their_hyphens_and_apostrophes() -> None:
    words = [each.text.strip() for each in tokens("the state's inter-parliamentary (“soft”) acts, 2014–2020")]
    assert words == ["the", "state's", "inter-parliamentary", "(", "“", "soft", "”", ")", "acts", ","] + [
        "2014",
        "–",
        "2020",
    ]
    assert sum(each.is_word for each in tokens("the state's inter-parliamentary (“soft”) acts")) == 5


def test_a_text_that_adopts_another_shares_more_than_little_and_common_small_words_do_not() -> None:
    rusk = (
        "the main task is the improvement of mutual understanding and a better representation of the people"
    )
    cutler = (
        "an important middle ground between the level of diplomacy and the level of cooperation among bodies"
    )
    assert compare(rusk, cutler).shares_little
    assert not compare(BEETHAM, ABITBEKOV).shares_little


def test_few_steps_stand_in_columns_and_many_in_one() -> None:
    assert len(compare(BEETHAM, ABITBEKOV).columns) == 3
    many = compare("a 1 b 2 c 3 d", "a x b y c z d")
    assert len(many.steps) == 10
    assert many.columns == [many.steps]


def test_900_words_take_less_than_a_tenth_of_a_second() -> None:
    chosen = random.Random(4)
    common = ["the", "of", "and", "in", "to", "a", "by", "for", "on", "with"]
    before = " ".join(chosen.choice(common + [f"word{n}" for n in range(40)]) for _ in range(900))
    after = " ".join(word for word in before.split() if chosen.random() > 0.3)
    fastest = 1.0
    for _ in range(5):
        began = time.perf_counter()
        result = compare(before, after)
        fastest = min(fastest, time.perf_counter() - began)
    assert fastest < 0.1
    assert result.kept + result.removed == 900


@given(HARD, HARD)
def test_the_steps_of_each_side_joined_are_its_text(before: str, after: str) -> None:
    result = compare(before, after)
    assert "".join(step.before for step in result.steps) == before
    assert "".join(step.after for step in result.steps) == after
    for step in result.steps:
        old, new = tokens(step.before), tokens(step.after)
        if step.kind == "kept":
            assert [each.same for each in old] == [each.same for each in new]
        else:
            assert bool(step.before) != bool(step.after)
    words = [sum(each.is_word for each in tokens(text)) for text in (before, after)]
    assert words == [result.kept + result.removed, result.kept + result.added]


@given(HARD)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert compare(text, text).is_same


def test_a_word_of_content_is_kept_rather_than_small_words() -> None:
    result = compare("the aims of peers and of parliamentarians", "parliamentarians and the aims of peers")
    assert [step.after for step in result.steps if step.kind == "kept"] == ["the aims of peers"]
    found = compare("all of it of parliamentarians", "parliamentarians of all of it")
    assert [step.before for step in found.steps if step.kind == "kept"] == ["parliamentarians"]


def test_a_word_is_kept_next_to_its_neighbours() -> None:
    assert steps("forms of acts of peers", "of peers") == [
        ("removed", "forms of acts "),
        ("kept", "of peers"),
    ]


def test_words_removed_at_one_place_and_added_at_another_are_told_apart() -> None:
    result = compare("all forms of cooperation", "cooperation of all")
    told = [(step.kind, (step.before or step.after).strip(), step.elsewhere) for step in result.steps]
    assert told == [
        ("removed", "all", True),
        ("removed", "forms", False),
        ("removed", "of", True),
        ("kept", "cooperation", False),
        ("added", "of all", True),
    ]
    assert result.elsewhere == 4
    assert compare(BEETHAM, ABITBEKOV).elsewhere == 0


def test_two_texts_of_their_own_share_the_words_that_stand_in_both_wherever_they_stand() -> None:
    shared = share("all forms of cooperation of parliamentarians", "acts of Parliamentarians, of all")
    assert shared.words == ["parliamentarians", "all", "of"]
    assert (shared.only_before, shared.only_after) == (2, 1)
    assert [(each.text, each.in_both) for each in shared.after] == [
        ("acts ", False),
        ("of Parliamentarians", True),
        (", ", False),
        ("of all", True),
    ]
    assert shared.share == pytest.approx(6 / 9)
    assert share("a b", "c").words == []
    assert share("", "").share == 1


@given(HARD, HARD)
def test_the_stretches_of_each_text_joined_are_the_text(before: str, after: str) -> None:
    shared = share(before, after)
    assert "".join(each.text for each in shared.before) == before
    assert "".join(each.text for each in shared.after) == after


def letters(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """The most letters that words in the same order in both can have, tried in every way."""
    if not one or not other:
        return 0
    with_first = len(one[0]) + letters(one[1:], other[1:]) if one[0] == other[0] else 0
    return max(with_first, letters(one[1:], other), letters(one, other[1:]))


FEW = st.lists(st.sampled_from(["of", "the", "parliaments"]), max_size=6)


@given(FEW, FEW)
def test_the_words_kept_have_nearly_the_most_letters(before: list[str], after: list[str]) -> None:
    kept = [step.after for step in compare(" ".join(before), " ".join(after)).steps if step.kind == "kept"]
    # less only by what it is worth that kept words stand beside each other
    assert len("".join(kept).replace(" ", "")) > letters(tuple(before), tuple(after)) - max(len(kept), 6)
