"""What staff edit of texts, definitions and documents; `RecordAdmin` is the base for both apps.

The evidence stands under the record. A record is saved as published only if the gate lets it pass, and
whatever is refused is refused with a sentence.
"""

from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, Max, Q, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.autocomplete import ChoosingAdmin, ChoosingForm, ChoosingInline
from portal.folding import fold
from sources.citing import lost_beside_evidence
from sources.drawn import stands_on
from sources.facts import gate_of_change, stated, unfound
from sources.models import (
    Citation,
    Concept,
    ContentsEntry,
    Contribution,
    Contributor,
    ContributorForm,
    Definition,
    Discrepancy,
    Element,
    Evidence,
    ImprintDetail,
    LegalDocument,
    LegalDocumentForm,
    Passage,
    PrintedForm,
    Provision,
    Reading,
    ReferenceEntry,
    ReferenceUse,
    Source,
    SourceText,
    Statement,
)
from sources.models.citation import CitingRow
from sources.texts import loaded

#: What the lists of rows that cite join, to say what is cited.
CITED = ("citation__source", "citation__passage")


def dates(*names: str) -> list[tuple[str, str, str]]:
    """The columns of partial dates, each date in a line of the form: `*dates("founded", "ended")`."""
    return [(f"{name}_earliest", f"{name}_latest", f"{name}_printed") for name in names]


def translated(name: str) -> list[str]:
    """The columns of a text kept in three languages."""
    return [f"{name}_en", f"{name}_ru", f"{name}_kk"]


def titles_of(relation: str) -> list[str]:
    """The columns by which the source to which `relation` leads is called."""
    called = ("slug", "short", *translated("title"), "title_original", "contributors_as_printed")
    return [f"{relation}__{name}" for name in called]


class WithoutEvidence(admin.SimpleListFilter):
    """Records that no citation supports: the editors' list of things to do."""

    title = _("evidence")
    parameter_name = "evidence"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Without, or with at least one citation."""
        return [("none", _("Without evidence")), ("some", _("With evidence"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The records that were asked for."""
        if self.value() == "none":
            return queryset.without_evidence()
        if self.value() == "some":
            return queryset.filter(evidence__isnull=False).distinct()
        return queryset


