"""What exists: bodies, states, memberships, offices, milestones, and what ties them to texts."""

from institutions.models.details import (
    Detail,
    DetailEvidence,
    Figure,
    FigureEvidence,
    OtherName,
    OtherNameEvidence,
)
from institutions.models.institution import (
    Function,
    FunctionEvidence,
    Institution,
    InstitutionEvidence,
    InstitutionForm,
)
from institutions.models.membership import MemberList, MemberListEvidence, Membership, MembershipEvidence
from institutions.models.milestone import Milestone, MilestoneEvidence
from institutions.models.relations import LegalBasis, LegalBasisEvidence, Office, OfficeEvidence
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
