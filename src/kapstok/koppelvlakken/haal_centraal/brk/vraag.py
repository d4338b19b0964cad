"""The parameters of BRK bevragen: which go together, and what they may be. Pure."""

import re

from kapstok.koppelvlakken.haal_centraal.bevraging import Geweigerd, parameters
from kapstok.koppelvlakken.haal_centraal.keuze import Keuze, keuze
from kapstok.magazijnen.brk.delen import TypeGerechtigdeEnum
from kapstok.magazijnen.brk.vorm import GERECHTIGDE, PRIVAAT, SOORTEN

_TYPES = "|".join(TypeGerechtigdeEnum.__args__)
_NUMBER = r"[A-IK-Z]{1,2} [1-9][0-9]{0,4}( A[1-9][0-9]{0,3})?"
_PATTERNS = {
    "kadastraleAanduiding": rf"[a-zA-Z0-9'][a-zA-Z0-9' ,-]*[a-zA-Z0-9] {_NUMBER}",
    "kadastraleAanduidingMetGemeentecode": rf"[A-Z]{{3}}[0-9]{{2}} {_NUMBER}",
    "persoon__identificatie": r".{1,60}",
    "postcode": r"[1-9][0-9]{3}[A-Z]{2}",
    "huisnummer": r"[1-9][0-9]{0,4}",
    "huisletter": r"[a-zA-Z]",
    "huisnummertoevoeging": r"[a-zA-Z0-9]{1,4}",
    "nummeraanduidingIdentificatie": r"[0-9]{16}",
    "inclusiefKadastraalOnroerendeZakenUitSplitsing": r"true|false",
    "kadastraalOnroerendeZaakIdentificatie": r".{1,60}",
    "type": _TYPES,
    "q": r".{1,200}",
    "fields": r".{1,4000}",
    "expand": r".{1,4000}",
}
_ADDRESS = ("postcode", "huisnummer", "huisletter", "huisnummertoevoeging")
_ENTRIES = {
    "kadastraleAanduiding": "aanduiding",
    "kadastraleAanduidingMetGemeentecode": "code",
    "persoon__identificatie": "persoon",
    "nummeraanduidingIdentificatie": "nummeraanduiding",
    "postcode": "adres",
}
_SPLIT = "inclusiefKadastraalOnroerendeZakenUitSplitsing"
_KNOWN: dict[str, tuple[str, ...]] = {
    "": (),
    "een": ("fields",),
    "lijst": ("fields",),
    "gerechtigden": ("fields", "type"),
    "zaak": ("fields", "expand"),
    "zaken": ("fields", "expand", _SPLIT, *_ENTRIES, *_ADDRESS[1:]),
    "personen": ("fields", "q"),
    "publiek": ("fields", "kadastraalOnroerendeZaakIdentificatie"),
}
_REQUIRED = {"personen": "q", "publiek": "kadastraalOnroerendeZaakIdentificatie"}


def gelezen(values: dict[str, str], vraag: str) -> dict[str, str]:
    """The values; every fault in one answer."""
    wrong: list[tuple[str, str, str]] = []
    for name, text in values.items():
        if name not in _KNOWN[vraag]:
            wrong.append((name[:50], "unknownParam", "Parameter is niet verwacht."))
        elif not re.fullmatch(_PATTERNS[name], text, re.ASCII if name not in {"q", "fields"} else 0):
            wrong.append((name, "pattern", f"Waarde voldoet niet aan patroon {_PATTERNS[name]}."))
    needed = _REQUIRED.get(vraag)
    if needed and needed not in values:
        wrong.append((needed, "required", "Parameter is verplicht."))
    if wrong:
        raise parameters(wrong)
    return values


def categorie(values: dict[str, str]) -> tuple[str, str]:
    """By what is looked, and its value: exactly one of the categories of the document."""
    given = [name for name in _ENTRIES if name in values]
    if not given and not any(name in values for name in _ADDRESS):
        raise Geweigerd(400, "paramsRequired", "Ten minste één parameter moet worden opgegeven.")
    if not given:
        title = "Minimale combinatie van parameters moet worden opgegeven."
        raise Geweigerd(
            400, "paramsCombination", title, "", [("postcode", "required", "Parameter is verplicht.")]
        )
    loose = [n for n in _ADDRESS if n in values and "postcode" not in given]
    split = _SPLIT in values and not given[0].startswith("kadastraleAanduiding")
    if len(given) > 1 or loose or split:
        title = "De combinatie van opgegeven parameters is niet toegestaan."
        raise Geweigerd(400, "unsupportedCombi", title)
    return _ENTRIES[given[0]], values[given[0]].upper() if given[0] != "persoon__identificatie" else values[
        given[0]
    ]


def uitbreiding(asked: str) -> dict[str, Keuze]:
    """What is to be given along, per kind: `zakelijkGerechtigden,privaatrechtelijkeBeperkingen.aard`."""
    if not asked:
        return {}
    names = {"zakelijkGerechtigden": GERECHTIGDE, "privaatrechtelijkeBeperkingen": PRIVAAT}
    chosen: dict[str, list[str]] = {}
    for path in asked.split(","):
        name, _, rest = path.strip().partition(".")
        if name not in names or (rest and keuze(SOORTEN[names[name]], rest)[1]):
            wrong = f"Deel van de parameterwaarde is niet correct: {path.strip()[:50]}."
            raise parameters([("expand", "expand", wrong)])
        chosen.setdefault(names[name], []).append(rest)
    return {
        kind: {} if "" in rests else keuze(SOORTEN[kind], ",".join(rests))[0]
        for kind, rests in chosen.items()
    }
