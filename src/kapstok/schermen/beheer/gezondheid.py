"""Is everything running? Facts from the database and the machine, as points with a verdict in words."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kapstok.platform.audit.models import AuditCheck
from kapstok.platform.config import settings
from kapstok.platform.ui.opmaak import number

LAG, HEARTBEAT, CHECK = timedelta(minutes=2), timedelta(minutes=2), timedelta(hours=36)
FULL, NEARLY_FULL = 500 * 2**20, 0.10


@dataclass(frozen=True, slots=True)
class Punt:
    """One point: `stand` is goed, let-op or fout."""

    stand: str
    titel: str
    tekst: str
    url: str = ""


def points(figures: dict[str, Any], check: AuditCheck | None, *, now: datetime) -> list[Punt]:
    """Everything that was looked at, worst first."""
    found = [
        _worker(figures, now),
        _events(figures),
        _mail(figures),
        _chain(check, now),
        _disk(),
        _scanner(),
        _accounts(figures),
        _way_of_running(),
    ]
    order = {"fout": 0, "let-op": 1, "goed": 2}
    return sorted(found, key=lambda point: order[point.stand])


def _worker(figures: dict[str, Any], now: datetime) -> Punt:
    beat, oldest = figures["heartbeat"], figures["oudste"]
    titel = _("Achtergrondwerk")
    if beat is None or now - beat > HEARTBEAT:
        return Punt("fout", titel, _("Het achtergrondwerk draait niet. Mail en berichten blijven liggen."))
    if oldest is not None and now - oldest > LAG:
        minutes = int((now - oldest).total_seconds() // 60)
        text = ngettext(
            "Het werk loopt %(n)s minuut achter.", "Het werk loopt %(n)s minuten achter.", minutes
        )
        return Punt("let-op", titel, text % {"n": minutes}, "/beheer/berichten/?stand=wacht")
    return Punt("goed", titel, _("Draait, en is bij."))


def _events(figures: dict[str, Any]) -> Punt:
    titel, dead = _("Berichten onderweg"), figures["dood"]
    if dead:
        text = ngettext("%(n)s bericht is opgegeven.", "%(n)s berichten zijn opgegeven.", dead) % {"n": dead}
        return Punt("fout", titel, text, "/beheer/berichten/?stand=dood")
    return Punt("goed", titel, _("Er is niets opgegeven."))


def _mail(figures: dict[str, Any]) -> Punt:
    titel, wrong = _("Mail"), figures["mail_dood"] + figures["mail_onzeker"]
    if wrong:
        text = ngettext("%(n)s mail vraagt uw aandacht.", "%(n)s mails vragen uw aandacht.", wrong)
        state = "dood" if figures["mail_dood"] else "onzeker"
        return Punt("fout", titel, text % {"n": wrong}, f"/beheer/mail/?stand={state}")
    if not settings.smtp and not settings.demo:
        return Punt("fout", titel, _("Er is geen mailserver ingesteld. Er gaat geen mail uit."))
    return Punt("goed", titel, _("Alle mail is verstuurd of onderweg."))


def _chain(check: AuditCheck | None, now: datetime) -> Punt:
    titel = _("Logboek")
    if check is None:
        return Punt("let-op", titel, _("De keten is nog niet gecontroleerd. Dat gebeurt elke nacht."))
    if check.fault:
        return Punt("fout", titel, _("De keten is niet heel: %(fout)s.") % {"fout": check.fault})
    if now - check.moment > CHECK:
        return Punt("let-op", titel, _("De laatste controle is te lang geleden. Draait het achtergrondwerk?"))
    text = _("De keten is heel: %(n)s regels gecontroleerd.")
    return Punt("goed", titel, text % {"n": check.records})


def _disk() -> Punt:
    usage = shutil.disk_usage(settings.data_map)
    text = _("%(vrij)s GB vrij van %(totaal)s GB.") % {
        "vrij": _gigabytes(usage.free),
        "totaal": _gigabytes(usage.total),
    }
    titel = _("Schijf")
    if usage.free < FULL:
        return Punt(
            "fout", titel, text + " " + _("Maak nu ruimte: straks kan er niets meer worden opgeslagen.")
        )
    return Punt("let-op" if usage.free < usage.total * NEARLY_FULL else "goed", titel, text)


def _gigabytes(size: int) -> str:
    return number(Decimal(round(size / 2**30, 1)), get_language() or "nl")


def _scanner() -> Punt:
    if settings.clamd:
        return Punt("goed", _("Virusscanner"), _("Elk bestand wordt gecontroleerd."))
    return Punt("let-op", _("Virusscanner"), _("Er is geen virusscanner ingesteld."))


def _accounts(figures: dict[str, Any]) -> Punt:
    bare = figures["zonder_tweede_stap"]
    titel = _("Accounts")
    if bare:
        text = ngettext(
            "%(n)s medewerker heeft nog geen tweede stap ingesteld.",
            "%(n)s medewerkers hebben nog geen tweede stap ingesteld.",
            bare,
        )
        return Punt("let-op", titel, text % {"n": bare}, "/beheer/medewerkers/?stand=actief")
    return Punt("goed", titel, _("Iedereen heeft een tweede stap om in te loggen."))


def _way_of_running() -> Punt:
    titel = _("Manier van draaien")
    if settings.demo:
        return Punt(
            "let-op", titel, _("Dit is een demo: er zijn openbare inlogs en een testomgeving voor DigiD.")
        )
    if settings.publiek_schema != "https":
        return Punt("fout", titel, _("De site is niet beveiligd met https."))
    return Punt("goed", titel, _("Productie, met https."))
