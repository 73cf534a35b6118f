"""Words find each other whatever their case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.folding import fold, spans


@pytest.mark.parametrize(
    ("asked", "stored"),
    [
        ("МЕЖПАРЛАМЕНТСКАЯ", "Межпарламентская ассамблея"),
        ("қазақстан", "ҚАЗАҚСТАН Республикасы"),
        ("ӘБІТБЕКОВ", "Айболат Әбітбеков"),
        ("елка", "Ёлка"),
        ("sabic", "Šabič, Z."),
        ("götz", "GOTZ"),
        ("ipa  cis", "IPA CIS"),
    ],
)
def test_finds_in_any_case_and_alphabet(asked: str, stored: str) -> None:
    assert fold(asked) in fold(stored)


def test_keeps_kazakh_letters_apart_from_russian_ones() -> None:
    assert fold("қан") != fold("кан")


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("Межпарламентская ассамблея", "ПАРЛАМЕНТ", ["парламент"]),
        ("ҚАЗАҚСТАН, Қазақстан", "қазақстан", ["ҚАЗАҚСТАН", "Қазақстан"]),
        ("Šabič and Sabic", "sabic", ["Šabič", "Sabic"]),
        ("Sˇabic", "sabic", []),
        ("Straße", "STRASSE", ["Straße"]),
        ("и\u0306од и й", "й", ["и\u0306", "й"]),
        ("two  \n words", "words", ["words"]),
        ("Елка и ёлка", "ёлка", ["Елка", "ёлка"]),
        ("İstanbul stan", "stan", ["stan", "stan"]),
        ("anything", "", []),
    ],
)
def test_says_where_words_stand_in_the_text_as_it_is(text: str, word: str, found: list[str]) -> None:
    assert [text[begin:end] for begin, end in spans(text, [fold(word)])] == found


def test_places_that_overlap_are_one() -> None:
    assert spans("legislation", ["legis", "islat"]) == [(0, 8)]
    assert spans("legislation", ["legis", "lation"]) == [(0, 5), (5, 11)]


@given(st.text("aAéИйи\u0306ёЁқҚß \n\u00a0İ\u030c", max_size=20), st.text("aиеқs ", max_size=3))
def test_a_word_has_a_place_where_the_folded_text_has_it(text: str, word: str) -> None:
    asked = fold(word)
    assert bool(spans(text, [asked])) == (bool(asked) and asked in fold(text))
