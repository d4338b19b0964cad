"""Binds providers to the floors that ask for them: names of residents, known answers, addresses, registers."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import structlog

from kapstok.diensten.formulieren.bronnen import register_address_lookup, register_source
from kapstok.diensten.formulieren.definitie import Tekst
from kapstok.diensten.sturing.dashboard.cijfers import register_zaakcijfers
from kapstok.kern.rd import use_grid
from kapstok.kern.rdcorr import Grid, GridFault, read_grid
from kapstok.magazijnen.bag.queries import adres
from kapstok.magazijnen.brp.queries import persoon
from kapstok.magazijnen.registers import toegang
from kapstok.platform.config import settings
from kapstok.platform.identity import Identity, register_names
from kapstok.site.zaakcijfers import zaakcijfers

log = structlog.get_logger()


def name_of(identity: Identity) -> str:
    """Name of a resident by the BRP; empty when not known."""
    person = persoon(identity.id) if identity.kind == "burger" else None
    return person["naam"] if person else ""


def from_brp(kind: str, number: str) -> Mapping[str, Any] | None:
    """Known answers of a resident, for forms."""
    return persoon(number) if kind == "burger" else None


def rd_grid() -> Grid | None:
    """The correction grid that the technisch beheerder gave; without it coordinates are up to 0.25 m off."""
    if not settings.rd_rooster:
        return None
    try:
        return read_grid(Path(settings.rd_rooster))
    except GridFault as fault:
        log.error("rd_rooster.onbruikbaar", reden=str(fault))
        return None


def bind() -> None:
    """Once per process, at start."""
    register_names(name_of)
    label = Tekst(
        nl="de Basisregistratie Personen",
        fy="de Basisregistraasje Persoanen",
        en="the Personal Records Database",
    )
    register_source("brp", label, from_brp)
    register_address_lookup(adres)
    toegang.bind()
    use_grid(rd_grid)
    register_zaakcijfers(zaakcijfers)
