"""What ties bodies to states, persons, documents and numbers."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from institutions.models.institution import Institution
from institutions.models.state import State
from portal.choice_fields import ChoiceField
from portal.partial_dates import PartialDateColumns, date_constraints
from sources.facts import Fact
from sources.models import Evidence, LegalDocument, Record, RecordQuerySet
from sources.models.record import SearchedRow


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
