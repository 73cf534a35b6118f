"""The page of a person."""

from django.views.generic import DetailView

from sources.models import Contributor, Element


class ContributorDetail(DetailView):
    """A person: forms of the name as printed, works, definitions and statements."""

    queryset = Contributor.objects.for_detail()
    context_object_name = "record"
    extra_context = {"section": "sources", "questions": Element.Question}
