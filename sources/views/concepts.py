from django.views.generic import TemplateView


class ConceptDetail(TemplateView):
    template_name = "base.html"
