from django.views.generic import TemplateView


class DiscrepancyList(TemplateView):
    template_name = "base.html"
