"""The filters of the list pages of this app."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.filtering import FacetFilter, PortalFilterSet, SortFilter, WordsFilter, YearFilter
from sources.models import Definition, Discrepancy, Element, LegalDocument, Record, Source
from sources.models.legal_document import JURISDICTIONS
from sources.models.source import language_name


class RecordFacet(FacetFilter):
    """A facet whose values are other records, by their slug: only published ones are offered."""

    def choose_from(self, records: QuerySet) -> None:
        """Offer the published records that `records` are tied to."""
        relation = self.field_name.removesuffix("__slug")
        super().choose_from(records.filter(**{f"{relation}__publication": Record.Publication.PUBLISHED}))


class DefinitionFilter(PortalFilterSet):
    """Narrows the list of definitions."""

    things = (_("definition"), _("definitions"))

    q = WordsFilter(label=_("Words"), help_text=_("Words of the definition, its author or its context."))
    stated_min = YearFilter(
        field_name="stated", bound="first", label=_("From year"), help_text=_("Year, for example 2001.")
    )
    stated_max = YearFilter(
        field_name="stated", bound="last", label=_("Until year"), help_text=_("Year, for example 2016.")
    )
    kind = FacetFilter(
        field_name="kind",
        choices=Definition.Kind,
        label=_("Kind"),
        help_text=_("How near the words are to the person they are credited to, read by an editor."),
    )
    concept = RecordFacet(
        field_name="concept__slug",
        labelled_by="concept__name_en",
        label=_("Concept"),
        help_text=_("The notion that is defined."),
    )
    element = FacetFilter(
        field_name="elements__question",
        choices=Element.Question,
        not_stated=True,
        label=_("Question answered"),
        help_text=_("Which of five questions the words answer, read by an editor."),
    )
    speaker = RecordFacet(
        field_name="speakers__slug",
        labelled_by="speakers__name_en",
        not_stated=True,
        label=_("Said by"),
        help_text=_("The person to whom the words are credited; not stated for laws and institutions."),
    )
    source = RecordFacet(
        field_name="read_in__slug",
        labelled_by="read_in__short",
        label=_("Read in"),
        help_text=_("The source in which the words were seen."),
    )
    sort = SortFilter(
        fields=[("stated_earliest", "stated"), ("title", "title")],
        field_labels={"stated_earliest": _("Date"), "title": _("Author")},
    )

    class Meta:
        model = Definition
        fields: list[str] = []


class JurisdictionFilter(FacetFilter):
    """A filter by the codes of jurisdictions that occur, with the names of the states."""

    def choose_from(self, records: QuerySet) -> None:
        """Offer the codes that occur in `records`, and "not stated"."""
        super().choose_from(records)
        self.extra["choices"] = [
            (code, JURISDICTIONS.get(code, name)) for code, name in self.extra["choices"]
        ]


class LegalDocumentFilter(PortalFilterSet):
    """Narrows the list of legal documents."""

    things = (_("document"), _("documents"))

    q = WordsFilter(label=_("Words"), help_text=_("Words of the title, the issuer or what it does."))
    adopted_min = YearFilter(
        field_name="adopted", bound="first", label=_("Adopted from"), help_text=_("Year, for example 1995.")
    )
    adopted_max = YearFilter(
        field_name="adopted", bound="last", label=_("Adopted until"), help_text=_("Year, for example 2020.")
    )
    kind = FacetFilter(
        field_name="kind",
        choices=LegalDocument.Kind,
        label=_("Kind"),
        help_text=_("Kind of document, as the source texts name it."),
    )
    status = FacetFilter(
        field_name="status",
        choices=LegalDocument.Status,
        not_stated=True,
        label=_("Status"),
        help_text=_("What the sources say of its force, at their date."),
    )
    jurisdiction = JurisdictionFilter(
        field_name="jurisdiction",
        labelled_by="jurisdiction",
        not_stated=True,
        label=_("Jurisdiction"),
        help_text=_("The state whose document it is; not stated for documents of several states."),
    )
    sort = SortFilter(
        fields=[("adopted_earliest", "date"), ("title_en", "title")],
        field_labels={"adopted_earliest": _("Date"), "title_en": _("Title")},
    )

    class Meta:
        model = LegalDocument
        fields: list[str] = []


class DiscrepancyFilter(PortalFilterSet):
    """Narrows the page of discrepancies."""

    things = (_("discrepancy"), _("discrepancies"))

    q = WordsFilter(label=_("Words"), help_text=_("Words of the finding or of the editor's reading."))
    status = FacetFilter(
        field_name="status",
        choices=Discrepancy.Status,
        label=_("Status"),
        help_text=_("How far it is settled."),
    )
    kind = FacetFilter(
        field_name="kind", choices=Discrepancy.Kind, label=_("Kind"), help_text=_("What differs.")
    )
    confidence = FacetFilter(
        field_name="confidence",
        choices=Discrepancy.Confidence,
        label=_("Confidence"),
        help_text=_("How well the finding is supported."),
    )
    text = FacetFilter(
        field_name="text__slug",
        labelled_by="text__short",
        label=_("In the text"),
        help_text=_("The source in which it stands."),
    )

    class Meta:
        model = Discrepancy
        fields: list[str] = []


class LanguageFilter(FacetFilter):
    """A filter by the codes of languages that occur, with the names of the languages."""

    def choose_from(self, records: QuerySet) -> None:
        """Offer the languages that occur in `records`, by name, and "not stated"."""
        super().choose_from(records)
        *codes, not_stated = self.extra["choices"]
        named = sorted(((code, language_name(code)) for code, _code in codes), key=lambda pair: pair[1])
        self.extra["choices"] = [*named, not_stated]


class SourceFilter(PortalFilterSet):
    """Narrows the bibliography."""

    things = (_("source"), _("sources"))

    q = WordsFilter(
        label=_("Words"), help_text=_("Words of the title, the contributors, the journal or the key words.")
    )
    published_min = YearFilter(
        field_name="published",
        bound="first",
        label=_("Published from"),
        help_text=_("Year, for example 2005."),
    )
    published_max = YearFilter(
        field_name="published",
        bound="last",
        label=_("Published until"),
        help_text=_("Year, for example 2021."),
    )
    role = FacetFilter(
        field_name="role",
        choices=Source.Role,
        label=_("Role"),
        help_text=_("What the source is to the portal."),
    )
    type = FacetFilter(
        field_name="type",
        choices=Source.Type,
        label=_("Type"),
        help_text=_("Type of publication, read by an editor."),
    )
    language = LanguageFilter(
        field_name="language",
        labelled_by="language",
        not_stated=True,
        label=_("Language"),
        help_text=_("Language of the work, read by an editor."),
    )
    sort = SortFilter(
        fields=[("short", "short"), ("published_earliest", "year")],
        field_labels={"short": _("Short reference"), "published_earliest": _("Year")},
    )

    class Meta:
        model = Source
        fields: list[str] = []
