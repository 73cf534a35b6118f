"""What exists: bodies, states, memberships, offices, milestones, and what ties them to texts."""

from institutions.models.institution import (
    Function,
    FunctionEvidence,
    Institution,
    InstitutionEvidence,
    InstitutionForm,
)
from institutions.models.milestone import Milestone, MilestoneEvidence
from institutions.models.relations import (
    Figure,
    FigureEvidence,
    LegalBasis,
    LegalBasisEvidence,
    Membership,
    MembershipEvidence,
    Office,
    OfficeEvidence,
)
from institutions.models.state import State, StateEvidence

__all__ = [
    "Figure",
    "FigureEvidence",
    "Function",
    "FunctionEvidence",
    "Institution",
    "InstitutionEvidence",
    "InstitutionForm",
    "LegalBasis",
    "LegalBasisEvidence",
    "Membership",
    "MembershipEvidence",
    "Milestone",
    "MilestoneEvidence",
    "Office",
    "OfficeEvidence",
    "State",
    "StateEvidence",
]
