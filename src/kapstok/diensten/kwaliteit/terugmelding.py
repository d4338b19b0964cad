"""From a finding to a zaak: the source of the register is asked to look into it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from kapstok.diensten.kwaliteit.alle import VAN_CODE
from kapstok.diensten.kwaliteit.controle import Controle
from kapstok.diensten.kwaliteit.models import Bevinding
from kapstok.kern.nummers import is_bsn
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.brp.models import Persoonslijst
from kapstok.magazijnen.catalogi.models import Eigenschap, RolType, StatusType, ZaakType
from kapstok.magazijnen.zaken import services as zaken
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.audit.use import log_uses
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work

ZAAKTYPE = "terugmelding"
BRON = "Kapstok kwaliteit"


class TerugmeldingGeweigerd(Refusal):
    """This finding cannot be reported now."""


def meld_terug(
    bevinding_id: UUID, *, terug: str, actor: Actor, today: date, moment: datetime
) -> tuple[Zaak, bool]:
    """The terugmelding of a finding, and whether it was made now: while one is open, that is the one.
    `terug`: where the finding is to be seen."""
    with unit_of_work(actor, "kwaliteit.terugmelding", moment=moment) as work:
        row = Bevinding.objects.select_for_update().filter(id=bevinding_id, opgelost=None).first()
        if row is None:
            raise TerugmeldingGeweigerd("opgelost", "", _("Deze bevinding is er niet meer."))
        if row.zaak is not None and row.zaak.einddatum is None:
            work.record("bevinding", row.id, after={"herhaald": True}, subject=row.zaak_id)
            return row.zaak, False
        controle = VAN_CODE[row.controle]
        zaaktype = _zaaktype(today)
        zaak = zaken.create_zaak(
            zaken.NieuweZaak(
                zaaktype_id=zaaktype.id,
                startdatum=today,
                omschrijving=f"{controle.register}: {controle.naam}"[:80],
                toelichting=_text(row, controle)[:1000],
                kenmerken=[{"kenmerk": str(row.id), "bron": BRON}],
            ),
            actor=actor,
            today=today,
        )
        _add_person(zaak, row, actor, moment)
        _add_address(zaak, row, actor)
        _add_facts(
            zaak,
            {"registratie": controle.register.value, "controle": controle.code, "bevinding": terug},
            actor,
        )
        first = StatusType.objects.filter(zaaktype_id=zaaktype.id).order_by("volgnummer").first()
        if first:
            zaken.set_status(zaak.id, first.id, actor=actor, moment=moment, gezetdoor=actor.name)
        row.zaak = zaak
        row.save(update_fields=["zaak"])
        work.record("bevinding", row.id, after={"zaak": zaak.identificatie}, subject=zaak.id)
        work.publish("kwaliteit.terugmelding.create", subject=zaak.id, data={"bevinding": str(row.id)})
    return zaak, True


def _zaaktype(today: date) -> ZaakType:
    found = (
        ZaakType.objects.filter(identificatie=ZAAKTYPE, concept=False, begin_geldigheid__lte=today)
        .filter(Q(einde_geldigheid=None) | Q(einde_geldigheid__gt=today))
        .order_by("-begin_geldigheid")
        .first()
    )
    if found is None:
        text = _("Er is geen gepubliceerd zaaktype “%s”. Maak dat eerst onder Zaaktypen.") % ZAAKTYPE
        raise TerugmeldingGeweigerd("no-zaaktype", "zaaktype", text)
    return found


def _text(row: Bevinding, controle: Controle) -> str:
    """Without a person: who it is about stands as betrokkene."""
    about = [str(controle.uitleg)]
    if row.adres:
        about.append(f"BAG: {row.adres}.")
    if row.detail:
        about.append(f"{row.detail}.")
    return " ".join(about)


def _add_person(zaak: Zaak, row: Bevinding, actor: Actor, moment: datetime) -> None:
    person = Persoonslijst.objects.filter(id=row.lijst).first() if row.lijst else None
    if person is None:
        return
    number = person.bsn or person.a_nummer
    fields = ["naam", "burgerservicenummer"]
    log_uses([number], actor=actor, moment=moment, source="Kwaliteit BRP", fields=fields, zaak=zaak.id)
    roltype = RolType.objects.filter(
        zaaktype_id=zaak.zaaktype_id, omschrijving_generiek="belanghebbende"
    ).first()
    # Of a number that fails the elfproef the standard makes no betrokkene: the name and the A-nummer remain.
    whole = len(person.a_nummer) == 10 and person.a_nummer.isdigit()
    known: dict[str, Any] = {"inpA_nummer": person.a_nummer} if whole else {}
    if is_bsn(person.bsn):
        known = {"inpBsn": person.bsn}
    known |= {"voornamen": person.voornamen, "geslachtsnaam": person.geslachtsnaam}
    if roltype is not None:
        rol = zaken.NieuweRol(
            roltype_id=roltype.id, betrokkene_type="natuurlijk_persoon", betrokkene_identificatie=known
        )
        zaken.add_rol(zaak.id, rol, actor=actor)


def _add_address(zaak: Zaak, row: Bevinding, actor: Actor) -> None:
    """The address as the standard names it; an object that is no address of today stands in the text only."""
    found = Nummeraanduiding.objects.filter(identificatie=row.adres).first() if row.adres else None
    if found is None:
        return
    own = {
        "identificatie": found.identificatie,
        "wplWoonplaatsNaam": found.woonplaats,
        "gorOpenbareRuimteNaam": found.openbare_ruimte,
        "huisnummer": found.huisnummer,
        "huisletter": found.huisletter,
        "huisnummertoevoeging": found.toevoeging,
        "postcode": found.postcode,
    }
    zaken.add_zaakobject(
        zaak.id,
        {
            "object_type": "adres",
            "object_identificatie": own,
            "relatieomschrijving": "Hierover gaat de melding",
        },
        actor=actor,
    )


def _add_facts(zaak: Zaak, facts: dict[str, str], actor: Actor) -> None:
    """Eigenschappen that the zaaktype knows."""
    known: dict[str, UUID] = dict(
        Eigenschap.objects.filter(zaaktype_id=zaak.zaaktype_id).values_list("naam", "id")
    )
    for name, value in facts.items():
        if name in known:
            zaken.add_eigenschap(zaak.id, known[name], value, actor=actor)
