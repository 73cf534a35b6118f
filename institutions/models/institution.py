"""Institutions and what they do."""

from collections.abc import Callable, Iterable
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from institutions.completeness import Completeness, completeness, number_stated
from institutions.models.state import State
from portal.choice_fields import ChoiceField
from portal.languages import TranslatedColumns, columns
from portal.partial_dates import PartialDateColumns, date_constraints
from sources.facts import Fact
from sources.models import (
    Discrepancy,
    Evidence,
    PrintedForm,
    Record,
    RecordQuerySet,
    Statement,
    published,
    refuse_cycle,
)


def going_on(relation: str = "") -> dict[str, Any]:
    """What a body fulfils of which no source states an end, seen from it or along `relation`.

    Without negation, so that it holds for one and the same row along a relation to many.
    """
    path = f"{relation}__" if relation else ""
    return {
        f"{path}ended_earliest__isnull": True,
        f"{path}ended_printed": "",
        f"{path}status__in": ["", *Institution.GOING_ON],
    }


def ended(relation: str = "") -> Q:
    """What a body fulfils of which a source states an end, dated or not; of one body: `has_ended`.

    `relation` leads to one body: along one to many, what is negated would hold for any other of them.
    """
    return ~Q(**going_on(relation))


class InstitutionQuerySet(RecordQuerySet):
    """Institutions, spoken of in the words of the portal."""

    def for_list(self) -> Self:
        """What a row of the list of institutions prints, and what it is sorted by."""
        from institutions.members import number_of_members  # noqa: PLC0415

        return (
            self.published()
            .annotate(members=number_of_members(), facts_stated=number_stated(Institution))
            .prefetch_related("evidence")
        )

    def for_table(self) -> Self:
        """What a row of the table of institutions prints."""
        return (
            self.for_list()
            .select_related("parent", "succeeded_by", "seat_state")
            .prefetch_related(published("functions", Function))
        )

    def for_file(self) -> Self:
        """What a file of institutions holds."""
        found = super().for_file().prefetch_related(published("functions", Function))
        return found.prefetch_related(Institution.followed_in_words())

    def for_detail(self) -> Self:
        """What the page of one body prints."""
        from institutions.models import (  # noqa: PLC0415
            Detail,
            Figure,
            LegalBasis,
            MemberList,
            Membership,
            Milestone,
            Office,
            OtherName,
        )

        public = Record.Publication.PUBLISHED
        return (
            self.published()
            .select_related("parent", "succeeded_by", "seat_state")
            .prefetch_related(
                "evidence",
                "printed_forms",
                published("functions", Function),
                published("memberships", Membership, "state", state__publication=public),
                published("offices", Office),
                published("figures", Figure),
                published("details", Detail),
                published("other_names", OtherName),
                published("member_lists", MemberList),
                published("legal_bases", LegalBasis, "document", document__publication=public),
                published("milestones", Milestone, "institutions"),
                published("statements", Statement, "source", source__publication=public),
                published("discrepancies", Discrepancy),
                published("parts", Institution),
                published("predecessors", Institution),
            )
        )

    def to_choose(self) -> Self:
        """Every body that a visitor can see, to be chosen by its name."""
        return self.published().only("slug", "acronym", "kind", *columns("name"))

    def for_comparison(self, slugs: Iterable[str]) -> Self:
        """What a comparison of the bodies named by `slugs` prints of each."""
        from institutions.models import (  # noqa: PLC0415
            Detail,
            Figure,
            LegalBasis,
            MemberList,
            Office,
            OtherName,
        )

        public = Record.Publication.PUBLISHED
        return (
            self.with_members(slugs)
            .select_related("parent", "succeeded_by", "seat_state")
            .prefetch_related(
                "evidence",
                published("functions", Function),
                published("figures", Figure),
                published("details", Detail),
                published("offices", Office),
                published("other_names", OtherName),
                published("member_lists", MemberList),
                published("legal_bases", LegalBasis, "document", document__publication=public),
            )
        )

    def with_members(self, slugs: Iterable[str]) -> Self:
        """The bodies named by `slugs` with the states that have a tie to them."""
        from institutions.models import Membership  # noqa: PLC0415

        public = Record.Publication.PUBLISHED
        ties = published("memberships", Membership, "state", state__publication=public)
        return self.published().filter(slug__in=slugs).prefetch_related(ties)

    def with_any_member(self) -> Self:
        """Bodies to which any state has a tie that a visitor can see."""
        public = Record.Publication.PUBLISHED
        seen = {"memberships__publication": public, "memberships__state__publication": public}
        return self.published().filter(**seen).order_by().distinct()

    def for_not_stated(self) -> Self:
        """What a row of the list of facts that no source states prints."""
        return (
            self.published()
            .select_related("parent", "succeeded_by", "seat_state")
            .prefetch_related(Institution.followed_in_words())
            .annotate(facts_stated=number_stated(Institution))
        )

    def inter_parliamentary(self) -> Self:
        """Bodies in which parliaments of several states meet."""
        return self.filter(kind__in=Institution.INTER_PARLIAMENTARY)