class Reviewed(admin.SimpleListFilter):
    """Evidence that a named editor has confirmed, or has not yet."""

    title = _("review")
    parameter_name = "reviewed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Reviewed or not."""
        return [("no", _("Not reviewed")), ("yes", _("Reviewed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The rows that were asked for."""
        if self.value() in ("no", "yes"):
            return queryset.filter(reviewed_by__isnull=self.value() == "no")
        return queryset


class EvidenceForm(ChoosingForm):
    """A row of evidence; the fact is chosen from those that the model declares."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "fact" in self.fields:
            record: Any = self._meta.model._meta.get_field("record").related_model
            choices = [("", "---------"), *((fact.name, fact.label) for fact in record.FACTS)]
            self.fields["fact"] = forms.ChoiceField(label=_("fact"), choices=choices)


def cited_rows(formset: Any) -> list[Any]:
    """The rows that a form which was read leaves, each with its citation."""
    forms_kept = [form for form in formset.forms if not form.cleaned_data.get("DELETE")]
    return [form.instance for form in forms_kept if form.cleaned_data.get("citation")]


class EvidenceFormSet(BaseInlineFormSet):
    """The evidence of one record; a record that is to be published has to pass the gate with it."""

    #: All that belongs to the record in the same form, which is judged together.
    together: Iterable[Any] = ()

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        """A row of the form, judged with all others."""
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.instance.judged_together = True
        return form

    def save(self, commit: bool = True) -> Any:
        """Save; rows first give up what they hold, so that two may exchange their facts or citations."""
        if commit:
            for form in self.initial_forms:
                if form.has_changed():
                    rows = type(form.instance)._base_manager.filter(pk=form.instance.pk)
                    rows.update(fact=f"~{form.instance.pk}")
        return super().save(commit)

    def clean(self) -> None:
        """Ask the gate about the record with the evidence of the form."""
        super().clean()
        beside = [each for each in self.together if issubclass(each.model, CitingRow) and each is not self]
        if not self.instance.is_published or not all(each.is_bound for each in beside):
            return
        for each in beside:
            each.is_valid()  # reads its rows; what is wrong with them is said beside what the gate says
        shown = {each.model: cited_rows(each) for each in beside}
        try:
            gate_of_change(self.instance, cited_rows(self), lost_beside_evidence(self.instance, shown))
            self.instance.judged_together = True
        except ValidationError as refused:
            advice = _("Add the citation, empty the field, or save the record as a draft.")
            raise ValidationError([*refused.messages, advice]) from refused


def refusals(inline: Any) -> Iterator[str]:
    """What is wrong with the rows of an inline, each with its row and field; then with all of them."""
    formset, said = inline.formset, set[str]()
    for number, form in enumerate(formset.forms, 1):
        for name, sentences in form.errors.items():
            field = form.fields.get(name)
            label = str((field.label if field else None) or "").capitalize()
            where = _("%(table)s, row %(number)s") % {
                "table": inline.opts.verbose_name_plural,
                "number": number,
            }
            where = str(where).capitalize() + (f", {label}" if label else "")
            for sentence in sentences:
                said.add(str(sentence))
                yield f"{where}: {sentence}"
    yield from (sentence for sentence in formset.non_form_errors() if str(sentence) not in said)


class EvidenceInline(ChoosingInline, admin.StackedInline):
    """The evidence of a record; the base of one inline for each kind of record."""

    form = EvidenceForm
    formset = EvidenceFormSet
    extra = 0
    fields = [
        ("fact", "citation"),
        ("stance", "nearness", "discrepancy"),
        "note",
        ("reviewed_by", "reviewed_on", "rung"),
    ]
    readonly_fields = ["rung"]
    autocomplete_fields = ["citation", "discrepancy", "reviewed_by"]
    verbose_name = _("evidence")
    verbose_name_plural = _("evidence")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever sees the record sees its evidence: an inline left out would leave out the gate."""
        return True


def evidence_inline(model: Any) -> type[EvidenceInline]:
    """The inline for the evidence of `model`."""
    related: Any = model._meta.get_field("evidence").related_model
    doc = f"The evidence of a {model._meta.model_name}."
    options = {"model": related, "fk_name": "record", "__doc__": doc}
    return type(f"{related.__name__}Inline", (EvidenceInline,), options)


class Children(ChoosingInline, admin.TabularInline):
    """Rows without a page of their own that belong to a record."""

    choice_width = "min(28em, 78vw)"
    extra = 0


class ChildRecordForm(ChoosingForm):
    """A record in the form of another; the slug of what is published stays, as on its own page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].disabled = self.instance.is_published


class ChildRecordFormSet(BaseInlineFormSet):
    """Records in the form of another; those that are published have to pass the gate as they are changed."""

    def clean(self) -> None:
        """Ask the gate about each published record that was changed."""
        super().clean()
        if any(self.errors):
            return
        kept = [form for form in self.initial_forms if not form.cleaned_data.get("DELETE")]
        changed = [form.instance for form in kept if form.has_changed() and form.instance.is_published]
        refused: list[str] = []
        for record in changed:
            try:
                gate_of_change(record)
            except ValidationError as error:
                refused += error.messages
        if refused:
            advice = _("Add the citation on the page of that record first, or make it a draft there.")
            raise ValidationError([*refused, advice])


class ChildRecords(Children):
    """Records that belong to a record; each has a page of its own, where it is proved and published."""

    form = ChildRecordForm
    formset = ChildRecordFormSet
    show_change_link = True
    readonly_fields = ["publication"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The rows with the records that their names read."""
        return super().get_queryset(request).select_related(*stands_on(self.model))


class PrintedFormInline(Children):
    """Forms of a name as printed."""

    autocomplete_fields = ["citation"]


class RecordAdmin(ChoosingAdmin, admin.ModelAdmin):
    """What the admin pages of all records share: who they are, whether published, on how much they rest."""

    #: Fields of the list between the name and the publication, and further filters.
    shown: tuple[str, ...] = ()
    narrowed_by: tuple[Any, ...] = ()
    search_fields = ["slug"]
    search_help_text = _("Words of the record, in any letter case, or a part of its slug.")
    list_per_page = 50
    save_on_top = True

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The dates; and the slug of what is published, since its address may have been cited."""
        return ["created", "updated", *(["slug"] if obj is not None and obj.is_published else [])]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Identity, publication, number of citations."""
        return ["__str__", *self.shown, "publication", "citation_count", "updated"]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """Publication, evidence, and what the model adds."""
        return ["publication", WithoutEvidence, *self.narrowed_by]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """The evidence first, then what belongs to the record."""
        return [evidence_inline(self.model), *self.inlines]

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        """What belongs to the record, the evidence aware of the rest."""
        made = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        for formset in made[0]:
            formset.together = made[0]
        return made

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Address and publication, then the fields in the order of the public page."""
        head = (None, {"fields": ["slug", "publication", ("created", "updated")]})
        return [head, *(self.fieldsets or [])]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """The form; what was refused in its rows is said at its head too, since they stand far below."""
        for inline in context["inline_admin_formsets"] if request.method == "POST" else ():
            for sentence in dict.fromkeys(refusals(inline)):
                messages.error(request, sentence)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save; which facts stood literally in their words before is remembered for `save_related`."""
        form.literal_before = self._literal(obj) if change else set()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save what belongs to the record; warn of values that their evidence may not hold any more."""
        super().save_related(request, form, formsets, change)
        lost = form.literal_before - self._literal(form.instance)
        kept = self._changed_alone(form, formsets) - lost if change else set()
        warnings = (
            (lost, _("No words that are quoted for it hold this value any more: %s. Look at its evidence.")),
            (kept, _("Changed, but not its evidence: %s. See that its citations say so.")),
        )
        for names, said in warnings:
            labels = [str(fact.label) for fact in stated(form.instance) if fact.name in names]
            if labels:
                messages.warning(request, said % ", ".join(labels))

    @staticmethod
    def _changed_alone(form: Any, formsets: Any) -> set[str]:
        """The facts whose value a form changed while it left their rows of evidence as they were."""
        facts = {fact.name for fact in form.instance.FACTS if fact.of_fields(form.changed_data)}
        rows = (row for formset in formsets if issubclass(formset.model, Evidence) for row in formset.forms)
        return facts - {row.instance.fact for row in rows if row.has_changed()}

    @staticmethod
    def _literal(record: Any) -> set[str]:
        """The facts of a record whose value stands in words quoted for it, by the rungs that are stored."""
        rows = record.evidence.filter(stance=Evidence.Stance.SUPPORTS, rung=Evidence.Rung.LITERAL)
        return set(rows.values_list("fact", flat=True))

    def get_ordering(self, request: HttpRequest) -> Any:
        """That of the model, named since Django leaves it out where rows are counted."""
        return self.model._meta.ordering

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The records with the number of their citations."""
        number = Count("evidence__citation", distinct=True)
        return super().get_queryset(request).annotate(citation_number=number)

    @admin.display(description=_("citations"), ordering="citation_number")
    def citation_count(self, record: Any) -> int:
        """On how many citations the record rests."""
        return int(record.citation_number)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Records with all words, in any letter case, or with this part of the slug."""
        if not fold(search_term):
            return queryset, False
        found = self.model._default_manager.search(search_term).values("pk")
        parts = (Q(**{f"{name}__icontains": search_term.strip()}) for name in self.search_fields)
        return queryset.filter(reduce(or_, parts, Q(pk__in=found))), False

    def view_on_site(self, obj: Any) -> str | None:  # type: ignore[override]
        """The public page; a draft has none."""
        return obj.get_absolute_url() if obj.is_published else None


class ChildAdmin(ChoosingAdmin, admin.ModelAdmin):
    """Rows that belong to a record and are mostly edited there."""

    list_per_page = 50

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not listed on the start page: the way here is the record, or a filter of its list."""
        return False

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Every relation, since each may lead to many rows."""
        fields = [*self.model._meta.fields, *self.model._meta.many_to_many]
        return [each.name for each in fields if each.is_relation]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The rows without the joins of their manager, beside which Django ignores `list_select_related`."""
        return super().get_queryset(request).select_related(None)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Rows with all words of their own, or with a citation that has them all."""
        found, repeats = super().get_search_results(request, queryset, search_term)
        if issubclass(self.model, CitingRow) and fold(search_term):
            found |= queryset.filter(citation__in=Citation.objects.search(search_term).values("pk"))
        return found, repeats

    @admin.display(description=_("citation"), ordering="citation")
    def cited(self, row: Any) -> str:
        """The citation as one chooses it: source, place, the beginning of the words."""
        return str(row.citation.as_choice())

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Row by row, so that each does what its `delete` says."""
        for row in queryset:
            row.delete()


class RefusedDeletion(admin.ModelAdmin):
    """Deletes unless a row refuses, since something published rests on it; then its sentence is said."""

    actions = ["delete_selected"]

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Delete, or say on the page of the row why not."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", unquote(object_id))

    @admin.action(permissions=["delete"], description=_("Delete selected %(verbose_name_plural)s"))
    def delete_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Delete all, or none and say above the list why not."""
        try:
            with transaction.atomic():
                return delete_selected(self, request, queryset)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return None


class EvidenceAdmin(RefusedDeletion, ChildAdmin):
    """All evidence of one kind of record, for review."""

    form = EvidenceForm
    list_display = ["record", "fact", "stance", "nearness", "cited", "rung", "reviewed_by"]
    list_display_links = ["record", "fact"]
    list_filter = [Reviewed, "rung", "stance", "nearness", "fact"]
    search_fields = ["record__slug", "note"]
    list_select_related = [*CITED, "reviewed_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The rows with their record and what its name reads."""
        return super().get_queryset(request).prefetch_related(*self._read())

    def _read(self) -> list[str]:
        record: Any = self.model._meta.get_field("record").related_model
        within = [each for each in ("institution", "document", "state") if hasattr(record, f"{each}_id")]
        return ["record", *(f"record__{each}" for each in within)]


class PrintedFormAdmin(ChildAdmin):
    """All printed forms of one kind of record."""

    list_display = ["form", "record", "cited"]
    search_fields = ["form", "record__slug"]
    list_select_related = ["record", *CITED]


def register_proofs(app_label: str) -> None:
    """Register the concrete tables of evidence and of printed forms of one app."""
    for base, options in ((Evidence, EvidenceAdmin), (PrintedForm, PrintedFormAdmin)):
        for model in base.__subclasses__():
            if model._meta.app_label == app_label:
                admin.site.register(model, options)


class ContributionInline(Children):
    """Who had a part in a source."""

    model = Contribution
    autocomplete_fields = ["contributor"]


class ImprintInline(Children):
    """Details of the imprint."""

    model = ImprintDetail
    autocomplete_fields = ["citation"]


class ContentsInline(Children):
    """The contents of the issue."""

    model = ContentsEntry
    autocomplete_fields = ["citation"]


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    """Source texts, references, supplementary pages."""

    shown = ("role", "type", "published_earliest")
    narrowed_by = ("role", "type", "language")
    search_fields = ["slug", "short"]
    inlines = [ContributionInline, ImprintInline, ContentsInline]
    fieldsets = [
        (_("Identity"), {"fields": [("code", "short"), ("role", "type"), "language"]}),
        (_("Title"), {"fields": [*translated("title"), "title_original", "contributors_as_printed"]}),
        (
            _("Published"),
            {
                "fields": [
                    *dates("published"),
                    "container",
                    ("volume", "issue", "pages"),
                    ("publisher", "publisher_place"),
                    ("doi", "issn"),
                    ("url", "url_is_link"),
                    *dates("accessed"),
                ]
            },
        ),
        (_("Contents"), {"fields": [*translated("keywords"), *translated("abstract")]}),
        (_("Editing"), {"fields": ["note", "text_sha256", "shows_text"]}),
    ]


@admin.register(Contributor)
class ContributorAdmin(RecordAdmin):
    """Persons."""

    shown = ("sort_name",)
    inlines = [
        type("ContributorFormInline", (PrintedFormInline,), {"model": ContributorForm, "__doc__": "Forms."})
    ]
    fieldsets = [(_("Person"), {"fields": [*translated("name"), "sort_name", "description"]})]


@admin.register(Concept)
class ConceptAdmin(RecordAdmin):
    """Concepts."""

    fieldsets = [(_("Concept"), {"fields": [*translated("name"), "summary"]})]


class ElementFormSet(BaseInlineFormSet):
    """The spans of one definition, none of which may cover a part of another."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        """A row of the form, judged with all others."""
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.instance.judged_together = True
        return form

    def save(self, commit: bool = True) -> Any:
        """Save; rows that change first stand behind the words, so that one may take the place of another."""
        if commit:
            last = self.get_queryset().aggregate(last=Max("end"))["last"] or 0
            behind = max(last, len(self.instance.text))
            changed = [form.instance.pk for form in self.initial_forms if form.has_changed()]
            rows = self.get_queryset().filter(pk__in=changed)
            rows.update(start=F("pk") + behind, end=F("pk") + behind + 1)
        return super().save(commit)

    def clean(self) -> None:
        """Hold the rows of the form against each other, and against those marked since it was opened."""
        super().clean()
        if any(self.errors):
            return
        kept = (form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE"))
        spans = [(each.instance.start, each.instance.end) for each in kept]
        if self.instance.pk is not None:
            opened = [form.instance.pk for form in self.initial_forms]
            spans += self.instance.elements.exclude(pk__in=opened).values_list("start", "end")
        if any(later < end for (_start, end), (later, _end) in pairwise(sorted(spans))):
            raise ValidationError(Element.OVERLAP)


class ElementInline(Children):
    """The spans of a definition that answer a question."""

    model = Element
    formset = ElementFormSet

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The field; that of the words takes line breaks, which a line of input would lose."""
        if db_field.name == "words":
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 2, "cols": 40})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Definition)
class DefinitionAdmin(RecordAdmin):
    """Definitions, comments and first mentions."""

    shown = ("concept", "kind", "speakers_as_printed", "stated_earliest")
    narrowed_by = ("concept", "kind")
    list_select_related = ["concept"]
    autocomplete_fields = ["concept", "speakers", "work", "read_in", "via", "amends"]
    inlines = [ElementInline]
    fieldsets = [
        (_("Words"), {"fields": ["concept", "title", "kind", "text", "language", "context"]}),
        (_("Said by"), {"fields": ["speakers", "speakers_as_printed", *dates("stated")]}),
        (_("Where"), {"fields": [("work", "pages"), "read_in", "via", "amends"]}),
    ]

    class Media:
        js = ("element_marking.js",)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save; a new element says who marked it and when, where the form leaves that empty."""
        user: Any = request.user
        for each in formset.extra_forms if formset.model is Element else ():
            coded = each.instance
            named = coded.coder or user.get_full_name() or user.get_username()
            coded.coder = named[: Element._meta.get_field("coder").max_length]
            coded.coded_on = coded.coded_on or timezone.localdate()
        super().save_formset(request, form, formset, change)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The definition; line breaks of two characters are stored as one before its form counts places."""
        found = super().get_object(request, object_id, from_field)
        if found is None or "\r" not in found.text:
            return found
        found.store_line_feeds()
        return super().get_object(request, object_id, from_field)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The field; that of the words has what the script says by which a span of them is marked."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "text" and field is not None:
            field.widget.attrs |= {
                "data-question": _("Question"),
                "data-mark": _("Mark the selected words"),
                "data-nothing": _("Select the words that answer the question first."),
                "data-no-question": _("Choose the question that the words answer."),
                "data-overlap": Element.OVERLAP,
                "data-marked": _("Marked, and kept once you save."),
            }
        return field


