"""What search engines are told: every page of a published record, and the pages that stand by themselves."""

from typing import Any

from django.contrib.sitemaps import GenericSitemap, Sitemap
from django.urls import reverse

from institutions.models import Institution, State
from sources.models import Concept, Contributor, Definition, LegalDocument, Record, Source

#: The kinds of record of which each has a page of its own.
WITH_PAGE: tuple[type[Record], ...] = (
    Institution,
    State,
    LegalDocument,
    Definition,
    Concept,
    Contributor,
    Source,
)
#: The pages that are of no one record; robots are kept from the search.
PAGES = (
    "home",
    "about",
    "status",
    "institutions:institution_list",
    "institutions:institution_compare",
    "institutions:state_list",
    "institutions:memberships",
    "institutions:together",
    "institutions:map",
    "institutions:timeline",
    "institutions:not_stated",
    "sources:definition_list",
    "sources:definition_compare",
    "sources:definition_matrix",
    "sources:definition_lineage",
    "sources:definition_method",
    "sources:document_list",
    "sources:source_list",
    "sources:discrepancy_list",
)


class Pages(Sitemap):
    """The pages that stand by themselves."""

    def items(self) -> tuple[str, ...]:
        """Their names."""
        return PAGES

    def location(self, item: str) -> str:
        """The address of the page called `item`."""
        return reverse(item)


class Records(GenericSitemap):
    """The pages of all published records of a kind.

    None says when it was changed: evidence, a membership or an amendment changes the page of a record too.
    """

    def __init__(self, model: Any) -> None:
        published = model._default_manager.published().order_by("slug").only("slug")
        super().__init__({"queryset": published})


SITEMAPS: dict[str, Sitemap] = {
    "pages": Pages(),
    **{model._meta.model_name or "": Records(model) for model in WITH_PAGE},
}
