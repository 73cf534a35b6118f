"""A worksheet made from definitions: their words with blanks for the phrases that answer a question."""

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from sources.comparison import tokens
from sources.models import Definition, Element


class Gap(NamedTuple):
    """A stretch of a worksheet: words as they stand, or a numbered blank that asks for the words."""

    text: str
    question: Element.Question | None
    number: int = 0
    length: int = 0

    @property
    def blank(self) -> str:
        """A line for each of the words that are asked for."""
        return " ".join(["_____"] * self.length)


class Sheet(NamedTuple):
    """A definition of the worksheet: its words with blanks, and the questions that it leaves open."""

    definition: Definition
    gaps: list[Gap]
    open: list[Element.Question]

    @property
    def key(self) -> list[Gap]:
        """The blanks with the words that belong there."""
        return [gap for gap in self.gaps if gap.question]


def sheet(definition: Definition) -> Sheet:
    """A definition with a numbered blank for every phrase that answers a question."""
    open_questions = [answer.question for answer in definition.answers if not answer.elements]
    return Sheet(definition, list(_gaps(definition)), open_questions)


def _gaps(definition: Definition) -> Iterator[Gap]:
    """The words of a definition with numbered blanks where they answer a question."""
    numbers = count(1)
    for segment in definition.segments:
        if not segment.question:
            yield Gap(segment.text, None)
            continue
        length = sum(token.is_word for token in tokens(segment.text))
        yield Gap(segment.text, Element.Question(segment.question), next(numbers), max(length, 1))
