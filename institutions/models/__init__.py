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
    Detail,
    DetailEvidence,
    Figure,
    FigureEvidence,
    LegalBasis,
    LegalBasisEvidence,
    MemberList,
    MemberListEvidence,
    Membership,
    MembershipEvidence,
    Office,
    OfficeEvidence,
    OtherName,
    OtherNameEvidence,
)
from institutions.models.state import State, StateEvidence

__all__ = [
    "Detail",
    "DetailEvidence",
    "Figure",
    "FigureEvidence",
    "Function",
    "FunctionEvidence",
    "Institution",
    "InstitutionEvidence",
    "InstitutionForm",
    "LegalBasis",
    "LegalBasisEvidence",
    "MemberList",
    "MemberListEvidence",
    "Membership",
    "MembershipEvidence",
    "Milestone",
    "MilestoneEvidence",
    "Office",
    "OfficeEvidence",
    "OtherName",
    "OtherNameEvidence",
    "State",
    "StateEvidence",
]
