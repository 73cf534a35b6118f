"""What the sources say about the subject, and where they contradict."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.choice_fields import ChoiceField
from portal.partial_dates import PartialDateColumns, date_constraints
from sources.facts import Fact
from sources.models.citation import Citation, CitingManager, CitingRow
from sources.models.concept import Concept
from sources.models.contributor import Contributor
from sources.models.definition import Definition
from sources.models.legal_document import LegalDocument
from sources.models.record import Record, RecordQuerySet, kind_related, refuse_cycle, seen
from sources.models.source import Source


class StatementQuerySet(RecordQuerySet):
    """Statements, spoken of in the words of the portal."""

    def about(self, concept: Concept) -> Self:
        """Those that discuss published definitions of a concept, or name it, with the bodies concerned."""
        return (
            self.published()
            .filter(_about(concept))
            .distinct()
            .select_related("source")
            .prefetch_related("evidence", _bodies(self.model))
            .order_by("source__short", "position", "slug")
        )


def _about(concept: Concept) -> Q:
    """Records that concern a published definition of a concept, or name the concept in their title."""
    defined = Q(definitions__concept=concept, **seen(Definition, "definitions__"))
    return defined | Q(title__icontains=concept.name_en)  # type: ignore[attr-defined]


def _bodies(model: type[models.Model]) -> models.Prefetch:
    """The published bodies that a statement or a discrepancy concerns, declared in an app above this one."""
    return models.Prefetch("institutions", kind_related(model, "institutions").objects.published())


class Statement(Record):
    """What a source says about the subject: a key issue, finding, criticism, gap, recommendation or post."""

    class Kind(models.TextChoices):
        """Kinds read from how the two source texts present what they say; the editors' own list."""

        KEY_ISSUE = "key_issue", _("Key issue")
        FINDING = "finding", _("Finding")
        CRITICISM = "criticism", _("Critical finding")
        BENEFIT = "benefit", _("Benefit named")
        RESEARCH_GAP = "research_gap", _("Research gap")
        RECOMMENDATION = "recommendation", _("Recommendation")
        POST = "post", _("Dated post")
        PRINCIPLE = "principle", _("Principle of integration")
        STAGE = "stage", _("Stage of integration")
        AIM = "aim", _("Aim of the study")
        THEORY = "theory", _("Theory")
        METHOD = "method", _("Method")
        COMPARISON = "comparison", _("Comparison")

    FACTS = (
        Fact("title", _("In short")),
        Fact("says", _("What it says")),
        Fact("kind", _("Kind"), coded=True),
        Fact("made", _("Date")),
        Fact("speaker", _("Said by")),
    )
    SEARCHED = ("title", "says", "get_kind_display")
    SEEN_THROUGH = ("source",)

    kind = ChoiceField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("in short"), max_length=200)
    says = models.TextField(_("what it says, in own words"))
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="statements", verbose_name=_("source")
    )
    speaker = models.ForeignKey(
        Contributor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("said by"),
        help_text=_("Only where the source credits somebody else."),
    )
    made = PartialDateColumns(_("date"))
    part_of = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    definitions: models.ManyToManyField = models.ManyToManyField(
        Definition, blank=True, related_name="statements", verbose_name=_("about definitions")
    )
    documents: models.ManyToManyField = models.ManyToManyField(
        LegalDocument, blank=True, related_name="statements", verbose_name=_("about documents")
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["source", "position", "slug"]
        constraints = [
            models.CheckConstraint(
                name="statement_is_not_part_of_itself",
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("pk")),
                violation_error_message=_("A statement cannot be a part of itself."),
            ),
            *date_constraints("made"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """The statement of which it is a part is of the same source, and no part of it in turn."""
        refuse_cycle(self, "part_of")
        if self.part_of is not None and self.part_of.source_id != self.source_id:
            raise ValidationError({"part_of": _("This statement is of another source.")})

    @property
    def is_critical(self) -> bool:
        """Whether the source judges here."""
        return self.kind in {self.Kind.CRITICISM, self.Kind.RESEARCH_GAP}

    def get_absolute_url(self) -> str:
        """Its place among all that its source says."""
        return f"{self.source.get_absolute_url()}?show=statements#{self.slug}"


class DiscrepancyQuerySet(RecordQuerySet):
    """Discrepancies, spoken of in the words of the portal."""

    def in_order_of_texts(self) -> Self:
        """Text by text, each in the order of its passages."""
        return self.order_by("text__short", "position", "slug")

    def for_list(self) -> Self:
        """What the page of discrepancies prints."""
        return (
            self.published()
            .select_related("text")
            .prefetch_related("evidence", "readings")
            .in_order_of_texts()
        )

    def with_named(self) -> Self:
        """The published ones, with the published records that each names."""
        return self.published().prefetch_related(
            models.Prefetch("documents", LegalDocument.objects.published()),
            models.Prefetch("definitions", Definition.objects.published()),
            models.Prefetch("works", Source.objects.published()),
            _bodies(self.model),
        )

    def about(self, concept: Concept) -> Self:
        """Those that concern published definitions of a concept, or name it, with the bodies concerned."""
        return (
            self.published()
            .filter(_about(concept))
            .distinct()
            .prefetch_related("evidence", _bodies(self.model))
            .in_order_of_texts()
        )

    def on_attribution(self) -> Self:
        """Those on who said what, of a published definition, with what a row prints."""
        return (
            self.published()
            .filter(kind=Discrepancy.Kind.ATTRIBUTION, **seen(Definition, "definitions__"))
            .distinct()
            .prefetch_related("evidence")
            .in_order_of_texts()
        )


class Discrepancy(Record):
    """A contradiction inside a source, between sources, or with later events, with the editor's reading."""

    class Kind(models.TextChoices):
        """What differs; from the kinds of the research notes of November 2026."""

        ATTRIBUTION = "attribution", _("Attribution")
        CONCEPT = "concept", _("Concept")
        CONTENT = "content", _("Content")
        DATE = "date", _("Date")
        GAP = "gap", _("Gap")
        IDENTIFIER = "identifier", _("Identifier")
        IDENTITY = "identity", _("Identity")
        LEGAL_REFERENCE = "legal_reference", _("Legal reference")
        NAME = "name", _("Name")
        NUMBER = "number", _("Number")
        OUTDATED = "outdated", _("Later events")
        REFERENCE = "reference", _("Reference")
        SOURCE = "source", _("Source")
        SPELLING = "spelling", _("Spelling")
        TERM = "term", _("Term")
        TITLE = "title", _("Title")

    class Status(models.TextChoices):
        """How far it is settled; as in the research notes."""

        CONFIRMED = "confirmed", _("Confirmed")
        OPEN = "open", _("Open")
        CHECKED = "checked", _("Checked, no discrepancy")

    class Confidence(models.TextChoices):
        """How well the finding is supported; as in the research notes."""

        TWO_INDEPENDENT = "two_independent", _("two independent publishers")
        ONE_OFFICIAL = "one_official", _("one official source")
        ONE_SECONDARY = "one_secondary", _("one secondary source")
        IN_THE_TEXT = "in_the_text", _("seen in the text itself")

    FACTS = (
        Fact("title", _("In short")),
        Fact("finding", _("Finding")),
        Fact("editorial_note", _("The editor's reading")),
        Fact("kind", _("Kind"), coded=True),
    )
    SEARCHED = ("title", "finding", "editorial_note")

    title = models.CharField(_("in short"), max_length=200)
    text = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="discrepancies", verbose_name=_("in the text")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    kind = ChoiceField(_("kind"), max_length=20, choices=Kind)
    status = ChoiceField(_("status"), max_length=12, choices=Status)
    confidence = ChoiceField(_("confidence"), max_length=20, choices=Confidence)
    finding = models.TextField(_("finding, in own words"))
    editorial_note = models.TextField(_("the editor's reading"))
    documents: models.ManyToManyField = models.ManyToManyField(
        LegalDocument, blank=True, related_name="discrepancies", verbose_name=_("about documents")
    )
    definitions: models.ManyToManyField = models.ManyToManyField(
        Definition, blank=True, related_name="discrepancies", verbose_name=_("about definitions")
    )
    works: models.ManyToManyField = models.ManyToManyField(
        Source, blank=True, related_name="discrepancies_about", verbose_name=_("about works")
    )

    objects = DiscrepancyQuerySet.as_manager()

    class Meta:
        verbose_name = _("discrepancy")
        verbose_name_plural = _("discrepancies")
        ordering = ["text", "position", "slug"]
        constraints = []

    def __str__(self) -> str:
        return self.title

    @property
    def disagrees(self) -> bool:
        """Whether the readings contradict each other; in a checked note they were found not to."""
        return self.status != self.Status.CHECKED

    @property
    def sign(self) -> str:
        """The sign of the marks of its readings."""
        return "≠" if self.disagrees else "¶"

    def get_absolute_url(self) -> str:
        """Its place in the list of discrepancies, on whichever page of it."""
        return f"{reverse('sources:discrepancy_list')}?at={self.slug}#{self.slug}"


class Reading(CitingRow):
    """One of the readings that a discrepancy sets side by side, with the words that give it."""

    OWNER = "discrepancy"

    discrepancy = models.ForeignKey(Discrepancy, on_delete=models.CASCADE, related_name="readings")
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    says = models.CharField(_("what this reading says"), max_length=400)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="readings")

    objects = CitingManager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["discrepancy", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["discrepancy", "position"],
                name="reading_position_once",
                violation_error_message=_("Another reading has this position."),
            )
        ]

    def __str__(self) -> str:
        return self.says
