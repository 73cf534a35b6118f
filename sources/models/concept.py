"""Concepts, of which authors say what they are."""

from typing import Self

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from portal.languages import TranslatedColumns, columns
from sources.facts import Fact
from sources.models.record import Record, RecordQuerySet, seen


class ConceptQuerySet(RecordQuerySet):
    """Concepts, spoken of in the words of the portal."""

    def with_counts(self) -> Self:
        """Published concepts that have published definitions, with how many, the most defined first."""
        from sources.models.definition import Definition  # noqa: PLC0415

        shown = Q(**seen(Definition, "definitions__"))
        counted = self.published().annotate(definition_count=models.Count("definitions", filter=shown))
        return counted.filter(definition_count__gt=0).order_by("-definition_count", "slug")

    def for_detail(self) -> Self:
        """What the page of one concept prints."""
        from sources.models.definition import Definition  # noqa: PLC0415

        return self.published().prefetch_related(
            "evidence", Prefetch("definitions", Definition.objects.for_list())
        )


class Concept(Record):
    """A notion that authors define, such as parliamentary diplomacy."""

    FACTS = (Fact("name", _("Name"), columns("name")), Fact("summary", _("In the sources")))
    SEARCHED = ("name_en", "name_ru", "name_kk", "summary")

    name = TranslatedColumns(_("name"))
    summary = models.TextField(_("what the sources say of it, in own words"), blank=True)

    objects = ConceptQuerySet.as_manager()

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the concept."""
        return self.page_url("sources:concept_detail")
