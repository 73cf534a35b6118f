"""Definitions beside the five questions: which words of which definition answer which, and where they stand.

Nothing is read here that the elements of the definitions do not hold; the template prints it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sources.marking import Segment
from sources.models import Definition, Element, Source, public


def place(question: str, number: int) -> str:
    """Names the n-th phrase that answers a question, on the page of its definition: who, who-2, who-3."""
    return question if number == 1 else f"{question}-{number}"


def cell_place(slug: str, question: str) -> str:
    """Names the cell of a definition and a question in the matrix: beetham-2006-who."""
    return f"{slug}-{question}"


class Placed(NamedTuple):
    """A stretch of a definition with the names of its place and its cell; none if it answers nothing."""

    segment: Segment
    place: str = ""
    cell: str = ""


def placed_segments(definition: Definition) -> list[Placed]:
    """The words of a definition, cut as in `segments`, each phrase with its place and its cell."""
    seen: Counter[str] = Counter()
    placed = []
    for segment in definition.segments:
        question = segment.question and str(segment.question)
        if not question:
            placed.append(Placed(segment))
            continue
        seen[question] += 1
        placed.append(Placed(segment, place(question, seen[question]), cell_place(definition.slug, question)))
    return placed


class Phrase(NamedTuple):
    """Words that answer a question, and their address on the page of the definition."""

    element: Element
    url: str

    @property
    def word(self) -> Any:
        """The question in one word."""
        return Element.Question(self.element.question).word

    @property
    def noun(self) -> Any:
        """What the question asks for, in one word."""
        return Element.Question(self.element.question).noun


@dataclass(frozen=True)
class Cell:
    """What one definition says to one question; no phrases if it does not answer."""

    place: str
    question: Element.Question
    phrases: list[Phrase]


@dataclass(frozen=True)
class Row:
    """One definition beside the five questions."""

    definition: Definition
    cells: list[Cell]

    @property
    def answered(self) -> int:
        """How many of the questions it answers."""
        return sum(bool(cell.phrases) for cell in self.cells)

    @property
    def phrases(self) -> int:
        """How many phrases answer them."""
        return sum(len(cell.phrases) for cell in self.cells)


@dataclass(frozen=True)
class Column:
    """One question under all definitions: how many answer it, with how many phrases."""

    question: Element.Question
    answered: int
    phrases: int


@dataclass(frozen=True)
class Matrix:
    """Definitions, in the order given, beside the five questions."""

    rows: list[Row]

    @property
    def columns(self) -> list[Column]:
        """The questions with their counts, in the order of the cells."""
        return [
            Column(
                question,
                sum(bool(row.cells[at].phrases) for row in self.rows),
                sum(len(row.cells[at].phrases) for row in self.rows),
            )
            for at, question in enumerate(Element.Question)
        ]

    @property
    def phrases(self) -> int:
        """How many phrases answer any question."""
        return sum(row.phrases for row in self.rows)

    @property
    def silent(self) -> int:
        """How many definitions answer none of the questions."""
        return sum(not row.phrases for row in self.rows)

    @property
    def read_in(self) -> list[Source]:
        """The sources in which the words were read, each once."""
        return list(dict.fromkeys(row.definition.read_in for row in self.rows))


def matrix(definitions: Iterable[Definition]) -> Matrix:
    """The matrix of `definitions`, whose elements should be prefetched."""
    return Matrix([Row(each, list(_cells(each))) for each in definitions])


def _cells(definition: Definition) -> Iterator[Cell]:
    url = definition.get_absolute_url()
    for question, elements in definition.answers:
        phrases = [
            Phrase(element, f"{url}#{place(question.value, number)}")
            for number, element in enumerate(elements, start=1)
        ]
        yield Cell(cell_place(definition.slug, question.value), question, phrases)


#: Columns of the table as a file.
FILE_COLUMNS = (
    "slug",
    "title",
    "concept",
    "kind",
    "date",
    "said_by_as_printed",
    "work",
    "page_of_work",
    "quoted_through",
    "read_in",
    "language",
    "words",
    *Element.Question.values,
    "questions_answered",
)
#: Stands between two phrases of a cell of the file.
BETWEEN = " | "


def file_rows(table: Matrix) -> Iterator[dict[str, Any]]:
    """The table as a file: a row a definition, the phrases of a cell one after the other, empty if none."""
    for row in table.rows:
        each = row.definition
        yield {
            "slug": each.slug,
            "title": each.title,
            "concept": str(public(each.concept) or ""),
            "kind": each.kind,
            "date": str(each.stated),
            "said_by_as_printed": each.speakers_as_printed,
            "work": each.own_work.short if each.own_work else "",
            "page_of_work": each.pages,
            "quoted_through": each.quoted_through.short if each.quoted_through else "",
            "read_in": each.read_in.short,
            "language": each.language,
            "words": each.text,
            **{
                cell.question.value: BETWEEN.join(phrase.element.words for phrase in cell.phrases)
                for cell in row.cells
            },
            "questions_answered": row.answered,
        }
