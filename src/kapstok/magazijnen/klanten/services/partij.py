"""What the database knows that the rules of partijen ask for."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from kapstok.magazijnen.klanten import rules_partij as rules
from kapstok.magazijnen.klanten.models import (
    Betrokkene,
    DigitaalAdres,
    Partij,
    PartijIdentificator,
    Rekeningnummer,
)
from kapstok.magazijnen.klanten.rules import KlantRefused
from kapstok.magazijnen.klanten.services.keys import person_key
from kapstok.magazijnen.klanten.services.store import add, change, clear_pointers, remove, replace_links
from kapstok.platform.db import TenantModel
from kapstok.platform.work import Work

# Numbers with which people and companies log in.
LOGS_IN = ("bsn", "kvk_nummer")


def check_identificator(row: PartijIdentificator, _work: Work) -> Iterable[KlantRefused]:
    """Everything that is said of an identificator; it gets the key under which who logs in is known."""
    row.sleutel = person_key(row.object_id) if row.code_soort_object_id in LOGS_IN else ""
    rows = PartijIdentificator.objects
    above = (
        rows.filter(id=row.sub_identificator_van_id).values_list("code_soort_object_id", flat=True).first()
    )
    before = rows.filter(id=row.id).values_list("code_soort_object_id", flat=True).first()
    same = rows.filter(
        object_id=row.object_id,
        code_soort_object_id=row.code_soort_object_id,
        code_objecttype=row.code_objecttype,
        code_register=row.code_register,
        sub_identificator_van_id=row.sub_identificator_van_id,
    ).exclude(id=row.id)
    of_partij = rows.filter(
        identificeerde_partij_id=row.identificeerde_partij_id, code_soort_object_id=row.code_soort_object_id
    ).exclude(id=row.id)
    yield from rules.identificator_fits(
        row.code_register, row.code_objecttype, row.code_soort_object_id, row.object_id
    )
    yield from rules.not_below_itself(row.id, row.sub_identificator_van_id)
    yield from rules.vestiging_is_within_onderneming(row.code_soort_object_id, above)
    yield from rules.kind_stays_with_subs(
        before or row.code_soort_object_id,
        row.code_soort_object_id,
        subs=rows.filter(sub_identificator_van_id=row.id).exists(),
    )
    yield from rules.identificator_is_once(
        taken=same.exists(),
        kind_taken=row.identificeerde_partij_id is not None and of_partij.exists(),
    )


def find_earlier(row: PartijIdentificator, _work: Work) -> None:
    """Who had contact by a number is the partij that has that number; whoever was it by another number is it no more.

    Only what came from the screens has a key of who logged in: what an application linked stays.
    """
    partij_id = row.identificeerde_partij_id
    if partij_id:
        own = PartijIdentificator.objects.filter(identificeerde_partij_id=partij_id).exclude(sleutel="")
        by_number = Betrokkene.objects.filter(was_partij_id=partij_id).exclude(sleutel="")
        by_number.exclude(sleutel__in=own.values("sleutel")).update(was_partij=None)
    if row.sleutel and partij_id:
        owners = PartijIdentificator.objects.filter(sleutel=row.sleutel).values("identificeerde_partij_id")
        others = Betrokkene.objects.filter(sleutel=row.sleutel)
        others.filter(Q(was_partij=None) | ~Q(was_partij_id__in=owners)).update(was_partij_id=partij_id)


def has_no_subs(row: PartijIdentificator, _work: Work) -> Iterable[KlantRefused]:
    """An identificator with sub-identificatoren stays."""
    yield from rules.subs_go_first(
        subs=PartijIdentificator.objects.filter(sub_identificator_van_id=row.id).exists()
    )


def has_no_subs_elsewhere(row: Partij, _work: Work) -> Iterable[KlantRefused]:
    """A partij goes with its identificatoren; not when those of another partij are below them."""
    below = PartijIdentificator.objects.filter(sub_identificator_van__identificeerde_partij_id=row.id)
    elsewhere = below.filter(~Q(identificeerde_partij_id=row.id) | Q(identificeerde_partij_id=None))
    yield from rules.subs_go_first(subs=elsewhere.exists())


def check_partij(row: Partij, _work: Work) -> Iterable[KlantRefused]:
    """Everything that is said of a partij before it is written."""
    works_for = (
        Partij.objects.filter(id=row.werkte_voor_partij_id).values_list("soort_partij", flat=True).first()
    )
    yield from rules.works_for_organisatie(works_for)


# What is somebody's, and may be what they like best: (table, whose, column that prefers it, member of a partij).
OWNED: tuple[tuple[type[TenantModel], str, str, str], ...] = (
    (DigitaalAdres, "verstrekt_door_partij_id", "voorkeurs_digitaal_adres_id", "digitale_adressen"),
    (Rekeningnummer, "partij_id", "voorkeurs_rekeningnummer_id", "rekeningnummers"),
)


def only_of_its_owner(row: DigitaalAdres | Rekeningnummer, work: Work) -> None:
    """Whoever had it before does not prefer it any more."""
    owner, preferred = next((owner, preferred) for model, owner, preferred, _ in OWNED if model is type(row))
    clear_pointers(Partij, preferred, [row.id], work, but=getattr(row, owner))


def write_related(row: Partij, given: dict[str, Any], work: Work) -> None:
    """Addresses, accounts and identificatoren of a partij, as far as they were given."""
    for model, owner, preferred, member in OWNED:
        moved = replace_links(model, owner, row, given.get(member), work)
        clear_pointers(Partij, preferred, moved, work, but=row.id)
    _preferred(row)
    if given.get("partij_identificatoren") is not None:
        _identificatoren(row, given["partij_identificatoren"], work)


def _preferred(row: Partij) -> None:
    refusals: list[KlantRefused] = []
    for model, owner, column, _member in OWNED:
        wanted = getattr(row, column)
        of = model.objects.filter(id=wanted).values_list(owner, flat=True).first()
        refusals += rules.preferred_is_own(wanted, of, row.id, column)
    if refusals:
        raise refusals[0]


def _identificatoren(row: Partij, given: Sequence[dict[str, Any]], work: Work) -> None:
    """They become exactly these: with a uuid one that is there, without it a new one."""
    own = PartijIdentificator.objects.filter(identificeerde_partij_id=row.id)
    kept: list[UUID] = [one["id"] for one in given if "id" in one]
    for gone in own.exclude(id__in=kept).values_list("id", flat=True):
        remove(PartijIdentificator, gone, actor=work.actor, check=has_no_subs)
    for values in given:
        columns = {n: v for n, v in values.items() if n != "id"} | {"identificeerde_partij_id": row.id}
        if "id" in values:
            change(
                PartijIdentificator,
                values["id"],
                columns,
                actor=work.actor,
                check=check_identificator,
                after=find_earlier,
            )
        else:
            add(PartijIdentificator, columns, actor=work.actor, check=check_identificator, after=find_earlier)
