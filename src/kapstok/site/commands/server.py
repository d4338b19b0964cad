"""run and worker."""

import signal
from types import FrameType

import click

from kapstok.platform.config import settings


@click.command("run")
def run() -> None:
    """Start alles: databank, webserver en achtergrondwerk. Stopt met Ctrl-C."""
    from kapstok.site.run import House

    House().run()


@click.command("worker")
def worker() -> None:
    """Bezorg gebeurtenissen, verstuur mail en doe het geplande werk. Stopt met Ctrl-C."""
    from kapstok.site.process import django

    with django():
        from kapstok.platform.worker.loop import Worker, smtp_server
        from kapstok.site.start import settle

        settle()
        process = Worker(smtp_server())

        def stop(_signal: int, _frame: FrameType | None) -> None:
            process.stopping.set()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        click.echo(f"Achtergrondwerk draait ({settings.data}).", err=True)
        process.run()


COMMANDS = [run, worker]
