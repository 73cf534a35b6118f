"""What no source states."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from institutions.completeness import fact_by_fact
from institutions.filters import NotStatedFilter
from institutions.models import Institution
from portal.filtering import PAGE, ListPage


class NotStated(ListPage):
    """All bodies with the facts that no source states of them, and how often each fact is lacking.

    `?at=slug` leads to the page and place of one body in the whole list.
    """

    queryset = Institution.objects.for_not_stated()
    filterset_class = NotStatedFilter
    template_name = "institutions/not_stated.html"
    extra_context = {"section": "institutions", "row_template": "institutions/_not_stated_row.html"}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list, or the way to the place of one body in it."""
        if request.GET.get("at"):
            return HttpResponseRedirect(self.place_of(request.GET["at"]))
        return super().get(request, *args, **kwargs)

    def place_of(self, slug: str) -> str:
        """The page of the whole list, and the place on it, of the published body `slug`."""
        slugs = list(Institution.objects.published().values_list("slug", flat=True))
        if slug not in slugs:
            raise Http404(_("There is no body of this name."))
        page = slugs.index(slug) // PAGE + 1
        return f"{self.request.path}{f'?page={page}' if page > 1 else ''}#{slug}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the table of facts, of all bodies whatever filter is on."""
        return super().get_context_data(table=fact_by_fact(Institution.objects.published()), **kwargs)