class Institution(Record):
    """A body named in the sources: inter-parliamentary, a parent organisation, a parliament, an organ."""

    class Kind(models.TextChoices):
        """Kinds of body: the editors' own list.

        It was made for the bodies that the two source texts name, and grew by the kinds of the research
        notes of November 2026 (network, conference, joint assembly, partnership). Each record's kind is read
        from its name or description, or from the notes (sign ≈).
        """

        ASSEMBLY = "assembly", _("Inter-parliamentary assembly")
        REGIONAL_PARLIAMENT = "regional_parliament", _("Parliament of a region")
        UNION = "union", _("Union of parliaments")
        JOINT = "joint", _("Joint assembly of two sides")
        CONFERENCE = "conference", _("Inter-parliamentary conference or forum")
        NETWORK = "network", _("Network of parliamentarians")
        LEAGUE = "league", _("League or society")
        ORGANISATION = "organisation", _("Inter-state organisation")
        PARTNERSHIP = "partnership", _("Partnership or agreement of states")
        PARLIAMENT = "parliament", _("National parliament")
        CHAMBER = "chamber", _("Chamber of a parliament")
        ORGAN = "organ", _("Organ or unit of a parliament")
        GOVERNMENT = "government", _("Organ of a state")
        HISTORICAL = "historical", _("Historical assembly")
        PARTY = "party", _("Political organisation")
        ACADEMIC = "academic", _("Academic institution")

    INTER_PARLIAMENTARY = (
        Kind.ASSEMBLY,
        Kind.REGIONAL_PARLIAMENT,
        Kind.UNION,
        Kind.JOINT,
        Kind.CONFERENCE,
        Kind.NETWORK,
    )

    class Region(models.TextChoices):
        """Regions as the names of the bodies give them or the research notes do; the editors' own list.

        A body has one; what its sources say of its area in full stands in `area`.
        """

        WORLD = "world", _("World")
        EUROPE = "europe", _("Europe")
        BLACK_SEA = "black_sea", _("Black Sea and Caspian area")
        EURASIA = "eurasia", _("Eurasia and the CIS")
        CENTRAL_ASIA = "central_asia", _("Central Asia")
        NORTH_ATLANTIC = "north_atlantic", _("North Atlantic")
        ARCTIC = "arctic", _("Arctic")
        MEDITERRANEAN = "mediterranean", _("Mediterranean")
        AMERICAS = "americas", _("Americas")
        NORTH_AMERICA = "north_america", _("North America")
        LATIN_AMERICA = "latin_america", _("Latin America")
        CARIBBEAN = "caribbean", _("Caribbean")
        ASIA = "asia", _("Asia")
        SOUTH_EAST_ASIA = "south_east_asia", _("South-East Asia")
        ASIA_PACIFIC = "asia_pacific", _("Asia and the Pacific")
        OCEANIA = "oceania", _("Oceania")
        ARAB_STATES = "arab_states", _("Western Asia and Northern Africa")
        AFRICA = "africa", _("Africa")
        SEVERAL = "several", _("Several regions")

    class Status(models.TextChoices):
        """The status of the body, not of its record."""

        ACTIVE = "active", _("Active")
        DISSOLVED = "dissolved", _("Dissolved")
        SUCCEEDED = "succeeded", _("Succeeded by another body")
        DORMANT = "dormant", _("Dormant")

    class Mandate(models.TextChoices):
        """How the members of a body come to sit in it, where a source says so; the editors' own list."""

        DIRECT = "direct", _("Directly elected")
        DELEGATED = "delegated", _("Delegated by parliaments")

    #: The statuses of a body that has ended, whether a source dates its end or not.
    ENDED = (Status.DISSOLVED, Status.SUCCEEDED)
    #: Those of a body of which no source states an end.
    GOING_ON = (Status.ACTIVE, Status.DORMANT)
    #: That of a body with neither an end nor a successor; whether a dormant one goes on is an open question.
    SURELY_GOING_ON = ("status", (Status.ACTIVE,))
    FACTS = (
        Fact("name", _("Name"), columns("name")),
        Fact("acronym", _("Acronym")),
        Fact("kind", _("Type"), coded=True),
        Fact("region", _("Region"), coded=True),
        Fact("area", _("Area")),
        Fact("status", _("Status")),
        Fact("mandate", _("How its members come"), coded=True),
        Fact("founded", _("Founded")),
        Fact("ended", _("Ended"), unless=SURELY_GOING_ON),
        Fact("parent", _("Parent body")),
        Fact("succeeded_by", _("Succeeded by"), unless=SURELY_GOING_ON),
        Fact("seat", _("Seat")),
        Fact("seat_state", _("Country of the seat")),
        Fact("working_languages", _("Working languages")),
        Fact("objective", _("Declared objective")),
        Fact("website", _("Website")),
        Fact("description", _("In the sources")),
    )
    SEARCHED = (
        "name_en",
        "name_ru",
        "name_kk",
        "acronym",
        "objective",
        "description",
        "seat",
        "get_mandate_display",
    )
    SEARCHED_ROWS = ("printed_forms", "other_names")

    name = TranslatedColumns(_("name"))
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = ChoiceField(_("type"), max_length=24, choices=Kind)
    region = ChoiceField(_("region"), max_length=20, choices=Region, blank=True)
    area = models.CharField(
        _("area, as the sources say"),
        max_length=200,
        blank=True,
        help_text=_("“Africa, Europe; Mediterranean”."),
    )
    status = ChoiceField(_("status"), max_length=12, choices=Status, blank=True)
    mandate = ChoiceField(_("how its members come"), max_length=12, choices=Mandate, blank=True)
    founded = PartialDateColumns(_("founded"))
    ended = PartialDateColumns(_("ended"))
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("parent body"),
    )
    succeeded_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("succeeded by"),
    )
    seat = models.CharField(_("seat"), max_length=120, blank=True)
    seat_state = models.ForeignKey(
        State,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("country of the seat"),
    )
    working_languages = models.CharField(_("working languages"), max_length=200, blank=True)
    objective = models.TextField(_("declared objective"), blank=True)
    website = models.URLField(_("website"), blank=True)
    description = models.TextField(
        _("what the sources say of it, in own words"),
        blank=True,
        help_text=_("One or two sentences, as described by the source at its date."),
    )
    open_questions = models.TextField(
        _("open questions"),
        blank=True,
        help_text=_("Points on which the editors found no source; they are no facts."),
    )
    statements: models.ManyToManyField = models.ManyToManyField(
        Statement, blank=True, related_name="institutions", verbose_name=_("statements about it")
    )
    discrepancies: models.ManyToManyField = models.ManyToManyField(
        Discrepancy, blank=True, related_name="institutions", verbose_name=_("discrepancies about it")
    )

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["name_en", "slug"]
        constraints = [
            *date_constraints("founded", "ended"),
            models.CheckConstraint(
                name="institution_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                violation_error_message=_("A body cannot be its own parent."),
            ),
            models.CheckConstraint(
                name="institution_does_not_succeed_itself",
                condition=Q(succeeded_by__isnull=True) | ~Q(succeeded_by=F("pk")),
                violation_error_message=_("A body cannot succeed itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the body."""
        return self.page_url("institutions:institution_detail")

    def as_data(self, absolute: Callable[[str], str], columns: Iterable[str] = ()) -> dict[str, Any]:
        """What a file says of the body: its facts, or those named, its functions and how many members."""
        chosen, data = list(columns), super().as_data(absolute, columns)
        more: dict[str, Any] = {}
        if not chosen or "members" in chosen:
            more["members"] = getattr(self, "members", None)
            more["members_counted"] = self.members_counted
        if not chosen or "succeeded_by" in chosen:
            more["followed_by"] = [each.value for each in self.followers]
        if not chosen or "functions" in chosen:
            more["functions"] = [each.get_kind_display() for each in self.functions.all()]
        if not chosen or "stated" in chosen:
            more["stated"] = self.completeness().stated
        return {**data, **more}

    @staticmethod
    def followed_in_words() -> models.Prefetch:
        """What `followers` reads, where nothing else of the details of a body is shown."""
        from institutions.models.details import SUCCESSOR, Detail  # noqa: PLC0415

        return published("details", Detail, kind=Detail.Kind.SUCCESSION, label=SUCCESSOR)

    @staticmethod
    def has_followers() -> Q:
        """The condition in SQL that details say what followed it; with `succeeded_by`, which goes before."""
        from institutions.models.details import SUCCESSOR, Detail  # noqa: PLC0415

        told = Detail.objects.published().filter(kind=Detail.Kind.SUCCESSION, label=SUCCESSOR)
        return ended() & Q(pk__in=told.order_by().values("institution"))

    @property
    def followers(self) -> list[Any]:
        """The details that say what followed it, where no body that a visitor can see did."""
        from institutions.models.details import SUCCESSOR, Detail  # noqa: PLC0415

        if not self.has_ended or (self.succeeded_by and self.succeeded_by.is_published):
            return []
        told = (Detail.Kind.SUCCESSION, SUCCESSOR)
        return [each for each in self.details.all() if (each.kind, each.label) == told]  # type: ignore[attr-defined]

    @property
    def short(self) -> str:
        """The acronym, or the name where it has none."""
        return self.acronym or self.name

    @property
    def has_ended(self) -> bool:
        """Whether a source states that the body ended, dated or not; in SQL: `ended()`."""
        return bool(self.ended) or self.status in self.ENDED

    @property
    def members_counted(self) -> str:
        """Of when its number of members is, as files say it."""
        return "when it ended" if self.has_ended else "today"

    def completeness(self) -> Completeness:
        """How many facts are stated, and which are not; reads parent, successor and country of the seat."""
        return completeness(self)

    def clean(self) -> None:
        """Neither a chain of parents nor one of successors leads back to the body."""
        refuse_cycle(self, "parent")
        refuse_cycle(self, "succeeded_by")


class InstitutionEvidence(Evidence):
    """The support of a citation for a fact about a body."""

    record = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="evidence")


class InstitutionForm(PrintedForm):
    """A form of a body's name as printed in a source."""

    record = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="printed_forms")


class Function(Record):
    """Something that a body does, as a source says."""

    class Kind(models.TextChoices):
        """Functions as the two source texts and the research notes name them; the editors' own list."""

        MODEL_LEGISLATION = "model_legislation", _("Model legislation")
        LEGAL_SPACE = "legal_space", _("Single legal space")
        ELECTION_OBSERVATION = "election_observation", _("Election observation")
        COORDINATION = "coordination", _("Coordination")
        SOCIALISATION = "socialisation", _("Socialisation and learning")
        CONTROL = "control", _("Parliamentary control")
        DEMOCRACY = "democracy", _("Democracy promotion")
        MEDIATION = "mediation", _("Mediation and crisis management")
        PEACEKEEPING = "peacekeeping", _("Peacekeeping")
        FOREIGN_POLICY = "foreign_policy", _("Foreign affairs, war and peace")
        TREATIES = "treaties", _("Treaties")
        LEGISLATION = "legislation", _("Legislation")
        SUPPORT = "support", _("Support of members of parliament")
        MEMORY = "memory", _("Institutional memory")
        REPRESENTATION = "representation", _("Representation of interests")
        TRAINING = "training", _("Training")
        DIALOGUE = "dialogue", _("Forum for dialogue")
        RECOMMENDATIONS = "recommendations", _("Recommendations on policy")
        CONSULTATION = "consultation", _("Consultative opinions")
        CAPACITY = "capacity", _("Capacity building")
        HUMAN_RIGHTS = "human_rights", _("Watch on human rights")
        BUDGET = "budget", _("Oversight of a budget")

    FACTS = (Fact("says", _("What it does")), Fact("kind", _("Function"), coded=True))
    SEARCHED = ("says",)

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="functions", verbose_name=_("institution")
    )
    kind = ChoiceField(_("function"), max_length=24, choices=Kind)
    says = models.TextField(_("what it does, in own words"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("function")
        verbose_name_plural = _("functions")
        ordering = ["institution", "position", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "kind"],
                name="function_kind_once_an_institution",
                violation_error_message=_("This body has this function already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        """Its place on the page of its body."""
        return f"{self.institution.get_absolute_url()}#functions"


class FunctionEvidence(Evidence):
    """The support of a citation for a function of a body."""

    record = models.ForeignKey(Function, on_delete=models.CASCADE, related_name="evidence")
