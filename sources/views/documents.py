from django.views.generic import TemplateView


class DocumentList(TemplateView):
    template_name = "base.html"


class DocumentDetail(TemplateView):
    template_name = "base.html"
