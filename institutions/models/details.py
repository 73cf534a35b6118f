"""What is told of a body beside its fields: other names, details, figures."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from institutions.models.institution import Institution
from portal.choice_fields import ChoiceField
from portal.partial_dates import PartialDateColumns, date_constraints
from sources.facts import Fact
from sources.models import Evidence, Record, RecordQuerySet
from sources.models.record import SearchedRow

#: The label of a detail that says what came after the body.
SUCCESSOR = "Successor"


class OtherName(SearchedRow, Record):
    """A name of a body beside its own: in full, in short, an earlier one, or one in another language."""

    OWNER = "institution"

    class Kind(models.TextChoices):
        """What the name is; after the language marks of the research notes (en-former, en-full …)."""

        LANGUAGE = "language", _("In another language")
        FULL = "full", _("In full")
        SHORT = "short", _("In short")
        FORMER = "former", _("Earlier name")
        PRESENT = "present", _("Present name")
        COMMON = "common", _("In common use")

    FACTS = (
        Fact("name", _("Name")),
        Fact("kind", _("Kind of name"), coded=True),
        Fact("start", _("Since")),
        Fact("end", _("Until")),
    )
    SEARCHED = ("name",)

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="other_names", verbose_name=_("institution")
    )
    name = models.CharField(_("name"), max_length=300)
    kind = ChoiceField(_("kind"), max_length=10, choices=Kind)
    language = models.CharField(
        _("language"), max_length=8, default="en", help_text=_("ISO 639-1: en, ru, kk.")
    )
    start = PartialDateColumns(_("since"))
    end = PartialDateColumns(_("until"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["institution", "position", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name", "kind"],
                name="other_name_once",
                violation_error_message=_("This name is recorded already."),
            ),
            *date_constraints("start", "end"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its place on the page of its body."""
        return f"{self.institution.get_absolute_url()}#facts"


class OtherNameEvidence(Evidence):
    """The support of a citation for a name of a body."""

    record = models.ForeignKey(OtherName, on_delete=models.CASCADE, related_name="evidence")


class Detail(Record):
    """What a source says of a body and no field of it holds: an organ, an office holder, a founding act …"""

    class Kind(models.TextChoices):
        """Under which heading it stands; the editors' own list, made for the fields of the research notes."""

        ORGAN = "organ", _("Organ")
        HOLDER = "holder", _("Office holder")
        FOUNDING = "founding", _("Founding")
        BASIS = "basis", _("Legal basis")
        SEAT = "seat", _("Seat")
        COMPOSITION = "composition", _("Composition and election")
        SESSIONS = "sessions", _("Sessions and decisions")
        ACTIVITY = "activity", _("Activity")
        RELATIONS = "relations", _("Relations with others")
        SUCCESSION = "succession", _("Succession")
        PRESENCE = "presence", _("On the web")

    FACTS = (
        Fact("value", _("Says")),
        Fact("kind", _("Heading"), coded=True),
        Fact("start", _("Since")),
        Fact("end", _("Until")),
        Fact("measured", _("As of")),
    )
    SEARCHED = ("label", "value")

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="details", verbose_name=_("institution")
    )
    kind = ChoiceField(_("heading"), max_length=12, choices=Kind)
    label = models.CharField(_("what it is"), max_length=160)
    value = models.TextField(_("what is said, in own words"))
    start = PartialDateColumns(_("since"))
    end = PartialDateColumns(_("until"))
    measured = PartialDateColumns(_("as of"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("detail")
        verbose_name_plural = _("details")
        ordering = ["institution", "kind", "position", "slug"]
        constraints = [*date_constraints("start", "end"), *date_constraints("measured")]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"

    def get_absolute_url(self) -> str:
        """Its place on the page of its body."""
        return f"{self.institution.get_absolute_url()}#facts"


class DetailEvidence(Evidence):
    """The support of a citation for a detail."""

    record = models.ForeignKey(Detail, on_delete=models.CASCADE, related_name="evidence")


class Figure(Record):
    """A number or short value about a body, with the date for which a source gives it."""

    FACTS = (Fact("value", _("Value")), Fact("measured", _("As of")))
    SEARCHED = ("label", "value")

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="figures", verbose_name=_("institution")
    )
    label = models.CharField(_("what is counted"), max_length=160)
    value = models.CharField(_("value, as stated"), max_length=160)
    measured = PartialDateColumns(_("as of"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["institution", "position", F("measured_earliest").asc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "label", "value"],
                name="figure_once",
                violation_error_message=_("This figure is recorded already."),
            ),
            *date_constraints("measured"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"

    def get_absolute_url(self) -> str:
        """Its place on the page of its body."""
        return f"{self.institution.get_absolute_url()}#facts"


class FigureEvidence(Evidence):
    """The support of a citation for a figure."""

    record = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="evidence")
