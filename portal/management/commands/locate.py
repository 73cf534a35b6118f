"""Writes fixtures/located.yaml: which quotations stand word for word in the source texts of a folder."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sources.located import locate_all
from sources.models import Source

HEAD = """\
# The quotations that `manage.py locate` found once, word for word, in the source texts: the hash of each
# text, and of each citation a fingerprint of its words and passage, and where they begin and end in the text.
# A citation that is changed is not located.
"""


class Command(BaseCommand):
    """`manage.py locate FOLDER` looks every quotation up in the texts of the folder, known by their hash."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options of the command."""
        parser.add_argument("folder", type=Path, help="Holds the source texts as UTF-8 text files.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write what was found; fail if a text is not there or a quotation does not stand in it once."""
        files = {
            hashlib.sha256(path.read_bytes()).hexdigest(): path
            for path in sorted(options["folder"].glob("*.txt"))
        }
        written, failures = {}, []
        for source in Source.objects.source_texts().order_by("slug"):
            if source.text_sha256 not in files:
                raise CommandError(f"No file in {options['folder']} has the hash of the text of {source}.")
            raw = files[source.text_sha256].read_bytes().decode()
            entries, missed = locate_all(source, raw)
            written[source.slug] = {"sha256": source.text_sha256, "citations": entries}
            failures += missed
        path = Path(settings.BASE_DIR) / "fixtures" / "located.yaml"
        path.write_text(HEAD + yaml.safe_dump(written, sort_keys=True, width=120), encoding="utf-8")
        if failures:
            raise CommandError("\n".join(failures))
        number = sum(len(each["citations"]) for each in written.values())
        self.stdout.write(f"{number} quotations are located.")
