"""Who holds a source: a thread of a process of a machine, so that what a killed process held is free at once on its own machine."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable
from functools import cache
from pathlib import Path


def own_name(thread: int) -> str:
    """The name of this process's thread of that number: machine, process, when the process began, thread."""
    return f"{socket.gethostname()}/{os.getpid()}/{_began(os.getpid())}/{thread}"


def dead(owners: Iterable[str]) -> frozenset[str]:
    """Those owners of this machine whose process is no more. Of other machines nobody can say."""
    return frozenset(owner for owner in owners if _is_dead(owner))


def _is_dead(owner: str) -> bool:
    machine, _, rest = owner.rpartition("/")[0].partition("/")
    pid, _, began = rest.partition("/")
    if machine != socket.gethostname() or not pid.isdigit():
        return False
    return _began(int(pid)) not in (began, "runs")  # a process of another user may be hidden: it runs


def _began(pid: int) -> str:
    """When a process began, in ticks of this start of the machine; "gone" when there is none, or a corpse."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return _without_proc(pid)
    return "gone" if fields[0] == "Z" else f"{fields[19]}-{_boot()}"


def _without_proc(pid: int) -> str:
    """On a machine that does not tell: whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return "gone"
    except PermissionError:
        return "runs"
    return "runs"


@cache
def _boot() -> str:
    """What tells one start of the machine from another; a container's processes begin at like numbers."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()[:8]
    except OSError:
        return ""