class ProvisionInline(ChildRecords):
    """The provisions of a document; their evidence is on the page of each."""

    model = Provision
    fields = ["slug", "position", "locator", "says", "publication"]


@admin.register(LegalDocument)
class LegalDocumentAdmin(RecordAdmin):
    """Legal and policy documents."""

    shown = ("kind", "adopted_earliest", "status")
    narrowed_by = ("kind", "status", "jurisdiction")
    autocomplete_fields = ["work", "replaced_by"]
    inlines = [
        type(
            "LegalDocumentFormInline", (PrintedFormInline,), {"model": LegalDocumentForm, "__doc__": "Forms."}
        ),
        ProvisionInline,
    ]
    fieldsets = [
        (_("Document"), {"fields": [*translated("title"), "kind", "number", ("issuer", "jurisdiction")]}),
        (_("Time"), {"fields": [*dates("adopted", "valid"), "status", "replaced_by"]}),
        (_("What it does"), {"fields": ["summary", "work"]}),
    ]


@admin.register(Provision)
class ProvisionAdmin(RecordAdmin):
    """Provisions of documents."""

    shown = ("position",)
    list_select_related = ["document"]
    autocomplete_fields = ["document"]
    fieldsets = [(_("Provision"), {"fields": ["document", "position", "locator", "says"]})]


