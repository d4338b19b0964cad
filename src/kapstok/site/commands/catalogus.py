"""catalogus export, import: the market's ZIP of a catalogue."""

import json
from pathlib import Path
from typing import Any

import click

from kapstok.site.cli import answer, fail, json_option
from kapstok.site.commands.accounts import tenant_number


@click.group("catalogus")
def catalogus() -> None:
    """Een catalogus met zaaktypen als bestand uitvoeren of inlezen."""


def _find(domein: str) -> Any:
    from kapstok.magazijnen.catalogi.models import Catalogus

    found = list(Catalogus.objects.filter(domein=domein.upper())[:2])
    if len(found) != 1:
        known = ", ".join(Catalogus.objects.order_by("domein").values_list("domein", flat=True)) or "geen"
        fail(f"Er is niet precies één catalogus met domein {domein}. Bekend: {known}.")
    return found[0]


@catalogus.command("export")
@click.argument("domein")
@click.argument("bestand", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--basis", default="https://kapstok.invalid", help="Begin van de adressen in het bestand.")
@click.option("--tenant", required=True, help="Gemeente, bijvoorbeeld ooststellingwerf.")
@json_option
def export(*, tenant: str, domein: str, bestand: Path, basis: str, as_json: bool) -> None:
    """Schrijf de catalogus met dit domein naar een ZIP-bestand."""
    from kapstok.site.process import django

    with django():
        from kapstok.magazijnen.catalogi.uitwisseling import export_catalogus
        from kapstok.platform.db import tenant_scope
        from kapstok.platform.work import SYSTEM

        with tenant_scope(tenant_number(tenant)):
            content = export_catalogus(_find(domein).id, base=basis.rstrip("/"), actor=SYSTEM)
        bestand.write_bytes(content)
        told = {"bestand": str(bestand), "bytes": len(content)}
        answer(as_json, told, f"De catalogus {domein.upper()} staat in {bestand}.")


@catalogus.command("import")
@click.argument("bestand", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--domein", default="", help="Lees in deze catalogus in; anders in die van het bestand.")
@click.option("--publiceer", is_flag=True, help="Publiceer wat in het bestand gepubliceerd is.")
@click.option("--tenant", required=True, help="Gemeente, bijvoorbeeld ooststellingwerf.")
@json_option
def import_(*, tenant: str, bestand: Path, domein: str, publiceer: bool, as_json: bool) -> None:
    """Lees een ZIP-bestand met een catalogus in. Twee keer inlezen verandert de tweede keer niets."""
    from kapstok.site.process import django

    with django():
        from kapstok.magazijnen.catalogi.uitwisseling import import_catalogus
        from kapstok.platform.db import tenant_scope
        from kapstok.platform.work import SYSTEM

        with tenant_scope(tenant_number(tenant)):
            target = _find(domein).id if domein else None
            report = import_catalogus(
                bestand.read_bytes(), actor=SYSTEM, catalogus_id=target, publiceer=publiceer
            )
        shown = {k: v for k, v in vars(report).items() if k != "catalogus_id"}
        answer(as_json, json.loads(json.dumps(shown)), "\n".join(report.words()))


COMMANDS = [catalogus]
