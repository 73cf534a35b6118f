"""The list of discrepancies."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from portal.filtering import PAGE, ListPage
from sources.filters import DiscrepancyFilter
from sources.models import Discrepancy


class DiscrepancyList(ListPage):
    """All contradictions with their readings and the editor's, narrowed by what differs and how it stands.

    `?at=slug` leads to the page and place of one of them, so that its address does not change when others
    are added.
    """

    queryset = Discrepancy.objects.for_list()
    filterset_class = DiscrepancyFilter
    extra_context = {"section": "discrepancies", "row_template": "sources/_discrepancy_row.html"}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list, or the way to the place of one discrepancy in it."""
        if "at" in request.GET:
            return HttpResponseRedirect(self.place_of(request.GET["at"]))
        return super().get(request, *args, **kwargs)

    def place_of(self, slug: str) -> str:
        """The page of the whole list, and the place on it, of the published discrepancy `slug`."""
        slugs = list(Discrepancy.objects.published().in_order_of_texts().values_list("slug", flat=True))
        if slug not in slugs:
            raise Http404(_("There is no discrepancy of this name."))
        page = slugs.index(slug) // PAGE + 1
        return f"{self.request.path}{f'?page={page}' if page > 1 else ''}#{slug}"
