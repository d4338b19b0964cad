"""`kapstok run`: one foreground process that starts, watches and stops the others.

A process that dies is started again; the database too. SIGTERM and Ctrl-C stop everything, the
database last.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from types import FrameType

import click

from kapstok.platform.config import settings
from kapstok.platform.db import server as pg
from kapstok.platform.db.setup import from_url, prepare_external
from kapstok.site.process import (
    StartError,
    check_disk,
    check_port,
    database,
    free_port,
    own_command,
    schema_is_current,
)

READY_WITHIN = 60.0
STOP_WITHIN = 15.0
LET_GO_WITHIN = (
    5.0  # what a command of ours had started itself gets the signal too, but is not ours to wait for
)


class House:
    """The running installation."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.server: pg.Server | None = None
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.postbus: object = None

    def run(self) -> None:
        """Start, announce, watch until told to stop. Raises StartError or ServerError with a sentence."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        check_disk(settings.data_map)
        check_port(settings.adres, settings.poort)
        with database(patience=LET_GO_WITHIN) as self.server:
            if self.server is None:
                prepare_external(from_url(settings.database_url))
            self._run()

    def _run(self) -> None:
        try:
            if not schema_is_current(self.server):
                self._command("migrate", "--quiet")
            if not self.stopping.is_set():
                self._start_postbus()
                self._load_demo()
            if not self.stopping.is_set():
                self._start("web")
                self._wait_until_ready()
                self._start("worker")  # after the web server: both want the processor while they start
                self._announce()
            while not self.stopping.wait(1.0):
                self._watch()
        finally:
            self._stop_all()

    def _load_demo(self) -> None:
        """Once per data folder; the mark saves the start of three processes on every later start."""
        mark = settings.data_map / "demo-geladen"
        if not settings.demo or mark.exists():
            return
        if self._command("demo", "load", "--if-empty"):
            mark.touch()

    def _command(self, *arguments: str) -> bool:
        """A command of ours as a child, ended when we are told to stop: then False. StartError when it fails.

        What it had not finished is undone by the database; the next start goes on where it was.
        """
        if self.stopping.is_set():
            return False
        process = subprocess.Popen(own_command(*arguments), start_new_session=True)
        self.children[arguments[0]] = process
        while process.poll() is None and not self.stopping.wait(0.1):
            pass
        if self.stopping.is_set():
            return False  # _stop_all ends it, with the others
        del self.children[arguments[0]]
        if process.returncode:
            raise StartError(f"“kapstok {' '.join(arguments)}” is niet gelukt; de reden staat hierboven.")
        return True

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping.set()

    def _start_postbus(self) -> None:
        """The demo's own mailbox; its port goes to the other processes by the environment."""
        if not settings.demo or settings.smtp:
            return
        from kapstok.platform.mail.postbus import start_postbus

        port = settings.postbus_poort or free_port()
        self.postbus = start_postbus(settings.data_map / "postbus", port)
        os.environ["KAPSTOK_POSTBUS_POORT"] = str(port)

    def _start(self, name: str) -> None:
        if name == "worker":
            command, environment = own_command("worker"), dict(os.environ)
        else:
            command = web_command(settings.poort)
            environment = web_environment(settings.data_map / "metingen")
        self.children[name] = subprocess.Popen(command, env=environment, start_new_session=True)

    def _wait_until_ready(self) -> None:
        url = f"http://{settings.adres}:{settings.poort}/gezondheid/klaar"
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until and not self.stopping.is_set():
            try:
                with urllib.request.urlopen(url, timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
            if self.children["web"].poll() is not None:
                break
        if not self.stopping.is_set():
            raise StartError("De webserver kwam niet op gang; de reden staat hierboven.")

    def _watch(self) -> None:
        if self.server and not pg.is_running(settings.data_map / "pg"):
            click.echo("De databank was gestopt en wordt opnieuw gestart.", err=True)
            try:
                self.server = pg.start(settings.data_map / "pg")
            except (
                pg.ServerError
            ) as error:  # backends of the killed server are still leaving: again in a second
                click.echo(f"Kapstok: {error}", err=True)
        for name, process in self.children.items():
            if process.poll() is not None and not self.stopping.is_set():
                click.echo(f"{name} was gestopt ({process.returncode}) en wordt opnieuw gestart.", err=True)
                _end_group(process, signal.SIGKILL)
                self._start(name)

    def _stop_all(self) -> None:
        for process in self.children.values():
            _end_group(process, signal.SIGTERM)
        until = time.monotonic() + STOP_WITHIN
        for process in self.children.values():
            try:
                process.wait(max(until - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                _end_group(process, signal.SIGKILL)
                process.wait()
        if self.postbus is not None:
            self.postbus.stop()  # type: ignore[attr-defined]

    def _announce(self) -> None:
        base = f"{settings.domein}:{settings.poort}"
        click.echo(f"\nKapstok draait. Ga naar http://{base}/ (kies uw gemeente)")
        if settings.demo:
            from kapstok.demo import announcement

            click.echo(announcement(base))
        click.echo(f"Gegevens staan in {Path(settings.data)}. Stoppen: Ctrl-C.\n")


def web_environment(folder: Path) -> dict[str, str]:
    """With what: several processes add up what they count in files of this folder, which begins empty."""
    if settings.webprocessen == 1:
        return dict(os.environ)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)}


def web_command(port: int) -> list[str]:
    """How the web server is started."""
    return [
        *(sys.executable, "-m", "granian", "kapstok.site.wsgi:application", "--interface", "wsgi"),
        *("--host", settings.adres, "--port", str(port), "--workers", str(settings.webprocessen)),
        *("--blocking-threads", str(settings.threads), "--backlog", "512", "--no-ws", "--http", "1"),
        *("--log-level", "warning", "--workers-kill-timeout", "10", "--respawn-failed-workers"),
    ]


def _end_group(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    """Signal a child and everything it started."""
    try:
        os.killpg(process.pid, how)
    except ProcessLookupError:
        return
