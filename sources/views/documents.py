"""Pages of legal documents."""

from typing import Any

from django.views.generic import DetailView

from portal.filtering import ListPage
from sources.filters import LegalDocumentFilter
from sources.models import LegalDocument
from sources.page_evidence import LinkedEvidence


class DocumentList(ListPage):
    """All legal and policy documents, narrowed by kind, status, jurisdiction and year."""

    queryset = LegalDocument.objects.for_list()
    filterset_class = LegalDocumentFilter
    template_name = "sources/document_list.html"
    extra_context = {"section": "documents", "row_template": "sources/_document_row.html"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Makes the marks lead to their citations, of which a page of the list has a hundred."""
        return super().get_context_data(page_evidence=LinkedEvidence(), **kwargs)


class DocumentDetail(DetailView):
    """One document: key facts, provisions, the bodies it concerns, what the sources say of it."""

    queryset = LegalDocument.objects.for_detail()
    context_object_name = "record"
    template_name = "sources/document_detail.html"
    extra_context = {"section": "documents"}
