"""Persons."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.languages import TranslatedColumns, columns
from sources.facts import Fact
from sources.models.record import Record, RecordQuerySet


class Contributor(Record):
    """A person who wrote, edited or said something, under one spelling of the name."""

    FACTS = (Fact("name", _("Name"), columns("name")), Fact("description", _("Described as")))
    SEARCHED = ("name_en", "name_ru", "name_kk", "description")

    name = TranslatedColumns(_("name"))
    sort_name = models.CharField(_("name for sorting"), max_length=120, help_text=_("Family name first."))
    description = models.CharField(
        _("described as"), max_length=300, blank=True, help_text=_("Office or rank, as a source gives it.")
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["sort_name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the person."""
        return self.page_url("sources:contributor_detail")
