"""The site map: one line a section."""

from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from portal.views import about, home, search, status

admin.site.site_header = admin.site.site_title = _("Inter-parliamentary institutions: editing")

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("search/", search.Search.as_view(), name="search"),
    path("about/", about.About.as_view(), name="about"),
    path("status/", status.Status.as_view(), name="status"),
    path("evidence.zip", status.Evidence.as_view(), name="evidence"),
    path("", include("institutions.urls")),
    path("", include("sources.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "portal.views.errors.bad_request"
handler403 = "portal.views.errors.forbidden"
handler404 = "portal.views.errors.not_found"
handler500 = "portal.views.errors.server_error"