class StatementPartInline(ChildRecords):
    """The parts of a statement; their evidence is on the page of each."""

    model = Statement
    fk_name = "part_of"
    fields = ["slug", "position", "kind", "title", "says", "source", "publication"]
    autocomplete_fields = ["source"]
    verbose_name_plural = _("parts")


@admin.register(Statement)
class StatementAdmin(RecordAdmin):
    """What the sources say about the subject."""

    shown = ("kind", "source")
    narrowed_by = ("kind", "source__role")
    list_select_related = ["source"]
    autocomplete_fields = ["source", "speaker", "part_of", "definitions", "documents"]
    inlines = [StatementPartInline]
    fieldsets = [
        (_("Statement"), {"fields": ["kind", "title", "says"]}),
        (_("Said"), {"fields": ["source", "speaker", *dates("made"), ("part_of", "position")]}),
        (_("About"), {"fields": ["definitions", "documents"]}),
    ]


class ReadingInline(Children):
    """The readings that a discrepancy sets side by side."""

    model = Reading
    autocomplete_fields = ["citation"]


@admin.register(Discrepancy)
class DiscrepancyAdmin(RecordAdmin):
    """Contradictions with the editor's reading."""

    shown = ("kind", "status", "text")
    narrowed_by = ("kind", "status", "confidence")
    list_select_related = ["text"]
    autocomplete_fields = ["text", "documents", "definitions", "works"]
    inlines = [ReadingInline]
    fieldsets = [
        (_("Discrepancy"), {"fields": ["title", ("text", "position"), ("kind", "status", "confidence")]}),
        (_("Reading"), {"fields": ["finding", "editorial_note"]}),
        (_("About"), {"fields": ["documents", "definitions", "works"]}),
    ]


