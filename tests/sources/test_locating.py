"""Exact words are found where they stand, and changed words never."""

from hypothesis import given
from hypothesis import strategies as st

from sources.locating import find, normalise

TEXT = """He defines it as "*all forms of cooperation
of parliamentarians*" [21, p. 173]. The   Parliament –
signed no treaty in 2010."""


def test_white_space_emphasis_quotation_marks_and_dashes_are_folded() -> None:
    assert find("“all forms of cooperation of parliamentarians” [21, p. 173]", TEXT) >= 0
    assert find("The Parliament - signed no treaty", TEXT) >= 0


def test_a_changed_letter_digit_or_negation_is_not_found() -> None:
    assert find("all forms of co-operation of parliamentarians", TEXT) == -1
    assert find("signed no treaty in 2011", TEXT) == -1
    assert find("signed treaty in 2010", TEXT) == -1


def test_ranges_have_to_follow_each_other() -> None:
    assert find("He defines it […] signed no treaty", TEXT) == 0
    assert find("signed no treaty […] He defines it", TEXT) == -1


words = st.text(st.characters(whitelist_categories=["L", "N"]), min_size=1)


@given(st.lists(words, min_size=3), st.data())
def test_words_cut_from_a_text_are_found_in_it(text: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert find(" ".join(text[start:end]), "\n".join(text)) >= 0


@given(words, st.integers(0, 9))
def test_an_added_digit_is_not_found(word: str, digit: int) -> None:
    assert find(f"{word}{digit}{digit}{digit}", f"{word} {digit}") == -1 or str(digit) * 3 in normalise(word)
