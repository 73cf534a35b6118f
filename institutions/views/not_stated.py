"""What no source states."""

from typing import Any

from institutions.completeness import fact_by_fact
from institutions.filters import NotStatedFilter
from institutions.models import Institution
from portal.filtering import PlacedListPage


class NotStated(PlacedListPage):
    """All bodies with the facts that no source states of them, and how often each fact is lacking."""

    queryset = Institution.objects.for_not_stated()
    filterset_class = NotStatedFilter
    template_name = "institutions/not_stated.html"
    extra_context = {"section": "institutions", "row_template": "institutions/_not_stated_row.html"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the table of facts, of all bodies whatever filter is on."""
        return super().get_context_data(table=fact_by_fact(Institution.objects.published()), **kwargs)
