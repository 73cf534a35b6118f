"""Addresses of what was written: definitions, concepts, persons, documents, sources, discrepancies."""

from django.urls import path

from sources.views import concepts, definitions, discrepancies, documents, people, sources

app_name = "sources"
urlpatterns = [
    # /definitions/
    path("definitions/", definitions.DefinitionList.as_view(), name="definition_list"),
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
