"""Booking. Every use case is one transaction; what the database refuses, becomes a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kapstok.diensten.sturing.geld import queries
from kapstok.diensten.sturing.geld.models import Afsluiting, Maatwerk, Regel, Transactie
from kapstok.diensten.sturing.geld.rules import TeWeinig, oudste_eerst
from kapstok.diensten.sturing.harmonisatie.rules_ade import RESERVERING, verdeeld
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.kern.bedrag import bedrag_text
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work

REFUSED: dict[str, tuple[str, str, Promise | str]] = {
    "KG001": ("evenwicht", "bedrag", gettext_lazy("De regels van een boeking zijn samen nul.")),
    "KG002": ("vast", "", gettext_lazy("Een boeking wijzigt u niet. Boek haar terug en boek opnieuw.")),
    "KG003": ("gesloten", "datum", gettext_lazy("Dit kwartaal is gesloten. Kies een latere datum.")),
    "KG004": ("ruimte", "bedrag", gettext_lazy("Daarvoor is niet genoeg geld beschikbaar.")),
    "KG005": (
        "goedkeuring", "maatwerk",
        gettext_lazy("Er mag nog niets worden geboekt: de OWO-directie moet het eerst goedkeuren."),
    ),
    "KG006": ("storno", "", gettext_lazy("Terugboeken gaat om de hele boeking.")),
    "KG007": ("al_verrekend", "maatwerk", gettext_lazy("Dit maatwerk is al verrekend.")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waarvoor:
    """What every booking says about itself."""

    datum: date
    omschrijving: str
    besluit: str = ""
    project: str = ""


BOEKEN = "budget.boeken"
Lijn = tuple[UUID, int, str, str, int]  # municipality, layer, account, project, cents


@contextmanager
def _refusals() -> Iterator[None]:
    """What the database says no to, in words; nothing of the booking is kept."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "transactie_een_keer_terug" in str(error):
            raise Refusal("al_terug", "", _("Deze boeking is al teruggeboekt.")) from error
        if "afsluiting_een_keer" in str(error):
            raise Refusal("gesloten", "", _("Dit kwartaal is al gesloten.")) from error
        raise
    except DatabaseError as error:
        code = getattr(error.__cause__, "sqlstate", None)
        if code not in REFUSED:
            raise
        name, field, text = REFUSED[code]
        raise Refusal(name, field, str(text)) from error


def _boek(soort: str, why: Waarvoor, lines: Sequence[Lijn], actor: Actor, **more: Any) -> Transactie:
    if not why.omschrijving.strip():
        raise Refusal("verplicht", "omschrijving", _("Vul dit in."))
    with _refusals(), unit_of_work(actor, f"geld.{soort}") as work:
        row = Transactie.objects.create(
            datum=why.datum,
            soort=soort,
            omschrijving=why.omschrijving.strip(),
            besluit=why.besluit,
            project=why.project,
            geboekt_door=actor.stored_name[:120],
            **more,
        )
        Regel.objects.bulk_create(
            Regel(
                transactie=row, deelnemer_id=who, laag=layer, rekening=account, project=project, bedrag=cents
            )
            for who, layer, account, project, cents in lines
        )
        told = [[str(who), layer, account, cents] for who, layer, account, _project, cents in lines]
        work.record("boeking", row.id, after={"soort": soort, "datum": why.datum.isoformat(), "regels": told})
        work.publish("geld.boeking.gemaakt", subject=row.id, data={"soort": soort})
    return row


def _positive(cents: int) -> None:
    if cents <= 0:
        raise Refusal("bedrag", "bedrag", _("Vul een bedrag van meer dan nul in."))


def _from_oldest(lagen: Mapping[int, int], cents: int, year: int) -> list[tuple[int, int]]:
    try:
        return oudste_eerst(lagen, cents, year)
    except TeWeinig as short:
        text = _("Daarvoor is € %s te weinig beschikbaar.") % bedrag_text(short.tekort)
        raise Refusal("ruimte", "bedrag", text) from short


def reserveren(
    deelnemer: UUID, jaar: int, why: Waarvoor, *, actor: Actor, bedrag: int = RESERVERING
) -> Transactie:
    """Rule A: the reservation of a municipality for a year. A second one for that year needs a decision."""
    eis(actor, BOEKEN, why.datum)
    _positive(bedrag)
    if not why.besluit and queries.is_gereserveerd(deelnemer, jaar):
        text = _("Voor dit jaar is al gereserveerd. Noem het besluit waarmee het bedrag wijzigt.")
        raise Refusal("al_gereserveerd", "besluit", text)
    lines = [(deelnemer, jaar, "inbreng", "", -bedrag), (deelnemer, jaar, "vrij", "", bedrag)]
    return _boek("reserveren", why, lines, actor)


def vastleggen(
    bedragen: Mapping[UUID, int], why: Waarvoor, *, actor: Actor, bevoegd: bool = False
) -> Transactie:
    """Commit money of municipalities to a project: the oldest layer first, none of a later year.

    `bevoegd`: it follows from an act for which the caller asked the role already, like honouring.
    """
    if not bevoegd:
        eis(actor, BOEKEN, why.datum)
    return _verschuif("vastleggen", bedragen, why, actor, van="vrij", naar="vastgelegd")


def uitgeven(bedragen: Mapping[UUID, int], why: Waarvoor, *, actor: Actor) -> Transactie:
    """Spend what was committed to the project."""
    eis(actor, BOEKEN, why.datum)
    return _verschuif("uitgeven", bedragen, why, actor, van="vastgelegd", naar="uitgegeven")


