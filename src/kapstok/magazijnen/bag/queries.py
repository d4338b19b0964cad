"""Finding addresses."""

from typing import Any

from kapstok.kern.postcode import is_postcode, parse_postcode
from kapstok.magazijnen.bag.models import Nummeraanduiding


def adres(postcode: str, huisnummer: str) -> dict[str, Any] | None:
    """Street, place and position of a postcode and number ("12A", "12 A-2"); None when there is none."""
    if not is_postcode(postcode):
        return None
    digits = "".join(c for c in huisnummer if c.isdigit())[:5]
    if not digits:
        return None
    letter = next((c for c in huisnummer.upper() if c.isalpha()), "")
    found = Nummeraanduiding.objects.filter(postcode=parse_postcode(postcode), huisnummer=int(digits))
    row = found.filter(huisletter=letter).first() or found.first()
    if row is None:
        return None
    return {
        "straat": row.openbare_ruimte,
        "huisnummer": huisnummer.strip(),
        "postcode": row.postcode,
        "woonplaats": row.woonplaats,
        "lat": row.lat,
        "lon": row.lon,
        "identificatie": row.identificatie,
    }
