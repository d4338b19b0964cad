"""CPU time and memory of a process with all below it, from /proc; the time of children that have ended counts too."""

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


def _below(root: int) -> dict[str, float]:
    """CPU in ms of `root` and each of its descendants."""
    names = [p.name for p in Path("/proc").iterdir() if p.name.isdigit()]
    known = {p: s for p in names if (s := _stat(p)) is not None}
    found: dict[str, float] = {}
    todo = [str(root)]
    while todo:
        pid = todo.pop()
        if pid in known:
            found[pid] = known[pid][1]
        todo += [p for p, (parent, _) in known.items() if parent == pid]
    return found


def cpu_of(root: int) -> float:
    """User and system time in ms of `root` and its descendants."""
    return sum(_below(root).values())


def memory_of(root: int) -> float:
    """Memory in MB that `root` and its descendants hold, what they share counted once (PSS)."""
    kept = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in _below(root))
    return sum(int(text.split("\nPss:")[1].split()[0]) for text in kept) / 1024


def own_cpu() -> float:
    """CPU of this process itself, in ms."""
    times = os.times()
    return (times.user + times.system) * 1000


def stat_of(pid: str) -> float:
    """CPU of one process, in ms; nothing when it is gone."""
    found = _stat(pid)
    return found[1] if found else 0.0
