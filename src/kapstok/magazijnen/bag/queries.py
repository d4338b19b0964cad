"""Finding addresses, and what stood in the register on a day as it was known at a moment."""

from datetime import date, datetime
from math import cos, radians, sqrt
from typing import Any

from django.db.models import F, Q

from kapstok.kern.postcode import is_postcode, parse_postcode
from kapstok.magazijnen.bag.models import Nummeraanduiding, Voorkomen


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


def nearest(lon: float, lat: float) -> dict[str, Any] | None:
    """The address nearest to a point (WGS84), with its distance in metres; None when none is near."""
    row = next(filter(None, (_nearest_within(lon, lat, part) for part in (0.1, 1))), None)
    if row is None:
        return None
    number = f"{row.huisnummer}{row.huisletter}{'-' + row.toevoeging if row.toevoeging else ''}"
    return {
        "straat": row.openbare_ruimte,
        "huisnummer": number,
        "postcode": row.postcode,
        "woonplaats": row.woonplaats,
        "afstand": round(sqrt(row.apart)),
    }


def _nearest_within(lon: float, lat: float, part: float) -> Any:
    """In a box of this part of 670 m either way. What is nearest in the small one is nearest only when it lies closer
    than the border of that box: else something just outside may be nearer."""
    width, height = 0.01 * part, 0.006 * part
    near = Nummeraanduiding.objects.filter(
        lat__range=(lat - height, lat + height), lon__range=(lon - width, lon + width)
    )
    # Metres from degrees, flat: good to a metre over such a distance.
    steps_x, steps_y = 111_320 * cos(radians(lat)), 111_130
    apart = ((F("lon") - lon) * steps_x) ** 2.0 + ((F("lat") - lat) * steps_y) ** 2.0
    row = near.annotate(apart=apart).order_by("apart", "id").first()
    border = min(width * steps_x, height * steps_y)
    return row if row is None or part == 1 or row.apart <= border**2 else None


def object_op(
    objecttype: str, identificatie: str, *, geldig_op: date, bekend_op: datetime
) -> dict[str, Any] | None:
    """An object as it was on a day, by what was registered at a moment; None when it was not there.

    A voorkomen that was followed by another one had no end until that moment (IMBAG, both time axes).
    """
    end_unknown = Q(geldig_tot=None) | Q(eind_registratie__gt=bekend_op)
    found = (
        Voorkomen.objects.filter(objecttype=objecttype, identificatie=identificatie, kenmerk="")
        .filter(geregistreerd__lte=bekend_op, geldig_van__lte=geldig_op)
        .filter(end_unknown | Q(geldig_tot__gt=geldig_op))
        .exclude(inactief__lte=bekend_op)
        .exclude(niet_bag__lte=bekend_op)
    )
    return found.order_by("-geregistreerd", "-voorkomen").values("status", "gegevens", "voorkomen").first()
