"""The timeline of what the portal ships: everything stands in it, within its weight, and answers."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.http import QueryDict
from django.test import Client

from institutions.models import Institution, Milestone
from institutions.timeline_filters import TREATY_KINDS
from sources.models import LegalDocument

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]
URL = "/timeline/"


def test_every_dated_treaty_of_the_portal_is_in_its_lane(client: Client) -> None:
    found = client.get(URL, {"lane": "treaties"}).context["object_list"]
    shown = {each.slug for record in found for each in record.documents.all()}
    dated = LegalDocument.objects.published().filter(kind__in=TREATY_KINDS, adopted_earliest__isnull=False)
    assert set(dated.values_list("slug", flat=True)) <= shown


def test_each_body_of_the_portal_stands_in_picture_and_list(client: Client) -> None:
    listed: list[str] = []
    pages = client.get(URL).context["paginator"].num_pages
    style = len(brotli.compress(Path(finders.find("portal.css")).read_bytes()))
    for query in ["", "lane=bodies", "status=ended", "region=europe", "from_year=1990"]:
        count = client.get(f"{URL}?{query}").context["paginator"].num_pages
        for page in range(1, count + 1):
            response = client.get(URL, QueryDict(f"{query}&page={page}".lstrip("&")).dict())
            assert len(gzip.compress(response.content)) + style <= 24 * 1024, (query, page)
    for page in range(1, pages + 1):
        text = client.get(URL, {"page": page}).content.decode()
        listed += re.findall('<li id="(.*?)"', text)
        drawn = re.findall('<a id="n(.*?)" href="[^"#]*#(.*?)">', text)
        assert len(dict(drawn)) == len(drawn)
    everything = client.get(URL).context["filter"].qs
    assert len(listed) == len(set(listed)) == len(everything)
    assert len({each.pk for each in everything if isinstance(each, Institution)}) >= 104
    assert {name for _number, name in drawn} <= set(listed)
    undated = [each for each in everything if isinstance(each, Milestone) and each.start.earliest is None]
    assert len(drawn) + len(undated) == len(listed)


def test_no_two_labels_of_the_portal_are_alike(client: Client) -> None:
    drawn = client.get(URL).context["picture"]
    labels = [mark.label for lane in drawn.lanes for mark in lane.marks]
    names = [bar.label for group in drawn.groups for bar in group.bars]
    assert len(set(names)) == len(names) > 90
    alike = {label for label in labels if labels.count(label) > 1}
    assert alike == set()


def test_a_reader_finds_which_assemblies_ended_and_what_followed(client: Client) -> None:
    text = " ".join(client.get(URL, {"status": "ended"}).content.decode().split())
    row = text.partition('id="body-mercosur-joint-parliamentary-commission"')[2].partition("</li>")[0]
    assert 'followed by <a href="/institutions/parlasur/">' in row
    assert 'class="ev' in row.partition("followed by")[2]
    assert 'id="body-eurasec-ipa"' in text
    assert 'id="body-parliament-kazakhstan"' in text
