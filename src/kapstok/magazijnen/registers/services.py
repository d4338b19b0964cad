"""Keeping the list of external registers. The secret goes in and never comes out."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kapstok.magazijnen.registers import rules
from kapstok.magazijnen.registers.gebruik import uses_of
from kapstok.magazijnen.registers.models import ExternRegister
from kapstok.platform.config.crypto import encrypt
from kapstok.platform.errors import Refusals
from kapstok.platform.http.outward import NotAllowed, is_trusted, target
from kapstok.platform.tenancy.addresses import is_own
from kapstok.platform.work import Actor, unit_of_work

PURPOSE = "extern-register"


@dataclass(frozen=True, slots=True)
class Gegevens:
    """What a beheerder types. An empty secret keeps the one that is there."""

    naam: str
    adres: str
    soort: str
    methode: str
    client_id: str = ""
    geheim: str = ""


def _require(*verdicts: list[rules.RegisterRefused]) -> None:
    found = [refusal for verdict in verdicts for refusal in verdict]
    if found:
        raise found[0] if len(found) == 1 else Refusals(list(found))


def _judge(typed: Gegevens, row: ExternRegister | None) -> None:
    form, trusted, own = "", False, False
    try:
        where = target(typed.adres)
        port = "" if where.port in {80, 443} else f":{where.port}"
        form, trusted = where.scheme, is_trusted(where)
        own = is_own(f"{where.scheme}://{where.host}{port}") and not trusted
    except NotAllowed:
        pass
    others = ExternRegister.objects.filter(adres=typed.adres)
    taken = (others.exclude(id=row.id) if row else others).exists()
    # A secret was given for one place: at another place it is asked for again, so that it does not leak there.
    kept = bool(row and row.geheim and row.adres == typed.adres and row.methode == typed.methode)
    _require(
        rules.address_can_be(form, trusted=trusted, own=own),
        rules.address_is_free(taken=taken),
        rules.is_complete(typed.methode, typed.client_id, has_secret=bool(typed.geheim) or kept),
    )


def _snapshot(row: ExternRegister) -> dict[str, Any]:
    names = ("naam", "adres", "soort", "methode", "client_id")
    return {**{n: getattr(row, n) for n in names}, "geheim": "gezet" if row.geheim else ""}


def _fill(row: ExternRegister, typed: Gegevens) -> None:
    row.naam, row.adres, row.soort, row.methode = typed.naam, typed.adres, typed.soort, typed.methode
    row.client_id = typed.client_id if typed.methode == "zgw" else ""
    if typed.methode == "geen":
        row.geheim = ""
    elif typed.geheim:
        row.geheim = encrypt(typed.geheim, purpose=PURPOSE)


def add_register(typed: Gegevens, *, actor: Actor) -> ExternRegister:
    """A register of somebody else, that may be asked from now on."""
    _judge(typed, None)
    with unit_of_work(actor, "extern-register.create") as work:
        row = ExternRegister()
        _fill(row, typed)
        row.save(force_insert=True)
        work.record("extern-register", row.id, after=_snapshot(row))
    return row


def change_register(register_id: UUID, typed: Gegevens, *, actor: Actor) -> None:
    """Another name, place or way to log in."""
    with unit_of_work(actor, "extern-register.update") as work:
        row = _take(register_id)
        _judge(typed, row)
        before = _snapshot(row)
        _fill(row, typed)
        row.save(force_update=True)
        work.record("extern-register", row.id, before=before, after=_snapshot(row))


def remove_register(register_id: UUID, *, sure: bool, actor: Actor) -> None:
    """Never ask it again. Refused while something points to it, unless somebody is sure."""
    with unit_of_work(actor, "extern-register.destroy") as work:
        row = _take(register_id)
        _require(rules.can_go([] if sure else uses_of(row.adres), sure=sure))
        ExternRegister.objects.filter(id=row.id).delete()
        work.record("extern-register", row.id, before=_snapshot(row))


def _take(register_id: UUID) -> ExternRegister:
    found = ExternRegister.objects.select_for_update().filter(id=register_id).first()
    if found is None:
        raise rules.RegisterRefused("not_found", "", "Dit register is er niet (meer).")
    return found
