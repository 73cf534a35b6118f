"""The filters of the list pages of this app."""

from django.utils.translation import gettext_lazy as _

from portal.filtering import (
    ChosenFilter,
    DecadeFilter,
    FacetFilter,
    PortalFilterSet,
    SortFilter,
    WordsFilter,
    YearFilter,
)
from sources.models import Definition, Discrepancy, Element, LegalDocument, Source
from sources.models.legal_document import jurisdiction_name
from sources.models.source import language_name


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
        meanings=Definition.KIND_MEANS,
        label=_("Kind"),
        help_text=_("How near the words are to the person they are credited to, read by an editor."),
    )
    decade = DecadeFilter(
        field_name="stated",
        not_stated=True,
        label=_("Decade"),
        help_text=_("When it was said or written; a span of years stands in each of its decades."),
    )
    concept = FacetFilter(
        field_name="concept__slug",
        labelled_by="concept__name_en",
        published_through=("concept",),
        label=_("Concept"),
        help_text=_("The notion that is defined."),
    )
    element = FacetFilter(
        field_name="elements__question",
        choices=[(each.value, each.named) for each in Element.Question],
        not_stated=True,
        absence_is_known=True,
        label=_("Question answered"),
        help_text=_("Which of five questions the words answer, read by an editor."),
    )
    speaker = FacetFilter(
        field_name="speakers__slug",
        labelled_by="speakers__name_en",
        published_through=("speakers",),
        not_stated=True,
        absence_is_known=True,
        label=_("Said by"),
        help_text=_("The person to whom the words are credited; not stated for laws and institutions."),
    )
    source = FacetFilter(
        field_name="read_in__slug",
        labelled_by="read_in__short",
        published_through=("read_in",),
        label=_("Read in"),
        help_text=_("The source in which the words were seen."),
    )
    pages = FacetFilter(
        field_name="pages",
        not_stated=True,
        label=_("Page of the work"),
        help_text=_("The page of the work in which the words stand, as the source we read gives it."),
    )
    sort = SortFilter(
        fields=[("stated_earliest", "stated"), ("title", "title")],
        field_labels={"stated_earliest": _("Date"), "title": _("Author")},
    )

    class Meta:
        model = Definition
        fields: list[str] = []


class ChoosableDefinitionFilter(DefinitionFilter):
    """Narrows the list of definitions, on which some can be chosen to stand side by side."""

    d = ChosenFilter(compared="sources:definition_compare")


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
    valid_min = YearFilter(
        field_name="valid",
        bound="first",
        label=_("Covers years from"),
        help_text=_("Year, for example 2014: documents for a period that reaches this year or a later one."),
    )
    valid_max = YearFilter(
        field_name="valid",
        bound="last",
        label=_("Covers years until"),
        help_text=_("Year, for example 2030: documents for a period that has begun by then."),
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
    issuer = FacetFilter(
        field_name="issuer",
        not_stated=True,
        label=_("Issued by"),
        help_text=_("The body that adopted it, as printed."),
    )
    jurisdiction = FacetFilter(
        field_name="jurisdiction",
        name_of=jurisdiction_name,
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
        published_through=("text",),
        label=_("In the text"),
        help_text=_("The source in which it stands."),
    )

    class Meta:
        model = Discrepancy
        fields: list[str] = []


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
    language = FacetFilter(
        field_name="language",
        name_of=language_name,
        not_stated=True,
        label=_("Language"),
        help_text=_("Language of the work, read by an editor."),
    )
    cited_in = FacetFilter(
        field_name="entries__source__slug",
        labelled_by="entries__source__short",
        published_through=("entries__source",),
        not_stated=True,
        absence_is_known=True,
        label=_("Cited in"),
        help_text=_("The source in whose reference list it stands."),
    )
    sort = SortFilter(
        fields=[("short", "short"), ("published_earliest", "year")],
        field_labels={"short": _("Short reference"), "published_earliest": _("Year")},
    )

    class Meta:
        model = Source
        fields: list[str] = []
