"""The matrix of definitions and questions."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from portal.downloads import csv_response
from portal.filtering import ListPage
from sources.filters import DefinitionFilter
from sources.matrix import FILE_COLUMNS, file_rows, matrix
from sources.models import Definition, Element
from sources.page_evidence import PlacedEvidence


class DefinitionMatrix(ListPage):
    """All definitions beside the five questions, in order of time, on one page or as a file."""

    queryset = Definition.objects.for_list()
    filterset_class = DefinitionFilter
    paginate_by = None
    formats = ()
    template_name = "sources/definition_matrix.html"
    extra_context = {"section": "definitions", "questions": Element.Question}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or with ?format=csv what it shows as a file; what was not understood the page says."""
        if request.GET.get("format", "csv") not in ("csv", ""):
            raise Http404(_("The matrix is no file of this format."))
        return super().get(request, *args, **kwargs)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """The page or the file; the page in place of a file that cannot be made is no such file."""
        if "format" in self.request.GET:
            if self.filterset.is_valid():
                return csv_response("definitions-matrix", FILE_COLUMNS, file_rows(context["matrix"]))
            kwargs["status"] = 404
        return super().render_to_response(context, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the matrix; its marks lead to the passages, whose words the cells would only repeat."""
        return super().get_context_data(
            matrix=matrix(self.object_list), page_evidence=PlacedEvidence(), **kwargs
        )
