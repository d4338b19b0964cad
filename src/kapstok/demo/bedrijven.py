"""One invented business with two branches, in the form in which the KVK gives one; its number is a test number."""

from typing import Any

import msgspec

from kapstok.demo.personen import COMPANY
from kapstok.magazijnen.hr.services import import_kvk
from kapstok.platform.work import SYSTEM

_WHERE = (("Vaartkade", 3, "8431DA", "Oosterwolde"), ("Kerkplein", 5, "9231FA", "Gorredijk"))


def _branch(n: int) -> dict[str, Any]:
    street, number, postcode, place = _WHERE[n]
    own = COMPANY.vestigingen[n]
    return {
        "vestigingsnummer": own.nummer,
        "kvkNummer": COMPANY.kvk,
        "eersteHandelsnaam": own.naam,
        "indHoofdvestiging": "Nee" if n else "Ja",
        "indCommercieleVestiging": "Ja",
        "totaalWerkzamePersonen": 5 - n,
        "adressen": [
            {
                "type": "bezoekadres",
                "indAfgeschermd": "Nee",
                "volledigAdres": f"{street} {number} {postcode} {place}",
                "straatnaam": street,
                "huisnummer": number,
                "postcode": postcode,
                "plaats": place,
                "land": "Nederland",
            }
        ],
    }


def load_bedrijven() -> None:
    """The business of the eHerkenning simulator."""
    profile = {
        "kvkNummer": COMPANY.kvk,
        "indNonMailing": "Ja",
        "naam": COMPANY.naam,
        "formeleRegistratiedatum": "20150301",
        "materieleRegistratie": {"datumAanvang": "20150301"},
        "totaalWerkzamePersonen": 9,
        "statutaireNaam": COMPANY.naam,
        "handelsnamen": [{"naam": COMPANY.naam, "volgorde": 0}],
        "sbiActiviteiten": [
            {"sbiCode": "4724", "sbiOmschrijving": "Winkels in brood en banket", "indHoofdactiviteit": "Ja"}
        ],
        "_embedded": {
            "hoofdvestiging": _branch(0),
            "eigenaar": {
                "rsin": "992760963",
                "rechtsvorm": "BV",
                "uitgebreideRechtsvorm": "Besloten Vennootschap",
            },
        },
    }
    import_kvk(msgspec.json.encode([profile, _branch(1)]), actor=SYSTEM)
