"""Pages of definitions."""

from typing import Any, NamedTuple

from django.views.generic import DetailView

from portal.filtering import ListPage
from sources.filters import ChoosableDefinitionFilter
from sources.lineage import inner_quotations, way
from sources.matrix import placed_segments
from sources.models import Definition, Element
from sources.word_by_word import Pair


class DefinitionList(ListPage):
    """All definitions in order of time, narrowed by kind, concept, question, speaker, source and year.

    Fewer a page than in other lists, since each brings its words and all their citations.
    """

    paginate_by = 20
    queryset = Definition.objects.for_list()
    filterset_class = ChoosableDefinitionFilter
    extra_context = {
        "section": "definitions",
        "row_template": "sources/_definition_row.html",
        "questions": Element.Question,
    }


class DefinitionDetail(DetailView):
    """One definition: its words with elements marked, who says it, how it reached us, what it amends."""

    queryset = Definition.objects.for_detail()
    context_object_name = "record"
    extra_context = {"section": "definitions", "questions": Element.Question}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds where each phrase stands, the way of the words to us, and what stands beside them in time."""
        record = self.object
        before, after = Definition.objects.beside(record)
        return super().get_context_data(
            placed=placed_segments(record),
            trees=[way(record)],
            inner=inner_quotations(record.text),
            amendments=amendments(record),
            pairs=pairs(record),
            same_page=Definition.objects.on_the_page_of(record),
            before=before,
            after=after,
            **kwargs,
        )


class Comparable(NamedTuple):
    """Two definitions that are worth comparing, the earlier first, and the one that is not on the page."""

    other: Definition
    earlier: Definition
    later: Definition


def amendments(record: Definition) -> list[Pair]:
    """`record` with what it amends, and with each that amends it."""
    amended = [Pair(record.amended, record)] if record.amended else []
    return [*amended, *(Pair(record, each) for each in record.amended_by.all())]


def pairs(record: Definition) -> list[Comparable]:
    """`record` with what it amends, what amends it, and all that define its concept, each once."""
    amended = [record.amended] if record.amended else []
    others = [*amended, *record.amended_by.all(), *Definition.objects.defining(record.concept_id)]
    return [
        Comparable(each, *sorted((record, each), key=lambda one: one.in_time))
        for each in dict.fromkeys(others)
        if each != record
    ]
