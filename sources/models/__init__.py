"""What was written: texts, passages, citations, definitions, legal documents, statements."""

from sources.models.bibliography import ContentsEntry, ImprintDetail, ReferenceEntry, ReferenceUse
from sources.models.citation import Citation, Evidence
from sources.models.concept import Concept
from sources.models.contributor import Contributor
from sources.models.definition import Definition, Element
from sources.models.evidence import (
    ConceptEvidence,
    ContributorEvidence,
    ContributorForm,
    DefinitionEvidence,
    DiscrepancyEvidence,
    LegalDocumentEvidence,
    LegalDocumentForm,
    PrintedForm,
    ProvisionEvidence,
    SourceEvidence,
    StatementEvidence,
)
from sources.models.legal_document import LegalDocument, Provision
from sources.models.passage import Passage
from sources.models.record import Record, RecordQuerySet, public, published, refuse_cycle
from sources.models.source import Contribution, Source
from sources.models.statement import Discrepancy, Reading, Statement
from sources.models.text import SourceText

__all__ = [
    "Citation",
    "Concept",
    "ConceptEvidence",
    "ContentsEntry",
    "Contribution",
    "Contributor",
    "ContributorEvidence",
    "ContributorForm",
    "Definition",
    "DefinitionEvidence",
    "Discrepancy",
    "DiscrepancyEvidence",
    "Element",
    "Evidence",
    "ImprintDetail",
    "LegalDocument",
    "LegalDocumentEvidence",
    "LegalDocumentForm",
    "Passage",
    "PrintedForm",
    "Provision",
    "ProvisionEvidence",
    "Reading",
    "Record",
    "RecordQuerySet",
    "ReferenceEntry",
    "ReferenceUse",
    "Source",
    "SourceEvidence",
    "SourceText",
    "Statement",
    "StatementEvidence",
    "public",
    "published",
    "refuse_cycle",
]
