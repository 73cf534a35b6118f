"""What authors say a concept is, and which questions their words answer."""

from typing import Any, ClassVar, NamedTuple, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from portal.choice_fields import ChoiceField
from portal.folding import fold
from portal.partial_dates import PartialDateColumns, date_constraints
from sources.facts import Fact
from sources.marking import Segment, Span, cuts_word, segments, with_line_feeds
from sources.models.citation import Citation, Evidence
from sources.models.concept import Concept
from sources.models.contributor import Contributor
from sources.models.record import Record, RecordQuerySet, public, published, refuse_cycle, seen
from sources.models.source import Source


class DefinitionQuerySet(RecordQuerySet):
    """Definitions, spoken of in the words of the portal."""

    def in_order_of_time(self) -> Self:
        """The earliest first; those without a date last."""
        return self.order_by(F("stated_earliest").asc(nulls_last=True), "slug")

    def for_list(self) -> Self:
        """What a row of the list of definitions prints."""
        return (
            self.published()
            .select_related("concept", "work", "read_in", "via", "amends__read_in")
            .prefetch_related(Prefetch("speakers", Contributor.objects.published()), "elements", "evidence")
            .in_order_of_time()
        )

    def for_detail(self) -> Self:
        """What the page of one definition prints."""
        from sources.models.statement import Discrepancy, Statement  # noqa: PLC0415

        speakers = Contributor.objects.published().prefetch_related("printed_forms")
        return (
            self.published()
            .select_related("concept", "work", "read_in", "via", "amends__read_in")
            .prefetch_related(
                Prefetch("speakers", speakers),
                "elements",
                "evidence",
                "amends__elements",
                "amends__evidence",
                published("amended_by", Definition, "elements", "read_in"),
                published("statements", Statement, "source"),
                published("discrepancies", Discrepancy),
            )
        )

    def defining(self, concept: int) -> Self:
        """Published ones that define a concept, not only mention it or remark on it, in order of time."""
        kinds = (Definition.Kind.VERBATIM, Definition.Kind.PARAPHRASE)
        return self.published().filter(concept=concept, kind__in=kinds).in_order_of_time()

    def amending(self) -> Self:
        """Published ones that amend another that a visitor may see, in order of time."""
        return (
            self.published()
            .filter(**seen(Definition, "amends__"))
            .select_related("amends")
            .in_order_of_time()
        )

    def to_choose(self) -> Self:
        """What a form that offers definitions for a comparison prints, in order of time."""
        return self.published().select_related("concept").in_order_of_time()

    def for_comparison(self, slugs: list[str]) -> Self:
        """What the comparison of the definitions with these slugs prints."""
        return self.for_list().filter(slug__in=slugs)

    def on_the_page_of(self, definition: "Definition") -> "list[Definition]":
        """Other published definitions on its page of its work: whoever speaks there or is quoted there."""
        work = definition.paged_in
        if work is None or not definition.pages:
            return []
        others = self.published().filter(Q(work=work) | Q(via=work), pages=definition.pages)
        found: Any = others.exclude(pk=definition.pk).select_related("work", "via").in_order_of_time()
        return [each for each in found if each.paged_in == work]

    def beside(self, definition: "Definition") -> tuple["Definition | None", "Definition | None"]:
        """The published definitions just before and just after one of them, in order of time."""
        ordered: list[Any] = list(self.published().in_order_of_time().only("slug", "title"))
        at = ordered.index(definition)
        return (ordered[at - 1] if at else None, ordered[at + 1] if at + 1 < len(ordered) else None)


