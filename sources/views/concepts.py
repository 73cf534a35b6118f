"""The page of a concept."""

from typing import Any

from django.views.generic import DetailView

from sources.models import Concept, Discrepancy, Element, Statement
from sources.models.record import kind_related
from sources.page_evidence import PlacedEvidence


class ConceptDetail(DetailView):
    """A notion that authors define: its names, its definitions, and all that the sources say of these."""

    queryset = Concept.objects.for_detail()
    context_object_name = "record"
    extra_context = {"section": "definitions", "questions": Element.Question}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what is said of it and its definitions, where sources disagree, and the bodies concerned."""
        statements = list(Statement.objects.about(self.object))
        discrepancies = list(Discrepancy.objects.about(self.object))
        said: list[Any] = [*statements, *discrepancies]
        bodies = kind_related(Statement, "institutions").objects.published()
        named = dict.fromkeys(body for each in said for body in each.institutions.all())
        named |= dict.fromkeys(bodies.filter(name_en__icontains=self.object.name_en))
        return super().get_context_data(
            statements=statements,
            discrepancies=discrepancies,
            bodies=sorted(named, key=str),
            page_evidence=PlacedEvidence(),
            **kwargs,
        )
