"""States."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.languages import TranslatedColumns, columns
from sources.facts import Fact
from sources.models import Evidence, Record, RecordQuerySet


class State(Record):
    """A state, a former state, or a territory that takes part in a body itself."""

    FACTS = (Fact("name", _("Name"), columns("name")),)
    SEARCHED = ("name_en", "name_ru", "name_kk", "iso2")

    name = TranslatedColumns(_("name"))
    iso2 = models.CharField(
        _("ISO 3166-1 code"),
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters, as in ISO 3166-1: KZ."))],
        help_text=_("Two letters; empty for a state that ended before the codes."),
    )
    former = models.BooleanField(_("former state"), default=False)
    territory = models.BooleanField(
        _("territory"), default=False, help_text=_("Takes part in a body itself, but is no state of its own.")
    )
    note = models.TextField(
        _("editor's note"), blank=True, help_text=_("On a status that is disputed, or on the code.")
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("state")
        verbose_name_plural = _("states")
        ordering = ["name_en"]
        constraints = [
            models.UniqueConstraint(
                fields=["iso2"],
                condition=~models.Q(iso2=""),
                name="state_iso2_once",
                violation_error_message=_("Another state has this code."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The list of the bodies to which it belongs."""
        return f"{reverse('institutions:institution_list')}?state={self.slug}"


class StateEvidence(Evidence):
    """The support of a citation for a fact about a state."""

    record = models.ForeignKey(State, on_delete=models.CASCADE, related_name="evidence")
