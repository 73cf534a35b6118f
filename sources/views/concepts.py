"""The page of a concept."""

from django.views.generic import DetailView

from sources.models import Concept, Element


class ConceptDetail(DetailView):
    """A notion that authors define: its names, what the sources say of it, its definitions."""

    queryset = Concept.objects.for_detail()
    context_object_name = "record"
    extra_context = {"section": "definitions", "questions": Element.Question}
