"""verband add, verband end: who takes part in a partnership."""

from datetime import date, datetime

import click

from kapstok.site.cli import answer, fail, json_option
from kapstok.site.commands.accounts import tenant_number

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group("verband")
def verband() -> None:
    """Gemeenten die samenwerken."""


@verband.command("add")
@click.argument("code")
@click.option("--tenant", required=True, help="De samenwerking, bijvoorbeeld owo.")
@click.option("--naam", required=True, help="Naam van de gemeente.")
@click.option("--kort", required=True, help="Korte naam voor tekeningen, hoogstens 12 tekens.")
@click.option("--van", required=True, type=DAY, help="Eerste dag, als jjjj-mm-dd.")
@click.option("--volgorde", default=0, help="Plaats in lijsten.")
@json_option
def add(*, code: str, tenant: str, naam: str, kort: str, van: datetime, volgorde: int, as_json: bool) -> None:
    """Laat een gemeente meedoen."""
    from kapstok.site.process import django

    with django():
        from kapstok.diensten.sturing.verband.services import toetreden
        from kapstok.platform.db import tenant_scope
        from kapstok.platform.errors import Refusal
        from kapstok.platform.work import SYSTEM

        try:
            with tenant_scope(tenant_number(tenant)):
                row = toetreden(code, naam, kort[:12], van=van.date(), volgorde=volgorde, actor=SYSTEM)
        except Refusal as refused:
            fail(refused.message)
        answer(as_json, {"id": str(row.id), "code": code}, f"{naam} doet mee vanaf {van:%d-%m-%Y}.")


@verband.command("end")
@click.argument("code")
@click.option("--tenant", required=True, help="De samenwerking, bijvoorbeeld owo.")
@click.option("--tot", required=True, type=DAY, help="Laatste dag, als jjjj-mm-dd.")
@json_option
def end(*, code: str, tenant: str, tot: datetime, as_json: bool) -> None:
    """Laat een gemeente uittreden; wat er was, blijft te lezen."""
    from kapstok.site.process import django

    last: date = tot.date()
    with django():
        from kapstok.diensten.sturing.verband.services import uittreden
        from kapstok.platform.db import tenant_scope
        from kapstok.platform.errors import Refusal
        from kapstok.platform.work import SYSTEM

        try:
            with tenant_scope(tenant_number(tenant)):
                row = uittreden(code, tot=last, actor=SYSTEM)
        except Refusal as refused:
            fail(refused.message)
        answer(
            as_json,
            {"code": code, "tot": last.isoformat()},
            f"{row.naam} doet mee tot en met {tot:%d-%m-%Y}.",
        )


COMMANDS = [verband]
