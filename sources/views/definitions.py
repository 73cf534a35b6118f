"""Pages of definitions."""

from typing import Any

from django.views.generic import DetailView

from portal.filtering import ListPage
from sources.filters import DefinitionFilter
from sources.models import Definition, Element


class DefinitionList(ListPage):
    """All definitions in order of time, narrowed by kind, concept, question, speaker, source and year."""

    queryset = Definition.objects.for_list()
    filterset_class = DefinitionFilter
    extra_context = {
        "section": "definitions",
        "row_template": "sources/_definition_row.html",
        "questions": Element.Question,
    }


class DefinitionDetail(DetailView):
    """One definition: its words with elements marked, who says it, where, and what it amends."""

    queryset = Definition.objects.for_detail()
    context_object_name = "record"
    extra_context = {"section": "definitions", "questions": Element.Question}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the definitions just before and just after this one in order of time."""
        before, after = Definition.objects.beside(self.object)
        return super().get_context_data(before=before, after=after, **kwargs)
