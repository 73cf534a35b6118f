"""Addresses of bodies, of what is not stated of them, and of the timeline."""

from django.urls import path

from institutions.views import institutions, memberships, not_stated, timeline

app_name = "institutions"
urlpatterns = [
    # /institutions/
    path("institutions/", institutions.InstitutionList.as_view(), name="institution_list"),
    path("institutions/<slug:slug>/", institutions.InstitutionDetail.as_view(), name="institution_detail"),
    # /memberships/
    path("memberships/", memberships.Memberships.as_view(), name="memberships"),
    path("memberships/together/", memberships.Together.as_view(), name="together"),
    # /not-stated/
    path("not-stated/", not_stated.NotStated.as_view(), name="not_stated"),
    # /timeline/
    path("timeline/", timeline.Timeline.as_view(), name="timeline"),
]
