"""user add and client add."""

import click

from kapstok.site.cli import answer, fail, json_option


def tenant_number(slug: str) -> int:
    """The number of a municipality; fails in one sentence when there is none."""
    from kapstok.platform.tenancy.registry import tenants

    found = tenants().get(slug)
    if found is None:
        fail(f"Gemeente {slug} is er niet. Bekend: {', '.join(tenants()) or 'geen'}.")
    return found.id


@click.group("user")
def user() -> None:
    """Medewerkers."""


@user.command("add")
@click.argument("gebruikersnaam")
@click.option("--tenant", required=True, help="Gemeente, bijvoorbeeld ooststellingwerf.")
@click.option("--naam", required=True, help="Naam zoals collega's die zien.")
@click.option("--rol", "roles", multiple=True, required=True, help="Rol; mag vaker.")
@click.option("--wachtwoord", default=None, help="Wachtwoord; zonder wordt er een gemaakt en getoond.")
@json_option
def user_add(
    *,
    gebruikersnaam: str,
    tenant: str,
    naam: str,
    roles: tuple[str, ...],
    wachtwoord: str | None,
    as_json: bool,
) -> None:
    """Voeg een medewerker toe."""
    import secrets

    from kapstok.site.process import django

    with django():
        from kapstok.platform.db import tenant_scope
        from kapstok.platform.identity.users import create_user
        from kapstok.platform.work import SYSTEM

        password = wachtwoord or secrets.token_urlsafe(12)
        with tenant_scope(tenant_number(tenant)):
            made = create_user(gebruikersnaam, naam=naam, roles=roles, password=password, actor=SYSTEM)
        data = {"id": str(made.id), "gebruikersnaam": gebruikersnaam, "wachtwoord": password}
        answer(as_json, data, f"{naam} is toegevoegd. Wachtwoord: {password}")


@click.group("client")
def client() -> None:
    """Applicaties die de standaard-API's gebruiken."""


@client.command("add")
@click.argument("naam")
@click.option("--tenant", required=True, help="Gemeente, bijvoorbeeld ooststellingwerf.")
@click.option("--client-id", default=None, help="Eigen client-id; anders wordt er een gemaakt.")
@click.option("--secret", default=None, help="Eigen geheim; anders wordt er een gemaakt.")
@click.option("--alles", is_flag=True, help="Geef alle rechten; zonder deze optie geen.")
@json_option
def client_add(
    *, naam: str, tenant: str, client_id: str | None, secret: str | None, alles: bool, as_json: bool
) -> None:
    """Voeg een applicatie toe en toon haar geheimen, één keer."""
    from kapstok.site.process import django

    with django():
        from kapstok.magazijnen.autorisaties.services import add_applicatie
        from kapstok.platform.db import tenant_scope
        from kapstok.platform.work import SYSTEM

        with tenant_scope(tenant_number(tenant)):
            made = add_applicatie(label=naam, client_id=client_id, secret=secret, alles=alles, actor=SYSTEM)
        answer(as_json, made, "\n".join(f"{key}: {value}" for key, value in made.items()))


@client.command("doel")
@click.argument("client_id")
@click.option("--tenant", required=True, help="Gemeente, bijvoorbeeld ooststellingwerf.")
@click.option(
    "--register",
    required=True,
    type=click.Choice(["bag", "hr", "brk", "woz"]),
    help="Welke basisregistratie.",
)
@click.option("--doel", default="", help="Waarvoor de gegevens nodig zijn. De inwoner leest dit.")
@click.option(
    "--deel", "parts", multiple=True, help="Wat gevraagd mag worden; mag vaker. Zonder: niets meer."
)
@json_option
def client_doel(
    *, client_id: str, tenant: str, register: str, doel: str, parts: tuple[str, ...], as_json: bool
) -> None:
    """Bepaal waarvoor een applicatie wat van de BRK of WOZ mag vragen, of de BAG of het HR mag wijzigen."""
    from kapstok.site.process import django

    with django():
        from kapstok.magazijnen.autorisaties.doelbinding import LADEN, give_doel
        from kapstok.magazijnen.autorisaties.models import Client
        from kapstok.magazijnen.brk.vorm import DELEN as BRK
        from kapstok.magazijnen.woz.vorm import DELEN as WOZ
        from kapstok.platform.db import tenant_scope
        from kapstok.platform.errors import Refusal
        from kapstok.platform.work import SYSTEM

        known = {"bag": (LADEN,), "hr": (LADEN,), "brk": BRK, "woz": WOZ}[register]
        if wrong := [p for p in parts if p not in known]:
            fail(f"Dit is er niet: {', '.join(wrong)}. Mogelijk: {', '.join(known)}.")
        with tenant_scope(tenant_number(tenant)):
            row = Client.objects.filter(client_id=client_id).first()
            if row is None:
                fail(f"Deze gemeente heeft geen applicatie met client-id {client_id}.")
            try:
                give_doel(row.applicatie_id, register, doel=doel, velden=parts, actor=SYSTEM)
            except Refusal as no:
                fail(no.message)
        made = {"client_id": client_id, "register": register, "doel": doel, "delen": list(parts)}
        answer(as_json, made, f"{client_id} mag van de {register.upper()}: {', '.join(parts) or 'niets'}.")


@click.group("extern")
def extern() -> None:
    """Registers van anderen, waar gegevens naar mogen wijzen."""


@extern.command("add")
@click.argument("naam")
@click.argument("adres")
@click.option("--tenant", required=True, help="Gemeente, bijvoorbeeld ooststellingwerf.")
@click.option(
    "--soort", default="anders", help="Welke API: zaken, catalogi, documenten, besluiten, klanten, objecten."
)
@click.option(
    "--client-id", default="", help="Client-id dat het register gaf; met --geheim wordt ingelogd met een JWT."
)
@click.option(
    "--geheim", default="", help="Geheim bij het client-id, of zonder client-id een sleutel (Token)."
)
@json_option
def extern_add(
    *, naam: str, adres: str, tenant: str, soort: str, client_id: str, geheim: str, as_json: bool
) -> None:
    """Voeg een register van een ander toe, zoals op het scherm Externe registers."""
    from kapstok.site.process import django

    with django():
        from kapstok.magazijnen.registers.rules import SOORTEN
        from kapstok.magazijnen.registers.services import Gegevens, add_register
        from kapstok.platform.db import tenant_scope
        from kapstok.platform.work import SYSTEM

        if soort not in SOORTEN:
            fail(f"Soort {soort} bestaat niet. Kies uit: {', '.join(SOORTEN)}.")
        methode = "zgw" if client_id else "token" if geheim else "geen"
        typed = Gegevens(naam, adres.rstrip("/"), soort, methode, client_id, geheim)
        with tenant_scope(tenant_number(tenant)):
            row = add_register(typed, actor=SYSTEM)
        answer(as_json, {"id": row.id, "adres": row.adres}, f"{naam} staat in de lijst: {row.adres}")


COMMANDS = [extern, user, client]