class Definition(Record):
    """What an author says a concept is: the words, who says it, when, and where we read it."""

    class Kind(models.TextChoices):
        """How near the words are to the person they are credited to (DESIGN 2)."""

        VERBATIM = "verbatim", _("Verbatim")
        PARAPHRASE = "paraphrase", _("Paraphrase")
        FIRST_MENTION = "first_mention", _("First mention")
        COMMENT = "comment", _("Comment")

    KIND_HELP: ClassVar[dict[str, Any]] = {
        Kind.VERBATIM: _("The author's words, quoted by the source or written in the source itself."),
        Kind.PARAPHRASE: _("The source gives the author's view in the source's own words."),
        Kind.FIRST_MENTION: _("A use of the term that the source calls the first; it does not define it."),
        Kind.COMMENT: _("A remark about the concept that does not define it."),
    }
    #: The same in a few words, beside the kind as an option.
    KIND_MEANS: ClassVar[dict[str, Any]] = {
        Kind.VERBATIM: _("the author’s words"),
        Kind.PARAPHRASE: _("the view, in words of the source"),
        Kind.FIRST_MENTION: _("called the first use, no definition"),
        Kind.COMMENT: _("a remark, no definition"),
    }

    FACTS = (
        Fact("text", _("Words"), verbatim=True),
        Fact("speakers", _("Said by"), ("speakers_as_printed",), verbatim=True),
        Fact("stated", _("Date")),
        Fact("kind", _("Kind"), coded=True),
        Fact("work", _("Work")),
        Fact("pages", _("Page")),
        Fact("via", _("Quoted through")),
        Fact("amends", _("Amends")),
        Fact("context", _("Context"), coded=True),
    )
    SEARCHED = ("title", "text", "speakers_as_printed", "pages", "context")
    SEEN_THROUGH = ("read_in",)
    SHOWN_WITHOUT = ("concept",)
    #: Names of pages about several definitions, whose addresses no definition may take.
    RESERVED_SLUGS = frozenset({"compare", "lineage", "matrix", "method"})

    concept = models.ForeignKey(
        Concept, on_delete=models.PROTECT, related_name="definitions", verbose_name=_("concept")
    )
    title = models.CharField(_("short title"), max_length=160, help_text=_("“Beetham 2006”."))
    kind = ChoiceField(_("kind"), max_length=20, choices=Kind)
    text = models.TextField(
        _("words"), help_text=_("Letter by letter as in the source we read, without the quotation marks.")
    )
    language = models.CharField(_("language"), max_length=8, default="en")
    context = models.TextField(_("context, in own words"), blank=True)
    speakers: models.ManyToManyField = models.ManyToManyField(
        Contributor, blank=True, related_name="definitions", verbose_name=_("said by")
    )
    speakers_as_printed = models.CharField(_("said by, as printed"), max_length=200)
    stated = PartialDateColumns(_("date"))
    work = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="definitions",
        verbose_name=_("work"),
        help_text=_("In which it stands, as the source we read says."),
    )
    pages = models.CharField(_("page of the work"), max_length=40, blank=True, help_text=_("pp. 93-94"))
    read_in = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="definitions_read",
        verbose_name=_("read in"),
        help_text=_("The source in which we have seen the words."),
    )
    via = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="definitions_quoted",
        verbose_name=_("quoted through"),
        help_text=_("A work between the author and the source we read, which quotes or adopts the words."),
    )
    amends = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amended_by",
        verbose_name=_("amends"),
    )

    objects = DefinitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("definition")
        verbose_name_plural = _("definitions")
        ordering = [F("stated_earliest").asc(nulls_last=True), "slug"]
        constraints = [
            models.CheckConstraint(
                name="definition_does_not_amend_itself",
                condition=Q(amends__isnull=True) | ~Q(amends=F("pk")),
                violation_error_message=_("A definition cannot amend itself."),
            ),
            *date_constraints("stated"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the definition."""
        return self.page_url("sources:definition_detail")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; line breaks as one character, on which the places of elements count."""
        self.text = with_line_feeds(self.text)
        self.store_line_feeds()
        super().save(*args, **kwargs)

    def store_line_feeds(self) -> None:
        """Where the stored words break their lines with two characters, store one, and move the elements."""
        stored = type(self)._base_manager.filter(pk=self.pk, text__contains="\r")
        for text in list(stored.values_list("text", flat=True)):
            for each in self.elements.order_by("start"):
                start, end = (len(with_line_feeds(text[:place])) for place in (each.start, each.end))
                words = with_line_feeds(each.words)
                Element.objects.filter(pk=each.pk).update(start=start, end=end, words=words)
            stored.update(text=with_line_feeds(text))

    def clean(self) -> None:
        """The address is that of no other page, and no chain of amendments leads back to the definition."""
        self.text = with_line_feeds(self.text)
        if self.slug in self.RESERVED_SLUGS:
            raise ValidationError({"slug": _("Another page of the definitions has this address.")})
        refuse_cycle(self, "amends")

    @property
    def in_time(self) -> tuple[bool, Any, str]:
        """By which definitions stand in order of time, as in the database."""
        return (self.stated.earliest is None, self.stated.earliest, self.slug)

    @property
    def persons(self) -> list[Contributor]:
        """Who said it, in the order in which the source prints the names; those it leaves out last.

        Reads the relation `speakers`, which should be prefetched.
        """
        printed = fold(self.speakers_as_printed)
        places = {person: printed.find(fold(person.family_name)) for person in self.speakers.all()}
        return sorted(places, key=lambda person: (places[person] < 0, places[person]))

    @property
    def kind_help(self) -> str:
        """What the kind means, in a sentence."""
        return self.KIND_HELP[self.kind]

    @property
    def is_paraphrase(self) -> bool:
        """Whether the words are those of the source we read, not of the person they are credited to."""
        return self.kind == self.Kind.PARAPHRASE

    @property
    def own_work(self) -> Source | None:
        """The author's own work, if known: not the one through which the words are quoted."""
        return public(self.work) if self.work_id != self.via_id else None

    @property
    def quoted_through(self) -> Source | None:
        """The work between the author and the source we read, if a visitor may see it."""
        return public(self.via)

    @property
    def amended(self) -> "Definition | None":
        """The definition that this one amends, if a visitor may see it."""
        return public(self.amends)

    @property
    def paged_in(self) -> Source | None:
        """The work whose page `pages` names: the author's own, else the one that quotes the author."""
        return self.own_work or self.quoted_through

    @property
    def is_second_hand(self) -> bool:
        """Whether we read the words somewhere else than in the work in which they stand."""
        return self.work_id != self.read_in_id

    @property
    def citations_of_text(self) -> list[Citation]:
        """The citations in which the words stand; reads the relation `evidence`, best prefetched."""
        return [
            row.citation
            for row in self.evidence.all()
            if row.fact == "text" and row.stance == Evidence.Stance.SUPPORTS
        ]

    @property
    def place_in_source(self) -> str:
        """Where in the source that was read the words stand."""
        cited = self.citations_of_text
        places = (each.passage.describe() if each.passage else each.locator for each in cited)
        return "; ".join(dict.fromkeys(place for place in places if place))

    @property
    def standing_elements(self) -> "list[Element]":
        """Its elements, less those whose words no longer stand at their place."""
        return [each for each in self.elements.all() if self.text[each.start : each.end] == each.words]

    @property
    def has_lost_elements(self) -> bool:
        """Whether the words were changed under an element, which is left out since."""
        return len(self.standing_elements) < len(self.elements.all())

    @property
    def segments(self) -> list[Segment]:
        """The words, cut where an element begins or ends; joined they are `text`, letter by letter."""
        spans = (
            Span(each.start, each.end, Element.Question(each.question)) for each in self.standing_elements
        )
        return segments(self.text, spans)

    @property
    def answers(self) -> "list[Answer]":
        """Each of the five questions with the elements that answer it."""
        return [
            Answer(question, [each for each in self.standing_elements if each.question == question])
            for question in Element.Question
        ]


class Answer(NamedTuple):
    """What a definition says to a question: its elements, none if it does not answer."""

    question: "Element.Question"
    elements: "list[Element]"


class Element(models.Model):
    """A span of a definition that answers a question: who, what, why, how widely, on which level."""

    class Question(models.TextChoices):
        """The five questions put to each definition; the editors' own scheme (DESIGN 2), not the authors'.

        Pages, files and worksheets name a question by its word; the legend says what it asks, in its label.
        """

        WHO = "who", _("who acts")
        WHAT = "what", _("what they do")
        WHY = "why", _("why")
        RANGE = "range", _("how widely")
        LEVEL = "level", _("on which level")

        @property
        def word(self) -> Any:
            """The question in one word, which labels a marked span."""
            return Element.WORDS[self.value][0]

        @property
        def noun(self) -> Any:
            """What the question asks for, in one word."""
            return Element.WORDS[self.value][1]

        @property
        def named(self) -> str:
            """The word and the noun, as a choice of the question names it: who (actors)."""
            return str(self.word) if self.word == self.noun else f"{self.word} ({self.noun})"

    WORDS: ClassVar[dict[str, tuple[Any, Any]]] = {
        "who": (_("who"), _("actors")),
        "what": (_("what"), _("activity")),
        "why": (_("why"), _("purpose")),
        "range": (_("range"), _("scope")),
        "level": (_("level"), _("level")),
    }

    HALF_WORD = _("This span begins or ends inside a word. Mark whole words.")
    OVERLAP = _("Another element covers a part of this span.")
    #: Set by a form that holds all elements of a definition against each other, so that none is judged alone.
    judged_together = False

    definition = models.ForeignKey(Definition, on_delete=models.CASCADE, related_name="elements")
    question = ChoiceField(_("question"), max_length=8, choices=Question)
    start = models.PositiveIntegerField(_("start"), help_text=_("First character of the span, from 0."))
    end = models.PositiveIntegerField(_("end"), help_text=_("The character after the span."))
    words = models.CharField(_("words"), max_length=400, help_text=_("The span itself, for the eye."))
    coder = models.CharField(_("coded by"), max_length=80, blank=True)
    coded_on = models.DateField(_("coded on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("element")
        verbose_name_plural = _("elements")
        ordering = ["definition", "start"]
        constraints = [
            models.CheckConstraint(
                name="element_start_before_end",
                condition=Q(start__lt=F("end")),
                violation_error_message=_("A span has to end after it starts."),
            ),
            models.UniqueConstraint(
                fields=["definition", "start"],
                name="element_start_once_a_definition",
                violation_error_message=_("Another element starts at this character."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_question_display()}: {self.words}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; what `clean` refuses is refused in a shell too."""
        if not self.judged_together:
            self.clean()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """The words are those of the definition at this place, and no other element covers them."""
        self.words = with_line_feeds(self.words)
        known = self.definition_id is not None or Element.definition.is_cached(self)  # type: ignore[attr-defined]
        if not known or self.start is None or self.end is None:
            return
        if self.definition.text[self.start : self.end] != self.words:
            raise ValidationError({"words": _("These are not the words of the definition at this place.")})
        if cuts_word(self.definition.text, self.start) or cuts_word(self.definition.text, self.end):
            raise ValidationError({"words": self.HALF_WORD})
        if self.judged_together or self.definition.pk is None:  # elements are saved after a new definition
            return
        others = self.definition.elements.exclude(pk=self.pk)
        if others.filter(start__lt=self.end, end__gt=self.start).exists():
            raise ValidationError({"start": self.OVERLAP})
