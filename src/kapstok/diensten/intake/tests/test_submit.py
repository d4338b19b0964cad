"""What comes in becomes one zaak with everything that belongs to it, or nothing."""

from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from kapstok.diensten.intake.aanvraag import Aanvraag, Antwoord, Bijlage, Contact, Deel
from kapstok.diensten.intake.events import confirm_by_mail
from kapstok.diensten.intake.models import Inzending
from kapstok.diensten.intake.queries import inzending_by_id, pdf_of
from kapstok.diensten.intake.services import IntakeRefused, betrokkene, submit
from kapstok.magazijnen.documenten.models import InformatieObjectVersie
from kapstok.magazijnen.zaken.models import Rol, Status, Zaak, ZaakEigenschap, ZaakInformatieObject
from kapstok.platform.audit.actor import Actor
from kapstok.platform.events.models import Event as EventRow
from kapstok.platform.events.outbox import Event
from kapstok.platform.mail.models import Mail
from kapstok.platform.storage import store

TODAY, NOW = date(2026, 11, 23), datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
BURGER = Actor("burger", "123456782", "Sjoukje de Vries", "Formulier invullen")


def aanvraag(**more) -> Aanvraag:
    values = {
        "zaaktype": "KAP",
        "omschrijving": "Boom kappen: Snellingerdijk 12",
        "titel": "Boom kappen",
        "bron": "kapvergunning",
        "kanaal": "digid",
        "contact": Contact(naam="Sjoukje de Vries", bsn="123456782", email="sjoukje@voorbeeld.nl"),
        "locatie": {"straat": "Snellingerdijk", "huisnummer": "12", "lat": 52.99, "lon": 6.29},
        "eigenschappen": {"kapdatum": "2026-12-24", "onbekend": "x"},
        "delen": [Deel("De boom", [Antwoord("Wat voor boom?", ["Eik 🌳"])])],
        "answers": {"soort": "zomereik"},
        "gemeente": "Ooststellingwerf",
    }
    return Aanvraag(**{**values, **more})


def send(sleutel: str = "k1", **more) -> Inzending:
    return submit(aanvraag(**more), sleutel=sleutel, actor=BURGER, now=NOW, today=TODAY)


@pytest.fixture
def kap(given):
    return given.zaaktype()


def test_aanvraag_becomes_a_zaak_with_status_initiator_and_place(kap) -> None:
    inzending = send()
    zaak = Zaak.objects.get(id=inzending.zaak_id)
    assert inzending.zaaknummer == zaak.identificatie
    assert zaak.toelichting == "Snellingerdijk 12"
    assert zaak.zaakgeometrie == {"type": "Point", "coordinates": [6.29, 52.99]}
    assert inzending.uiterlijk == zaak.uiterlijke_einddatum_afdoening
    assert Status.objects.get(zaak=zaak).statustype_id == kap.statustypen[0].id
    rol = Rol.objects.get(zaak=zaak)
    assert (rol.omschrijving_generiek, rol.bsn, rol.naam) == ("initiator", "123456782", "Sjoukje de Vries")
    assert rol.contactpersoon_rol["emailadres"] == "sjoukje@voorbeeld.nl"


def test_only_eigenschappen_of_the_zaaktype_are_kept(kap) -> None:
    zaak = send().zaak_id
    assert list(ZaakEigenschap.objects.filter(zaak_id=zaak).values_list("naam", "waarde")) == [
        ("kapdatum", "2026-12-24")
    ]


def test_same_key_again_gives_the_same_receipt_and_no_second_zaak(kap) -> None:
    first = send("zelfde")
    second = send("zelfde", omschrijving="Iets anders")
    assert (first.id, first.zaaknummer) == (second.id, second.zaaknummer)
    assert Zaak.objects.count() == 1


def test_another_key_makes_another_zaak(kap) -> None:
    assert send("een").zaaknummer != send("twee").zaaknummer


def test_pdf_of_all_answers_is_a_document_of_the_zaak(kap) -> None:
    inzending = send()
    name, sha256, size = pdf_of(inzending.id)
    content = b"".join(store().read(sha256))
    assert len(content) == size
    assert name == f"kapvergunning-{inzending.zaaknummer}.pdf"
    from io import BytesIO

    text = PdfReader(BytesIO(content)).pages[0].extract_text()
    assert inzending.zaaknummer in text
    assert "Wat voor boom?" in text
    assert ZaakInformatieObject.objects.filter(
        zaak_id=inzending.zaak_id, informatieobject_id=inzending.document
    ).exists()


def test_files_become_documents_with_their_bytes(kap) -> None:
    stored = store().put([b"%PDF-1.7 inhoud"])
    file = Bijlage(naam="tekening.pdf", type="application/pdf", grootte=stored.size, sha256=stored.sha256)
    zaak = send(bijlagen=[file]).zaak_id
    ids = ZaakInformatieObject.objects.filter(zaak_id=zaak).values_list("informatieobject_id", flat=True)
    names = InformatieObjectVersie.objects.filter(informatieobject_id__in=list(ids)).values_list(
        "bestandsnaam", "sha256"
    )
    assert ("tekening.pdf", stored.sha256) in list(names)


def test_without_zaaktype_nothing_is_left(given) -> None:
    with pytest.raises(IntakeRefused):
        send()
    assert Inzending.objects.count() == 0


def test_answers_and_address_are_sealed_in_the_database(kap) -> None:
    row = Inzending.objects.get(id=send().id)
    assert "zomereik" not in row.inhoud
    assert "sjoukje" not in row.email


def test_event_leads_to_one_mail_however_often_it_is_delivered(kap) -> None:
    inzending = send()
    row = EventRow.objects.get(type="intake.inzending.create")
    event = Event(type=row.type, subject=row.subject, data=row.data, actor=row.actor, moment=row.moment)
    confirm_by_mail(event)
    confirm_by_mail(event)
    mail = Mail.objects.get()
    assert (mail.aan, inzending.zaaknummer in mail.onderwerp) == ("sjoukje@voorbeeld.nl", True)
    assert "18 januari 2027" in mail.tekst


def test_receipt_of_another_municipality_does_not_exist(kap, as_tenant, other_tenant) -> None:
    inzending = send()
    with as_tenant(other_tenant):
        assert inzending_by_id(inzending.id) is None
        assert pdf_of(inzending.id) is None


@pytest.mark.parametrize(
    ("contact", "kind"),
    [
        (Contact(naam="A", bsn="123456782"), "natuurlijk_persoon"),
        (Contact(naam="A"), "natuurlijk_persoon"),
        (Contact(naam="Bedrijf", kvk="69599084"), "niet_natuurlijk_persoon"),
        (Contact(naam="Bedrijf", kvk="69599084", vestiging="000012345678"), "vestiging"),
    ],
)
def test_initiator_has_the_betrokkene_type_of_the_standard(contact: Contact, kind: str) -> None:
    assert betrokkene(contact)[0] == kind
