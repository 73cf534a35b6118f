"""What can be cited, and who made it."""

from typing import Self

from django.db import models
from django.db.models import Count, Prefetch, Q
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from portal.choice_fields import ChoiceField
from portal.languages import TranslatedColumns, columns
from portal.partial_dates import PartialDateColumns, date_constraints
from sources.facts import Fact
from sources.models.contributor import Contributor
from sources.models.record import Record, RecordQuerySet, published


def language_name(code: str) -> str:
    """The name of a language in the reader's language; a code that Django does not know is its own name."""
    if code == "zh":  # Django knows it by its scripts only
        return str(_("Chinese"))
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


#: Opens the words of an editor's note that say why a source is weak; every card of the source repeats them.
WEAK = "Weak:"


class SourceQuerySet(RecordQuerySet):
    """Sources, spoken of in the words of the portal."""

    def source_texts(self) -> Self:
        """The texts that the portal is made from."""
        return self.filter(role=Source.Role.SOURCE_TEXT)

    def for_footer(self) -> Self:
        """The source texts with how many paragraphs and references each has."""
        return self.annotate(
            paragraph_count=Count(
                "passages", distinct=True, filter=Q(passages__kind__in=["paragraph", "post"])
            ),
            reference_count=Count("references", distinct=True),
        ).order_by("code")

    def for_list(self) -> Self:
        """What a row of the bibliography prints."""
        return self.published().prefetch_related("evidence", self._entries())

    def for_detail(self) -> Self:
        """What the page of one source prints, in any of its roles; what was drawn from it is in `drawn`."""
        from sources.models.bibliography import ReferenceEntry  # noqa: PLC0415
        from sources.models.definition import Definition  # noqa: PLC0415
        from sources.models.legal_document import LegalDocument  # noqa: PLC0415
        from sources.models.statement import Discrepancy  # noqa: PLC0415

        people = Contribution.objects.filter(contributor__publication=Record.Publication.PUBLISHED)
        references = ReferenceEntry.objects.select_related("work", "passage")
        public = Record.Publication.PUBLISHED
        said = Count("statements", filter=Q(statements__publication=public), distinct=True)
        differs = Count("discrepancies", filter=Q(discrepancies__publication=public), distinct=True)
        return (
            self.published()
            .annotate(statement_count=said, discrepancy_count=differs)
            .prefetch_related(
                "evidence",
                Prefetch("contributions", people.select_related("contributor")),
                "imprint",
                "contents",
                "passages",
                Prefetch("references", references.prefetch_related("uses__passage")),
                self._entries("uses__passage"),
                published("definitions", Definition),
                published("definitions_read", Definition),
                published("definitions_quoted", Definition),
                published("legal_documents", LegalDocument),
                Prefetch("discrepancies_about", Discrepancy.objects.published()),
            )
        )

    def for_statements(self) -> Self:
        """What the page of all that one source says prints."""
        from sources.models.statement import Statement  # noqa: PLC0415

        return self.published().prefetch_related(published("statements", Statement, "speaker"))

    @staticmethod
    def _entries(*also: str) -> Prefetch:
        """The entries of published sources that name a work, with the relations of `also`."""
        from sources.models.bibliography import ReferenceEntry  # noqa: PLC0415

        entries = ReferenceEntry.objects.filter(source__publication=Record.Publication.PUBLISHED)
        return Prefetch("entries", entries.select_related("source", "passage").prefetch_related(*also))


