from django.views.generic import TemplateView


class SourceList(TemplateView):
    template_name = "base.html"


class SourceDetail(TemplateView):
    template_name = "base.html"
