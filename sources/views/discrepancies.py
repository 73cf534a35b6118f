"""The page of discrepancies."""

from portal.filtering import ListPage
from sources.filters import DiscrepancyFilter
from sources.models import Discrepancy


class DiscrepancyList(ListPage):
    """All contradictions with their readings and the editor's, on one page, so that a link finds each."""

    queryset = Discrepancy.objects.for_list()
    filterset_class = DiscrepancyFilter
    paginate_by = None
    extra_context = {"section": "discrepancies", "row_template": "sources/_discrepancy_row.html"}
