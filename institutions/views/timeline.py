"""The timeline."""

from typing import Any

from institutions.filters import MilestoneFilter
from institutions.models import Milestone
from institutions.timeline import picture
from portal.filtering import ListPage


class Timeline(ListPage):
    """All events and periods in order of time, as a picture and as a list, on one page."""

    queryset = Milestone.objects.for_timeline()
    filterset_class = MilestoneFilter
    paginate_by = None
    extra_context = {"section": "timeline"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the picture of what the list shows."""
        return super().get_context_data(picture=picture(self.object_list), **kwargs)
