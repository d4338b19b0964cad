"""Contact to test with: one of each."""

from datetime import date
from typing import Any

from kapstok.magazijnen.klanten import models as m
from kapstok.magazijnen.klanten.services import add
from kapstok.magazijnen.klanten.services.taken import check_taak, give_to

KVK = {
    "code_objecttype": "niet_natuurlijk_persoon",
    "code_soort_object_id": "kvk_nummer",
    "object_id": "90001354",
    "code_register": "hr",
}
CONTACT = {
    "nummer": "1",
    "kanaal": "telefoon",
    "onderwerp": "Boom",
    "taal": "nld",
    "vertrouwelijk": False,
    "hoofd_onderwerp_type": "https://voorbeeld.test/bomen",
    "indicatie_contact_gelukt": True,
}


def one_of_each(actor: Any, moment: Any) -> None:
    """A partij with everything, and a klantcontact with everything."""

    def made(model: Any, **values: Any) -> Any:
        return add(model, values, actor=actor)

    partij = made(
        m.Partij,
        soort_partij="organisatie",
        nummer="1",
        indicatie_actief=True,
        partij_identificatie={"naam": "Kap BV"},
    )
    other = made(
        m.Partij,
        soort_partij="persoon",
        nummer="2",
        indicatie_actief=True,
        partij_identificatie={"contactnaam": {"voornaam": "Jan", "achternaam": "Berg"}},
    )
    made(m.PartijIdentificator, identificeerde_partij_id=partij, **KVK)
    made(m.Rekeningnummer, partij_id=partij, iban="NL91ABNA0417164300")
    categorie = made(m.Categorie, naam="Ondernemer")
    made(m.CategorieRelatie, partij_id=partij, categorie_id=categorie, begin_datum=date(2026, 1, 1))
    made(m.Vertegenwoordigden, vertegenwoordigende_partij_id=other, vertegenwoordigde_partij_id=partij)
    contact = made(m.Klantcontact, plaatsgevonden_op=moment, **CONTACT)
    betrokkene = made(
        m.Betrokkene, was_partij_id=other, had_klantcontact_id=contact, rol="klant", initiator=True
    )
    made(
        m.DigitaalAdres,
        verstrekt_door_partij_id=other,
        verstrekt_door_betrokkene_id=betrokkene,
        adres="jan@voorbeeld.test",
        soort_digitaal_adres="email",
    )
    who = made(
        m.Actor,
        naam="S. de Boer",
        soort_actor="medewerker",
        actor_identificatie={"functie": "KCC", "telefoonnummer": "0516123456"},
    )
    made(m.ActorKlantcontact, actor_id=who, klantcontact_id=contact)
    about = {"objectId": "1", "codeObjecttype": "zaak", "codeRegister": "zaken", "codeSoortObjectId": "uuid"}
    made(m.Onderwerpobject, klantcontact_id=contact, onderwerpobjectidentificator=about, object_id="1")
    made(m.Bijlage, was_bijlage_van_klantcontact_id=contact, bijlageidentificator=about)
    taak = {
        "nummer": "1",
        "gevraagde_handeling": "Bel terug",
        "aanleidinggevend_klantcontact_id": contact,
        "status": "te_verwerken",
    }
    add(m.InterneTaak, taak, actor=actor, check=check_taak, after=lambda row, _: give_to(row, [who]))
    made(m.Persoon, geboortedatum=date(1980, 1, 1), geslachtsnaam="Berg")
    made(m.Organisatie, handelsnaam="Kap BV")
