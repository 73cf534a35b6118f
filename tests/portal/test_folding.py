"""Words find each other whatever their case."""

import pytest

from portal.folding import fold


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
