"""Plausible zaken in all states, through the real services. Deterministic by the seed; dates count from today."""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from kapstok.demo.catalogus import definition
from kapstok.demo.personen import COMPANY
from kapstok.demo.residents import LOGINS, Resident
from kapstok.demo.waarden import value_of
from kapstok.diensten.behandeling.models import Taak
from kapstok.diensten.behandeling.services.seen import mark_seen
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.documenten.services import NieuwDocument, create_document
from kapstok.magazijnen.klanten.models import Van
from kapstok.magazijnen.klanten.services import person_key, post_message
from kapstok.magazijnen.zaken import services
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.storage import store
from kapstok.platform.work import Actor, unit_of_work

SUBJECTS: dict[str, tuple[str, ...]] = {
    "kapvergunning": (
        "Eik in de voortuin",
        "Twee berken langs de sloot",
        "Zieke kastanje",
        "Populier naast de schuur",
    ),
    "melding-openbare-ruimte": (
        "Straatlamp kapot",
        "Losse stoeptegel",
        "Zwerfafval bij de brug",
        "Gat in het fietspad",
    ),
    "verhuizing": ("Verhuizing naar een huurwoning", "Verhuizing binnen het dorp", "Samenwonen"),
    "evenementenvergunning": ("Dorpsfeest", "Ringsteken op straat", "Braderie", "Sneldorploop"),
    "wmo-aanvraag": ("Hulp bij het huishouden", "Traplift", "Vervoer naar de dagbesteding"),
    "woo-verzoek": ("Documenten over de rondweg", "Kosten van het zwembad", "Besluiten over windmolens"),
    "bezwaar": (
        "Bezwaar tegen de WOZ-waarde",
        "Bezwaar tegen een kapvergunning",
        "Bezwaar tegen een aanslag",
    ),
    "gehandicaptenparkeerkaart": ("Parkeerkaart bestuurder", "Parkeerkaart passagier"),
    "uittreksel-brp": ("Uittreksel voor een hypotheek", "Bewijs van leven", "Uittreksel voor de notaris"),
    "klacht": ("Lang gewacht aan de balie", "Geen antwoord op een brief", "Onvriendelijk telefoongesprek"),
}


class World(NamedTuple):
    """What the zaken of one municipality are made from."""

    zaaktypen: dict[str, m.ZaakType]
    teams: dict[str, UUID]
    workers: list[tuple[UUID, str]]
    residents: list[Resident]
    addresses: list[Nummeraanduiding]
    today: date

    def zaaktype(self, zaaktype_id: UUID) -> m.ZaakType:
        """The zaaktype with this id."""
        return next(z for z in self.zaaktypen.values() if z.id == zaaktype_id)


class Types(NamedTuple):
    """Children of a zaaktype that zaken need, read once."""

    statussen: list[m.StatusType]
    resultaten: list[m.ResultaatType]
    initiator: m.RolType
    behandelaar: m.RolType
    eigenschappen: dict[str, m.Eigenschap]
    aanvraag: UUID
    brief: UUID


def types_of(zaaktype: m.ZaakType) -> Types:
    """The children of one zaaktype."""
    roles = {r.omschrijving_generiek: r for r in m.RolType.objects.filter(zaaktype_id=zaaktype.id)}
    kinds = dict(m.InformatieObjectType.objects.values_list("omschrijving", "id"))
    return Types(
        list(m.StatusType.objects.filter(zaaktype_id=zaaktype.id).order_by("volgnummer")),
        list(m.ResultaatType.objects.filter(zaaktype_id=zaaktype.id).order_by("omschrijving")),
        roles["initiator"],
        roles["behandelaar"],
        {e.naam: e for e in m.Eigenschap.objects.filter(zaaktype_id=zaaktype.id)},
        kinds["Aanvraag"],
        kinds["Brief"],
    )


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 0), tzinfo=UTC)


