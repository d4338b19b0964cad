"""migrate, check, config explain, tenant add."""

import os

import click

from kapstok.site.cli import answer, fail, json_option


@click.command("migrate")
@click.option("--quiet", is_flag=True, help="Zeg alleen iets als er iets verandert of misgaat.")
def migrate(*, quiet: bool) -> None:
    """Breng de databank op deze versie en beveilig alle tabellen."""
    from kapstok.site.process import django

    with django(owner=True, empty=True):
        from kapstok.site.migrate import migrate as bring_up

        count = bring_up(verbosity=0 if quiet else 1)
        if not quiet:
            click.echo(f"De databank is bij; {count} tabellen per gemeente zijn beveiligd.")


@click.command("check")
@click.option("--deploy", is_flag=True, help="Strenger: mag dit in productie draaien?")
@json_option
def check(*, deploy: bool, as_json: bool) -> None:
    """Controleer de installatie; zegt per punt wat goed is en wat niet."""
    from kapstok.site.check import findings

    found = findings(deploy=deploy)
    text = "\n".join(f"{'goed ' if f['goed'] else 'FOUT '} {f['punt']}: {f['uitleg']}" for f in found)
    answer(as_json, found, text)
    if not all(f["goed"] for f in found):
        raise SystemExit(1)


@click.group("config")
def config() -> None:
    """Instellingen van deze installatie."""


@config.command("explain")
@json_option
def explain(*, as_json: bool) -> None:
    """Toon elke instelling: waarde, bron en betekenis."""
    from kapstok.platform.config import explain as rows_of
    from kapstok.platform.config import settings

    rows = rows_of(settings, os.environ)
    text = "\n".join(
        f"{r['naam']} = {r['waarde'] or '(leeg)'}  [{r['bron']}]\n    {r['betekenis']}" for r in rows
    )
    answer(as_json, rows, text)


@click.group("tenant")
def tenant() -> None:
    """Gemeenten van deze installatie."""


@tenant.command("add")
@click.argument("slug")
@click.argument("naam")
@click.option("--rsin", required=True, help="RSIN van de gemeente (9 cijfers).")
@click.option("--prefix", required=True, help="Letter(s) waarmee zaaknummers beginnen.")
@json_option
def tenant_add(*, slug: str, naam: str, rsin: str, prefix: str, as_json: bool) -> None:
    """Voeg een gemeente toe."""
    from kapstok.site.process import django

    with django(owner=True):
        from django.db.models import Max

        from kapstok.kern.nummers import is_rsin
        from kapstok.kern.zaaknummer import ALPHABET, is_zaaknummer_prefix
        from kapstok.platform.tenancy.models import Tenant

        if not is_zaaknummer_prefix(prefix):
            fail(f"Prefix {prefix} kan niet: kies 1 tot 3 letters uit {ALPHABET}.")
        if not is_rsin(rsin):
            fail(f"RSIN {rsin} klopt niet: 9 cijfers met de elfproef.")
        if Tenant.objects.filter(slug=slug).exists():
            fail(f"Gemeente {slug} bestaat al.")
        number = (Tenant.objects.aggregate(hoogste=Max("id"))["hoogste"] or 0) + 1
        made = Tenant.objects.create(
            id=number, slug=slug, naam=naam, instellingen={"rsin": rsin, "zaakprefix": prefix}
        )
        answer(as_json, {"id": made.id, "slug": slug}, f"Gemeente {naam} is toegevoegd (nummer {made.id}).")


COMMANDS = [migrate, check, config, tenant]
