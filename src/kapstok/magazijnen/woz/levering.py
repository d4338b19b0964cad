"""Loading a delivery of the WOZ (woz-json/1): all or nothing."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from kapstok.magazijnen.woz import rules, vorm
from kapstok.magazijnen.woz.models import Gegeven, Ingang, Levering
from kapstok.platform.leveringen.fouten import LeveringFout
from kapstok.platform.leveringen.gegevens import Magazijn, vul
from kapstok.platform.leveringen.laden import Tell, Telling, laad
from kapstok.platform.leveringen.regels import Gelezen
from kapstok.platform.work import Actor


def _entries(each: Gelezen) -> Iterable[str]:
    if why := rules.fout_in(each.gegevens):
        raise LeveringFout("inhoud", each.plaats, f"{each.identificatie}: {why}.")
    return rules.ingangen(each.gegevens)


_STORE = Magazijn(vorm.FORMAAT, vorm.SOORTEN, Gegeven, Ingang, Levering, _entries)


def load(path: Path, *, tenant: int, actor: Actor, now: datetime, tell: Tell | None = None) -> Telling:
    """Load a file (.jsonl, or a zip of one) for a municipality; call it outside a scope. Raises LeveringFout."""

    def store(file: Path, counts: Telling, made: Levering) -> None:
        vul(_STORE, file, counts, made, tell)

    return laad(Levering, path, register="woz", tenant=tenant, actor=actor, now=now, store=store)
