"""Which state belongs to which body, and how that is known."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from institutions.models.institution import Institution
from institutions.models.state import State
from portal.choice_fields import ChoiceField
from portal.partial_dates import PartialDateColumns, date_constraints
from sources.facts import Fact
from sources.models import Evidence, Record, RecordQuerySet


class Membership(Record):
    """The tie of a state to an institution in one role, for a time."""

    class Role(models.TextChoices):
        """Roles as the page of 2015 (observer, state party) and the research notes name them."""

        MEMBER = "member", _("Member")
        ASSOCIATE = "associate", _("Associate member")
        OBSERVER = "observer", _("Observer")
        PARTNER = "partner", _("Partner")
        PARTICIPANT = "participant", _("Participant, role not stated")
        FOUNDER = "founder", _("Founding state")
        SUSPENDED = "suspended", _("Suspended")

    class Basis(models.TextChoices):
        """How the tie is known; from the head of the research notes of November 2026."""

        NAMED = "named", _("Named in a source on the body")
        DATASET = "dataset", _("From an open data set only")
        PARENT = "parent", _("Derived from the members of the parent organisation")

    class Confidence(models.TextChoices):
        """How well the tie is supported, where the research notes say so."""

        TWO_INDEPENDENT = "two_independent", _("two independent publishers")
        ONE_OFFICIAL = "one_official", _("one official source")
        ONE_SECONDARY = "one_secondary", _("one secondary source")

    FACTS = (
        Fact("role", _("Role")),
        Fact("start", _("Since")),
        Fact("end", _("Until")),
        Fact("listed", _("So on")),
    )

    state = models.ForeignKey(
        State, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("state")
    )
    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("institution")
    )
    role = ChoiceField(_("role"), max_length=12, choices=Role)
    start = PartialDateColumns(_("since"))
    end = PartialDateColumns(_("until"))
    listed = PartialDateColumns(_("so on the day"))
    basis = ChoiceField(_("basis"), max_length=8, choices=Basis, blank=True)
    confidence = ChoiceField(_("confidence"), max_length=16, choices=Confidence, blank=True)
    member_body = models.CharField(
        _("chamber or parliament"), max_length=120, blank=True, help_text=_("Where a source names it.")
    )
    note = models.TextField(_("editor's note"), blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["institution", "state__name_en", F("start_earliest").asc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["state", "institution", "start_earliest"],
                name="membership_once_a_start",
                violation_error_message=_("This state joined this institution at this date already."),
            ),
            models.UniqueConstraint(
                fields=["state", "institution"],
                condition=Q(start_earliest__isnull=True),
                name="membership_once_without_start",
                violation_error_message=_("This state has a membership of unknown start here already."),
            ),
            *date_constraints("start", "end"),
            *date_constraints("listed"),
        ]

    def __str__(self) -> str:
        return f"{self.state}, {self.institution}"

    def get_absolute_url(self) -> str:
        """Its place on the page of its body."""
        return f"{self.institution.get_absolute_url()}#members"


class MembershipEvidence(Evidence):
    """The support of a citation for a membership."""

    record = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="evidence")


class MemberList(Record):
    """How the list of the members of a body was obtained."""

    FACTS = (
        Fact("basis", _("Basis"), coded=True),
        Fact("listed", _("List of")),
        Fact("says", _("On the list")),
    )
    SEARCHED = ("says",)

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="member_lists", verbose_name=_("institution")
    )
    basis = ChoiceField(_("basis"), max_length=8, choices=Membership.Basis)
    listed = PartialDateColumns(_("list of"))
    says = models.TextField(_("on the list, in own words"), blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of members")
        verbose_name_plural = _("lists of members")
        ordering = ["institution", F("listed_earliest").asc(nulls_last=True), "slug"]
        constraints = [*date_constraints("listed")]

    def __str__(self) -> str:
        return f"{self.institution}: {self.get_basis_display()}"

    def get_absolute_url(self) -> str:
        """Its place on the page of its body."""
        return f"{self.institution.get_absolute_url()}#members"


class MemberListEvidence(Evidence):
    """The support of a citation for what is said of a list of members."""

    record = models.ForeignKey(MemberList, on_delete=models.CASCADE, related_name="evidence")
