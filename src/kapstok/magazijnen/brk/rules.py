"""By what records of the BRK can be found, and who is named in one. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

from kapstok.magazijnen.brk.vorm import BIJ_ZAAK, GERECHTIGDE, NATUURLIJK, NIET_NATUURLIJK, ZAAK

Rij = dict[str, Any]
AANDUIDING = re.compile(r"(.+) ([A-IK-Z]{1,2}) ([1-9][0-9]{0,4})( A[1-9][0-9]{0,3})?")
_PERSON = "natuurlijk_persoon"
_LONGEST = 60


def woorden(text: str) -> list[str]:
    """Capitals without accents, each word once."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.upper()) if not unicodedata.combining(c))
    return list(dict.fromkeys(w[:_LONGEST] for w in re.split(r"[\W_]+", plain) if w))


def fout_in(soort: str, gegevens: Rij, bij: str) -> str:
    """What of a record cannot be; empty when nothing."""
    if (soort in BIJ_ZAAK) != bool(bij):
        return "hier hoort een onroerende zaak bij" if not bij else "dit hoort niet bij een onroerende zaak"
    if soort == ZAAK and not AANDUIDING.fullmatch(gegevens.get("kadastraleAanduiding", "")):
        return "de kadastrale aanduiding klopt niet"
    return ""


def ingangen(soort: str, gegevens: Rij, bij: str, gemeentecode: str) -> Iterator[str]:
    """By what a record can be found."""
    if bij:
        yield f"bij {bij}"
    if soort == ZAAK:
        yield from _of_zaak(gegevens, gemeentecode)
    elif soort == GERECHTIGDE and gegevens.get("persoon", {}).get("identificatie"):
        yield f"persoon {gegevens['persoon']['identificatie']}"
    elif soort in {NATUURLIJK, NIET_NATUURLIJK}:
        name = gegevens.get("naam", {})
        told = (
            name.get("geslachtsnaam", ""),
            gegevens.get("statutaireNaam", ""),
            gegevens.get("omschrijving", ""),
        )
        for word in woorden(" ".join(told)):
            yield f"naam {word}"


def _of_zaak(gegevens: Rij, gemeentecode: str) -> Iterator[str]:
    name = gegevens["kadastraleAanduiding"]
    yield f"aanduiding {name.upper()}"
    match = AANDUIDING.fullmatch(name)
    if gemeentecode and match:
        yield f"code {gemeentecode.upper()} {match[2]} {match[3]}{match[4] or ''}"
    for place in gegevens.get("adressen", ()):
        if place.get("postcode"):
            yield f"adres {place['postcode'].upper()}"
        for kind, key in (
            ("nummeraanduiding", "nummeraanduidingIdentificatie"),
            ("object", "adresseerbaarObjectIdentificatie"),
        ):
            if place.get(key):
                yield f"{kind} {place[key]}"


def genoemd(node: Any) -> Iterator[str]:
    """The numbers of the persons named anywhere in an answer: a bsn, an rsin or the number of the kadaster."""
    if isinstance(node, dict):
        if str(node.get("type", "")).endswith(_PERSON) and node.get("identificatie"):
            yield node["identificatie"]
        for each in node.values():
            yield from genoemd(each)
    elif isinstance(node, list):
        for each in node:
            yield from genoemd(each)


_BEGIN, _EINDE = ("aanvangsdatum", "datumInWerking"), ("einddatum", "einddatumRecht", "datumBeeindiging")


def rustte_op(kinds: dict[str, list[Rij]], dag: date) -> dict[str, list[Rij]]:
    """Of what rests on a parcel what had begun by that day and had not ended; without a day it was always there."""
    day = dag.isoformat()

    def there(each: Rij) -> bool:
        return all(each.get(n, day) <= day for n in _BEGIN) and all(each.get(n, "9") > day for n in _EINDE)

    return {kind: [each for each in found if there(each)] for kind, found in kinds.items()}
