"""What staff edit of bodies, states, memberships, offices, milestones and numbers."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from institutions.models import (
    Detail,
    Figure,
    Function,
    Institution,
    InstitutionForm,
    LegalBasis,
    MemberList,
    Membership,
    Milestone,
    Office,
    OtherName,
    State,
)
from sources.admin import ChildRecords, PrintedFormInline, RecordAdmin, dates, register_proofs, translated


class InstitutionFormInline(PrintedFormInline):
    """Forms of the body's name as printed."""

    model = InstitutionForm


class FunctionInline(ChildRecords):
    """What the body does; the evidence is on the page of each function."""

    model = Function
    fields = ["slug", "position", "kind", "says", "publication"]


class OfficeInline(ChildRecords):
    """The offices of the body."""

    model = Office
    fields = ["slug", "position", "title", "rank", "does", "publication"]


class MembershipInline(ChildRecords):
    """The states with a tie to the body; a rough date is given on the page of the membership."""

    model = Membership
    fields = ["slug", "state", "role", "publication"]
    autocomplete_fields = ["state"]


class FigureInline(ChildRecords):
    """Numbers about the body."""

    model = Figure
    fields = ["slug", "position", "label", "value", "publication"]


class DetailInline(ChildRecords):
    """What else the sources say of the body."""

    model = Detail
    fields = ["slug", "position", "kind", "label", "value", "publication"]


class OtherNameInline(ChildRecords):
    """Names of the body beside its own."""

    model = OtherName
    fields = ["slug", "position", "kind", "name", "language", "publication"]


class MemberListInline(ChildRecords):
    """How its list of members was obtained."""

    model = MemberList
    fields = ["slug", "basis", "says", "publication"]


class LegalBasisInline(ChildRecords):
    """The documents of the body."""

    model = LegalBasis
    fields = ["slug", "document", "role", "publication"]
    autocomplete_fields = ["document"]


@admin.register(Institution)
class InstitutionAdmin(RecordAdmin):
    """Bodies of every kind."""

    shown = ("acronym", "kind", "region", "founded_earliest")
    narrowed_by = ("kind", "region", "status")
    autocomplete_fields = ["parent", "succeeded_by", "seat_state", "statements", "discrepancies"]
    inlines = [
        InstitutionFormInline,
        OtherNameInline,
        FunctionInline,
        OfficeInline,
        MembershipInline,
        MemberListInline,
        FigureInline,
        DetailInline,
        LegalBasisInline,
    ]
    fieldsets = [
        (_("Names"), {"fields": [*translated("name"), "acronym", "description"]}),
        (
            _("Key facts"),
            {"fields": [("kind", "region", "area"), ("status", "mandate"), *dates("founded", "ended")]},
        ),
        (_("Place"), {"fields": [("seat", "seat_state"), "working_languages", "objective", "website"]}),
        (_("Relations"), {"fields": ["parent", "succeeded_by"]}),
        (_("What the sources say"), {"fields": ["statements", "discrepancies", "open_questions"]}),
    ]


@admin.register(State)
class StateAdmin(RecordAdmin):
    """States and former states."""

    shown = ("iso2", "former", "territory")
    narrowed_by = ("former", "territory")
    fieldsets = [(_("State"), {"fields": [*translated("name"), ("iso2", "former", "territory"), "note"]})]


@admin.register(Function)
class FunctionAdmin(RecordAdmin):
    """What bodies do."""

    shown = ("kind",)
    narrowed_by = ("kind",)
    list_select_related = ["institution"]
    autocomplete_fields = ["institution"]
    fieldsets = [(_("Function"), {"fields": ["institution", ("kind", "position"), "says"]})]


@admin.register(Membership)
class MembershipAdmin(RecordAdmin):
    """Which state belongs to which body."""

    shown = ("role", "start_earliest", "end_latest", "basis")
    narrowed_by = ("role", "basis", "confidence", ("institution", admin.RelatedOnlyFieldListFilter))
    list_select_related = ["state", "institution"]
    autocomplete_fields = ["state", "institution"]
    fieldsets = [
        (
            _("Membership"),
            {"fields": ["institution", ("state", "member_body"), "role", *dates("start", "end", "listed")]},
        ),
        (_("How it is known"), {"fields": [("basis", "confidence"), "note"]}),
    ]


@admin.register(MemberList)
class MemberListAdmin(RecordAdmin):
    """How lists of members were obtained."""

    shown = ("basis", "listed_earliest")
    narrowed_by = ("basis",)
    list_select_related = ["institution"]
    autocomplete_fields = ["institution"]
    fieldsets = [(_("List"), {"fields": ["institution", "basis", "says", *dates("listed")]})]


@admin.register(OtherName)
class OtherNameAdmin(RecordAdmin):
    """Names of bodies beside their own."""

    shown = ("institution", "kind", "language")
    narrowed_by = ("kind", "language")
    list_select_related = ["institution"]
    autocomplete_fields = ["institution"]
    fieldsets = [
        (
            _("Name"),
            {"fields": ["institution", ("name", "language"), ("kind", "position"), *dates("start", "end")]},
        )
    ]


@admin.register(Detail)
class DetailAdmin(RecordAdmin):
    """What else the sources say of bodies."""

    shown = ("institution", "kind")
    narrowed_by = ("kind",)
    list_select_related = ["institution"]
    autocomplete_fields = ["institution"]
    fieldsets = [
        (
            _("Detail"),
            {
                "fields": [
                    "institution",
                    ("kind", "position"),
                    "label",
                    "value",
                    *dates("start", "end", "measured"),
                ]
            },
        )
    ]


@admin.register(Office)
class OfficeAdmin(RecordAdmin):
    """Roles in the mechanism of parliamentary diplomacy."""

    shown = ("rank",)
    list_select_related = ["institution"]
    autocomplete_fields = ["institution"]
    fieldsets = [
        (_("Office"), {"fields": ["institution", ("title", "position"), "does", "rank", "experience"]})
    ]


@admin.register(Figure)
class FigureAdmin(RecordAdmin):
    """Numbers and short values about bodies."""

    shown = ("institution", "measured_earliest")
    list_select_related = ["institution"]
    autocomplete_fields = ["institution"]
    fieldsets = [
        (_("Figure"), {"fields": ["institution", ("label", "value"), "position", *dates("measured")]})
    ]


@admin.register(LegalBasis)
class LegalBasisAdmin(RecordAdmin):
    """What documents are to bodies."""

    narrowed_by = ("role",)
    list_select_related = ["institution", "document"]
    autocomplete_fields = ["institution", "document"]
    fieldsets = [(_("Legal basis"), {"fields": ["institution", "role", "document"]})]


@admin.register(Milestone)
class MilestoneAdmin(RecordAdmin):
    """Events and periods."""

    shown = ("lane", "kind", "start_earliest")
    narrowed_by = ("lane", "kind")
    autocomplete_fields = ["institutions", "documents"]
    fieldsets = [
        (_("Milestone"), {"fields": ["title", "says", ("lane", "kind"), *dates("start", "end")]}),
        (_("About"), {"fields": ["institutions", "documents"]}),
    ]


register_proofs("institutions")
