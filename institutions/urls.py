"""Addresses of bodies and states, of what is not stated of them, and of the timeline."""

from django.urls import path

from institutions.views import comparison, institutions, memberships, not_stated, states, timeline

app_name = "institutions"
urlpatterns = [
    # /institutions/
    path("institutions/", institutions.InstitutionList.as_view(), name="institution_list"),
    path("institutions/compare/", comparison.InstitutionCompare.as_view(), name="institution_compare"),
    path("institutions/<slug:slug>/", institutions.InstitutionDetail.as_view(), name="institution_detail"),
    # /memberships/
    path("memberships/", memberships.Memberships.as_view(), name="memberships"),
    path("memberships/together/", memberships.Together.as_view(), name="together"),
    # /map/
    path("map/", comparison.Map.as_view(), name="map"),
    # /not-stated/
    path("not-stated/", not_stated.NotStated.as_view(), name="not_stated"),
    # /states/
    path("states/", states.StateList.as_view(), name="state_list"),
    path("states/<slug:slug>/", states.StateDetail.as_view(), name="state_detail"),
    # /timeline/
    path("timeline/", timeline.Timeline.as_view(), name="timeline"),
]
