"""The matrix of definitions and questions."""

from typing import Any

from django.http import HttpResponse

from portal.downloads import csv_response
from portal.filtering import ListPage, PortalFilterSet
from sources.filters import DefinitionFilter
from sources.matrix import FILE_COLUMNS, file_rows, matrix
from sources.models import Definition, Element
from sources.page_evidence import PlacedEvidence


class DefinitionMatrix(ListPage):
    """All definitions beside the five questions, in order of time, on one page or as a file."""

    queryset = Definition.objects.for_list()
    filterset_class = DefinitionFilter
    paginate_by = None
    formats = ("csv",)
    template_name = "sources/definition_matrix.html"
    extra_context = {"section": "definitions", "questions": Element.Question}

    def file(self, file_format: str, filters: PortalFilterSet) -> HttpResponse:
        """What the page shows as a table of data."""
        return csv_response("definitions-matrix", FILE_COLUMNS, file_rows(matrix(filters.qs)))

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """The page; in place of a file that cannot be made it is no such file."""
        if self.request.GET.get("format") in self.formats:
            kwargs["status"] = 404
        return super().render_to_response(context, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the matrix; its marks lead to the passages, whose words the cells would only repeat."""
        return super().get_context_data(
            matrix=matrix(self.object_list), page_evidence=PlacedEvidence(), file_formats="CSV", **kwargs
        )
