"""The list of discrepancies."""

from typing import Any

from portal.filtering import PlacedListPage
from sources.concerned import concerned
from sources.filters import DiscrepancyFilter
from sources.models import Discrepancy
from sources.page_evidence import QuotedEvidence


class DiscrepancyList(PlacedListPage):
    """All contradictions with their readings and the editor's, narrowed by what differs and how it stands."""

    queryset = Discrepancy.objects.for_list()
    filterset_class = DiscrepancyFilter
    extra_context = {"section": "discrepancies", "row_template": "sources/_discrepancy_row.html"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each row with the records that it concerns."""
        context = super().get_context_data(page_evidence=QuotedEvidence(), **kwargs)
        found = concerned()
        for record in context["object_list"]:
            record.concerned = found.get(record.pk, [])
        return context
