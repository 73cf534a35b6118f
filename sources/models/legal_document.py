"""Legal and policy documents, and the provisions that are cited."""

from functools import partial
from typing import Any, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from portal.choice_fields import ChoiceField
from portal.languages import TranslatedColumns, columns
from portal.partial_dates import PartialDateColumns, date_constraints
from sources.facts import Fact
from sources.models.record import Record, RecordQuerySet, kind_related, published, refuse_cycle
from sources.models.source import Source


class LegalDocumentQuerySet(RecordQuerySet):
    """Legal documents, spoken of in the words of the portal."""

    def for_list(self) -> Self:
        """What a row of the list of documents prints."""
        return (
            self.published()
            .annotate(
                provision_count=Count(
                    "provisions",
                    filter=Q(provisions__publication=Record.Publication.PUBLISHED),
                    distinct=True,
                )
            )
            .prefetch_related("evidence")
            .order_by(F("adopted_earliest").asc(nulls_last=True), "slug")
        )

    def for_detail(self) -> Self:
        """What the page of one document prints, ties to bodies and milestones included."""
        tied, public = partial(kind_related, self.model), Record.Publication.PUBLISHED
        return (
            self.published()
            .select_related("work", "replaced_by")
            .prefetch_related(
                "evidence",
                "printed_forms",
                "work__entries",
                published("provisions", Provision),
                published("replaces", LegalDocument),
                published("statements", tied("statements"), "source", source__publication=public),
                published("discrepancies", tied("discrepancies")),
                published("milestones", tied("milestones")),
                published("legal_bases", tied("legal_bases"), "institution", institution__publication=public),
            )
        )


#: States whose documents the sources name, by ISO 3166-1 code; another shows its code.
JURISDICTIONS = {"KZ": _("Kazakhstan"), "NL": _("Netherlands"), "RU": _("Russia")}


def jurisdiction_name(code: str) -> Any:
    """The name of the state, or its code."""
    return JURISDICTIONS.get(code, code)


class LegalDocument(Record):
    """A constitution, law, regulation, concept, roadmap or other text that binds or guides a body."""

    class Kind(models.TextChoices):
        """Kinds as the two source texts name them; a memorandum or roadmap guides, it does not bind."""

        CONSTITUTION = "constitution", _("Constitution")
        LAW = "law", _("Law")
        CONVENTION = "convention", _("Convention or agreement")
        DECLARATION = "declaration", _("Declaration")
        CONCEPT = "concept", _("Foreign policy concept")
        REGULATION = "regulation", _("Regulations (rules of procedure)")
        ROADMAP = "roadmap", _("Roadmap")
        MEMORANDUM = "memorandum", _("Memorandum")
        CODE = "code", _("Code of laws")
        MODEL_LAW = "model_law", _("Model legislation")
        CHARTER = "charter", _("Charter or statute")
        INTERNAL = "internal", _("Internal acts of a parliament")

    class Status(models.TextChoices):
        """What the sources say of its force, at their date."""

        IN_FORCE = "in_force", _("In force at the date of the source")
        ENDED = "ended", _("No longer in force")
        PROPOSED = "proposed", _("Proposed, not adopted")
        HISTORICAL = "historical", _("Historical")

    FACTS = (
        Fact("title", _("Title"), columns("title")),
        Fact("kind", _("Kind"), coded=True),
        Fact("number", _("Number")),
        Fact("issuer", _("Issued by")),
        Fact("jurisdiction", _("Jurisdiction"), coded=True),
        Fact("adopted", _("Date")),
        Fact("valid", _("Period it covers")),
        Fact("status", _("Status"), coded=True),
        Fact("summary", _("What it does")),
        Fact("work", _("Text cited as")),
        Fact("replaced_by", _("Replaced by")),
    )
    SEARCHED = ("title_en", "title_ru", "title_kk", "issuer", "summary", "number")
    SEARCHED_ROWS = ("printed_forms",)

    title = TranslatedColumns(_("title"))
    kind = ChoiceField(_("kind"), max_length=20, choices=Kind)
    number = models.CharField(_("number"), max_length=60, blank=True)
    issuer = models.CharField(
        _("issued by, as printed"), max_length=200, blank=True, help_text=_("The body that adopted it.")
    )
    jurisdiction = models.CharField(
        _("jurisdiction"),
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters, as in ISO 3166-1: KZ."))],
        help_text=_("ISO 3166-1 code of the state; empty for documents of several states."),
    )
    adopted = PartialDateColumns(_("date"))
    valid = PartialDateColumns(_("period covered"))
    status = ChoiceField(_("status"), max_length=12, choices=Status, blank=True)
    summary = models.TextField(_("what it does, in own words"), blank=True)
    work = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="legal_documents",
        verbose_name=_("cited as"),
        help_text=_("The entry of the bibliography that names it."),
    )
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )

    objects = LegalDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal document")
        verbose_name_plural = _("legal documents")
        ordering = [F("adopted_earliest").asc(nulls_last=True), "slug"]
        constraints = [
            models.CheckConstraint(
                name="document_does_not_replace_itself",
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("pk")),
                violation_error_message=_("A document cannot be replaced by itself."),
            ),
            *date_constraints("adopted"),
            *date_constraints("valid"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the document."""
        return self.page_url("sources:document_detail")

    def clean(self) -> None:
        """A chain of replacements does not lead back to the document."""
        refuse_cycle(self, "replaced_by")

    def get_jurisdiction_display(self) -> Any:
        """The name of the state, or its code."""
        return jurisdiction_name(self.jurisdiction)


class Provision(Record):
    """An article, part, chapter or line of a legal document that a source cites, and what it says."""

    FACTS = (Fact("locator", _("Place")), Fact("says", _("What it says")))
    SEARCHED = ("locator", "says")

    document = models.ForeignKey(
        LegalDocument, on_delete=models.CASCADE, related_name="provisions", verbose_name=_("document")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    locator = models.CharField(
        _("place, as printed"), max_length=120, help_text=_("“Article 53, Line 4”, “Part VIII, Line 125”.")
    )
    says = models.TextField(_("what it says, in own words"))

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ["document", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "position"],
                name="provision_position_once_a_document",
                violation_error_message=_("Another provision of this document has this position."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.locator}"

    def get_absolute_url(self) -> str:
        """The place of the provision on the page of its document."""
        return f"{self.document.get_absolute_url()}#{self.slug}"