@admin.register(Citation)
class CitationAdmin(ChoosingAdmin, admin.ModelAdmin):
    """Where in which source something stands."""

    list_display = ["slug", "source", "place", "words", "found"]
    list_display_links = ["slug", "words"]
    list_filter = ["source__role", "language", ("passage", admin.EmptyFieldListFilter)]
    list_select_related = ["source", "passage"]
    list_per_page = 50
    search_fields = ["slug"]
    search_help_text = _(
        "Words that it quotes, of its place (¶5, p. 14), of its source’s title or author, or its slug."
    )
    autocomplete_fields = ["source", "passage"]
    readonly_fields = ["found"]
    fieldsets = [
        (None, {"fields": ["slug"]}),
        (_("Place"), {"fields": ["source", "passage", "locator"]}),
        (_("Words"), {"fields": ["exact", "decisive", ("prefix", "suffix"), "language", "found"]}),
        (_("Editing"), {"fields": ["note"]}),
    ]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save; warn if the loaded text of the source does not hold the words, with what comes nearest."""
        super().save_model(request, obj, form, change)
        if obj.not_found and (text := loaded(obj.source_id)):
            for sentence in unfound([obj]).values():
                messages.warning(
                    request, _("%(said)s (%(hint)s)") % {"said": sentence, "hint": text.hint(obj)}
                )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Citations with all words, in any letter case."""
        return queryset.search(search_term), False  # type: ignore[attr-defined]

    @admin.display(description=_("place"), ordering="passage__position")
    def place(self, citation: Citation) -> str:
        """The passage or the locator."""
        return citation.place

    @admin.display(description=_("words"))
    def words(self, citation: Citation) -> str:
        """The beginning of the exact words, or of what is said of the source."""
        return citation.beginning

    @admin.display(description=_("found word for word"), boolean=True)
    def found(self, citation: Citation) -> bool:
        """Whether a program found the words in the text of the source."""
        return bool(citation.found_in)


