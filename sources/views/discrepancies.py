"""The list of discrepancies."""

from portal.filtering import PlacedListPage
from sources.filters import DiscrepancyFilter
from sources.models import Discrepancy


class DiscrepancyList(PlacedListPage):
    """All contradictions with their readings and the editor's, narrowed by what differs and how it stands."""

    queryset = Discrepancy.objects.for_list()
    filterset_class = DiscrepancyFilter
    extra_context = {"section": "discrepancies", "row_template": "sources/_discrepancy_row.html"}
