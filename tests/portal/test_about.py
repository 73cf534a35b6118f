"""The page on the method prints what the filters declare, and tells the licence of data from quotations."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from institutions.filters import InstitutionFilter
from institutions.timeline_filters import MilestoneFilter
from portal.filtering import Look
from tests import builders

pytestmark = pytest.mark.django_db


def words(client: Client) -> str:
    """The text of the page, in one line."""
    return " ".join(client.get("/about/").content.decode().split())


def test_prints_label_and_help_of_every_filter(client: Client) -> None:
    text = words(client)
    for filterset in (InstitutionFilter, MilestoneFilter):
        for name, each in filterset.base_filters.items():
            if not isinstance(each, Look):
                assert f"<b>{each.label}</b>" in text, name
                assert str(each.extra["help_text"]) in text, name
    assert "Inter-parliamentary assembly, Parliament of a region" in text


def test_has_the_places_to_which_the_foot_of_every_page_leads(client: Client) -> None:
    text = words(client)
    assert 'id="licence"' in text
    assert "https://creativecommons.org/licenses/by/4.0/" in text
    assert "That licence does not cover the quotations." in text
    assert 'id="accessibility"' in text
    assert "@" not in text


def test_counts_what_was_checked(client: Client) -> None:
    builders.citation("Found words.", found_in="a" * 64)
    builders.citation("Words not looked for.")
    builders.citation("", note="Says it on page 3.")
    assert "the portal holds 2 quotations; 1 of them are located." in words(client)
    row = builders.institution().evidence.first()
    row.reviewed_by, row.reviewed_on = get_user_model().objects.create(username="editor"), "2026-11-01"
    row.save()
    assert "1 tie between a citation and a fact is reviewed." in words(client)


def test_nothing_is_reviewed_before_somebody_has_done_it(client: Client) -> None:
    builders.institution()
    assert "0 ties between a citation and a fact are reviewed." in words(client)
