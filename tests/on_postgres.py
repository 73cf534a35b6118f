"""Runs the tests on a PostgreSQL server of their own: `python -m tests.on_postgres [pytest arguments]`.

The server listens on no network, lives in a temporary folder and is removed in the end. Exits with
pytest's code, or 0 after saying so where the server's programs are not installed.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def programs() -> Path | None:
    """The folder of PostgreSQL's server programs, the newest if there are several."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True
    )
    if found:
        return found[0].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def main() -> int:
    """Start a server, run pytest on it, stop it."""
    folder = programs()
    if folder is None:
        print("Skipped: the server programs of PostgreSQL are not installed on this machine.")
        return 0
    home = Path(tempfile.mkdtemp(prefix="portal-postgres-"))
    as_postgres: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        account = pwd.getpwnam("postgres")
        os.chown(home, account.pw_uid, account.pw_gid)
        as_postgres = ["runuser", "-u", "postgres", "--"]
    data, log = home / "data", home / "log"
    control = [*as_postgres, str(folder / "pg_ctl"), "-D", str(data), "-w"]
    try:
        subprocess.run(
            [*as_postgres, str(folder / "initdb"), "-D", str(data), "-U", "portal", "--auth=trust"]
            + ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        options = f"-k {home} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
        subprocess.run(
            [*control, "-l", str(log), "-o", options, "start"], check=True, stdout=subprocess.DEVNULL
        )
        environment = {
            **os.environ,
            "DATABASE_URL": f"postgres://portal@/postgres?host={home}",
            "SECRET_KEY": "for these tests only",
            "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
        }
        return subprocess.run(
            [sys.executable, "-m", "pytest", *sys.argv[1:]], env=environment, check=False
        ).returncode
    finally:
        subprocess.run([*control, "-m", "fast", "stop"], check=False, stdout=subprocess.DEVNULL)
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
