"""A passage is read letter by letter, with its quotations where they stand, overlaps and all."""

from hypothesis import given
from hypothesis import strategies as st

from sources.reading import Stretch, stretches

RAW = "Not this. The Senate signed the Memorandum in 2010. Nor this."


def test_quotations_are_marked_where_they_stand_and_may_overlap() -> None:
    senate, signed, year = (10, 38), (21, 50), (46, 50)
    read = stretches(RAW, [(10, 51)], {"senate": [senate], "signed": [signed], "year": [year]})
    assert read == [
        Stretch("The Senate ", ("senate",), opens=("senate",)),
        Stretch("signed the Memora", ("senate", "signed"), own="signed", closes=1),
        Stretch("ndum in ", ("signed",)),
        Stretch("2010", ("year", "signed"), own="year"),
        Stretch("."),
    ]


def test_a_quotation_of_several_ranges_begins_once() -> None:
    read = stretches(RAW, [(0, 9), (10, 51)], {"parts": [(0, 3), (46, 50)]})
    assert [each.words for each in read if each.quoted_by] == ["Not", "2010"]
    assert [(each.words, each.own) for each in read if each.own] == [("Not", "parts")]


spans = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.dictionaries(st.sampled_from("abcd"), st.lists(spans, min_size=1, max_size=2)))
def test_the_stretches_joined_are_the_passage(quotations: dict[str, list[tuple[int, int]]]) -> None:
    read = stretches(RAW, [(5, 30), (35, 61)], quotations)
    assert "".join(each.words for each in read) == RAW[5:30] + RAW[35:61]


def elements(read: list[Stretch]) -> dict[str, str]:
    """The words within the element of each quotation; fails if an element is opened twice or not closed."""
    words: dict[str, str] = {}
    around: list[str] = []
    for each in read:
        around += each.opens
        for slug in (*around, *filter(None, [each.own])):
            words[slug] = words.get(slug, "") + each.words
        assert each.closes <= len(around)
        around = around[: len(around) - each.closes]
    assert not around
    return words


def test_a_quotation_is_found_by_its_address_with_all_words_that_others_quote_too() -> None:
    """Its first words alone were singled out once, if another quotation began within it."""
    whole, within, same = (10, 50), (21, 27), (21, 27)
    read = stretches(RAW, [(10, 51)], {"whole": [whole], "within": [within], "same": [same]})
    assert elements(read) == {
        "whole": "The Senate signed the Memorandum in 2010",
        "within": "signed",
        "same": "signed",
    }
    assert [each.opens for each in read if each.opens] == [("whole",), ("within",)] or [
        each.opens for each in read if each.opens
    ] == [("whole",), ("same",)]


@given(st.dictionaries(st.sampled_from("abcd"), st.lists(spans, min_size=1, max_size=1)))
def test_each_quotation_that_begins_in_a_passage_has_one_element_with_its_first_words(
    quotations: dict[str, list[tuple[int, int]]],
) -> None:
    found = elements(stretches(RAW, [(0, 61)], quotations))
    assert set(found) == set(quotations)
    for slug, [(start, end)] in quotations.items():
        assert found[slug]
        assert RAW[start:end].startswith(found[slug])
