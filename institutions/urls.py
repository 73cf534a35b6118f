"""Addresses of bodies, of what is not stated of them, and of the timeline."""

from django.urls import path

from institutions.views import institutions, not_stated, timeline

app_name = "institutions"
urlpatterns = [
    # /institutions/
    path("institutions/", institutions.InstitutionList.as_view(), name="institution_list"),
    path("institutions/<slug:slug>/", institutions.InstitutionDetail.as_view(), name="institution_detail"),
    # /not-stated/
    path("not-stated/", not_stated.NotStated.as_view(), name="not_stated"),
    # /timeline/
    path("timeline/", timeline.Timeline.as_view(), name="timeline"),
]
