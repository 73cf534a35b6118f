"""Fills an empty database from the fixtures."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.seeding import SeedError, is_empty, seed


class Command(BaseCommand):
    """`manage.py seed` loads fixtures/ and publishes it; refuses a database that is not empty."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options of the command."""
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="Do nothing, and succeed, when the database holds records already.",
        )
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "fixtures")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many records there are."""
        if not is_empty():
            if options["if_empty"]:
                return
            raise CommandError("The database holds records already; seed fills only an empty one.")
        try:
            counts = seed(options["folder"])
        except SeedError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        self.stdout.write(f"Loaded {sum(counts.values())} rows from {options['folder'].name}/:")
        for name, number in sorted(counts.items()):
            self.stdout.write(f"  {number:5}  {name}")
