"""bag import, brp import, hr import, and laden of brk, woz and bgt: deliveries of the base registers."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from kapstok.site.cli import answer, fail, json_option
from kapstok.site.commands.accounts import tenant_number

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.group("bag")
def bag() -> None:
    """De basisregistratie adressen en gebouwen."""


@bag.command("import")
@click.argument("bestand", type=_FILE)
@click.option("--tenant", required=True, help="Gemeente, bijvoorbeeld ooststellingwerf.")
@click.option("--vervang", is_flag=True, help="Verwijder van deze objecttypen wat niet in de stand staat.")
@json_option
def import_bag(*, bestand: Path, tenant: str, vervang: bool, as_json: bool) -> None:
    """Laad een BAG-levering (extract of mutaties, ZIP of XML). Na een onderbreking gaat het verder waar het was."""
    from kapstok.site.process import django

    with django():
        from django.utils import timezone

        from kapstok.magazijnen.bag.levering.laden import load
        from kapstok.platform.leveringen.fouten import LeveringFout
        from kapstok.platform.work import SYSTEM

        number = tenant_number(tenant)
        try:
            counts = load(
                bestand, tenant=number, actor=SYSTEM, now=timezone.now(), replace=vervang, tell=_progress
            )
        except LeveringFout as fault:
            fail(f"{fault.message} Van deze levering is niets verwerkt.")
        told = (
            f"{counts.gelezen} voorkomens gelezen: {counts.nieuw} nieuw, {counts.gewijzigd} gewijzigd, "
            f"{counts.gelijk} gelijk, {counts.verwijderd} verwijderd. {counts.adressen} adressen van vandaag."
        )
        answer(
            as_json, asdict(counts), f"Deze levering was al geladen. {told}" if counts.al_geladen else told
        )


def _progress(file: str, number: int) -> None:
    """One line that keeps changing, where somebody is looking."""
    if sys.stderr.isatty():
        click.echo(f"\r{number:>12,} {file.rsplit('/', 1)[-1]:60.60}", err=True, nl=False)


@click.group("brp")
def brp() -> None:
    """De basisregistratie personen."""


@brp.command("import")
@click.argument("bestand", type=_FILE)
@click.option("--tenant", required=True, help="Gemeente, bijvoorbeeld ooststellingwerf.")
@click.option("--vervang", is_flag=True, help="Verwijder personen die niet in het bestand staan.")
@json_option
def import_brp(*, bestand: Path, tenant: str, vervang: bool, as_json: bool) -> None:
    """Laad persoonslijsten (pl-json/1, GBA-V CSV zoals de testset van RvIG, of LO3-berichten). Alles of niets."""
    from kapstok.site.process import django

    with django():
        from kapstok.magazijnen.brp.rules import PersoonslijstRefused
        from kapstok.magazijnen.brp.services import import_persons
        from kapstok.platform.db import tenant_scope
        from kapstok.platform.work import SYSTEM

        with tenant_scope(tenant_number(tenant)):
            try:
                counts = import_persons(bestand.read_bytes(), actor=SYSTEM, replace=vervang)
            except PersoonslijstRefused as no:
                fail(no.message)
        told = (
            f"{counts.nieuw} personen nieuw, {counts.gewijzigd} gewijzigd, {counts.gelijk} gelijk, "
            f"{counts.verwijderd} verwijderd; {len(counts.bevindingen)} bevindingen."
        )
        answer(as_json, asdict(counts), "\n".join([told, *counts.bevindingen]))


@brp.command("export")
@click.argument("bestand", type=click.Path(path_type=Path, dir_okay=False, writable=True))
@click.option("--tenant", required=True, help="Gemeente, bijvoorbeeld ooststellingwerf.")
@click.option(
    "--vorm", type=click.Choice(["pl-json", "gbav", "lo3"]), default="pl-json", help="Vorm van het bestand."
)
@json_option
def export_brp(*, bestand: Path, tenant: str, vorm: str, as_json: bool) -> None:
    """Schrijf alle persoonslijsten van een gemeente in een bestand. Wie erop staat, kan dit later zien."""
    from kapstok.site.process import django

    with django():
        from django.utils import timezone

        from kapstok.magazijnen.brp.rules import PersoonslijstRefused
        from kapstok.magazijnen.brp.services import export_to
        from kapstok.platform.db import tenant_scope
        from kapstok.platform.work import SYSTEM

        # Under another name until it is whole.
        unfinished = bestand.with_name(f"{bestand.name}.deel")
        try:
            with unfinished.open("wb") as file, tenant_scope(tenant_number(tenant)):
                number = export_to(file, vorm=vorm, actor=SYSTEM, now=timezone.now())
            unfinished.replace(bestand)
        except PersoonslijstRefused as no:
            fail(f"{no.message} Er is geen bestand gemaakt.")
        except OSError as fault:
            fail(f"{bestand} kan niet worden geschreven: {fault.strerror}.")
        finally:
            unfinished.unlink(missing_ok=True)
        answer(as_json, {"personen": number}, f"{number} persoonslijsten in {bestand}.")


@brp.command("tabel")
@click.argument("bestand", type=_FILE)
@json_option
def load_table(*, bestand: Path, as_json: bool) -> None:
    """Laad een landelijke tabel van RvIG (CSV), voor alle gemeenten. Vervallen codes houden hun betekenis."""
    from kapstok.site.process import django

    with django(owner=True):
        from kapstok.magazijnen.brp.tabelbeheer import TabelRefused, laad

        try:
            done = laad(bestand.read_bytes(), bestand=bestand.name)
        except TabelRefused as no:
            fail(f"{no.message} Er is niets geladen.")
        told = (
            f"Tabel {done.tabel}: {done.nieuw} codes nieuw, {done.gewijzigd} gewijzigd, {done.gelijk} gelijk; "
            f"{done.bleven} staan niet in het bestand en blijven. Binnen een minuut geldt dit overal."
        )
        answer(as_json, asdict(done), told)


@click.group("hr")
def hr() -> None:
    """Het handelsregister."""


@hr.command("import")
@click.argument("bestand", type=_FILE)
@click.option("--tenant", required=True, help="Gemeente, bijvoorbeeld ooststellingwerf.")
@json_option
def import_hr(*, bestand: Path, tenant: str, as_json: bool) -> None:
    """Laad basisprofielen en vestigingsprofielen zoals de KVK ze geeft (JSON, één of een lijst). Alles of niets."""
    from kapstok.site.process import django

    with django():
        from kapstok.magazijnen.hr.rules import HrRefused
        from kapstok.magazijnen.hr.services import import_kvk
        from kapstok.platform.db import tenant_scope
        from kapstok.platform.work import SYSTEM

        with tenant_scope(tenant_number(tenant)):
            try:
                counts = import_kvk(bestand.read_bytes(), actor=SYSTEM)
            except HrRefused as no:
                fail(f"{no.message} Van dit bestand is niets verwerkt.")
        told = f"{counts.nieuw} nieuw, {counts.gewijzigd} gewijzigd, {counts.gelijk} gelijk."
        answer(as_json, asdict(counts), told)


def _register(name: str, help_: str, what: str) -> click.Group:
    """`kapstok NAME laden`: a delivery into the store of that name, all of it or nothing."""
    group = click.Group(name, help=help_)

    @group.command("laden", help=f"Laad {what}. Alles of niets; hetzelfde bestand nog eens verandert niets.")
    @click.argument("bestand", type=_FILE)
    @click.option("--tenant", required=True, help="Gemeente, bijvoorbeeld ooststellingwerf.")
    @json_option
    def laden(*, bestand: Path, tenant: str, as_json: bool) -> None:
        from kapstok.site.process import django

        with django():
            from django.utils import timezone

            from kapstok.platform.leveringen.fouten import LeveringFout
            from kapstok.platform.work import SYSTEM

            number = tenant_number(tenant)
            try:
                counts = _loader(name)(
                    bestand, tenant=number, actor=SYSTEM, now=timezone.now(), tell=_progress
                )
            except LeveringFout as fault:
                fail(f"{fault.message} Van deze levering is niets verwerkt.")
            told = (
                f"{counts.gelezen} gelezen: {counts.nieuw} nieuw, {counts.gewijzigd} gewijzigd, "
                f"{counts.gelijk} gelijk, {counts.verwijderd} verwijderd."
            )
            answer(
                as_json,
                asdict(counts),
                f"Deze levering was al geladen. {told}" if counts.al_geladen else told,
            )

    return group


def _loader(name: str) -> Any:
    if name == "bgt":
        from kapstok.magazijnen.bgt.levering.laden import load
    elif name == "brk":
        from kapstok.magazijnen.brk.levering import load
    else:
        from kapstok.magazijnen.woz.levering import load
    return load


brk = _register("brk", "De basisregistratie kadaster.", "een levering van de BRK (brk-json/1, .jsonl of ZIP)")
woz = _register("woz", "De basisregistratie WOZ.", "een levering van de WOZ (woz-json/1, .jsonl of ZIP)")
bgt = _register(
    "bgt",
    "De basisregistratie grootschalige topografie.",
    "een levering van de BGT (GML van IMGeo 2.1, of een ZIP daarvan)",
)
COMMANDS = [bag, brp, hr, brk, woz, bgt]
