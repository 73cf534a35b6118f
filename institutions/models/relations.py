"""What ties bodies to persons and documents."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from institutions.models.institution import Institution
from portal.choice_fields import ChoiceField
from sources.facts import Fact
from sources.models import Evidence, LegalDocument, Record, RecordQuerySet


class Office(Record):
    """A role in the mechanism of parliamentary diplomacy: who does what, with which rank."""

    FACTS = (
        Fact("title", _("Office")),
        Fact("does", _("What the holder does")),
        Fact("rank", _("Rank")),
        Fact("experience", _("Experience")),
    )
    SEARCHED = ("title", "does", "rank", "experience")

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="offices", verbose_name=_("institution")
    )
    title = models.CharField(_("office"), max_length=200)
    does = models.TextField(_("what the holder does, in own words"), blank=True)
    rank = models.CharField(_("diplomatic rank, as printed"), max_length=120, blank=True)
    experience = models.TextField(_("experience the source states, in own words"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["institution", "position", "slug"]

    def __str__(self) -> str:
        return f"{self.title}, {self.institution}"

    def get_absolute_url(self) -> str:
        """Its place on the page of its body."""
        return f"{self.institution.get_absolute_url()}#{self.slug}"


class OfficeEvidence(Evidence):
    """The support of a citation for a fact about an office."""

    record = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="evidence")


class LegalBasis(Record):
    """The tie of a body to a legal document, in one role."""

    class Role(models.TextChoices):
        """What the document is to the body; the editors' own list."""

        FOUNDED_BY = "founded_by", _("Founded by")
        GOVERNED_BY = "governed_by", _("Governed by")
        ISSUED = "issued", _("Issued")
        PARTY = "party", _("Bound by")
        PROPOSED_FOR = "proposed_for", _("Proposed for it")

    FACTS = (Fact("role", _("Role"), coded=True),)

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="legal_bases", verbose_name=_("institution")
    )
    document = models.ForeignKey(
        LegalDocument, on_delete=models.PROTECT, related_name="legal_bases", verbose_name=_("document")
    )
    role = ChoiceField(_("role"), max_length=16, choices=Role)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")
        ordering = ["institution", F("document__adopted_earliest").asc(nulls_last=True), "document__slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "document", "role"],
                name="legal_basis_once",
                violation_error_message=_("This document has this role for this body already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution}: {self.get_role_display()} {self.document}"

    def get_absolute_url(self) -> str:
        """Its place on the page of its body."""
        return f"{self.institution.get_absolute_url()}#documents"


class LegalBasisEvidence(Evidence):
    """The support of a citation for the tie of a body to a document."""

    record = models.ForeignKey(LegalBasis, on_delete=models.CASCADE, related_name="evidence")
