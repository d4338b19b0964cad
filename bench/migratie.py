"""Moving one municipality between two installations over the API, killed on the way: how fast, how much memory.

    python -m bench.migratie --zaken 20000 --map FOLDER

Both installations are made in FOLDER and kept for the next time; the second one is emptied by taking another folder.
"""

import argparse
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PORT, CLIENT, TENANT = 8655, "bench-alles-1", "ooststellingwerf"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.migratie", description="Verhuis en meet.")
    parser.add_argument("--zaken", type=int, default=20_000, help="zaken van de gemeente die verhuist")
    parser.add_argument("--map", type=Path, required=True, dest="folder")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument(
        "--breek-af", type=float, default=60, help="na zoveel seconden doodt de meting de opdracht"
    )
    parser.add_argument("--bron", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.bron:
        return _source(asked.zaken, asked.port)
    made = _command(
        "--bron", "--zaken", str(asked.zaken), "--map", str(asked.folder), "--port", str(asked.port)
    )
    with subprocess.Popen(made, cwd=ROOT, env=_env(asked.folder / "bron"), stdout=subprocess.PIPE) as source:
        try:
            secret = _told(source)
            _measure(asked.folder / "doel", asked.port, secret, asked.breek_af)
        finally:
            source.terminate()
            source.wait(60)
    return 0


def _command(*more: str) -> list[str]:
    return [sys.executable, "-m", "bench.migratie", *more]


def _env(data: Path) -> dict[str, str]:
    data.mkdir(parents=True, exist_ok=True)
    settings = "kapstok.site.settings"
    return {
        **os.environ,
        "KAPSTOK_DATA": str(data),
        "KAPSTOK_LOGNIVEAU": "ERROR",
        "DJANGO_SETTINGS_MODULE": settings,
    }


def _told(source: subprocess.Popen[bytes]) -> str:
    """The secret that the source says once it answers."""
    assert source.stdout is not None
    for line in source.stdout:
        text = line.decode().strip()
        if text.startswith("geheim "):
            return text.removeprefix("geheim ")
        print(f"bron: {text}", flush=True)
    raise SystemExit("De bron kwam niet op gang.")


def _source(zaken: int, port: int) -> int:
    """The installation that is moved from: filled, and answering until it is told to stop."""
    from bench.zaaien import prepare
    from kapstok.site.process import database

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with database():
        prepare(zaken * 3)
        from bench.web import SECRET, applications, web_process

        applications()
        with web_process(port):
            print(f"geheim {SECRET}", flush=True)
            signal.pause()
    return 0


def _measure(data: Path, port: int, secret: str, after: float) -> None:
    env = {**_env(data), "ZGW_MIGRATIE_SECRET": secret}
    kapstok = [sys.executable, "-m", "kapstok.site.cli"]
    for command in (["migrate", "--quiet"], ["demo", "tenants"]):
        subprocess.run([*kapstok, *command], check=True, env=env, cwd=ROOT)
    van = f"http://localhost:{port}"
    move = [*kapstok, "migreer", "zgw", "--van", van, "--client-id", CLIENT, "--tenant", TENANT]
    for turn, limit in enumerate((after, None), 1):
        began, used = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        killed, peak, told = _run(move, env, limit)
        now = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
        end = "gedood" if killed else "klaar"
        print(
            f"ronde {turn}: {end} na {time.monotonic() - began:.0f} s, {cpu:.0f} s CPU, hoogstens {peak:.0f} MB"
        )
        print(told, flush=True)
    began = time.monotonic()
    _killed, peak, told = _run(move, env, None)
    print(f"nog een keer: {time.monotonic() - began:.0f} s, hoogstens {peak:.0f} MB")
    print(told, flush=True)


def _run(command: list[str], env: dict[str, str], limit: float | None) -> tuple[bool, float, str]:
    """Was it killed, its highest memory in MB, and the last it said."""
    until = time.monotonic() + limit if limit else None
    with subprocess.Popen(
        command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        peak, killed = 0.0, False
        while process.poll() is None:
            peak = max(peak, _resident(process.pid))
            if until and time.monotonic() > until:
                process.kill()
                killed = True
                until = None
            time.sleep(0.5)
        told: Any = process.stdout.read() if process.stdout else b""
    return killed, peak, told.decode()[-2500:]


def _resident(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = next((line for line in text.splitlines() if line.startswith("VmRSS:")), "VmRSS: 0 kB")
    return int(found.split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(main())
