from django.views.generic import TemplateView


class Timeline(TemplateView):
    template_name = "base.html"
