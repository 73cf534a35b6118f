"""The outline of a source: its passages by section, and its statements by kind."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sources.drawn import Drawn, PageUses, Quotation, Use, by_page, by_quotation
from sources.models import Discrepancy, Passage, Record, Source, Statement
from sources.reading import Reading


@dataclass(frozen=True)
class OutlinePassage:
    """A passage with what was drawn from it; `most` is the largest number of uses of one passage.

    `reading` is what its text says, where one is loaded and may be shown.
    """

    passage: Passage
    uses: list[Use]
    most: int = 1
    reading: Reading | None = None

    @property
    def pages(self) -> list[PageUses]:
        """What was drawn from it, by page; not what the page of its source shows anyway."""
        return by_page(use for use in self.uses if not self._of_source(use.record))

    @property
    def page(self) -> str:
        """The page of its quotations, relative to that of its source."""
        return f"?passage={self.passage.key}"

    @property
    def statements(self) -> int:
        """How many statements of its source were drawn from it."""
        return self._number(Statement)

    @property
    def discrepancies(self) -> int:
        """How many discrepancies of its source it has a part in."""
        return self._number(Discrepancy)

    def _number(self, kind: type[Record]) -> int:
        records = {use.record for use in self.uses if isinstance(use.record, kind)}
        return sum(self._of_source(record) for record in records)

    def _of_source(self, record: Any) -> bool:
        """Whether `record` is its source, a statement of its source or a discrepancy in it."""
        if isinstance(record, Statement):
            return record.source_id == self.passage.source_id
        if isinstance(record, Discrepancy):
            return record.text_id == self.passage.source_id
        return isinstance(record, Source) and record.pk == self.passage.source_id

    @property
    def quotations(self) -> list[Quotation]:
        """The words that were drawn on, with all that rests on them."""
        return by_quotation(self.uses)

    @property
    def weight(self) -> str:
        """The class of its bar in the strip: thicker, the more was drawn from it."""
        share = len(self.uses) / self.most
        return "n3" if share > 2 / 3 else "n2" if share > 1 / 3 else ""


@dataclass(frozen=True)
class Section:
    """Passages under one heading, or, with no `heading`, passages that are not counted."""

    heading: str
    passages: list[OutlinePassage]


def outline(source: Source, drawn: Drawn, readings: Mapping[str, Reading] | None = None) -> list[Section]:
    """The passages of `source` in order, references left out; those with a number under their heading.

    `readings` by key are the words of those that a loaded text holds.
    """
    passages = [each for each in source.passages.all() if not each.is_reference]
    most = max((len(drawn.by_passage.get(each.pk, [])) for each in passages), default=1) or 1
    readings = readings or {}
    rows = [
        OutlinePassage(each, drawn.by_passage.get(each.pk, []), most, readings.get(each.key))
        for each in passages
    ]
    headed = groupby(rows, key=lambda row: row.passage.section if row.passage.number else "")
    return [Section(heading, list(group)) for heading, group in headed]


@dataclass
class StatementNode:
    """A statement with its parts."""

    statement: Statement
    parts: list["StatementNode"] = field(default_factory=list)


@dataclass(frozen=True)
class KindOfStatement:
    """The statements of one kind that are no part of another."""

    kind: Statement.Kind
    nodes: list[StatementNode]

    @property
    def label(self) -> Any:
        """The name of the kind."""
        return self.kind.label

    @property
    def anchor(self) -> str:
        """Its fragment in the address of the page."""
        return f"kind-{self.kind.value}"


def statement_kinds(source: Source) -> list[tuple[Statement.Kind, int]]:
    """The kinds of the published statements of `source`, in their order, each with its number."""
    numbers = Counter(Statement.objects.published().filter(source=source).values_list("kind", flat=True))
    return [(kind, numbers[kind]) for kind in Statement.Kind if numbers[kind]]


def statements_by_kind(statements: Iterable[Statement]) -> list[KindOfStatement]:
    """All of `statements`, by kind in the order of the vocabulary, each part under its whole.

    A part whose whole is not among them stands by itself, so that none is lost.
    """
    nodes = {each.pk: StatementNode(each) for each in statements}
    whole: list[StatementNode] = []
    for node in nodes.values():
        above = nodes.get(node.statement.part_of_id)  # type: ignore[arg-type]
        (above.parts if above else whole).append(node)
    order = Statement.Kind.values
    whole.sort(key=lambda node: order.index(node.statement.kind))
    return [
        KindOfStatement(Statement.Kind(kind), list(group))
        for kind, group in groupby(whole, key=lambda node: node.statement.kind)
    ]