def vrijvallen(
    bedragen: Mapping[UUID, int], why: Waarvoor, *, actor: Actor, bevoegd: bool = False
) -> Transactie:
    """Give back what was committed and is not needed; it can be used again at once, in its own layer."""
    if not bevoegd:
        eis(actor, BOEKEN, why.datum)
    return _verschuif("vrijvallen", bedragen, why, actor, van="vastgelegd", naar="vrij")


def _verschuif(
    soort: str, bedragen: Mapping[UUID, int], why: Waarvoor, actor: Actor, *, van: str, naar: str
) -> Transactie:
    if not why.project:
        raise Refusal("verplicht", "project", _("Vul in voor welk project."))
    if not bedragen:
        raise Refusal("verplicht", "bedrag", _("Vul een bedrag van meer dan nul in."))
    projects = {"vrij": ""}  # what is free belongs to no project
    lines: list[Lijn] = []
    for who, cents in bedragen.items():
        _positive(cents)
        held = queries.lagen(who, van, projects.get(van, why.project))
        for layer, part in _from_oldest(held, cents, why.datum.year):
            lines.append((who, layer, van, projects.get(van, why.project), -part))
            lines.append((who, layer, naar, projects.get(naar, why.project), part))
    return _boek(soort, why, lines, actor)


def storneren(transactie_id: UUID, why: Waarvoor, *, actor: Actor) -> Transactie:
    """Take a booking back as a whole, on a day in an open quarter."""
    eis(actor, BOEKEN, why.datum)
    first = Transactie.objects.filter(id=transactie_id).first()
    if first is None:
        raise Refusal("not_found", message=_("Deze boeking is er niet."))
    if first.storneert_id is not None:
        raise Refusal(
            "storno", "", _("Een terugboeking boekt u niet terug. Boek opnieuw wat het moest zijn.")
        )
    if why.datum < first.datum:
        raise Refusal("volgorde", "datum", _("Terugboeken kan niet voor de dag van de boeking zelf."))
    lines = [
        (r.deelnemer_id, r.laag, r.rekening, r.project, -r.bedrag)
        for r in Regel.objects.filter(transactie_id=first.id)
    ]
    return _boek("storneren", why, lines, actor, storneert=first, maatwerk_id=first.maatwerk_id)


def maatwerk_voorstellen(
    omschrijving: str, gemeenten: Sequence[str], kosten: int, *, actor: Actor
) -> Maatwerk:
    """Rule D: a custom solution with its costs in sight, before the directie decides."""
    _positive(kosten)
    known = set(Deelnemer.objects.values_list("code", flat=True))
    if not gemeenten or set(gemeenten) - known:
        raise Refusal("gemeenten", "gemeenten", _("Kies minstens één gemeente die meedoet."))
    with unit_of_work(actor, "maatwerk.voorstellen") as work:
        row = Maatwerk.objects.create(
            omschrijving=omschrijving, gemeenten=sorted(set(gemeenten)), kosten=kosten
        )
        work.record("maatwerk", row.id, after={"kosten": kosten, "gemeenten": row.gemeenten})
    return row


def maatwerk_besluiten(maatwerk_id: UUID, *, akkoord: bool, op: date, besluit: str, actor: Actor) -> Maatwerk:
    """The decision of the OWO-directie, written down by one of its members; there is one, and it stays."""
    eis(actor, "maatwerk.goedkeuren", op)
    row = Maatwerk.objects.filter(id=maatwerk_id).first()
    if row is None:
        raise Refusal("not_found", message=_("Dit maatwerk is er niet."))
    if row.akkoord is not None:
        raise Refusal("besloten", "", _("Hierover is al besloten."))
    with unit_of_work(actor, "maatwerk.besluiten") as work:
        row.akkoord, row.besloten_op, row.besluit = akkoord, op, besluit
        row.save(update_fields=["akkoord", "besloten_op", "besluit"])
        work.record(
            "maatwerk", row.id, before={"akkoord": None}, after={"akkoord": akkoord, "besluit": besluit}
        )
    return row


def verrekenen(maatwerk_id: UUID, why: Waarvoor, *, actor: Actor) -> Transactie:
    """Charge the whole cost to the municipalities concerned, to the cent; only after approval."""
    eis(actor, BOEKEN, why.datum)
    row = Maatwerk.objects.filter(id=maatwerk_id).first()
    if row is None:
        raise Refusal("not_found", message=_("Dit maatwerk is er niet."))
    ids = dict(Deelnemer.objects.filter(code__in=row.gemeenten).values_list("code", "id"))
    lines: list[Lijn] = []
    for code, cents in verdeeld(row.kosten, row.gemeenten).items():
        if cents:
            lines.append((ids[code], why.datum.year, "maatwerk", "", cents))
            lines.append((ids[code], why.datum.year, "verrekend", "", -cents))
    return _boek("verrekenen", why, lines, actor, maatwerk=row)


def sluit_kwartaal(jaar: int, nummer: int, *, actor: Actor) -> Afsluiting:
    """Close a quarter, and with it every earlier one: nothing is booked there any more."""
    if nummer not in (1, 2, 3, 4):
        raise Refusal("kwartaal", "kwartaal", _("Een kwartaal is 1, 2, 3 of 4."))
    with _refusals(), unit_of_work(actor, "geld.sluiten") as work:
        last = queries.laatst_gesloten()
        if last is not None and (jaar, nummer) <= last:
            raise Refusal("gesloten", "", _("Dit kwartaal is al gesloten."))
        row = Afsluiting.objects.create(jaar=jaar, kwartaal=nummer)
        work.record("kwartaal", row.id, after={"jaar": jaar, "kwartaal": nummer})
        work.publish("geld.kwartaal.gesloten", subject=row.id, data={"jaar": jaar, "kwartaal": nummer})
    return row
