"""What staff edit of bodies, states, memberships, offices, milestones and numbers."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from institutions.models import (
    Figure,
    Function,
    Institution,
    InstitutionForm,
    LegalBasis,
    Membership,
    Milestone,
    Office,
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
        FunctionInline,
        OfficeInline,
        MembershipInline,
        FigureInline,
        LegalBasisInline,
    ]
    fieldsets = [
        (_("Names"), {"fields": [*translated("name"), "acronym", "description"]}),
        (_("Key facts"), {"fields": [("kind", "region", "status"), *dates("founded", "ended")]}),
        (_("Place"), {"fields": [("seat", "seat_state"), "working_languages", "objective", "website"]}),
        (_("Relations"), {"fields": ["parent", "succeeded_by"]}),
        (_("What the sources say"), {"fields": ["statements", "discrepancies"]}),
    ]


@admin.register(State)
class StateAdmin(RecordAdmin):
    """States and former states."""

    shown = ("iso2", "former")
    narrowed_by = ("former",)
    fieldsets = [(_("State"), {"fields": [*translated("name"), ("iso2", "former")]})]


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

    shown = ("role", "start_earliest", "end_latest")
    narrowed_by = ("role", ("institution", admin.RelatedOnlyFieldListFilter))
    list_select_related = ["state", "institution"]
    autocomplete_fields = ["state", "institution"]
    fieldsets = [(_("Membership"), {"fields": ["institution", "state", "role", *dates("start", "end")]})]


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
