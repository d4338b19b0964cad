"""The schema of the settings and how they are read from the environment."""

import os
import re
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, get_args, get_type_hints

import msgspec
from msgspec import Meta


class SettingsError(Exception):
    """A setting has a value that cannot be used; the message says which and why, in Dutch."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All settings. Field `x` is read from KAPSTOK_X, except database_url (DATABASE_URL)."""

    data: Annotated[str, Meta(description="Map voor databank, documenten, sleutels en logboek.")] = "./var"
    poort: Annotated[int, Meta(ge=1, le=65535, description="Poort van de webserver.")] = 8000
    adres: Annotated[str, Meta(description="Adres waarop de webserver luistert.")] = "127.0.0.1"
    webprocessen: Annotated[
        int,
        Meta(
            ge=1,
            le=64,
            description="Processen van de webserver; op een server met meer kernen: een per kern.",
        ),
    ] = 1
    threads: Annotated[int, Meta(ge=2, le=64, description="Threads van elk proces van de webserver.")] = 4
    domein: Annotated[str, Meta(description="Domein waaronder de gemeenten hangen: <gemeente>.<domein>.")] = (
        "localhost"
    )
    publiek_schema: Annotated[str, Meta(description="http of https, zoals de buitenwereld het ziet.")] = (
        "http"
    )
    api_adressen: Annotated[
        str,
        Meta(
            description="Adressen (komma's) waaronder de standaard-API's bekend zijn; het eerste geldt als een "
            "verzoek onder een andere naam komt. Leeg: de eigen domeinnamen."
        ),
    ] = ""
    demo: Annotated[bool, Meta(description="Laad de OWO-demo en toon demo-inlogs en simulatoren.")] = True
    database_url: Annotated[
        str, Meta(description="PostgreSQL-adres van de eigenaar; leeg is de ingebouwde server.")
    ] = ""
    geheim: Annotated[
        str, Meta(description="Hoofdsleutel (≥ 32 tekens); leeg: eenmalig gemaakt in de datamap.")
    ] = ""
    opslag: Annotated[str, Meta(description="Waar documenten staan: map of s3.")] = "map"
    s3_url: Annotated[str, Meta(description="Adres van de S3-dienst.")] = ""
    s3_bucket: Annotated[str, Meta(description="Naam van de S3-bucket.")] = ""
    s3_sleutel_id: Annotated[str, Meta(description="Sleutel-id voor S3.")] = ""
    s3_sleutel: Annotated[str, Meta(description="Geheime sleutel voor S3.")] = ""
    clamd: Annotated[str, Meta(description="Virusscanner: host:poort of socketpad; leeg is geen.")] = ""
    max_upload_mb: Annotated[int, Meta(ge=1, description="Grootste bestand dat een formulier aanneemt.")] = 50
    smtp: Annotated[str, Meta(description="Mailserver host:poort; leeg met demo: de ingebouwde postbus.")] = (
        ""
    )
    smtp_gebruiker: Annotated[str, Meta(description="Gebruiker op de mailserver.")] = ""
    smtp_wachtwoord: Annotated[str, Meta(description="Wachtwoord op de mailserver.")] = ""
    postbus_poort: Annotated[
        int, Meta(ge=0, le=65535, description="SMTP-poort van de demo-postbus; 0 is een vrije poort.")
    ] = 0
    standaarden_map: Annotated[
        str, Meta(description="Map met de landelijke standaarden; alleen nodig voor tests.")
    ] = "../shared/standards"
    rd_rooster: Annotated[
        str,
        Meta(
            description="Bestand rdcorr2018.txt (of de zip ervan) van NSGI: coördinaten op de millimeter; "
            "zonder hoogstens 0,25 m af."
        ),
    ] = ""
    vertrouwde_hosts: Annotated[
        str, Meta(description="Hosts (komma's) van externe registers die mogen worden aangeroepen.")
    ] = ""
    vertrouwde_proxies: Annotated[
        str,
        Meta(
            description="Netwerken (komma's) van de eigen omgekeerde proxy's, zoals 10.0.0.0/8: alleen van hen telt "
            "X-Forwarded-For, voor de grens op het aantal verzoeken per bezoeker."
        ),
    ] = ""
    berichten_dagen: Annotated[
        int,
        Meta(
            ge=1,
            le=3650,
            description="Dagen dat een bezorgd bericht en zijn gebeurtenis bewaard blijven. "
            "Wat wacht of is opgegeven, blijft.",
        ),
    ] = 30
    logniveau: Annotated[str, Meta(description="DEBUG, INFO, WARNING of ERROR.")] = "INFO"
    debug: Annotated[bool, Meta(description="Ontwikkelstand; nooit in productie.")] = False

    @property
    def proxies(self) -> tuple[str, ...]:
        """The networks of trusted proxies."""
        return tuple(part.strip() for part in self.vertrouwde_proxies.split(",") if part.strip())

    def check(self) -> None:
        """Raises SettingsError for a value of the right type that cannot be used."""
        for network in self.proxies:
            try:
                ip_network(network)
            except ValueError:
                raise SettingsError(f"KAPSTOK_VERTROUWDE_PROXIES: “{network}” is geen netwerk.") from None

    @property
    def data_map(self) -> Path:
        """Absolute data folder."""
        return Path(self.data).expanduser().absolute()


