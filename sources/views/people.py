"""The page of a person."""

from typing import Any

from django.views.generic import DetailView

from portal.choosing import unknown
from sources.models import Contributor, Element


class ContributorDetail(DetailView):
    """A person: forms of the name as printed, works, definitions and statements."""

    queryset = Contributor.objects.for_detail()
    context_object_name = "record"
    extra_context = {"section": "sources", "questions": Element.Question}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what of the address the page knows nothing of."""
        return super().get_context_data(unknown=unknown(self.request.GET), **kwargs)
