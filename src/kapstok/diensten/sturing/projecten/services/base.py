"""What the use cases of the projects share: words for faults, and setting what is given."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.plan.queries import ks
from kapstok.diensten.sturing.projecten.models import Project
from kapstok.diensten.sturing.projecten.rules import effect_fouten
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.identity.models import User
from kapstok.platform.work import Actor

WORDS: dict[str, Promise | str] = {
    "verplicht": _("Vul dit in."),
    "onbekend": _("Deze waarde bestaat niet."),
    "naam": _("Er is al een project met deze naam."),
    "speerpunt": _("Kies minstens één speerpunt waaraan het project werkt."),
    "gemeente": _("Kies minstens één gemeente."),
    "noodzaak": _("Kies hoe nodig het project is: wettelijk, noodzakelijk of wenselijk."),
    "bron": _("Noem de wet of regeling waaruit het volgt. Zonder bron is een project niet wettelijk."),
    "reden": _("Schrijf op waarom."),
    "projectleider": _("Een project start met een projectleider. Vul in wie dat is."),
    "startvorm": _("Kies of alle gemeenten samen starten of één gemeente begint."),
    "starter": _("Kies de gemeente die begint; zij moet aan het project meedoen."),
    "overgang": _("Deze stap kan niet vanuit de stand waarin het project is."),
    "afronding": _("Dit hoort bij de afronding: vul het in."),
    "geen_volgers": _("Er is geen andere gemeente die volgt. Rond het project meteen af."),
    "eerst_uitrol": _("Eén gemeente begon. Rol het project eerst uit naar de andere gemeenten."),
    "volger_open": _("Nog niet elke volgende gemeente heeft besloten of zij meedoet."),
    "regel_blokkeert": _("Een regel staat in de weg. Noem het besluit van de OWO-directie waarmee het toch mag."),
    "nooit_beoordeeld": _("Het project is nog niet beoordeeld."),
    "effect": _("Kies voor elke K een effect van geen tot groot."),
    "effect_kies": _("Kies hoe groot het effect is. Geen effect is ook een antwoord."),
    "volgorde": _("Het einde ligt voor het begin."),
    "bedrag": _("Vul een bedrag van nul of meer in."),
    "procent": _("Vul een getal van 0 tot en met 100 in."),
    "oorzaak": _("Er is vertraging: zeg door wie, de leverancier of de gemeente."),
    "score": _("Geef een cijfer van 1 tot en met 5."),
    "toets_gesloten": _("Dit kwartaal is gesloten. De toets ligt vast."),
    "loopt_niet": _("Alleen een lopend project krijgt een kwartaaltoets."),
    "geld_vast": _("Er is al geld vastgelegd voor deze gemeente. Laat dat eerst vrijvallen."),
    "later_reden": _("Het jaarplan is al vastgesteld. Schrijf op waarom dit project er later bij komt."),
    "later_besluit": _("Het jaarplan is al vastgesteld. Noem het besluit waarmee dit project er later bij komt."),
    "jaar_vast": _("Het jaarplan van dat jaar is al vastgesteld. Een gehonoreerd project kan er niet meer bij."),
    "pakket": _("Dit is geen uitrolpakket van Kapstok."),
    "pakket_stand": _("Een uitrolpakket maakt u als het project wordt afgerond of uitgerold."),
}  # fmt: skip


def refuse(faults: list[tuple[str, str]]) -> None:
    """One answer with all faults."""
    if faults:
        raise refused(*faults)


def refused(*faults: tuple[str, str]) -> Refusals:
    """The same, to raise where there is no way on."""
    return Refusals([Refusal(code, field, str(WORDS[code])) for field, code in faults])


def assign(row: models.Model, values: Mapping[str, Any], names: tuple[str, ...]) -> None:
    """Set the columns that are given."""
    for name in names:
        if name in values:
            setattr(row, name, values[name])


def effect(
    name: str, given: Mapping[str, Any], op: date, eerst: Mapping[str, Any] | None = None
) -> list[tuple[str, str]]:
    """What is wrong with an effect on the K's of the plan that counts, by field: `effect_verwacht_K1`."""
    found = effect_fouten(given, [row["code"] for row in ks(op)], eerst)
    return [(f"{name}_{code}" if code else name, fault) for code, fault in found]


VAN_LEIDER = ("project.leiden", "project.voortgang_melden")


def eis_project(actor: Actor, acts: tuple[str, ...], op: date, project: Project) -> None:
    """The gate for a project: its leader is a person, whose account says so; else whoever holds a function that may."""
    leads = actor.kind == "medewerker" and str(project.leider_id) == str(actor.id)
    if not (leads and set(acts) & set(VAN_LEIDER)):
        eis(actor, acts, op, project=project.boekcode)


def noem_leider(row: Project, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Who leads is an account; its name is kept beside it, as it is shown. Gives what is wrong."""
    if "leider_id" not in values:
        return []
    if values["leider_id"] is None:
        row.leider_id, row.projectleider = None, values.get("projectleider", "")
        return []
    person = User.objects.filter(id=values["leider_id"], active=True).first()
    if person is None:
        return [("leider_id", "onbekend")]
    row.leider_id, row.projectleider = person.id, person.naam[:120]
    return []
