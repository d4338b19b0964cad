"""A kennisgeving nnpLk01 or vesLk01 goes into the handelsregister as a whole, or not at all.

It goes in as a profile does, so that its events, history and entries are those of any load. A registration stands under
its KVK number. A branch names it (oefentActiviteitenUitVoor); nnpLk01 has no place for it: in the schema an NNP has no
relation with a MAC, which has the number, so that a legal person that is new cannot be placed.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from kapstok.koppelvlakken.stuf_bg.bronnen import rechtspersoon, vestiging
from kapstok.koppelvlakken.stuf_bg.hr_schrijven import RECHTSPERSOON, VESTIGING, Document, toegepast
from kapstok.koppelvlakken.stuf_bg.kennisgeving import (
    CORRECTIE,
    FORMEEL,
    TOEVOEGING,
    VERWIJDERING,
    Kennisgeving,
    sleutel,
)
from kapstok.magazijnen.hr.models import Inschrijving, Vestiging
from kapstok.magazijnen.hr.services import import_kvk
from kapstok.platform.errors import Refusal
from kapstok.platform.stuf import xml
from kapstok.platform.stuf.fouten import StufFout
from kapstok.platform.stuf.xml import BG, Element
from kapstok.platform.work import Actor

# What a legal person has from its registration, when the owner does not have it himself.
_VAN_INSCHRIJVING = ("statutaireNaam", "materieleRegistratie", "websites")
_HOUDER = "oefentActiviteitenUitVoor"


def neem_rechtspersoon(change: Kennisgeving, _bericht: Element, actor: Actor, _now: datetime) -> bool:
    """Take a change of a legal person over. False: nothing changed, or it was told for information only."""
    rsin = sleutel(change, "inn.nnpId", 9)
    rows = list(Inschrijving.objects.select_for_update().filter(rsin=rsin).order_by("kvk_nummer")[:2])
    if (rows and change.soort == TOEVOEGING) or len(rows) > 1:
        raise StufFout("StUF067", "Van deze rechtspersoon is er al een inschrijving, of meer dan één.")
    if change.soort == TOEVOEGING:
        text = (
            "Een inschrijving heeft een KVK-nummer, en nnpLk01 heeft dat niet. Laad het profiel van de KVK."
        )
        raise StufFout("StUF058", text)
    if not rows:
        raise StufFout("StUF064", "Van deze rechtspersoon is er geen inschrijving.")
    row = rows[0]
    new, changed = toegepast(
        rechtspersoon(row.naam, row.rsin, row.gegevens, row.eigenaar), change, RECHTSPERSOON
    )
    if change.soort == VERWIJDERING:
        raise _blijft()
    if not changed or not change.verplicht:
        return False
    hers = {k for k in _VAN_INSCHRIJVING if k not in row.eigenaar}
    own = {**row.gegevens, **{k: new[k] for k in hers & new.keys()}}
    owner = {k: v for k, v in new.items() if k not in hers}
    _laad({**own, "kvkNummer": row.kvk_nummer, "_embedded": {"eigenaar": owner}}, actor, change)
    return True


def neem_vestiging(change: Kennisgeving, bericht: Element, actor: Actor, _now: datetime) -> bool:
    """Take a change of a branch over. False: nothing changed, or it was told for information only."""
    number = sleutel(change, "vestigingsNummer", 12)
    row = Vestiging.objects.select_for_update().filter(vestigingsnummer=number).first()
    if row is not None and change.soort == TOEVOEGING:
        raise StufFout("StUF067", "Deze vestiging is er al.")
    if row is None and change.soort != TOEVOEGING:
        raise StufFout("StUF064", "Deze vestiging is er niet.")
    kvk = row.inschrijving.kvk_nummer if row else _kvk_nummer(bericht)
    holder = Inschrijving.objects.select_for_update().filter(kvk_nummer=kvk).first()
    if holder is None:
        raise StufFout("StUF064", f"Van {_HOUDER} is er geen inschrijving.")
    was = vestiging(number, row.gegevens, holder.gegevens) if row else {}
    new, changed = toegepast(was, change, VESTIGING)
    if change.soort == VERWIJDERING:
        raise _blijft()
    if not changed or not change.verplicht:
        return False
    kept: Mapping[str, Any] = row.gegevens if row else {}
    inherited = {k for k in was if k not in kept and new.get(k) == was[k]}
    _laad(
        {
            **{k: v for k, v in new.items() if k not in inherited},
            "vestigingsnummer": number,
            "kvkNummer": kvk,
        },
        actor,
        change,
    )
    return True


def _laad(profile: Document, actor: Actor, change: Kennisgeving) -> None:
    correctie = change.soort in {CORRECTIE, FORMEEL}
    try:
        import_kvk(msgspec.json.encode(profile), actor=actor, correctie=correctie)
    except Refusal as no:
        raise StufFout("StUF058", no.message) from no


def _blijft() -> StufFout:
    return StufFout("StUF058", "Uit het handelsregister gaat niets weg. Stuur een datumEinde.")


def _kvk_nummer(bericht: Element) -> str:
    path = "/".join(xml.name(BG, part) for part in ("object", _HOUDER, "gerelateerde", "kvkNummer"))
    text = (bericht.findtext(path) or "").strip()
    if len(text) != 8 or not (text.isascii() and text.isdecimal()):
        raise StufFout("StUF055", f"object: {_HOUDER} noemt geen KVK-nummer van acht cijfers.")
    return text
