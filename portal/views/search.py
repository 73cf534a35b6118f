from django.views.generic import TemplateView


class Search(TemplateView):
    template_name = "base.html"
