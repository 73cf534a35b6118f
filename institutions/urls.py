"""Addresses of bodies and of the timeline."""

from django.urls import path

from institutions.views import institutions, timeline

app_name = "institutions"
urlpatterns = [
    # /institutions/
    path("institutions/", institutions.InstitutionList.as_view(), name="institution_list"),
    path("institutions/<slug:slug>/", institutions.InstitutionDetail.as_view(), name="institution_detail"),
    # /timeline/
    path("timeline/", timeline.Timeline.as_view(), name="timeline"),
]
