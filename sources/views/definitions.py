from django.views.generic import TemplateView


class DefinitionList(TemplateView):
    template_name = "base.html"


class DefinitionDetail(TemplateView):
    template_name = "base.html"
