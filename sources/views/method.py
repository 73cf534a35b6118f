"""How the phrases of definitions were marked."""

from typing import Any

from django.views.generic import TemplateView

from sources.coding import coding
from sources.models import Concept, Definition
from sources.page_evidence import PlacedEvidence


class Method(TemplateView):
    """The five questions, how a phrase was assigned, by whom and when, and what was hard."""

    template_name = "sources/definition_method.html"
    extra_context = {"section": "definitions"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what the elements of all definitions say of their marking, and the concepts."""
        return super().get_context_data(
            coding=coding(Definition.objects.for_list()),
            concepts=Concept.objects.with_counts(),
            page_evidence=PlacedEvidence(),
            **kwargs,
        )