class Source(Record):
    """Anything that can be cited: a source text, a work in its bibliography, or a supplementary page."""

    class Role(models.TextChoices):
        """What the source is to the portal (DESIGN 2)."""

        SOURCE_TEXT = "source_text", _("Source text")
        REFERENCE = "reference", _("Reference")
        SUPPLEMENTARY = "supplementary", _("Supplementary")

    class Type(models.TextChoices):
        """The type of publication; after the item types of CSL 1.0.2, less those that do not occur."""

        ARTICLE = "article-journal", _("Journal article")
        NEWS = "article-newspaper", _("News article")
        BOOK = "book", _("Book")
        CHAPTER = "chapter", _("Chapter")
        THESIS = "thesis", _("Thesis")
        REPORT = "report", _("Report")
        PAPER = "paper-conference", _("Conference paper")
        LEGISLATION = "legislation", _("Legal text")
        WEBPAGE = "webpage", _("Web page")
        POST = "post", _("Discussion page")
        DATASET = "dataset", _("Data set")

    FACTS = (
        Fact("title", _("Title"), (*columns("title"), "title_original")),
        Fact("contributors", _("Contributors"), ("contributors_as_printed",)),
        Fact("type", _("Type"), coded=True),
        Fact("language", _("Language"), coded=True),
        Fact("published", _("Published")),
        Fact("container", _("In")),
        Fact("volume", _("Volume")),
        Fact("issue", _("Issue")),
        Fact("pages", _("Pages")),
        Fact("publisher", _("Publisher")),
        Fact("publisher_place", _("Place")),
        Fact("doi", _("DOI")),
        Fact("issn", _("ISSN")),
        Fact("url", _("Address")),
        Fact("accessed", _("Accessed")),
        Fact("keywords", _("Key words"), columns("keywords")),
        Fact("abstract", _("Abstract, summarised"), columns("abstract")),
    )
    SEARCHED = (
        "title_en",
        "title_ru",
        "title_kk",
        "title_original",
        "contributors_as_printed",
        "container",
        "keywords_en",
        "keywords_ru",
        "keywords_kk",
        "abstract_en",
        "abstract_ru",
        "abstract_kk",
        "doi",
        "publisher",
    )
    SEARCHED_ROWS = ("contents", "imprint")

    code = models.CharField(
        _("code"), max_length=4, blank=True, help_text=_("Begins the marks of a source text: Ab, Kz.")
    )
    short = models.CharField(_("short reference"), max_length=120, help_text=_("“Abitbekov 2021”."))
    role = ChoiceField(_("role"), max_length=20, choices=Role)
    type = ChoiceField(_("type"), max_length=20, choices=Type)
    title = TranslatedColumns(_("title"), required=False)
    title_original = models.CharField(
        _("title as printed"), max_length=400, blank=True, help_text=_("In the language of the work.")
    )
    contributors_as_printed = models.CharField(_("contributors as printed"), max_length=300, blank=True)
    language = models.CharField(
        _("language"), max_length=8, blank=True, help_text=_("ISO 639-1: en, ru, kk.")
    )
    published = PartialDateColumns(_("published"))
    container = models.CharField(
        _("in"), max_length=300, blank=True, help_text=_("Journal, book or site that contains the work.")
    )
    volume = models.CharField(_("volume"), max_length=40, blank=True)
    issue = models.CharField(_("issue"), max_length=40, blank=True)
    pages = models.CharField(_("pages"), max_length=40, blank=True)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    publisher_place = models.CharField(_("place of publication"), max_length=120, blank=True)
    doi = models.CharField(_("DOI"), max_length=120, blank=True, help_text=_("Without https://doi.org/."))
    issn = models.CharField(_("ISSN"), max_length=80, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    url_is_link = models.BooleanField(
        _("address is shown as a link"), default=True, help_text=_("Off for mirrors and dead addresses.")
    )
    accessed = PartialDateColumns(_("accessed"))
    keywords = TranslatedColumns(_("key words"), long=True, required=False)
    abstract = TranslatedColumns(_("abstract, summarised in own words"), long=True, required=False)
    contributors: models.ManyToManyField = models.ManyToManyField(
        Contributor, through="Contribution", related_name="sources", verbose_name=_("contributors")
    )
    note = models.TextField(_("editor's note"), blank=True)
    shows_text = models.BooleanField(
        _("text is shown in context"),
        default=True,
        help_text=_("Off where rights do not allow a loaded text to be read here; its quotations stay."),
    )
    text_sha256 = models.CharField(
        _("SHA-256 of the text"),
        max_length=64,
        blank=True,
        help_text=_("Of the file in which the quotations were found word for word."),
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["short", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="source_code_once",
                violation_error_message=_("Another source text has this code."),
            ),
            models.CheckConstraint(
                name="source_text_has_a_code",
                condition=~Q(role="source_text") | ~Q(code=""),
                violation_error_message=_("A source text needs a code for its marks."),
            ),
            *date_constraints("published"),
            *date_constraints("accessed"),
        ]

    def __str__(self) -> str:
        return self.short

    def as_choice(self) -> str:
        """As an editor chooses it: the short reference, and the title where that does not hold it."""
        return self.short if self.heading in self.short else f"{self.short}: {self.heading}"

    def called(self) -> str:
        """Its titles in all languages, who made it as printed, and in what it was published."""
        titles = (getattr(self, name) for name in columns("title"))
        made = (self.contributors_as_printed, self.container, self.publisher)
        return " ".join([*titles, self.title_original, *made])

    def get_absolute_url(self) -> str:
        """The page of the source."""
        return self.page_url("sources:source_detail")

    @property
    def heading(self) -> str:
        """The title for the reader: translated, else as printed, else the short reference."""
        return self.title or self.title_original or self.short

    @property
    def is_one_page(self) -> bool:
        """Whether its pages, as they are printed, are a single page."""
        return self.pages.isdigit()

    @property
    def is_source_text(self) -> bool:
        """Whether it is one of the texts that the portal is made from."""
        return self.role == self.Role.SOURCE_TEXT

    @property
    def weakness(self) -> str:
        """Why the editors call it weak, in the words of their note from “Weak:” on; empty if they do not."""
        _before, weak, why = self.note.partition(WEAK)
        return weak + why

    @property
    def is_defining(self) -> bool:
        """Whether a definition stands in it, reaches us through it, or was read in it."""
        related = (self.definitions, self.definitions_quoted, self.definitions_read)
        return any(each.all() for each in related)

    @property
    def language_name(self) -> str:
        """The name of its language, empty if not stated."""
        return language_name(self.language) if self.language else ""

    @property
    def language_as_printed(self) -> str:
        """The tag of its printed title: "ru-Latn" where a Russian or Kazakh title stands in Latin letters."""
        if self.language in ("ru", "kk") and not any("Ѐ" <= letter <= "ӿ" for letter in self.title_original):
            return f"{self.language}-Latn"
        return self.language


class Contribution(models.Model):
    """The part that one person had in a source: author, editor, translator …"""

    class Role(models.TextChoices):
        """Roles as named in the imprint and the reference list of the source texts."""

        AUTHOR = "author", _("author")
        EDITOR = "editor", _("editor")
        EDITOR_IN_CHIEF = "editor_in_chief", _("editor-in-chief")
        RESPONSIBLE = "responsible", _("responsible for publication")
        LAYOUT = "layout", _("layout")
        TRANSLATOR = "translator", _("translation")

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="contributions")
    contributor = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="contributions")
    role = ChoiceField(_("role"), max_length=20, choices=Role, default=Role.AUTHOR)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    affiliation = models.CharField(_("affiliation as printed"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "contributor", "role"],
                name="contribution_once",
                violation_error_message=_("This person has this role in this source already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contributor}, {self.get_role_display()}"
