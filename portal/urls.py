"""The site map: one line a section."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView, TemplateView

from portal.autocomplete import Choices
from portal.sitemaps import SITEMAPS
from portal.views import about, home, search, status

admin.site.site_header = admin.site.site_title = _("Inter-parliamentary institutions: editing")

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("search/", search.Search.as_view(), name="search"),
    path("about/", about.About.as_view(), name="about"),
    path("status/", status.Status.as_view(), name="status"),
    path("evidence.zip", status.Evidence.as_view(), name="evidence"),
    # for programs that look for them here
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", TemplateView.as_view(template_name="portal/robots.txt", content_type="text/plain")),
    path("favicon.ico", RedirectView.as_view(url=lazy(static, str)("icon.svg"))),
    # the sections
    path("", include("institutions.urls")),
    path("", include("sources.urls")),
    # rows to choose from as they read here; Django’s own view of this address comes after
    path("admin/autocomplete/", admin.site.admin_view(Choices.as_view(admin_site=admin.site))),
    path("admin/", admin.site.urls),
]

handler400 = "portal.views.errors.bad_request"
handler403 = "portal.views.errors.forbidden"
handler404 = "portal.views.errors.not_found"
handler500 = "portal.views.errors.server_error"
