"""Who quotes whom through whom."""

from typing import Any

from django.views.generic import TemplateView

from sources.lineage import trees
from sources.lineage_picture import picture
from sources.models import Definition, Discrepancy
from sources.page_evidence import PlacedEvidence


class Lineage(TemplateView):
    """The ways of all definitions from their authors to the sources that were read, drawn and as a list."""

    template_name = "sources/definition_lineage.html"
    extra_context = {"section": "definitions"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the trees, their picture, and the discrepancies on who said what."""
        roots = trees(Definition.objects.for_list())
        return super().get_context_data(
            trees=roots,
            picture=picture(roots),
            discrepancies=Discrepancy.objects.on_attribution(),
            page_evidence=PlacedEvidence(),
            **kwargs,
        )
