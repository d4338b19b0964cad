"""The test persons and companies that the simulator offers; given by whoever owns the demo data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kapstok.platform.identity.oidc.config import KVK_QUALIFIER, LEVELS


@dataclass(frozen=True, slots=True)
class Vestiging:
    """A branch: its vestigingsnummer of twelve digits, name and place."""

    nummer: str
    naam: str
    plaats: str = ""


@dataclass(frozen=True, slots=True)
class Persona:
    """`bsn` for DigiD (with `namens_bsn`: DigiD Machtigen), `kvk` and `vestigingen` for eHerkenning."""

    sleutel: str
    naam: str
    omschrijving: str = ""
    bsn: str = ""
    namens_bsn: str = ""
    kvk: str = ""
    vestigingen: tuple[Vestiging, ...] = ()


_providers: dict[str, Callable[[], Sequence[Persona]]] = {}


def register_personas(kind: str, provider: Callable[[], Sequence[Persona]]) -> None:
    """`kind` is "digid" or "eherkenning"; the provider runs in the scope of the visited municipality."""
    if kind not in LEVELS:
        raise ValueError(kind)
    _providers[kind] = provider


def personas(kind: str) -> Sequence[Persona]:
    provider = _providers.get(kind)
    return provider() if provider else ()


def find_persona(kind: str, key: str) -> Persona | None:
    return next((persona for persona in personas(kind) if persona.sleutel == key), None)


def claims_of(kind: str, persona: Persona, vestiging: str) -> dict[str, Any]:
    """The claims as a Dutch broker names them."""
    if kind == "eherkenning":
        claims: dict[str, Any] = {
            "name": persona.naam,
            "namequalifier": KVK_QUALIFIER,
            "urn:etoegang:core:LegalSubjectID": persona.kvk,
            "urn:etoegang:core:ActingSubjectID": f"test-{persona.sleutel}",
        }
        if vestiging:
            claims["urn:etoegang:1.9:ServiceRestriction:Vestigingsnr"] = vestiging
        return claims
    if persona.namens_bsn:
        return {"aanvrager": {"bsn": persona.namens_bsn}, "gemachtigde": {"bsn": persona.bsn}}
    return {"bsn": persona.bsn, "name": persona.naam}
