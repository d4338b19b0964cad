"""House rules as lint: what ruff and pyright cannot see. Run by `make lint`; exit status 1 on a fault."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

MAX_LINES = 500
TEXT = {
    ".py",
    ".html",
    ".css",
    ".js",
    ".json",
    ".md",
    ".toml",
    ".yml",
    ".yaml",
    ".sql",
    ".txt",
    ".lock",
    ".typ",
}
INLINE = re.compile(r"""\sstyle=["']|<script(?![^>]*\ssrc=)[^>]*>|<style|\son[a-z]+=["']""")
MACHINE_PATH = re.compile(r"(?<![\w.-])/(?:work|root)/[\w.]")
REGISTRY = re.compile(
    r"files\.pythonhosted|registry\.npm" + r"js|deb\.debian\.org|//pypi\.org", re.IGNORECASE
)
CLOCK = re.compile(r"\b(datetime\.now|date\.today|timezone\.now|time\.time)\(")
PURE = re.compile(r"(^src/kapstok/kern/|/rules(_\w+)?\.py$)")


def tracked() -> list[str]:
    """Files that git knows, as relative paths."""
    listed = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [name for name in listed if Path(name).exists()]


def faults_of(name: str, text: str) -> Iterator[str]:
    """Every broken rule in one file, as one line for people."""
    if name.endswith("huisregels.py"):
        return
    if name.endswith(".html"):
        for match in INLINE.finditer(text):
            yield f"{name}: inline script or style ({match.group(0).strip()[:30]}); the security policy forbids it"
    if (
        name.startswith("src/")
        and name.endswith(".py")
        and "/migrations/" not in name
        and len(text.splitlines()) > MAX_LINES
    ):
        yield f"{name}: {len(text.splitlines())} lines; which two stories are in here?"
    if PURE.search(name) and "/tests/" not in name and CLOCK.search(text):
        yield f"{name}: a rule reads the clock; today comes in as a parameter"
    if MACHINE_PATH.search(text):
        yield f"{name}: a path of one machine"
    if REGISTRY.search(text):
        yield f"{name}: the address of a package registry"


def missing_migrations() -> Iterator[str]:
    """Models that differ from their migrations."""
    command = [sys.executable, "-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kapstok.site.settings"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        yield f"migrations are not up to date: {(done.stdout or done.stderr).strip()[-600:]}"


def main() -> int:
    """Print every fault; 1 when there is one."""
    faults = [
        fault
        for name in tracked()
        if Path(name).suffix in TEXT
        for fault in faults_of(name, Path(name).read_text(encoding="utf-8", errors="replace"))
    ]
    faults += missing_migrations()
    for fault in faults:
        print(fault)
    print(f"Huisregels: {len(faults)} fouten." if faults else "Huisregels: in orde.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
