"""Serves the portal with the production server, filling an empty database first."""

import os
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from portal.seeding import SeedError, count_records, is_empty, seed

HOST = "127.0.0.1"


class Command(BaseCommand):
    """`manage.py serve` migrates, fills an empty database, says where the portal is, and serves it."""

    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options of the command."""
        parser.add_argument("--port", default="8000")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare the database, then become the server."""
        port = _port(options["port"])
        _refuse_taken(port)
        call_command("migrate", verbosity=0)
        if is_empty():
            self.stdout.write("Filling the database from fixtures/ …")
            try:
                seed(settings.BASE_DIR / "fixtures")
            except SeedError as error:
                raise CommandError(f"Nothing was loaded. {error}") from error
        self.stdout.write(f"{count_records()} records are loaded. The portal is at http://{HOST}:{port}/")
        self.stdout.write("To edit, make a staff account: .venv/bin/python manage.py createsuperuser")
        self.stdout.flush()
        os.execv(
            sys.executable,
            [sys.executable, "-m", "gunicorn", "portal.wsgi", f"--bind={HOST}:{port}"]
            + ["--workers=2", "--threads=4", "--log-level=warning", "--no-control-socket"],
        )


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise CommandError(f"PORT has to be a number from 1 to 65535, not “{text}”.")
    return int(text)


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is taken by another program; choose one with PORT=, for example PORT=8080."
            ) from error
