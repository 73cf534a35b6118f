"""Writes the evidence into a folder, with a checker, so that a stranger proves every quotation again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sources.export import PackageRefusedError, package, write


class Command(BaseCommand):
    """`manage.py export_evidence FOLDER` writes what is published, and check.py; no text of a source."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options of the command."""
        parser.add_argument("folder", type=Path, help="Where the files go; made if it is not there.")
        parser.add_argument(
            "--replace", action="store_true", help="Replace the package that the folder holds."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say what was written and how it is checked."""
        folder = options["folder"]
        files, result = package()
        try:
            write(folder, files, replace=options["replace"])
        except PackageRefusedError as error:
            raise CommandError(f"Nothing was written: {error}") from error
        self.stdout.write(
            f"{result.facts} facts of {result.records} records and {result.citations} citations are "
            f"written to {folder}, {len(files)} files.\n{result.verdict_sentence}\n"
            f"Whoever has the texts proves it again with: python {folder / 'check.py'} TEXT [TEXT …]"
        )
