"""Every record and fact of the research notes is in the fixtures, less what their corrections drop.

Runs only where RESEARCH names the folder of the notes; they are material, no part of this repository. A fact
is in if the words of its value stand in what the portal shows of its body or document, and if one of its
sources is cited there.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import models

from institutions.models import Institution, Membership, State
from portal.partial_dates import PartialDateColumns
from sources.models import Discrepancy, LegalDocument, Source

#: Facts of the notes that are not shown, and why.
WEAK = "rests on weak pages only, and the corrections name no better source"
LEFT_OUT = {
    ("directory", "eurolat", "notes[1]"): WEAK,
    ("directory", "globe-international", "member_count"): WEAK,
    ("directory", "puic", "history[0]"): WEAK,
    ("directory", "gopac", "seat"): "to be looked at again: probably out of date, and without a date",
    ("institutions", "cis", "working_language"): WEAK,
    ("institutions", "asean", "charter_in_force"): WEAK,
    (
        "legal_documents",
        "constitution-kz-2026",
        "date_signed",
    ): "to be looked at again: one machine-written digest",
    ("legal_documents", "constitution-kz-1995", "date_in_force"): WEAK,
    ("legal_documents", "constitution-kz-1995", "article 54(1), subparagraph 4"): WEAK,
    ("legal_documents", "constitution-kz-1995", "article 54(1), subparagraph 5"): WEAK,
    ("legal_documents", "cis-charter-1993", "article 35"): WEAK,
}
#: Memberships that rest on weak sources, which count as one, whatever the notes say of their confidence.
WEAK_MEMBERSHIPS = {("pace", "RU"), ("nafta", "CA"), ("nafta", "MX"), ("nafta", "US")}
#: Lists of members that the notes in depth correct: how they were obtained then.
LISTED_IN_DEPTH = {"ipa-cis": "named", "eurasec-ipa": "parent"}
#: The two source texts, as the notes call them; the portal cites their words itself.
TEXTS = {"abitbekov-2021", "kaznu-2015"}
#: Fields of the notes whose value is a code of the portal's vocabularies, or is told in other words.
CODED = {
    "kind",
    "status",
    "regions",
    "functions",
    "function",
    "working_languages",
    "parent_organisation",
    "seat",
}
ROLES = {
    "associate member": "associate",
    "founding state": "founder",
    "partner for democracy": "partner",
}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]


@pytest.fixture(scope="session")
def research() -> Path:
    """The folder of the research notes."""
    folder = os.environ.get("RESEARCH")
    if not folder:
        pytest.skip(
            "RESEARCH does not name the folder of the research notes; they are no part of this repository"
        )
    return Path(folder)


@cache
def read(path: Path) -> Any:
    """A file of the notes."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def entries(path: Path) -> list[dict[str, Any]]:
    """The list that a file of the notes holds."""
    found = read(path)
    return found if isinstance(found, list) else next(iter(found.values()))


def corrected(research: Path, file: str) -> dict[tuple[str, str], dict[str, Any]]:
    """The corrections of one file, by entry and field."""
    return {
        (entry["id"], entry["field"]): entry
        for entry in read(research / "corrections.yaml")["corrections"]
        if entry["file"] == file
    }


def plain(text: Any) -> str:
    """Letters and digits only, so that other dashes, dots and line breaks are the same words."""
    return re.sub(r"[\W_]+", " ", str(text)).strip().casefold()


def dated(text: str) -> str:
    """Dates like 2010-12-10 in words."""
    months = [date(2000, number, 1).strftime("%B") for number in range(1, 13)]

    def words(match: re.Match[str]) -> str:
        year, month, day = match.group(1), months[int(match.group(2)) - 1], match.group(3)
        return f"{int(day)} {month} {year}" if day else f"{month} {year}"

    return re.sub(r"\b(\d{4})-(\d\d)(?:-(\d\d))?\b", words, text)


def rows_about(record: models.Model) -> Iterator[models.Model]:
    """The record, its children, and whatever else links to it."""
    yield record
    for relation in record._meta.related_objects:
        name = relation.get_accessor_name()
        if name and name != "parts" and hasattr(record, name):
            related = getattr(record, name)
            yield from related.all() if hasattr(related, "all") else [related]
    for link in record._meta.many_to_many:
        yield from getattr(record, link.name).all()


