"""CPU time of a process with everything below it, from /proc; children that have ended are counted too."""

import os
from pathlib import Path

TICK = 1000 / os.sysconf("SC_CLK_TCK")  # ms


def _stat(pid: str) -> tuple[str, float] | None:
    """Parent and CPU in ms of one process."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return fields[1], sum(map(int, fields[11:15])) * TICK


def cpu_of(root: int) -> float:
    """User and system time in ms of `root` and its descendants."""
    names = [p.name for p in Path("/proc").iterdir() if p.name.isdigit()]
    known = {p: s for p in names if (s := _stat(p)) is not None}
    total, todo = 0.0, [str(root)]
    while todo:
        pid = todo.pop()
        if pid in known:
            total += known[pid][1]
        todo += [p for p, (parent, _) in known.items() if parent == pid]
    return total


def own_cpu() -> float:
    """CPU of this process itself, in ms."""
    times = os.times()
    return (times.user + times.system) * 1000


def stat_of(pid: str) -> float:
    """CPU of one process, in ms; nothing when it is gone."""
    found = _stat(pid)
    return found[1] if found else 0.0
