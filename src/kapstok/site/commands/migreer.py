"""migreer zgw: moving in from, and out to, another ZGW installation, a folder or a ZIP; and comparing them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import click

from kapstok.site.cli import answer, fail, json_option
from kapstok.site.commands.accounts import tenant_number


@click.group("migreer")
def migreer() -> None:
    """Verhuizen van en naar een andere installatie."""


def _other(command: Callable[..., None]) -> Callable[..., None]:
    """Options that say how to reach the other installation."""
    for option in (
        click.option("--tenant", required=True, help="Gemeente, bijvoorbeeld ooststellingwerf."),
        click.option("--client-id", default="", help="Client-id van Kapstok bij de andere installatie."),
        click.option(
            "--secret",
            envvar="ZGW_MIGRATIE_SECRET",
            default="",
            help="Geheim daarbij; liever in de omgeving als ZGW_MIGRATIE_SECRET, dan staat het nergens in beeld.",
        ),
        click.option(
            "--api",
            "apis",
            multiple=True,
            metavar="NAAM=ADRES",
            help="Een API die op een ander adres staat, bijvoorbeeld notificaties=https://n.nl/api/v1; mag vaker.",
        ),
        click.option(
            "--parallel", default=4, show_default=True, help="Zoveel vragen tegelijk aan de andere kant."
        ),
    ):
        command = option(command)
    return command


@contextmanager
def _source(place: str, client_id: str, secret: str, apis: tuple[str, ...], parallel: int) -> Iterator[Any]:
    """An installation, a folder or a ZIP."""
    from kapstok.koppelvlakken.zgw.migratie.api import ApiBron
    from kapstok.koppelvlakken.zgw.migratie.map import MapBron, opened

    if not place.startswith(("http://", "https://")):
        if not Path(place).exists():
            fail(f"{place} is geen adres, en er is geen map of ZIP-bestand met deze naam.")
        with opened(Path(place), new=False) as archive:
            yield MapBron(archive, place)
        return
    if not (client_id and secret):
        fail("Geef --client-id en --secret van een applicatie bij de andere installatie.")
    if strange := [pair for pair in apis if "=" not in pair]:
        fail(f"--api {strange[0]}: schrijf NAAM=ADRES.")
    roots = dict(pair.split("=", 1) for pair in apis)
    bron = ApiBron(place, client_id, secret, parallel=parallel, roots=roots)
    try:
        yield bron
    finally:
        bron.close()


@contextmanager
def _house(tenant: str) -> Iterator[tuple[int, Any]]:
    from kapstok.site.process import django

    with django():
        from django.utils import timezone

        from kapstok.koppelvlakken.zgw.migratie.bron import BronFout

        try:
            yield tenant_number(tenant), timezone.now()
        except BronFout as no:
            fail(str(no))


@migreer.command("zgw")
@click.option("--van", required=True, help="Adres van de andere installatie, of een map of ZIP-bestand.")
@click.option(
    "--zonder-audittrail", is_flag=True, help="Neem de audittrail van de bron niet over; dat scheelt tijd."
)
@click.option("--meld", is_flag=True, help="Meld elke zaak, elk document en besluit aan abonnees.")
@click.option(
    "--verwijder",
    is_flag=True,
    help="Verwijder hier wat van deze bron kwam en daar verwijderd is, als er hier niet aan gewerkt is.",
)
@click.option(
    "--rechten-als-bron",
    is_flag=True,
    help="Geef applicaties precies de rechten van de bron; wat hier met de hand gegeven is, gaat dan weg.",
)
@_other
@json_option
def zgw(
    *,
    van: str,
    tenant: str,
    client_id: str,
    secret: str,
    apis: tuple[str, ...],
    parallel: int,
    zonder_audittrail: bool,
    meld: bool,
    verwijder: bool,
    rechten_als_bron: bool,
    as_json: bool,
) -> None:
    """Neem alles van een andere ZGW-installatie over. Onderbreken mag: de volgende keer gaat het verder."""
    with _house(tenant) as (number, now), _source(van, client_id, secret, apis, parallel) as bron:
        from kapstok.koppelvlakken.zgw.migratie.invoer import run
        from kapstok.koppelvlakken.zgw.migratie.stand import Migratie
        from kapstok.platform.tenancy.addresses import public_base
        from kapstok.platform.tenancy.registry import tenant_by_id
        from kapstok.platform.work import SYSTEM

        migratie = Migratie(
            bron,
            number,
            SYSTEM,
            now,
            public_base(tenant_by_id(number)),
            melden=meld,
            audittrail=not zonder_audittrail,
            verwijderen=verwijder,
            rechten_als_bron=rechten_als_bron,
            vertel=lambda text: click.echo(text, err=True),
        )
        told = run(migratie)
        answer(as_json, told, _words(told))
    if told["aantalAfgewezen"] or any(step["melding"] for step in told["stappen"]):
        raise SystemExit(3)


def _words(told: dict[str, Any]) -> str:
    lines = [f"Overgenomen van {told['bron']}:"]
    lines += [
        f"  {s['stap']:45} {s['gezien']:>9} gezien {s['nieuw']:>9} nieuw {s['gewijzigd']:>9} bijgewerkt  {s['melding']}"
        for s in told["stappen"]
    ]
    lines.append(f"Niet meegekomen: {told['aantalAfgewezen']}")
    lines += [f"  {r['soort']} {r['url']}: {r['reden']}" for r in told["afgewezen"][:20]]
    lines.append(f"Bijgewerkt of verwijderd zoals bij de bron: {told['aantalBijgewerkt']}")
    lines += [f"  {r['soort']} {r['url']}: {r['reden']}" for r in told["bijgewerkt"][:20]]
    return "\n".join(lines)


@migreer.command("uitvoer")
@click.argument("doel", type=click.Path(path_type=Path))
@click.option("--tenant", required=True, help="Gemeente, bijvoorbeeld ooststellingwerf.")
@click.option("--zonder-audittrail", is_flag=True, help="Laat de audittrail weg; dat scheelt tijd.")
@json_option
def uitvoer(*, doel: Path, tenant: str, zonder_audittrail: bool, as_json: bool) -> None:
    """Schrijf alles naar een nieuwe map, of naar een ZIP als de naam op .zip eindigt."""
    with _house(tenant) as (number, now):
        from kapstok.koppelvlakken.zgw.migratie.eigen import EigenBron
        from kapstok.koppelvlakken.zgw.migratie.map import opened, write_out
        from kapstok.platform.db import tenant_scope
        from kapstok.platform.work import SYSTEM, unit_of_work

        with opened(doel, new=True) as archive:
            eigen = EigenBron(number, SYSTEM, now)
            counts = write_out(
                eigen,
                archive,
                now.isoformat(),
                audittrail=not zonder_audittrail,
                vertel=lambda text: click.echo(text, err=True),
            )
            with tenant_scope(number), unit_of_work(SYSTEM, "migratie.uitvoer") as work:
                work.record("migratie", "uitvoer", after={"doel": doel.name, "aantallen": counts})
        answer(as_json, counts, f"Alles staat in {doel}: {sum(counts.values())} gegevens.")


@migreer.command("naar")
@click.argument("adres")
@click.option(
    "--koppeling",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="CSV met welk gegeven daar welk nummer kreeg. Bestaat het, dan gaat Kapstok verder waar het was.",
)
@_other
@json_option
def naar(
    *,
    adres: str,
    koppeling: Path,
    tenant: str,
    client_id: str,
    secret: str,
    apis: tuple[str, ...],
    parallel: int,
    as_json: bool,
) -> None:
    """Schrijf alles in een andere ZGW-installatie, over haar API's. Die geeft alles een nieuw nummer."""
    with _house(tenant) as (number, now), _source(adres, client_id, secret, apis, parallel) as doel:
        from kapstok.koppelvlakken.zgw.migratie.eigen import EigenBron
        from kapstok.koppelvlakken.zgw.migratie.koppeling import Koppeling
        from kapstok.koppelvlakken.zgw.migratie.naar import Naar
        from kapstok.koppelvlakken.zgw.migratie.verslag import sent_data, sent_text
        from kapstok.platform.db import tenant_scope
        from kapstok.platform.work import SYSTEM, unit_of_work

        with Koppeling(koppeling) as kept:
            eigen = EigenBron(number, SYSTEM, now)
            done = Naar(eigen, doel, kept, vertel=lambda text: click.echo(text, err=True)).run()
            with tenant_scope(number), unit_of_work(SYSTEM, "migratie.naar") as work:
                work.record("migratie", "naar", after={"adres": adres, "gemaakt": done.gemaakt})
        answer(as_json, sent_data(done), sent_text(done))
    if done.mislukt:
        raise SystemExit(1)