class Maker:
    """Makes zaken of one municipality, one story after another."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.rng = world, random.Random(seed)  # noqa: S311 - a demo, not a secret
        # A terugmelding comes of a finding, not of a resident.
        self.types = {k: types_of(z) for k, z in world.zaaktypen.items() if k in SUBJECTS}
        self.teams = {z["identificatie"]: z["team"] for z in definition()["zaaktypen"]}

    def make(self, number: int) -> None:
        """Story `number`: which zaaktype, how old, how far."""
        kind = list(self.types)[number % len(self.types)]
        fate = (
            "nieuw",
            "bezig",
            "bezig",
            "te-laat",
            "opgeschort",
            "verlengd",
            "klaar",
            "klaar",
            "oud",
            "wacht-op-inwoner",
        )[(number // len(self.types)) % 10]
        age = {
            "nieuw": 3,
            "bezig": 20,
            "te-laat": 90,
            "opgeschort": 30,
            "verlengd": 45,
            "klaar": 100,
            "oud": 0,
        }.get(fate, 15)
        start = self.world.today - timedelta(days=age + self.rng.randint(0, 10))
        if fate == "oud":
            start = self.world.today.replace(year=self.world.today.year - 11, month=3, day=1 + number % 27)
        self._story(kind, fate, start, number)

    def _story(self, kind: str, fate: str, start: date, number: int) -> None:
        # Every fourth zaak belongs to somebody who can log in, so that there is something to see.
        known = [r for r in self.world.residents if r in LOGINS]
        person = (
            known[number // 4 % len(known)]
            if number % 4 == 0
            else self.world.residents[number % len(self.world.residents)]
        )
        zaak = self._create(kind, start, person, number)
        if fate == "nieuw":
            return
        worker, name = self.rng.choice(self.world.workers)
        actor = Actor("medewerker", str(worker), name, "Behandeling")
        types, moment = self.types[kind], _at(start + timedelta(days=2), 9)
        with unit_of_work(actor, "demo.behandeling", moment=moment):
            services.assign_zaak([zaak.id], behandelaar_id=worker, team_id=None, actor=actor)
            mark_seen([zaak.id], medewerker=worker, moment=moment)
            services.set_status(zaak.id, types.statussen[1].id, actor=actor, moment=moment, gezetdoor=name)
        self._extras(zaak, fate, actor, start, person, number)
        if fate in {"klaar", "oud"}:
            days = 12 if fate == "oud" or number % 3 else 70
            moment = _at(start + timedelta(days=days), 15)
            resultaat = types.resultaten[number % len(types.resultaten)]
            with unit_of_work(actor, "demo.afronden", moment=moment):
                services.close_zaak(zaak.id, resultaat.id, actor=actor, moment=moment)

    def _create(self, kind: str, start: date, person: Resident, number: int) -> Zaak:
        types, home = self.types[kind], self.world.addresses[(11 * number) % len(self.world.addresses)]
        actor = Actor("burger", person.bsn, person.naam)
        subject = SUBJECTS[kind][number % len(SUBJECTS[kind])]
        with unit_of_work(actor, "demo.zaak", moment=_at(start, 8)):
            new = services.NieuweZaak(
                zaaktype_id=self.world.zaaktypen[kind].id,
                startdatum=start,
                omschrijving=f"{subject}, {home.openbare_ruimte} {home.huisnummer}"[:80],
                toelichting="Dit is een voorbeeldzaak.",
                communicatiekanaal_naam=self.rng.choice(("Website", "Website", "Balie", "Telefoon", "Post")),
                zaakgeometrie={"type": "Point", "coordinates": [home.lon, home.lat]},
                team_id=self.world.teams[self.teams[kind]],
            )
            zaak = services.create_zaak(new, actor=actor, today=start)
            services.add_rol(zaak.id, self._initiator(types, person, number), actor=actor)
            services.set_status(
                zaak.id, types.statussen[0].id, actor=actor, moment=_at(start, 8), gezetdoor="Kapstok"
            )
            for naam, eigenschap in types.eigenschappen.items():
                value = value_of(naam, start, self.rng)
                services.add_eigenschap(zaak.id, eigenschap.id, value, actor=actor)
            self._document(
                zaak, types.aanvraag, f"Aanvraag: {subject}", start, auteur=person.naam, actor=actor
            )
        return zaak

    def _initiator(self, types: Types, person: Resident, number: int) -> services.NieuweRol:
        if number % 17 == 5:
            branch = COMPANY.vestigingen[number % 2]
            company = {
                "kvkNummer": COMPANY.kvk,
                "vestigingsNummer": branch.nummer,
                "handelsnaam": [branch.naam],
            }
            return services.NieuweRol(
                roltype_id=types.initiator.id,
                betrokkene_type="vestiging",
                roltoelichting="Aanvrager",
                betrokkene_identificatie=company,
            )
        identity = {"inpBsn": person.bsn, "voornamen": person.voornaam, "geslachtsnaam": person.achternaam}
        return services.NieuweRol(
            roltype_id=types.initiator.id,
            betrokkene_type="natuurlijk_persoon",
            roltoelichting="Aanvrager",
            betrokkene_identificatie=identity,
        )

    def _document(self, zaak: Zaak, kind: UUID, titel: str, day: date, *, auteur: str, actor: Actor) -> None:
        text = f"{titel}\nZaak {zaak.identificatie}\n{auteur}\n{day:%d-%m-%Y}\n"
        stored = store().put([text.encode()])
        incoming = kind == self.types[next(iter(self.types))].aanvraag
        document = create_document(
            NieuwDocument(
                informatieobjecttype_id=kind,
                titel=titel[:200],
                creatiedatum=day,
                auteur=auteur,
                formaat="text/plain",
                bestandsnaam="aanvraag.txt" if incoming else "brief.txt",
                sha256=stored.sha256,
                bestandsomvang=stored.size,
                status="definitief",
                ontvangstdatum=day if incoming else None,
                verzenddatum=None if incoming else day,
                tonen_aan_initiator=True,
            ),
            actor=actor,
            subject=zaak.id,
        )
        services.link_document(zaak.id, document.informatieobject_id, actor=actor, titel=titel)

    def _extras(
        self, zaak: Zaak, fate: str, actor: Actor, start: date, person: Resident, number: int
    ) -> None:
        later = start + timedelta(days=5)
        zaaktype = self.world.zaaktype(zaak.zaaktype_id)
        if fate == "opgeschort" and zaaktype.opschorting_en_aanhouding_mogelijk:
            services.suspend_zaak(zaak.id, reden="Aanvullende gegevens gevraagd", actor=actor, today=later)
        if fate == "verlengd" and zaaktype.verlenging_mogelijk:
            limit = (zaak.uiterlijke_einddatum_afdoening or start) + timedelta(weeks=6)
            services.extend_zaak(
                zaak.id, reden="Advies van de welstand nodig", duur="P6W", uiterlijk=limit, actor=actor
            )
        if fate in {"opgeschort", "wacht-op-inwoner"}:
            self._ask_for_document(zaak, actor, later)
        if number % 4 == 0:
            text = "Gebeld met de aanvrager; stuurt nog een foto."
            services.write_note(zaak.id, text, actor=actor, moment=_at(later, 10))
        if number % 6 == 0:
            self._conversation(zaak, actor, person, later)

    def _ask_for_document(self, zaak: Zaak, actor: Actor, day: date) -> None:
        with unit_of_work(actor, "taak.create", moment=_at(day, 11)) as work:
            task = Taak.objects.create(
                zaak_id=zaak.id,
                titel="Voeg een situatieschets toe",
                toelichting="Een foto of tekening waarop de plek goed te zien is.",
                soort=Taak.Soort.DOCUMENT,
                wie=Taak.Wie.INWONER,
                uiterlijk=day + timedelta(days=28),
                gemaakt=_at(day, 11),
            )
            work.record("taak", task.id, after={"titel": task.titel}, subject=zaak.id)

    def _conversation(self, zaak: Zaak, actor: Actor, person: Resident, day: date) -> None:
        resident = Actor("burger", person.bsn, person.naam)
        common: dict[str, Any] = {"zaak_id": zaak.id, "person": person_key(person.bsn), "subject": "Vraag"}
        post_message(
            van=Van.INWONER,
            author=person.naam,
            text="Wanneer hoor ik iets van u?",
            actor=resident,
            moment=_at(day, 12),
            **common,
        )
        post_message(
            van=Van.GEMEENTE,
            author=actor.name,
            text="U hoort binnen twee weken van ons. Wij wachten nog op een advies.",
            actor=actor,
            moment=_at(day + timedelta(days=1), 9),
            **common,
        )
