"""A passage is read letter by letter, with its quotations where they stand, overlaps and all."""

from hypothesis import given
from hypothesis import strategies as st

from sources.reading import Stretch, stretches

RAW = "Not this. The Senate signed the Memorandum in 2010. Nor this."


def test_quotations_are_marked_where_they_stand_and_may_overlap() -> None:
    senate, signed, year = (10, 38), (21, 50), (46, 50)
    read = stretches(RAW, [(10, 51)], {"senate": [senate], "signed": [signed], "year": [year]})
    assert read == [
        Stretch("The Senate ", ("senate",), ("senate",)),
        Stretch("signed the Memora", ("senate", "signed"), ("signed",)),
        Stretch("ndum in ", ("signed",)),
        Stretch("2010", ("year", "signed"), ("year",)),
        Stretch("."),
    ]


def test_a_quotation_of_several_ranges_begins_once() -> None:
    read = stretches(RAW, [(0, 9), (10, 51)], {"parts": [(0, 3), (46, 50)]})
    assert [each.words for each in read if each.quoted_by] == ["Not", "2010"]
    assert [each.words for each in read if each.begins] == ["Not"]


spans = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.dictionaries(st.sampled_from("abcd"), st.lists(spans, min_size=1, max_size=2)))
def test_the_stretches_joined_are_the_passage(quotations: dict[str, list[tuple[int, int]]]) -> None:
    read = stretches(RAW, [(5, 30), (35, 61)], quotations)
    assert "".join(each.words for each in read) == RAW[5:30] + RAW[35:61]
