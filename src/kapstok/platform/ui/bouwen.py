"""Build of the assets: `python -m kapstok.platform.ui.bouwen`.

NL Design System packages (frontend/node_modules) + our own frontend/css and frontend/js -> static/gebouwd/,
with hashed names, a .gz next to each file and a manifest; also compiles the catalogues. Does nothing when
no input changed. An installed wheel contains the result and has no frontend folder: then it says so.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import django_htmx

from kapstok.platform.ui import css
from kapstok.platform.ui.catalogus import compile_catalogues
from kapstok.platform.ui.iconen import favicon
from kapstok.platform.ui.manifest import BUILT, MANIFEST

PACKAGE = Path(__file__).resolve().parent
SOURCE = PACKAGE.parents[1]
FRONTEND = SOURCE.parents[1] / "frontend"
TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens"
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-4.min.js"
PREFIXES = ("nl-", "utrecht-")
log = logging.getLogger(__name__)


def main() -> int:
    """Build when needed; exit status 1 when the sources or node are missing."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    if not FRONTEND.is_dir():
        log.info("Geen map frontend: de gebouwde bestanden horen bij het pakket.")
        return 0 if MANIFEST.exists() else 1
    if not (FRONTEND / "node_modules" / TOKENS).is_dir():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=FRONTEND, check=True)
    compiled = compile_catalogues(PACKAGE / "locale")
    digest = fingerprint(inputs())
    stamp = BUILT / ".invoer"
    if stamp.exists() and stamp.read_text() == digest and MANIFEST.exists():
        log.info("Niets veranderd.%s", f" Catalogi vertaald: {compiled}." if compiled else "")
        return 0
    sizes = write(assets(), BUILT)
    stamp.write_text(digest)
    for name, size in sizes.items():
        log.info("%-14s %6d bytes gzip", name, size)
    return 0


def inputs() -> list[Path]:
    """Everything that can change the result."""
    own = [*FRONTEND.glob("css/**/*.css"), *FRONTEND.glob("js/*.js"), FRONTEND / "package-lock.json"]
    return sorted([*own, *users(), HTMX])


def users() -> list[Path]:
    """Files that may name a class: templates, and the Python of the screens."""
    return sorted(
        [*SOURCE.glob("**/templates/**/*.html"), *PACKAGE.glob("**/*.py"), *SOURCE.glob("schermen/**/*.py")]
    )


def fingerprint(paths: Iterable[Path]) -> str:
    """One digest over names and contents."""
    total = hashlib.sha256()
    for path in paths:
        total.update(str(path.name).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def assets() -> dict[str, bytes]:
    """Name in the source -> content."""
    own = _read(sorted((FRONTEND / "css").glob("*.css")))
    staff = _read(sorted((FRONTEND / "css" / "werkplek").glob("*.css")))
    used = css.used_names([*(path.read_text() for path in users()), own, staff], PREFIXES)
    components = css.shaken(_read(package_styles()), used | css.used_names([own], ("k-",)))
    # A field that nobody filled in yet is not wrong; only what was sent and refused is (aria-invalid).
    components = re.sub(r"[^{},]+:(?:user-)?invalid,", "", components)
    components = css.without_unread(components, [own, staff, *(path.read_text() for path in users())])
    theme = css.tokens((FRONTEND / "node_modules" / TOKENS / "dist" / "theme.css").read_text())
    kept = css.needed_tokens(components + own + staff, theme)
    palette = ".voorbeeld-theme{" + "".join(f"{name}:{value};" for name, value in kept.items()) + "}"
    return {
        "kapstok.css": css.minified(palette + components + own).encode(),
        "werkplek.css": css.minified(staff).encode(),
        "kapstok.js": modules(sorted((FRONTEND / "js").glob("*.js"))).encode(),
        "htmx.js": HTMX.read_bytes(),
        "icoon.svg": favicon().encode(),
    }


def package_styles() -> list[Path]:
    """The stylesheet of every package in package.json, in a fixed order."""
    names = sorted(json.loads((FRONTEND / "package.json").read_text())["dependencies"])
    folders = [FRONTEND / "node_modules" / name for name in names if name != TOKENS]
    found = []
    for folder in folders:
        short = folder.name.removesuffix("-css")
        found += [
            path
            for path in (folder / "dist" / f"{short}.css", folder / "dist" / "index.css")
            if path.exists()
        ][:1]
    return found


def modules(paths: Iterable[Path]) -> str:
    """Scripts without imports, each in its own block, as one ES module."""
    return "".join(f"{{\n{_stripped(path.read_text())}}}\n" for path in paths)


def write(content: dict[str, bytes], folder: Path) -> dict[str, int]:
    """Hashed files with .gz and the manifest; older builds go. Answers the compressed sizes."""
    folder.mkdir(parents=True, exist_ok=True)
    names = {name: hashed_name(name, data) for name, data in content.items()}
    sizes = {}
    for name, data in content.items():
        target = folder / names[name]
        packed = gzip.compress(data, 9, mtime=0)
        for path, part in ((target, data), (target.with_name(target.name + ".gz"), packed)):
            _replace(path, part)
        sizes[name] = len(packed)
    _replace(folder / "manifest.json", json.dumps(names, indent=1).encode())
    keep = {*names.values(), *(f"{name}.gz" for name in names.values()), "manifest.json", ".invoer"}
    for old in folder.iterdir():
        if old.name not in keep and old.is_file():
            old.unlink()
    return sizes


def hashed_name(name: str, data: bytes) -> str:
    """kapstok.css -> kapstok.0123456789ab.css."""
    stem, _, extension = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(data).hexdigest()[:12]}.{extension}"


def _replace(path: Path, data: bytes) -> None:
    """Never a half-written file under its final name, also when two builds run at once."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(data)
    temporary.replace(path)


def _read(paths: Iterable[Path]) -> str:
    return "\n".join(path.read_text() for path in paths)


def _stripped(script: str) -> str:
    """Whole-line comments and indentation out; enough for a few kilobytes."""
    lines = (line.strip() for line in script.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


if __name__ == "__main__":
    sys.exit(main())
