"""Links to a publisher's page open it at the quoted words: the text fragment, encoded as its draft asks."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text_fragments import at_words, text_fragment


@pytest.mark.parametrize(
    ("quotation", "prefix", "suffix", "fragment"),
    [
        ("met in 1889", "", "", "text=met%20in%201889"),
        ("inter-parliamentary, joint & open", "", "", "text=inter%2Dparliamentary%2C%20joint%20%26%20open"),
        ("met", "The assembly", "in 1889", "text=The%20assembly-,met,-in%201889"),
        ("Құрылтай", "", "", "text=%D2%9A%D2%B1%D1%80%D1%8B%D0%BB%D1%82%D0%B0%D0%B9"),
        ("one\ntwo  three", "", "", "text=one%20two%20three"),
        ("the start […] the end", "before", "after", "text=before-,the%20start&text=the%20end,-after"),
        (
            "a b c d e f g h i j k l m",
            "",
            "",
            "text=a%20b%20c%20d%20e,i%20j%20k%20l%20m",
        ),
        ("a b c d e f g h i j k l", "", "", "text=a%20b%20c%20d%20e%20f%20g%20h%20i%20j%20k%20l"),
    ],
)
def test_short_quotations_are_named_whole_and_long_ones_by_start_and_end(
    quotation: str, prefix: str, suffix: str, fragment: str
) -> None:
    assert text_fragment(quotation, prefix, suffix) == f":~:{fragment}"


@pytest.mark.parametrize("quotation", ["", " ", "[…]"])
def test_without_words_there_is_no_fragment(quotation: str) -> None:
    assert text_fragment(quotation) == ""
    assert at_words("https://example.org/", quotation, "before") == "https://example.org/"


def test_a_fragment_that_the_address_has_is_kept() -> None:
    assert at_words("https://example.org/a", "met") == "https://example.org/a#:~:text=met"
    assert at_words("https://example.org/a#part", "met") == "https://example.org/a#part:~:text=met"


@given(st.text(min_size=1, max_size=40).filter(lambda text: text.split() and "[…]" not in text))
def test_nothing_but_the_commas_between_parts_has_a_meaning(words: str) -> None:
    directive = text_fragment(words).removeprefix(":~:text=")
    parts = directive.split(",")
    assert len(parts) == (1 if len(words.split()) <= 12 else 2)
    assert not set(directive) & set('-& #"<>')
    if len(parts) == 1:
        assert unquote(directive) == " ".join(words.split())
