"""How the portal is made."""

from typing import Any

from django.views.generic import TemplateView

from institutions.filters import InstitutionFilter
from institutions.timeline_filters import MilestoneFilter
from portal.filtering import Look, PortalFilterSet
from sources.models import Citation, Definition, Evidence, Source


class About(TemplateView):
    """The method, the signs, the vocabularies of the filters, licence and accessibility."""

    template_name = "portal/about.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is counted, and what the filters declare of themselves."""
        exact = Citation.objects.exclude(exact="")
        return super().get_context_data(
            texts=Source.objects.published().source_texts().for_footer(),
            quotations=exact.count(),
            located=exact.exclude(found_in="").count(),
            reviewed=sum(
                model._default_manager.filter(reviewed_by__isnull=False).count()  # type: ignore[attr-defined]
                for model in Evidence.__subclasses__()
            ),
            vocabularies=vocabularies(),
            definition_kinds=[(kind.label, Definition.KIND_HELP[kind]) for kind in Definition.Kind],
            **kwargs,
        )


def vocabularies() -> list[dict[str, Any]]:
    """The filters of every list page: label, help, and the words of the vocabulary."""
    known = [InstitutionFilter, MilestoneFilter]
    sets = [*known, *(each for each in PortalFilterSet.__subclasses__() if each not in known)]
    return [
        {
            "things": each.things[1],
            "filters": [
                {
                    "label": filter_.label,
                    "help": filter_.extra.get("help_text", ""),
                    "words": [label for _value, label in _choices(filter_)],
                }
                for filter_ in each.base_filters.values()
                if not isinstance(filter_, Look)
            ],
        }
        for each in sets
        if each.base_filters
    ]


def _choices(declared: Any) -> list[tuple[Any, Any]]:
    offered = declared.extra.get("choices") or []
    return list(getattr(offered, "choices", offered))
