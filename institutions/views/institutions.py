"""Pages of institutions."""

from django.views.generic import DetailView

from institutions.filters import InstitutionFilter
from institutions.models import Institution
from portal.filtering import ListPage


class InstitutionList(ListPage):
    """All institutions, narrowed by what they are, do and belong to, and by their founding year."""

    queryset = Institution.objects.for_list()
    filterset_class = InstitutionFilter
    extra_context = {"section": "institutions", "row_template": "institutions/_institution_row.html"}


class InstitutionDetail(DetailView):
    """One body: key facts, functions, members, offices, documents, timeline, what the sources say."""

    queryset = Institution.objects.for_detail()
    context_object_name = "record"
    extra_context = {"section": "institutions"}
