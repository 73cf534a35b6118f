"""Pages of institutions."""

from typing import Any

from django.views.generic import DetailView

from institutions.filters import InstitutionFilter
from institutions.models import Institution
from portal.filtering import ListPage
from sources.page_evidence import LinkedEvidence


class InstitutionList(ListPage):
    """All institutions as rows or a table, narrowed by what they are, do and belong to, and by their year."""

    queryset = Institution.objects.for_list()
    filterset_class = InstitutionFilter
    extra_context = {"section": "institutions", "row_template": "institutions/_institution_row.html"}

    def get_queryset(self) -> Any:
        """The bodies with what the view prints of them."""
        return Institution.objects.for_table() if "view" in self.request.GET else super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Makes the marks of a table lead to their citations, for which its cells have no room."""
        if self.filterset.view:
            kwargs["page_evidence"] = LinkedEvidence()
        return super().get_context_data(**kwargs)


class InstitutionDetail(DetailView):
    """One body: key facts, functions, members, offices, documents, timeline, what the sources say."""

    queryset = Institution.objects.for_detail()
    context_object_name = "record"
    extra_context = {"section": "institutions"}
