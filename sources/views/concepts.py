"""The page of a concept."""

from typing import Any

from django.views.generic import DetailView

from portal.choosing import unknown
from sources.models import Concept, Discrepancy, Element, Statement
from sources.page_evidence import PlacedEvidence


class ConceptDetail(DetailView):
    """A notion that authors define: its names, its definitions, and all that the sources say of these."""

    queryset = Concept.objects.for_detail()
    context_object_name = "record"
    extra_context = {"section": "definitions", "questions": Element.Question}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what is said of its definitions, where sources disagree on them, and the bodies concerned."""
        statements = list(Statement.objects.about(self.object))
        discrepancies = list(Discrepancy.objects.about(self.object))
        said: list[Any] = [*statements, *discrepancies]
        named = {body: None for each in said for body in each.institutions.all()}
        return super().get_context_data(
            statements=statements,
            discrepancies=discrepancies,
            bodies=sorted(named, key=str),
            page_evidence=PlacedEvidence(),
            unknown=unknown(self.request.GET),
            **kwargs,
        )