@admin.register(Passage)
class PassageAdmin(ChoosingAdmin, RefusedDeletion):
    """The outline of the sources."""

    list_display = ["__str__", "kind", "section", "posted", "about"]
    list_filter = ["source__role", "kind"]
    list_per_page = 50
    search_fields = ["=number", "key", "section", "label", "about", *titles_of("source"), "source__code"]
    autocomplete_fields = ["source"]
    fields = [
        ("source", "position"),
        ("key", "kind"),
        ("section", "label"),
        ("number", "posted"),
        "opening",
        "about",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The passages with their sources, which their names read."""
        return super().get_queryset(request).select_related("source")


@admin.register(SourceText)
class SourceTextAdmin(admin.ModelAdmin):
    """Which texts are loaded; `manage.py import_text` loads them, and their words are not shown here."""

    list_display = ["source", "name", "sha256", "loaded", "bytes"]
    list_select_related = ["source"]
    exclude = ["raw"]
    readonly_fields = ["source", "name", "sha256", "loaded", "bytes"]

    @admin.display(description=_("bytes"))
    def bytes(self, text: SourceText) -> int:
        """The size of the file."""
        return text.size

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only the command loads a text."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A stored text is never edited."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nor is it deleted here, since with it goes the proof of its quotations."""
        return False


class ReferenceUseInline(Children):
    """Where an entry is cited."""

    model = ReferenceUse
    autocomplete_fields = ["passage"]


@admin.register(ReferenceEntry)
class ReferenceEntryAdmin(ChoosingAdmin, admin.ModelAdmin):
    """The entries of the reference lists."""

    list_display = ["__str__", "work", "passage"]
    list_filter = [("source", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 50
    search_fields = ["=number", *titles_of("work"), "note"]
    autocomplete_fields = ["source", "work", "passage", "citation"]
    inlines = [ReferenceUseInline]
    fields = [("source", "number"), "work", "passage", "citation", "note"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The entries with what their names read."""
        return super().get_queryset(request).select_related("source", "work", "passage__source")


@admin.register(Contribution)
class ContributionAdmin(ChildAdmin):
    """Who had which part in which source."""

    list_display = ["contributor", "role", "source", "affiliation"]
    list_filter = ["role"]
    list_select_related = ["contributor", "source"]
    search_fields = ["contributor__slug", "source__slug", "affiliation"]


@admin.register(Element)
class ElementAdmin(ChildAdmin):
    """The coded spans of all definitions."""

    list_display = ["words", "question", "definition", "coder", "coded_on"]
    list_filter = ["question", "coder"]
    list_select_related = ["definition"]
    search_fields = ["words", "definition__slug"]


@admin.register(Reading)
class ReadingAdmin(ChildAdmin):
    """The readings of all discrepancies."""

    list_display = ["says", "discrepancy", "cited"]
    list_select_related = ["discrepancy", *CITED]
    search_fields = ["says", "discrepancy__slug"]


@admin.register(ReferenceUse)
class ReferenceUseAdmin(ChildAdmin):
    """Where the entries of the reference lists are cited."""

    list_display = ["entry", "passage", "pages"]
    list_select_related = ["entry__source", "passage__source"]
    search_fields = ["entry__work__slug", "passage__key"]


@admin.register(ImprintDetail, ContentsEntry)
class SourceLineAdmin(ChildAdmin):
    """Details of the imprint, and lines of the contents."""

    list_display = ["__str__", "source", "position", "cited"]
    list_select_related = ["source", *CITED]
    search_fields = ["source__slug"]


register_proofs("sources")
