"""Addresses of what was written: definitions, concepts, persons, documents, sources, discrepancies."""

from django.urls import path

from sources.views import (
    comparison,
    concepts,
    definitions,
    discrepancies,
    documents,
    lineage,
    matrix,
    method,
    people,
    sources,
)

app_name = "sources"
urlpatterns = [
    # /definitions/
    path("definitions/", definitions.DefinitionList.as_view(), name="definition_list"),
    path("definitions/compare/", comparison.definition_compare, name="definition_compare"),
    path("definitions/matrix/", matrix.DefinitionMatrix.as_view(), name="definition_matrix"),
    path("definitions/lineage/", lineage.Lineage.as_view(), name="definition_lineage"),
    path("definitions/method/", method.Method.as_view(), name="definition_method"),
    path("definitions/<slug:slug>/", definitions.DefinitionDetail.as_view(), name="definition_detail"),
    # /concepts/, /people/
    path("concepts/<slug:slug>/", concepts.ConceptDetail.as_view(), name="concept_detail"),
    path("people/<slug:slug>/", people.ContributorDetail.as_view(), name="contributor_detail"),
    # /documents/
    path("documents/", documents.DocumentList.as_view(), name="document_list"),
    path("documents/<slug:slug>/", documents.DocumentDetail.as_view(), name="document_detail"),
    # /sources/
    path("sources/", sources.SourceList.as_view(), name="source_list"),
    path("sources/<slug:slug>/", sources.source_detail, name="source_detail"),
    # /discrepancies/
    path("discrepancies/", discrepancies.DiscrepancyList.as_view(), name="discrepancy_list"),
]