def shown(record: models.Model) -> tuple[str, set[str]]:
    """All words that the portal shows of a record, and the sources cited for them."""
    words, cited = [], set()
    for row in rows_about(record):
        for name in dir(type(row)):
            if isinstance(getattr(type(row), name, None), PartialDateColumns):
                held = getattr(row, name)
                words += [str(held.earliest), str(held.latest), held.printed]
        for field in row._meta.concrete_fields:
            value = getattr(row, field.name, None)
            words.append(str(value))
        if hasattr(row, "evidence"):
            for proof in row.evidence.all():
                words.append(proof.note)
                cited.add(proof.citation.source_id)
        if hasattr(row, "readings"):
            cited |= {reading.citation.source_id for reading in row.readings.all()}
        if hasattr(row, "citation_id"):
            cited.add(row.citation.source_id)
    return f" {plain(' '.join(words))} ", cited


@pytest.fixture(scope="module")
def source_ids(filled: None, django_db_blocker: Any) -> dict[str, int]:
    """The sources of the portal by the address without scheme, and by slug."""
    with django_db_blocker.unblock():
        found = {bare(source.url): source.pk for source in Source.objects.exclude(url="")}
        return found | {source.slug: source.pk for source in Source.objects.all()}


def bare(url: str) -> str:
    """An address without scheme, www and last slash."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


@pytest.fixture(scope="module")
def keyed(source_ids: dict[str, int]) -> dict[str, int]:
    """The sources of the notes by their keys, where the portal has them."""
    folder = os.environ.get("RESEARCH")
    assert folder
    found = {}
    for name in ("sources.yaml", "directory_sources.yaml"):
        for source in entries(Path(folder) / name):
            pk = source_ids.get(bare(source["url"])) or source_ids.get(source["key"])
            if pk:
                found[source["key"]] = pk
    return found


def holds(words: str, value: Any, names: dict[str, str]) -> bool:
    """Whether every part of a value stands in the words shown."""
    if isinstance(value, list):
        return all(holds(words, part, names) for part in value)
    text = re.sub(r"^([A-Z]{2})\b", lambda code: names.get(code[1], code[1]), str(value))
    text = re.sub(r"\s*\((from [^)]*|related[^)]*|Russian|English|State Duma|USMCA)\)", "", text)
    forms = {
        plain(value),
        plain(text),
        plain(dated(text)),
        plain(names.get(text, text)),
        plain(text.rstrip(".")),
    }
    return any(f" {form} " in words for form in forms)


def test_every_body_of_the_notes_is_a_record(research: Path) -> None:
    wanted = {entry["slug"] for entry in entries(research / "directory.yaml")}
    wanted |= {entry["id"] for entry in entries(research / "institutions.yaml")}
    assert len(wanted) == 123
    assert wanted - set(Institution.objects.values_list("slug", flat=True)) == set()


def test_every_fact_in_depth_is_shown_with_a_source(research: Path, keyed: dict[str, int]) -> None:
    changed = corrected(research, "institutions.yaml")
    names = named()
    missing = []
    for entry in entries(research / "institutions.yaml"):
        words, cited = shown(Institution.objects.get(slug=entry["id"]))
        for fact in entry["facts"]:
            key, value = (entry["id"], fact["field"]), fact["value"]
            if ("institutions", *key) in LEFT_OUT or not set(fact["sources"]) - TEXTS:
                continue
            if key in changed and changed[key].get("old") == value:
                value = changed[key]["new"]
                if fact["field"] == "first_election":
                    value = "2026-08-23"
                if fact["field"] == "seat":
                    value = ["Naples (regional office)", "Center for International Studies"]
            if fact["field"] in CODED - {"seat"} | {"conflict", "working_language", "languages"} or (
                fact["field"] == "seat" and key not in changed
            ):
                value = []
            if fact["field"] == "former_name":
                value = re.sub(r" \(\d{4}-\d{4}\)$", "", value).split(" / ")
            if fact["field"] == "website":
                value = bare(value)
            if not holds(words, value, names):
                missing.append((*key, value))
            if key not in changed and not {keyed.get(one) for one in fact["sources"]} & cited:
                missing.append((*key, fact["sources"]))
    assert missing == []


def test_every_fact_of_the_directory_is_shown_with_a_source(research: Path, keyed: dict[str, int]) -> None:
    changed = corrected(research, "directory.yaml")
    tops = {(slug, re.sub(r"\..*", "", field)) for slug, field in changed}
    names = named()
    missing = []
    for entry in entries(research / "directory.yaml"):
        slug = entry["slug"]
        words, cited = shown(Institution.objects.get(slug=slug))
        for field, value in entry.items():
            if field in {"slug", "depth", "open_questions", "member_states", "conflicts"}:
                continue
            for position, fact in enumerate(value if isinstance(value, list) else [value]):
                place = f"{field}[{position}]" if isinstance(value, list) else field
                if ("directory", slug, place) in LEFT_OUT or (slug, place) in tops:
                    continue
                held = [
                    fact.get(name) for name in ("value", "text", "event", "city", "date") if fact.get(name)
                ]
                if field in CODED:
                    held = [fact["city"]] if field == "seat" else []
                if field == "seat":
                    held = [held[0].replace("St Petersburg", "Saint Petersburg")]
                if field == "other_participants":
                    held = [names[fact["code"]]]
                if field == "website":
                    held = [bare(fact["value"])]
                missing += [(slug, place, one) for one in held if not holds(words, one, names)]
                if not {keyed.get(one) for one in fact["sources"]} & cited:
                    missing.append((slug, place, fact["sources"]))
        for question in entry.get("open_questions", []):
            if (slug, "open_questions") not in changed and not holds(words, question, names):
                missing.append((slug, "open_questions", question))
    assert missing == []


def test_every_pair_of_the_directory_is_a_membership(research: Path) -> None:
    changed = corrected(research, "directory.yaml")
    pairs = 0
    for entry in entries(research / "directory.yaml"):
        if "member_states" not in entry:
            continue
        slug, listed = entry["slug"], entry["member_states"]
        codes = set(changed.get((slug, "member_states.value"), {"new": listed["value"]})["new"])
        pairs += len(codes)
        rows = Membership.objects.filter(institution__slug=slug)
        assert codes - set(rows.values_list("state__iso2", flat=True)) == set(), slug
        gone = set(listed["value"]) - codes
        open_now = rows.filter(state__iso2__in=gone, role="member", end_earliest__isnull=True)
        assert list(open_now) == [], slug
        (how,) = Institution.objects.get(slug=slug).member_lists.all()
        basis = {"source-list": "named", "secondary": "dataset", "parent-membership": "parent"}
        assert how.basis == LISTED_IN_DEPTH.get(slug, basis[listed["basis"]]), slug
        if slug in LISTED_IN_DEPTH:
            continue
        note = changed.get((slug, "member_states.note"), {"new": listed.get("note", "")})["new"]
        assert plain(note) == plain(how.says), slug
    assert pairs > 1700


def test_every_dated_membership_is_in(research: Path) -> None:
    changed = corrected(research, "memberships.yaml")
    found = 0
    for entry in entries(research / "memberships.yaml"):
        state, institution = entry.get("state"), entry["institution"]
        if state is None:
            continue
        wanted = dict(entry)
        if (institution, state) in WEAK_MEMBERSHIPS:
            (weak,) = Membership.objects.filter(institution__slug=institution, state__iso2=state)
            assert weak.confidence == "one_secondary", (institution, state)
            notes = weak.evidence.values_list("citation__source__note", flat=True)
            assert all("Weak" in note for note in notes), (institution, state)
        key = "/".join([institution, state, entry["role"], str(entry.get("from"))])
        for (identifier, field), correction in changed.items():
            if identifier == key:
                wanted[field] = correction.get("new")
        rows = Membership.objects.filter(
            institution__slug=institution,
            state__iso2=state,
            role=ROLES.get(wanted["role"], wanted["role"]),
            confidence=wanted["confidence"],
        )
        rows = rows or Membership.objects.filter(
            institution__slug=institution, state__iso2=state, role=ROLES.get(wanted["role"], wanted["role"])
        )
        dates = {(days(row, "start"), days(row, "end")) for row in rows}
        assert (written(wanted.get("from")), written(wanted.get("until"))) in dates, key
        found += 1
    assert found == 144


def days(row: Membership, name: str) -> tuple[str, str] | None:
    """The bounds of a date of a row."""
    held = getattr(row, name)
    return (str(held.earliest), str(held.latest)) if held else None


def written(text: Any) -> tuple[str, str] | None:
    """The bounds of a date as the notes write it."""
    from portal.partial_dates import PartialDate  # noqa: PLC0415

    if not text:
        return None
    bounds = PartialDate.parse(str(text))
    return str(bounds.earliest), str(bounds.latest)


def test_every_fact_about_documents_is_shown_with_a_source(research: Path, keyed: dict[str, int]) -> None:
    names = named()
    missing = []
    for entry in entries(research / "legal_documents.yaml"):
        document = LegalDocument.objects.get(slug=entry["id"])
        words, cited = shown(document)
        for fact in entry["facts"]:
            field = f"{fact['field']} {fact['article']}" if "article" in fact else fact["field"]
            if ("legal_documents", entry["id"], field) in LEFT_OUT or not set(fact["sources"]) - TEXTS:
                continue
            if fact["field"] not in {"conflict", "official_url", "note"} and not holds(
                words, fact["value"], names
            ):
                missing.append((entry["id"], field, fact["value"]))
            if fact["field"] != "conflict" and not {keyed.get(one) for one in fact["sources"]} & cited:
                missing.append((entry["id"], field, fact["sources"]))
    assert missing == []


def test_every_conflict_is_a_discrepancy_with_its_sources(research: Path, keyed: dict[str, int]) -> None:
    judged: Counter[str] = Counter()
    for name, fields in (("directory.yaml", "conflicts"), ("institutions.yaml", "facts")):
        for entry in entries(research / name):
            slug = entry.get("slug") or entry["id"]
            cited = {
                reading.citation.source_id
                for note in Discrepancy.objects.filter(institutions__slug=slug)
                for reading in note.readings.all()
            }
            for fact in entry.get(fields, []):
                if fields == "facts" and fact["field"] != "conflict":
                    continue
                assert {keyed[one] for one in fact["sources"] if one in keyed} & cited, (slug, fact)
                judged[name] += 1
    assert min(judged["directory.yaml"], judged["institutions.yaml"]) > 0


def test_every_directly_elected_parliament_of_the_notes_is_shown_as_one(research: Path) -> None:
    wanted = {
        entry["slug"]
        for entry in entries(research / "directory.yaml")
        if "directly-elected" in entry["kind"]["value"]
    }
    wanted |= {
        entry["id"]
        for entry in entries(research / "institutions.yaml")
        for fact in entry["facts"]
        if fact["field"] == "kind" and "directly elected" in fact["value"]
    }
    shown_so = Institution.objects.published().filter(mandate=Institution.Mandate.DIRECT)
    assert {body.slug for body in shown_so} == wanted
    assert all(body.evidence.filter(fact="mandate").exists() for body in shown_so)


def test_addresses_that_must_not_be_links_are_none(research: Path) -> None:
    text = (research / "fact-check.md").read_text(encoding="utf-8")
    section = text.partition("## Bad addresses")[2].partition("Kind too high")[0]
    assert "enwiki-apu" in section, "the notes name bad addresses elsewhere"
    for source in Source.objects.filter(url_is_link=True):
        if source.role == Source.Role.SUPPLEMENTARY and source.url:
            assert not re.search(rf"(?<![\w-]){re.escape(source.slug)}(?![\w-])", section), source.slug
            assert not re.search(r"//[^/]*(:\d+|\.)/|[?&](utm_|oldid=|jsessionid)", source.url), source.url


def named() -> dict[str, str]:
    """The names behind the codes of states and the slugs of bodies and documents."""
    found = {state.iso2: state.name_en for state in State.objects.exclude(iso2="")}
    for model in (Institution, LegalDocument):
        found |= {record.slug: str(record) for record in model.objects.all()}
    return found
