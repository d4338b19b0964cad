"""demo load, demo bewoners, backup, restore."""

import sys
from pathlib import Path

import click

from kapstok.site.cli import answer, fail, json_option

_BAR = 24  # characters: with what is told beside it, it fits on a line of eighty


@click.group("demo")
def demo() -> None:
    """De OWO-samenwerking als voorbeeldgegevens."""


@demo.command("load")
@click.option("--if-empty", is_flag=True, help="Doe niets als er al gemeenten zijn.")
def load(*, if_empty: bool) -> None:
    """Laad gemeenten, medewerkers, zaaktypen, formulieren, personen en zaken."""
    from kapstok.site.process import database, run_command

    with database():
        run_command("demo", "tenants")
        run_command("demo", "inhoud", *(["--if-empty"] if if_empty else []))


@demo.command("tenants", hidden=True)
def tenants() -> None:
    """De gemeenten zelf; dat mag alleen de eigenaar van de databank."""
    from kapstok.site.process import django

    with django(owner=True):
        from kapstok.demo.gemeenten import load_gemeenten

        load_gemeenten()


@demo.command("inhoud", hidden=True)
@click.option("--if-empty", is_flag=True)
def content(*, if_empty: bool) -> None:
    """Alles binnen de gemeenten, als applicatie."""
    from kapstok.site.process import django

    with django():
        from kapstok.demo.laden import is_loaded, load_content

        if if_empty and is_loaded():
            return
        load_content(tell=lambda text: click.echo(text, err=True))


@demo.command("bewoners")
@click.option(
    "--adressen",
    type=click.IntRange(1, 100_000),
    help="Aantal per gemeente; zonder: alle, samen zo'n 45.000.",
)
@json_option
def residents(*, adressen: int | None, as_json: bool) -> None:
    """Vul de drie gemeenten met alle verzonnen adressen en zo'n 80.000 bewoners. Opnieuw draaien verandert niets."""
    from kapstok.site.process import django

    with django():
        from kapstok.demo.laden import is_loaded
        from kapstok.demo.streekvol import load_streek

        if not is_loaded():
            fail("De voorbeeldgegevens zijn er nog niet. Draai eerst: kapstok demo load")
        many = load_streek(_progress, adressen=adressen)
        answer(as_json, {"personen": many}, f"{many} bewoners staan in de BRP van de drie gemeenten.")


def _progress(what: str, number: int, share: float) -> None:
    """A bar that grows, where somebody is looking."""
    if sys.stderr.isatty():
        done = round(_BAR * share)
        click.echo(
            f"\r{'█' * done}{'░' * (_BAR - done)}{share:5.0%} {number:>9,} {what:36.36}",
            err=True,
            nl=share >= 1,
        )


@click.command("backup")
@click.argument("doel", type=click.Path(path_type=Path, file_okay=False))
@json_option
def backup(*, doel: Path, as_json: bool) -> None:
    """Maak een reservekopie van databank en documenten in een nieuwe map."""
    from kapstok.site.process import django

    with django(owner=True):
        from kapstok.platform.backup import backup as make

        answer(as_json, make(doel), f"De reservekopie staat in {doel}.")


@click.command("restore")
@click.argument("bron", type=click.Path(path_type=Path, file_okay=False, exists=True))
@json_option
def restore(*, bron: Path, as_json: bool) -> None:
    """Zet een reservekopie terug in een lege installatie."""
    from kapstok.site.process import database

    with database():
        from kapstok.platform.backup import restore as put_back

        answer(as_json, put_back(bron), f"De reservekopie uit {bron} is teruggezet.")


COMMANDS = [demo, backup, restore]
