"""manage.py propose_discrepancies: what an editor may want to look at."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sources.proposals import proposals


class Command(BaseCommand):
    """`manage.py propose_discrepancies` lists facts whose words hold another date, number or name."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """`--yaml` and `--json`, of which one may be given."""
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--yaml", action="store_true", help="A beginning of each discrepancy, to paste.")
        form.add_argument("--json", action="store_true", help="Everything as JSON.")

    def handle(self, **options: Any) -> None:
        """Print every proposal, and how many they are."""
        found = proposals()
        if options["json"]:
            data = [each.as_data() for each in found]
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
            return
        for each in found:
            if options["yaml"]:
                self.stdout.write(f"# {each.name} {each.value}\n{each.as_fixture()}")
                continue
            self.stdout.write(f"{each.name} is {each.value}")
            for seen in each.seen:
                self.stdout.write(f"  {seen.citation.slug} ({seen.place}): {seen.holds}")
        if not options["yaml"]:
            self.stdout.write(f"{len(found)} proposed.")
