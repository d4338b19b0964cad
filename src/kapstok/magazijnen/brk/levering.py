"""Loading a delivery of the BRK (brk-json/1): all or nothing."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from kapstok.magazijnen.brk import rules, vorm
from kapstok.magazijnen.brk.models import Gegeven, Ingang, Levering
from kapstok.platform.leveringen.fouten import LeveringFout
from kapstok.platform.leveringen.gegevens import Magazijn, vul
from kapstok.platform.leveringen.laden import Tell, Telling, laad
from kapstok.platform.leveringen.regels import Gelezen
from kapstok.platform.work import Actor


def _entries(each: Gelezen) -> Iterable[str]:
    if why := rules.fout_in(each.soort, each.gegevens, each.bij):
        raise LeveringFout("inhoud", each.plaats, f"{each.soort} {each.identificatie}: {why}.")
    return rules.ingangen(each.soort, each.gegevens, each.bij, each.gemeentecode)


_STORE = Magazijn(vorm.FORMAAT, vorm.SOORTEN, Gegeven, Ingang, Levering, _entries)


def load(path: Path, *, tenant: int, actor: Actor, now: datetime, tell: Tell | None = None) -> Telling:
    """Load a file (.jsonl, or a zip of one) for a municipality; call it outside a scope. Raises LeveringFout."""

    def store(file: Path, counts: Telling, made: Levering) -> None:
        vul(_STORE, file, counts, made, tell)
        _all_belong(file.name)

    return laad(Levering, path, register="brk", tenant=tenant, actor=actor, now=now, store=store)


def _all_belong(name: str) -> None:
    """A right on a parcel that is not there tells of a delivery that is not whole."""
    there = Gegeven.objects.filter(tot=None, soort=vorm.ZAAK).values("identificatie")
    lost = Gegeven.objects.filter(tot=None).exclude(bij="").exclude(bij__in=there).order_by("id").first()
    if lost is not None:
        what = f"{lost.soort} {lost.identificatie} hoort bij onroerende zaak {lost.bij}, en die is er niet."
        raise LeveringFout("inhoud", name, what)