YES, NO = {"ja", "yes", "true", "1", "aan"}, {"nee", "no", "false", "0", "uit"}


def environment_name(field: str) -> str:
    """Environment variable of a settings field."""
    return "DATABASE_URL" if field == "database_url" else f"KAPSTOK_{field.upper()}"


def _parse_bool(name: str, raw: str) -> bool:
    if raw.strip().lower() in YES:
        return True
    if raw.strip().lower() in NO:
        return False
    raise SettingsError(f"{name} moet ja of nee zijn, niet “{raw}”.")


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings. Raises SettingsError that names the variable and what is wrong."""
    source = os.environ if environ is None else environ
    hints = get_type_hints(Settings)
    values: dict[str, Any] = {}
    for field in Settings.__struct_fields__:
        name = environment_name(field)
        raw = source.get(name)
        if raw is None:
            continue
        values[field] = _parse_bool(name, raw) if hints[field] is bool else raw
    known = {environment_name(field) for field in Settings.__struct_fields__}
    strange = sorted(n for n in source if n.startswith("KAPSTOK_") and n not in known)
    if strange:
        raise SettingsError(f"Onbekende instelling {', '.join(strange)}. Zie kapstok config explain.")
    try:
        made = msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise SettingsError(_unusable(str(error), hints)) from error
    made.check()
    return made


def _unusable(fault: str, hints: Mapping[str, Any]) -> str:
    """Names the variable; what the library says about it only when it is about no setting of ours."""
    named = re.search(r"\$\.(\w+)", fault)
    if not named:
        return f"Instelling niet bruikbaar: {fault}."
    kind = "een getal" if hints[named[1]] in (int, float) else "iets anders"
    bound = re.search(r"(<=|>=) (-?[\d.]+)", fault)
    limit = "" if not bound else f" van {'hoogstens' if bound[1] == '<=' else 'minstens'} {bound[2]}"
    return f"{environment_name(named[1])} heeft geen bruikbare waarde; het moet {kind} zijn{limit}."


def explain(current: Settings, environ: Mapping[str, str]) -> list[dict[str, str]]:
    """One row per setting: name, value (secrets hidden), source and meaning."""
    rows: list[dict[str, str]] = []
    for field, hint in get_type_hints(Settings, include_extras=True).items():
        meta = next(m for m in get_args(hint)[1:] if isinstance(m, Meta))
        value = str(getattr(current, field))
        secret = field in {"geheim", "s3_sleutel", "smtp_wachtwoord", "database_url"} and value
        rows.append(
            {
                "naam": environment_name(field),
                "waarde": "(verborgen)" if secret else value,
                "bron": "omgeving" if environment_name(field) in environ else "standaard",
                "betekenis": meta.description or "",
            }
        )
    return rows