@migreer.command("verschil")
@click.option("--met", required=True, help="Adres van de andere installatie, of een map of ZIP-bestand.")
@click.option(
    "--koppeling",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Na `migreer naar`: de CSV met welk gegeven daar welk nummer kreeg.",
)
@click.option("--inhoud", is_flag=True, help="Vergelijk ook de bestanden zelf, byte voor byte.")
@click.option(
    "--csv", "csv_file", type=click.Path(path_type=Path, dir_okay=False), help="Schrijf ook een CSV."
)
@_other
@json_option
def verschil(
    *,
    met: str,
    tenant: str,
    client_id: str,
    secret: str,
    apis: tuple[str, ...],
    parallel: int,
    inhoud: bool,
    koppeling: Path | None,
    csv_file: Path | None,
    as_json: bool,
) -> None:
    """Vergelijk een andere installatie veld voor veld met deze gemeente. Exit 1 als er verschillen zijn."""
    with _house(tenant) as (number, now), _source(met, client_id, secret, apis, parallel) as bron:
        from kapstok.koppelvlakken.zgw.migratie.eigen import EigenBron
        from kapstok.koppelvlakken.zgw.migratie.koppeling import Koppeling, Vertaald
        from kapstok.koppelvlakken.zgw.migratie.verschil import Vergelijking
        from kapstok.koppelvlakken.zgw.migratie.verslag import as_csv, as_data, as_text
        from kapstok.platform.work import SYSTEM

        with ExitStack() as stack:
            eigen = EigenBron(number, SYSTEM, now)
            if koppeling is not None:
                bron = Vertaald(bron, stack.enter_context(Koppeling(koppeling, schrijven=False)))
            work = stack.enter_context(
                closing(Vergelijking(bron, eigen, inhoud=inhoud, gekoppeld=koppeling is not None))
            )
            found = work.run()
        if csv_file is not None:
            csv_file.write_text(as_csv(found), encoding="utf-8", newline="")
        answer(as_json, as_data(found), as_text(found))
    if found.aantal:
        raise SystemExit(1)


COMMANDS = [migreer]
