"""Exact words are found where they stand, and changed words never."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.locating import Ambiguous, Located, Missing, Text, fold, normalise

RAW = """He defines it as "*all forms of cooperation
of parliamentarians*" [21, p. 173]. The   Parliament –
signed no treaty in 2010, and in-
deed none that was long-
term or inter\u00ad
national. All forms of cooperation of parliamentarians."""


def found(quotation: str, raw: str = RAW, **around: str) -> str | None:
    """The raw words that were found, or None."""
    got = Text(raw).locate(quotation, **around)
    return raw[got.start : got.end] if isinstance(got, Located) else None


@pytest.mark.parametrize(
    "quotation",
    [
        "“all forms of cooperation of parliamentarians” [21, p. 173]",
        "The Parliament - signed no treaty",
        "indeed none",
        "long-term or international",
        "longterm or international",
    ],
)
def test_white_space_emphasis_marks_dashes_and_line_ends_are_folded(quotation: str) -> None:
    assert found(quotation)


@pytest.mark.parametrize(
    "quotation",
    [
        "all forms of co-operation of parliamentarians",
        "signed no treaty in 2011",
        "signed no treaty in 201",
        "signed treaty in 2010",
        "igned no treaty",
        "did not sign",
        "",
    ],
)
def test_a_changed_letter_digit_or_negation_is_missing(quotation: str) -> None:
    assert isinstance(Text(RAW).locate(quotation), Missing)


def test_the_place_is_that_of_the_raw_words() -> None:
    assert found("cooperation of parliamentarians” [21") == 'cooperation\nof parliamentarians*" [21'
    assert found("indeed none that was") == "in-\ndeed none that was"


def test_ranges_have_to_follow_each_other_and_keep_their_places() -> None:
    got = Text(RAW).locate("He defines it […] signed no treaty")
    assert isinstance(got, Located)
    assert [RAW[start:end] for start, end in got.spans] == ["He defines it", "signed no treaty"]
    assert isinstance(Text(RAW).locate("signed no treaty […] He defines it"), Missing)


def test_repeated_words_are_ambiguous_until_the_words_around_settle_them() -> None:
    words = "forms of cooperation of parliamentarians"
    assert Text(RAW).locate(words) == Ambiguous(2)
    assert found(words, prefix="it as “all") != found(words, suffix=".")
    assert isinstance(Text(RAW).locate(words, prefix="none"), Missing)


def test_words_have_to_lie_whole_in_the_places_that_are_given() -> None:
    text, words = Text(RAW), "forms of cooperation of parliamentarians"
    first, second = text.places(words)
    for place in (first, second):
        assert text.locate(words, within=[place]) == Located((place,))
        assert isinstance(text.locate(words, within=[(place[0] + 1, place[1])]), Missing)
        assert isinstance(text.locate(words, within=[(place[0], place[1] - 1)]), Missing)
    assert text.locate(words, within=[first, second]) == Ambiguous(2)
    assert isinstance(text.locate(words, within=[]), Missing)
    halves = [(first[0], first[0] + 9), (first[0] + 9, first[1])]
    assert isinstance(text.locate(words, within=halves), Missing)
    assert text.places(words, after=first[0] + 1) == [second]
    assert text.places("") == []


def test_what_is_missing_comes_with_the_most_similar_place() -> None:
    assert "signed no treaty in 2010" in Text(RAW).nearest("signed no treaty in 2011")
    assert Text(RAW).nearest("") == ""


texts = st.text(st.sampled_from("ab1 Яқ-\n\t*“”'–\u00ad.2"), max_size=60)


@given(texts)
def test_the_places_rise_and_lose_no_letter_or_digit(raw: str) -> None:
    for divided in (True, False):
        folded = fold(raw, divided=divided)
        assert len(folded.words) == len(folded.starts) == len(folded.ends)
        at = 0
        for letter, start, end in zip(folded.words, folded.starts, folded.ends, strict=True):
            assert at <= start < end
            assert normalise(f"x{raw[start:end]}x") == f"x{letter}x"
            assert not any(each.isalnum() for each in raw[at:start])
            at = end
        assert not any(each.isalnum() for each in raw[at:])
        kept = [each for each in folded.words if each.isalnum()]
        assert kept == [each for each in raw if each.isalnum()]


def test_a_part_that_folding_drops_is_none() -> None:
    assert found("signed no treaty […] *") == "signed no treaty"
    assert found("* […] \u00ad") is None


@given(st.lists(texts).map("[…]".join), texts)
def test_looking_for_anything_in_anything_raises_nothing(quotation: str, raw: str) -> None:
    assert isinstance(Text(raw).locate(quotation), Located | Ambiguous | Missing)


words = st.text(st.characters(whitelist_categories=["L", "Nd"]), min_size=1, max_size=8)


@given(st.lists(words, min_size=3, unique=True), st.data())
def test_words_cut_from_a_text_are_found_at_their_place(text: list[str], data: st.DataObject) -> None:
    raw = "\n".join(text)
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first + 1, len(text)))
    got = Text(raw).locate(" ".join(text[first:last]))
    assert isinstance(got, Located)
    assert raw[got.start : got.end].split() == text[first:last]


@given(st.lists(words, min_size=1, unique=True), st.data())
def test_a_letter_or_digit_added_changed_or_cut_is_never_found(text: list[str], data: st.DataObject) -> None:
    raw = " ".join(text)
    word = data.draw(st.sampled_from(text))
    at = data.draw(st.integers(0, len(word) - 1))
    new = data.draw(st.sampled_from("axя7"))
    before, after = word[:at], word[at + 1 :]
    for changed in (before + new + word[at:], before + new + after, before + after):
        if changed and changed not in text:
            assert not isinstance(Text(raw).locate(changed), Located)
