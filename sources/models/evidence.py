"""The concrete evidence tables of this app, one for each kind of record, and the printed forms of names."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from sources.literal import stands
from sources.models.citation import Citation, CitingManager, CitingRow, Evidence
from sources.models.concept import Concept
from sources.models.contributor import Contributor
from sources.models.definition import Definition
from sources.models.legal_document import LegalDocument, Provision
from sources.models.record import SearchedRow
from sources.models.source import Source
from sources.models.statement import Discrepancy, Statement


class SourceEvidence(Evidence):
    """The support of a citation for a bibliographic fact."""

    record = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="evidence")


class ContributorEvidence(Evidence):
    """The support of a citation for a fact about a person."""

    record = models.ForeignKey(Contributor, on_delete=models.CASCADE, related_name="evidence")


class ConceptEvidence(Evidence):
    """The support of a citation for a fact about a concept."""

    record = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="evidence")


class DefinitionEvidence(Evidence):
    """The support of a citation for a fact about a definition."""

    record = models.ForeignKey(Definition, on_delete=models.CASCADE, related_name="evidence")


class LegalDocumentEvidence(Evidence):
    """The support of a citation for a fact about a legal document."""

    record = models.ForeignKey(LegalDocument, on_delete=models.CASCADE, related_name="evidence")


class ProvisionEvidence(Evidence):
    """The support of a citation for a provision."""

    record = models.ForeignKey(Provision, on_delete=models.CASCADE, related_name="evidence")


class StatementEvidence(Evidence):
    """The words of a statement."""

    record = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="evidence")


class DiscrepancyEvidence(Evidence):
    """The support of a citation for the finding of a discrepancy."""

    record = models.ForeignKey(Discrepancy, on_delete=models.CASCADE, related_name="evidence")


class PrintedForm(CitingRow, SearchedRow):
    """A name as printed in a source, kept as evidence of it. Abstract: each named thing has its own table."""

    record: Any

    form = models.CharField(_("form as printed"), max_length=300)
    citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, related_name="%(class)s_set", verbose_name=_("citation")
    )

    objects = CitingManager()

    class Meta:
        abstract = True
        verbose_name = _("printed form")
        verbose_name_plural = _("printed forms")
        ordering = ["citation__source", F("citation__passage__position").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "form", "citation"],
                name="%(class)s_once",
                violation_error_message=_("This form is recorded for this citation already."),
            )
        ]

    def __str__(self) -> str:
        return self.form

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; the name of the record, and of one it stood with, may stand in other words quoted now."""
        from sources.rungs import keep_of_record  # noqa: PLC0415

        self.refuse_not_quoted()
        before: Any = type(self)._base_manager.filter(pk=self.pk).first()
        super().save(*args, **kwargs)
        for record in {self.record, before.record if before else self.record}:
            keep_of_record(record)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete; a name of the record may stand in no words quoted for it any more."""
        from sources.rungs import keep_of_record  # noqa: PLC0415

        deleted = super().delete(*args, **kwargs)
        keep_of_record(self.record)
        return deleted

    def clean(self) -> None:
        """The form stands in the words of the citation."""
        super().clean()
        self.refuse_not_quoted()

    def refuse_not_quoted(self) -> None:
        """Raise ValidationError unless the form, which stands in quotation marks, is held by its citation."""
        if self.citation_id and not stands(self.form, self.citation.exact):
            raise ValidationError({"form": _("This form does not stand in the words of the citation.")})


class ContributorForm(PrintedForm):
    """A form of a person's name as printed in a source."""

    record = models.ForeignKey(Contributor, on_delete=models.CASCADE, related_name="printed_forms")


class LegalDocumentForm(PrintedForm):
    """A form of a document's title as printed in a source."""

    record = models.ForeignKey(LegalDocument, on_delete=models.CASCADE, related_name="printed_forms")
