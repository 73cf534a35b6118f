"""The words of a definition are cut at the bounds of its elements, and not a letter is lost or moved."""

from hypothesis import given
from hypothesis import strategies as st

from sources.marking import Segment, Span, segments

bounds = st.integers(min_value=0, max_value=60)
spans = st.lists(st.builds(Span, bounds, bounds, st.sampled_from(["who", "what", "why"])), max_size=8)


@given(st.text(max_size=50), spans)
def test_the_segments_joined_are_the_text(text: str, marked: list[Span]) -> None:
    assert "".join(segment.text for segment in segments(text, marked)) == text


@given(st.text(max_size=50), spans)
def test_no_segment_is_empty(text: str, marked: list[Span]) -> None:
    assert all(segment.text for segment in segments(text, marked))


@given(st.lists(st.tuples(st.text(min_size=1, max_size=9), st.sampled_from(["who", "why"])), max_size=6))
def test_spans_side_by_side_come_back_as_they_were(parts: list[tuple[str, str]]) -> None:
    text = "".join(words for words, _question in parts)
    marked, at = [], 0
    for words, question in parts:
        marked.append(Span(at, at + len(words), question))
        at += len(words)
    assert segments(text, reversed(marked)) == [Segment(*part) for part in parts]


def test_what_stands_between_spans_answers_nothing() -> None:
    assert segments("all forms of cooperation!", [Span(13, 24, "what"), Span(0, 9, "range")]) == [
        Segment("all forms", "range"),
        Segment(" of ", None),
        Segment("cooperation", "what"),
        Segment("!", None),
    ]


def test_a_span_that_overlaps_or_leaves_the_text_counts_as_far_as_it_can() -> None:
    assert segments(
        "abcdef", [Span(0, 3, "who"), Span(2, 4, "why"), Span(5, 99, "what"), Span(9, 9, "who")]
    ) == [
        Segment("abc", "who"),
        Segment("d", "why"),
        Segment("e", None),
        Segment("f", "what"),
    ]


def test_without_spans_the_text_is_one_segment_and_nothing_is_none() -> None:
    assert segments("words", []) == [Segment("words")]
    assert segments("", [Span(0, 3, "who")]) == []
