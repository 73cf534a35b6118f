from django.views.generic import TemplateView


class ContributorDetail(TemplateView):
    template_name = "base.html"
