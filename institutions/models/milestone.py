"""Events and periods."""

from typing import Self

from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from institutions.models.institution import Institution
from portal.choice_fields import ChoiceField
from portal.partial_dates import PartialDateColumns, date_constraints
from sources.facts import Fact
from sources.models import Evidence, LegalDocument, Record, RecordQuerySet


class MilestoneQuerySet(RecordQuerySet):
    """Milestones, spoken of in the words of the portal."""

    def for_timeline(self) -> Self:
        """What the timeline prints, in order of time; the histories of single bodies stand on their pages."""
        return (
            self.published()
            .exclude(lane=Milestone.Lane.BODIES)
            .prefetch_related(
                models.Prefetch("institutions", Institution.objects.published()),
                models.Prefetch("documents", LegalDocument.objects.published()),
                "evidence",
            )
            .order_by(
                F("start_earliest").asc(nulls_last=True), F("start_latest").asc(nulls_last=True), "slug"
            )
        )


class Milestone(Record):
    """An event or a period on the timeline of parliamentary diplomacy."""

    class Kind(models.TextChoices):
        """Whether it happened once or lasted."""

        EVENT = "event", _("Event")
        PERIOD = "period", _("Period")

    class Lane(models.TextChoices):
        """The lane of the timeline; the editors' own division."""

        KAZAKHSTAN = "kazakhstan", _("Kazakhstan")
        WORLD = "world", _("World")
        TERM = "term", _("The term")
        LAW = "law", _("Law")
        REGION = "region", _("Integration in the region")
        BODIES = "bodies", _("Histories of bodies")

    FACTS = (
        Fact("title", _("What happened")),
        Fact("says", _("More")),
        Fact("start", _("Date")),
        Fact("end", _("Until")),
        Fact("kind", _("Kind"), coded=True),
    )
    SEARCHED = ("title", "says", "start_printed")
    ADDRESS_READS = ("institutions",)

    kind = ChoiceField(_("kind"), max_length=8, choices=Kind, default=Kind.EVENT)
    lane = ChoiceField(_("lane"), max_length=12, choices=Lane)
    title = models.CharField(_("what happened"), max_length=240)
    says = models.TextField(_("more, in own words"), blank=True)
    start = PartialDateColumns(_("date"))
    end = PartialDateColumns(_("until"))
    institutions: models.ManyToManyField = models.ManyToManyField(
        Institution, blank=True, related_name="milestones", verbose_name=_("institutions")
    )
    documents: models.ManyToManyField = models.ManyToManyField(
        LegalDocument, blank=True, related_name="milestones", verbose_name=_("documents")
    )

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = [F("start_earliest").asc(nulls_last=True), "slug"]
        constraints = [
            *date_constraints("start", "end"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its place on the timeline; one of the history of a body stands on the page of the body."""
        if self.lane == self.Lane.BODIES:
            for institution in (each for each in self.institutions.all() if each.is_published):
                return f"{institution.get_absolute_url()}#timeline"
        return f"{reverse('institutions:timeline')}#{self.slug}"


class MilestoneEvidence(Evidence):
    """The support of a citation for a milestone."""

    record = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="evidence")
