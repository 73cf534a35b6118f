"""Persons."""

from typing import Self

from django.db import models
from django.db.models import F, Prefetch
from django.utils.translation import gettext_lazy as _

from portal.languages import TranslatedColumns, columns
from sources.facts import Fact
from sources.models.record import Record, RecordQuerySet, published


class ContributorQuerySet(RecordQuerySet):
    """Persons, spoken of in the words of the portal."""

    def for_detail(self) -> Self:
        """What the page of one person prints."""
        from sources.models.definition import Definition  # noqa: PLC0415
        from sources.models.source import Contribution  # noqa: PLC0415
        from sources.models.statement import Statement  # noqa: PLC0415

        works = (
            Contribution.objects.filter(source__publication=Record.Publication.PUBLISHED)
            .select_related("source")
            .prefetch_related("source__evidence")
            .order_by(F("source__published_earliest").asc(nulls_last=True), "source__slug", "pk")
        )
        return self.published().prefetch_related(
            "evidence",
            "printed_forms",
            Prefetch("contributions", works),
            Prefetch("definitions", Definition.objects.for_list()),
            published("statements", Statement, "source", source__publication=Record.Publication.PUBLISHED),
        )


class Contributor(Record):
    """A person who wrote, edited or said something, under one spelling of the name."""

    FACTS = (Fact("name", _("Name"), columns("name")), Fact("description", _("Described as")))
    SEARCHED = ("name_en", "name_ru", "name_kk", "description")
    SEARCHED_ROWS = ("printed_forms",)

    name = TranslatedColumns(_("name"))
    sort_name = models.CharField(_("name for sorting"), max_length=120, help_text=_("Family name first."))
    description = models.CharField(
        _("described as"), max_length=300, blank=True, help_text=_("Office or rank, as a source gives it.")
    )

    objects = ContributorQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["sort_name"]

    def __str__(self) -> str:
        return self.name

    @property
    def family_name(self) -> str:
        """What stands before the comma of the name for sorting."""
        return self.sort_name.partition(",")[0]

    def get_absolute_url(self) -> str:
        """The page of the person."""
        return self.page_url("sources:contributor_detail")
