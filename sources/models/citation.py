"""Where in which source something stands, and what it supports."""

import re
from contextlib import suppress
from hashlib import sha256
from textwrap import shorten
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from portal.choice_fields import ChoiceField
from portal.data_version import kept
from portal.folding import fold
from sources.facts import gate_of_words, gate_without, refuse_unfound
from sources.models.passage import Passage
from sources.models.record import DeletedOneByOne
from sources.models.source import Source

#: So many letters of the words tell a citation from others where one is chosen.
BEGINNING = 90


class CitationQuerySet(models.QuerySet):
    """Citations, spoken of in the words of the portal."""

    def search(self, text: str) -> Self:
        """Citations with every word of `text`: quoted, of their place, or of a title of their source.

        The words are folded here, in any letter case and alphabet, which no database does for words of two
        tables; a number counts as a whole. Those that need no title for it come first, since one text gives
        many citations.
        """
        words = [re.escape(word) for word in fold(text).split()]
        asked = [re.compile(rf"(?<!\d){word}(?!\d)" if word.isdigit() else word) for word in words]
        if not asked:
            return self
        own, titled = [], []
        for pk, said, titles in kept("citations as searched", _searched_words):
            if all(each.search(said) for each in asked):
                own.append(pk)
            elif all(each.search(said) or each.search(titles) for each in asked):
                titled.append(pk)
        found = self.filter(pk__in=[*own, *titled])
        if not own:
            return found
        own_first = Case(When(pk__in=own, then=Value(0)), default=Value(1))
        return found.order_by(own_first, *(self.query.order_by or self.model._meta.ordering or ()))

    def get_by_natural_key(self, slug: str) -> Any:
        """The citation with this slug."""
        return self.get(slug=slug)


def _searched_words() -> list[tuple[int, str, str]]:
    """The words by which an editor finds each citation, folded, by its key: its own, those of its source."""
    citations = Citation.objects.order_by().select_related("source", "passage")
    return [(each.pk, fold(each.own_words()), fold(each.source.called())) for each in citations]


