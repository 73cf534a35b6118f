"""Starting the portal says in a sentence what stands in the way."""

import socket

import pytest
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
