"""Starting the portal says in a sentence what stands in the way."""

import socket
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command


def test_a_taken_port_gets_a_clear_message() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken by another program"):
            call_command("serve", f"--port={port}")


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "80.5"])
def test_a_port_that_is_none_gets_a_clear_message(port: str) -> None:
    with pytest.raises(CommandError, match="PORT has to be a number from 1 to 65535"):
        call_command("serve", f"--port={port}")


def test_a_port_that_is_none_is_answered_without_a_traceback() -> None:
    """`PORT=abc make run` once printed the message below forty lines of traceback."""
    run = subprocess.run(
        [sys.executable, "manage.py", "serve", "--port", "abc"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert run.stderr.splitlines()[-1].startswith("CommandError: PORT has to be a number")
    assert "Traceback" not in run.stderr
