"""A kennisgeving npsLk01 goes into the BRP as a whole, or not at all."""

from datetime import datetime

from kapstok.koppelvlakken.stuf_bg.kennisgeving import TOEVOEGING, VELDEN, VERWIJDERING, Kennisgeving, sleutel
from kapstok.koppelvlakken.stuf_bg.nps_schrijven import toegepast
from kapstok.magazijnen.brp.services import BRON, change_person, remove_person, take_person
from kapstok.platform.audit.use import log_uses
from kapstok.platform.stuf.fouten import StufFout
from kapstok.platform.stuf.xml import Element
from kapstok.platform.work import Actor


def neem_persoon(change: Kennisgeving, _bericht: Element, actor: Actor, now: datetime) -> bool:
    """Take a change over. False: there was nothing to change, or it was told for information only."""
    bsn = sleutel(change, "inp.bsn", 9)
    rows = take_person(bsn)
    if len(rows) > 1 or (rows and change.soort == TOEVOEGING):
        raise StufFout("StUF067", "Van deze persoon is er al een persoonslijst, of meer dan één.")
    if not rows and change.soort != TOEVOEGING:
        raise StufFout("StUF064", "Van deze persoon is er geen persoonslijst.")
    new, changed = toegepast(rows[0].categorieen if rows else {}, change, now.date())
    if not change.verplicht or not changed:
        return False
    if change.soort == VERWIJDERING:
        remove_person(bsn, actor=actor)
    else:
        change_person(bsn, rows[0].label if rows else "", new, actor=actor)
    fields = sorted({field for pad in changed for field in VELDEN[pad].velden})
    log_uses([bsn], actor=actor, moment=now, source=BRON, fields=fields)
    return True