class Citation(models.Model):
    """Where in which source something stands, with the exact words.

    The fields follow the W3C Web Annotation model: `exact`, `prefix` and `suffix` make a TextQuoteSelector.
    A quotation of several ranges has `[…]` between them. A citation of a supplementary source usually has
    no words, only the source.
    """

    slug = models.SlugField(
        _("slug"),
        max_length=120,
        unique=True,
        help_text=_("Identifies the card on every page, for example ab27-law."),
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="citations", verbose_name=_("source")
    )
    passage = models.ForeignKey(
        Passage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("passage"),
    )
    locator = models.CharField(
        _("locator"),
        max_length=200,
        blank=True,
        help_text=_("What a reader would look up where there is no passage: “p. 14”, “Art. 1(2)”."),
    )
    exact = models.TextField(
        _("exact words"),
        blank=True,
        help_text=_("Letter by letter as in the source, no longer than the point needs; […] between ranges."),
    )
    decisive = models.CharField(
        _("decisive words"),
        max_length=400,
        blank=True,
        help_text=_("The part of the exact words to highlight."),
    )
    prefix = models.CharField(_("words before"), max_length=200, blank=True)
    suffix = models.CharField(_("words after"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    note = models.TextField(
        _("note"), blank=True, help_text=_("For a source without quotation: what it says, in own words.")
    )
    found_in = models.CharField(
        _("found in"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("SHA-256 of the text in which a program found the exact words."),
    )

    spans = models.JSONField(
        _("places in the text"),
        default=list,
        blank=True,
        editable=False,
        help_text=_("Start and end (exclusive) of each range in the loaded text."),
    )

    not_found = models.BooleanField(
        _("not found"),
        default=False,
        editable=False,
        help_text=_("The loaded text of the source does not hold the words, or holds them more than once."),
    )

    #: What a located citation was found by; a change of any of it undoes `found_in` and `spans`.
    LOCATED_BY = ("exact", "prefix", "suffix", "source_id", "passage_id")
    #: Where the words stand, as a program found them.
    PLACE = ("found_in", "spans", "not_found")
    #: The relations that `as_choice` reads.
    CHOICE_READS = ("source", "passage")

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["source", F("passage__position").asc(nulls_last=True), "slug"]
        constraints = [
            models.CheckConstraint(
                name="citation_words_have_a_place",
                condition=Q(exact="") | Q(passage__isnull=False) | ~Q(locator=""),
                violation_error_message=_("Exact words need a passage or a locator."),
            ),
            models.CheckConstraint(
                name="citation_says_what_or_where",
                condition=~Q(exact="") | ~Q(locator="") | ~Q(note=""),
                violation_error_message=_("Give the exact words, or a place, or what the source says."),
            ),
            models.CheckConstraint(
                name="citation_decisive_words_need_exact_words",
                condition=Q(decisive="") | ~Q(exact=""),
                violation_error_message=_("Decisive words are a part of the exact words; give those too."),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the place where the words stand now."""
        fields = kwargs.get("update_fields")
        if fields is None or not {"source", "passage", *self.LOCATED_BY}.isdisjoint(fields):
            self.locate()
            self.refuse_lost()
            if fields is not None:
                kwargs["update_fields"] = {*fields, *self.PLACE}
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if not is_new:
            from sources.rungs import keep_of_citation  # noqa: PLC0415

            keep_of_citation(self)

    def locate(self) -> None:
        """Look the words up in the text of the source, and keep where they stand or that they do not.

        Without a loaded text nothing can be looked up: words that were changed no longer count as found.
        """
        from sources.texts import loaded  # noqa: PLC0415

        if text := loaded(self.source_id):
            text.place(self)
            return
        self.not_found = False
        if self.pk and (self.found_in or self.spans):
            stored = Citation.objects.filter(pk=self.pk).values(*self.LOCATED_BY).first()
            if stored and any(getattr(self, name) != value for name, value in stored.items()):
                self.found_in, self.spans = "", []

    def refuse_lost(self) -> None:
        """Raise ValidationError if a change loses words on which something published rests.

        Neither may they lose what stands in quotation marks elsewhere and is proved by them.

        Words that were lost before, as where a text was stored with failures, are no reason to refuse.
        """
        from sources.citing import carrying_published  # noqa: PLC0415

        if self.not_found and carrying_published([self]):
            located_by = {name: getattr(self, name) for name in self.LOCATED_BY}
            if not Citation.objects.filter(pk=self.pk, not_found=True, **located_by).exists():
                refuse_unfound([self])
        if self.pk is not None and Citation.objects.filter(pk=self.pk).exclude(exact=self.exact).exists():
            gate_of_words(self)

    def natural_key(self) -> tuple[str]:
        """The slug, by which fixtures refer to the citation."""
        return (self.slug,)

    def clean(self) -> None:
        """The passage belongs to the source; the decisive words stand in the exact words."""
        if self.passage and self.passage.source_id != self.source_id:
            raise ValidationError({"passage": _("This passage belongs to another source.")})
        if self.source_id and self.source.is_source_text and not (self.passage_id and self.exact):
            raise ValidationError(_("A citation of a source text needs its passage and the exact words."))
        if self.decisive and self.decisive not in self.exact:
            raise ValidationError({"decisive": _("These words do not stand in the exact words.")})
        if self.source_id:
            self.locate()
            self.refuse_lost()

    def as_choice(self) -> str:
        """As an editor chooses it: source, place, how the words begin, slug."""
        where = " ".join(each for each in (str(self.source), self.place) if each)
        return f"{where}: {self.beginning} ({self.slug})"

    @property
    def place(self) -> str:
        """Its passage, as after the sign of a mark, or its locator; reads the passage."""
        if self.passage is None:
            return self.locator
        return self.passage.place if self.passage.is_reference else f"¶{self.passage.place}"

    @property
    def beginning(self) -> str:
        """How its words begin, in quotation marks, or what is said of its source."""
        words = shorten(self.exact or self.note, BEGINNING, placeholder=" …")
        return f"“{words}”" if self.exact else words

    def own_words(self) -> str:
        """The words by which an editor finds it, but the titles of its source; reads source and passage."""
        place = (self.passage.section, self.passage.label) if self.passage else ()
        return " ".join([self.as_choice(), self.source.code, *place, self.exact, self.note])

    @property
    def rung(self) -> "Evidence.Rung":
        """What was checked of the citation itself: its words are located, or it is no more than cited."""
        return Evidence.Rung.LOCATED if self.found_in else Evidence.Rung.CITED

    @property
    def fingerprint(self) -> str:
        """A hash of the words, their place and what settles it; changes when any of them does."""
        parts = (self.passage.key if self.passage else "", self.exact, self.prefix, self.suffix)
        return sha256("\n".join(parts).encode()).hexdigest()[:16]


class CitingManager(models.Manager.from_queryset(DeletedOneByOne)):  # type: ignore[misc]
    """Rows that cite, each with what its mark and card print, in one query."""

    def get_queryset(self) -> models.QuerySet:
        """The rows with their citation, its source and its passage."""
        return super().get_queryset().select_related("citation__source", "citation__passage")


class CitingRow(models.Model):
    """A row that rests on a citation and belongs to a record, which `OWNER` names. Abstract."""

    OWNER: ClassVar[str] = "record"
    #: All records on whose pages it stands, where that is not only the one that it belongs to.
    OWNERS: ClassVar[tuple[str, ...]] = ()
    citation: Any
    citation_id: Any

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, unless the words fail on which something published would rest."""
        self.refuse_unfound()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """What is published gets no quotation that does not stand in its loaded text."""
        super().clean()
        self.refuse_unfound()

    def refuse_unfound(self) -> None:
        """Raise ValidationError if something published would newly rest on words that are not found."""
        if self.citation_id and self.citation.not_found:
            rows: Any = type(self)._base_manager
            stored = rows.filter(pk=self.pk, citation=self.citation_id).first()
            before = [each for each in stored.owners() if each.is_published] if stored else []
            if any(each.is_published and each not in before for each in self.owners()):
                refuse_unfound([self.citation])

    def owners(self) -> list[Any]:
        """The records on whose pages the row stands; none while a form has not named one."""
        named = []
        for name in self.OWNERS or (self.OWNER,):
            with suppress(ObjectDoesNotExist):
                named.append(getattr(self, name))
        return [each for each in named if each is not None]


class EvidenceManager(CitingManager):
    """Evidence, each row with what its mark and card print, in one query."""

    def get_queryset(self) -> models.QuerySet:
        """The rows with their citation, its source and its passage, and with their discrepancy."""
        return super().get_queryset().select_related("discrepancy")


class Evidence(CitingRow):
    """The support that a citation gives to, or withholds from, one fact of a record.

    Abstract: each citable model has a concrete table of its own, with a foreign key `record`, so that
    references are real. `Evidence.__subclasses__()` are all of them.
    """

    class Stance(models.TextChoices):
        """What the citation does to the fact."""

        SUPPORTS = "supports", _("supports")
        CONTRADICTS = "contradicts", _("contradicts")

    class Nearness(models.TextChoices):
        """How near the fact is to the words: the sign of the mark (DESIGN 5.1)."""

        WORDS = "words", _("¶ the words state it")
        READING = "reading", _("≈ an editor's reading of the words")

    class Rung(models.TextChoices):
        """What was checked of a fact by this citation, the lowest first (DESIGN 5.2)."""

        CITED = "cited", _("Cited")
        LOCATED = "located", _("Located")
        LITERAL = "literal", _("Literal")
        REVIEWED = "reviewed", _("Reviewed")

    record: Any
    record_id: Any
    #: Set by a form that shows the gate all evidence of the record at once, so that no row is judged alone.
    judged_together = False

    citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, related_name="%(class)s_set", verbose_name=_("citation")
    )
    fact = models.CharField(_("fact"), max_length=60, help_text=_("The name of the fact in FACTS."))
    stance = ChoiceField(_("stance"), max_length=12, choices=Stance, default=Stance.SUPPORTS)
    nearness = ChoiceField(_("nearness"), max_length=10, choices=Nearness, default=Nearness.WORDS)
    note = models.TextField(
        _("editor's note"),
        blank=True,
        help_text=_("How the words were read, or in what the sources disagree."),
    )
    discrepancy = models.ForeignKey(
        "sources.Discrepancy",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_concerned",
        verbose_name=_("discrepancy"),
        help_text=_("The record of the disagreement, for a citation that contradicts the fact."),
    )
    rung = ChoiceField(_("rung"), max_length=10, choices=Rung, default=Rung.CITED, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reviewed by"),
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)

    objects = EvidenceManager()

    class Meta:
        abstract = True
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["citation__source", F("citation__passage__position").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "fact", "citation"],
                name="%(class)s_once_a_fact",
                violation_error_message=_("This citation is attached to this fact already."),
            ),
            models.CheckConstraint(
                name="%(class)s_review_is_whole",
                condition=Q(reviewed_by__isnull=True, reviewed_on__isnull=True)
                | Q(reviewed_by__isnull=False, reviewed_on__isnull=False),
                violation_error_message=_("A review has a reviewer and a date; give both or neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.citation} {self.stance} {self.fact}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the rung that the fact reaches by this citation."""
        from sources.rungs import rung_now  # noqa: PLC0415

        self._refuse_unknown_fact()
        self._refuse_turning()
        self.rung = rung_now(self)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "rung"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """The fact is one that the model declares; what the row has supported stays proved without it."""
        self._refuse_unknown_fact()
        if self.discrepancy_id and self.stance != self.Stance.CONTRADICTS:
            raise ValidationError({"discrepancy": _("Only a citation that contradicts belongs to one.")})
        if self.stance == self.Stance.CONTRADICTS and not self.discrepancy_id:
            raise ValidationError(
                {"discrepancy": _("A citation that contradicts the fact names the discrepancy.")}
            )
        super().clean()
        self._refuse_turning()

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete, unless a published record would be left with a fact that no citation supports."""
        if not self.judged_together:
            gate_without([self])
        return super().delete(*args, **kwargs)

    def _refuse_unknown_fact(self) -> None:
        """The row is evidence of a fact that its kind of record has."""
        model: Any = self._meta.get_field("record").related_model
        names = [fact.name for fact in model.FACTS]
        if self.fact not in names:
            said = _("“%(fact)s” is no fact of this kind of record. Choose one of: %(names)s.")
            raise ValidationError({"fact": said % {"fact": self.fact, "names": ", ".join(names)}})

    def _refuse_turning(self) -> None:
        """What the row has supported so far stays proved without it, if that is published."""
        if self.pk is not None and not self.judged_together:
            stored: Any = type(self)._default_manager.filter(pk=self.pk)
            kept = {name: getattr(self, name) for name in ("record_id", "fact", "stance", "citation_id")}
            gate_without(stored.exclude(**kept), instead=[self])

    @property
    def sign(self) -> str:
        """¶ word for word, ≈ an editor's reading, ≠ the sources disagree."""
        if self.stance == self.Stance.CONTRADICTS:
            return "≠"
        return "≈" if self.nearness == self.Nearness.READING else "¶"
