"""How the standard identifies a betrokkene or an object, per betrokkeneType and objectType (Zaken 1.7).

Facts, in the terms of the standard; a test compares them with the published list of fields.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kapstok.kern.fouten import InvalidValue
from kapstok.kern.nummers import parse_bsn, parse_kvk
from kapstok.platform.resource.fields import Field, choice, group, integer, listing, text, texts, writable
from kapstok.platform.resource.parse import obj

RECHTSVORMEN = (
    "besloten_vennootschap",
    "cooperatie_europees_economische_samenwerking",
    "europese_cooperatieve_venootschap",
    "europese_cooperatieve_vennootschap",
    "europese_naamloze_vennootschap",
    "kerkelijke_organisatie",
    "naamloze_vennootschap",
    "onderlinge_waarborg_maatschappij",
    "overig_privaatrechtelijke_rechtspersoon",
    "stichting",
    "vereniging",
    "vereniging_van_eigenaars",
    "publiekrechtelijke_rechtspersoon",
    "vennootschap_onder_firma",
    "maatschap",
    "rederij",
    "commanditaire_vennootschap",
    "kapitaalvennootschap_binnen_eer",
    "overige_buitenlandse_rechtspersoon_vennootschap",
    "kapitaalvennootschap_buiten_eer",
)
INRICHTING = (
    "bak",
    "bord",
    "installatie",
    "kast",
    "mast",
    "paal",
    "sensor",
    "straatmeubilair",
    "waterinrichtingselement",
    "weginrichtingselement",
)
KUNSTWERKDEEL = (
    "keermuur",
    "overkluizing",
    "duiker",
    "faunavoorziening",
    "vispassage",
    "bodemval",
    "coupure",
    "ponton",
    "voorde",
    "hoogspanningsmast",
    "gemaal",
    "perron",
    "sluis",
    "strekdam",
    "steiger",
    "stuw",
)
SPOOR = ("breedspoor", "normaalspoor", "smalspoor", "spoorbaan")
WATER = ("zee", "waterloop", "watervlakte", "greppel_droge_sloot")


def _must(name: str, length: int) -> Field:
    return text(name, length, required=True)


def _a_nummer(value: str) -> str:
    if not re.fullmatch(r"[0-9]{10}", value):
        raise InvalidValue("a-nummer-incorrect-format", "Een A-nummer heeft 10 cijfers.")
    return value


def _aoa(*members: Field, identified: bool = True) -> tuple[Field, ...]:
    """An address, as most of the standard's address groups write it."""
    return (
        *([_must("aoaIdentificatie", 100)] if identified else []),
        _must("wplWoonplaatsNaam", 80),
        _must("gorOpenbareRuimteNaam", 80),
        text("aoaPostcode", 7),
        integer("aoaHuisnummer", required=True),
        text("aoaHuisletter", 1),
        text("aoaHuisnummertoevoeging", 4),
        *members,
    )


IDENTIFICATIE = _must("identificatie", 100)
NAAM = text("naam", 500)
VERBLIJFSADRES = group("verblijfsadres", *_aoa(text("inpLocatiebeschrijving", 1000)))
BUITENLAND = group(
    "subVerblijfBuitenland",
    _must("lndLandcode", 4),
    _must("lndLandnaam", 40),
    *(text(f"subAdresBuitenland_{n}", 35) for n in (1, 2, 3)),
)
GEBOUWD_ADRES = group(
    "adresAanduidingGrp",
    text("numIdentificatie", 100),
    text("oaoIdentificatie", 100, nullable=True),
    text("aoaIdentificatie", 100),
    *_aoa(text("ogoLocatieAanduiding", 100), identified=False),
)
WOZ_OBJECT = (
    _must("wozObjectNummer", 100),
    group("aanduidingWozObject", *_aoa(text("locatieOmschrijving", 1000))),
)
KADASTRAAL = (_must("kadastraleIdentificatie", 100), _must("kadastraleAanduiding", 1000))

BETROKKENEN: dict[str, tuple[Field, ...]] = {
    "natuurlijk_persoon": (
        text("inpBsn", 9, check=parse_bsn),
        text("anpIdentificatie", 17),
        text("inpA_nummer", 10, check=_a_nummer),
        text("geslachtsnaam", 200),
        text("voorvoegselGeslachtsnaam", 80),
        text("voorletters", 20),
        text("voornamen", 200),
        choice("geslachtsaanduiding", ("m", "v", "o")),
        text("geboortedatum", 18),
        VERBLIJFSADRES,
        BUITENLAND,
    ),
    "niet_natuurlijk_persoon": (
        text("innNnpId", 9),
        text("annIdentificatie", 17),
        text("statutaireNaam", 500),
        choice("innRechtsvorm", RECHTSVORMEN),
        text("bezoekadres", 1000),
        BUITENLAND,
        # Beyond the standard, as the field uses them.
        text("kvkNummer", 8, check=parse_kvk),
        text("vestigingsNummer", 24),
        VERBLIJFSADRES,
    ),
    "vestiging": (
        text("vestigingsNummer", 24),
        texts("handelsnaam", 625),
        VERBLIJFSADRES,
        BUITENLAND,
        text("kvkNummer", 8, check=parse_kvk),
    ),
    "organisatorische_eenheid": (text("identificatie", 24), text("naam", 50), text("isGehuisvestIn", 24)),
    "medewerker": (
        text("identificatie", 254),
        text("achternaam", 200),
        text("voorletters", 20),
        text("voorvoegselAchternaam", 10),
    ),
}
OBJECTEN: dict[str, tuple[Field, ...]] = {
    **BETROKKENEN,
    "adres": (
        IDENTIFICATIE,
        _must("wplWoonplaatsNaam", 80),
        _must("gorOpenbareRuimteNaam", 80),
        integer("huisnummer", required=True),
        text("huisletter", 1),
        text("huisnummertoevoeging", 4),
        text("postcode", 7),
    ),
    "buurt": (
        _must("buurtCode", 2),
        _must("buurtNaam", 40),
        _must("gemGemeenteCode", 4),
        _must("wykWijkCode", 2),
    ),
    "gemeente": (_must("gemeenteNaam", 80), _must("gemeenteCode", 4)),
    "gemeentelijke_openbare_ruimte": (IDENTIFICATIE, _must("openbareRuimteNaam", 80)),
    "huishouden": (_must("nummer", 12), group("isGehuisvestIn", IDENTIFICATIE, GEBOUWD_ADRES)),
    "inrichtingselement": (choice("type", INRICHTING, required=True), IDENTIFICATIE, NAAM),
    "kadastrale_onroerende_zaak": KADASTRAAL,
    "kunstwerkdeel": (choice("type", KUNSTWERKDEEL, required=True), IDENTIFICATIE, _must("naam", 80)),
    "maatschappelijke_activiteit": (_must("kvkNummer", 8), _must("handelsnaam", 200)),
    "openbare_ruimte": (IDENTIFICATIE, _must("wplWoonplaatsNaam", 80), _must("gorOpenbareRuimteNaam", 80)),
    "overige": (writable("overigeData", obj, {"type": "object"}, "", required=True),),
    "pand": (IDENTIFICATIE,),
    "spoorbaandeel": (choice("type", SPOOR, required=True), IDENTIFICATIE, NAAM),
    "terrein_gebouwd_object": (IDENTIFICATIE, GEBOUWD_ADRES),
    "terreindeel": (_must("type", 40), IDENTIFICATIE, NAAM),
    "waterdeel": (choice("typeWaterdeel", WATER, required=True), IDENTIFICATIE, NAAM),
    "wegdeel": (_must("type", 100), IDENTIFICATIE, NAAM),
    "wijk": (_must("wijkCode", 2), _must("wijkNaam", 40), _must("gemGemeenteCode", 4)),
    "woonplaats": (IDENTIFICATIE, _must("woonplaatsNaam", 80)),
    "woz_deelobject": (_must("nummerWozDeelObject", 6), group("isOnderdeelVan", *WOZ_OBJECT, nullable=False)),
    "woz_object": WOZ_OBJECT,
    "woz_waarde": (_must("waardepeildatum", 9), group("isVoor", *WOZ_OBJECT, nullable=False)),
    "zakelijk_recht": (
        IDENTIFICATIE,
        _must("avgAard", 1000),
        group("heeftBetrekkingOp", *KADASTRAAL, nullable=False),
        group(
            "heeftAlsGerechtigde",
            group("natuurlijkPersoon", *BETROKKENEN["natuurlijk_persoon"], nullable=False),
            group("nietNatuurlijkPersoon", *BETROKKENEN["niet_natuurlijk_persoon"], nullable=False),
            nullable=False,
        ),
    ),
}
# These are only pointed to by their address.
BY_URL_ONLY = ("besluit", "enkelvoudig_document", "status")
OBJECT_TYPES = tuple(sorted([*OBJECTEN, *BY_URL_ONLY]))

_DIGID = "urn:oasis:names:tc:SAML:2.0:ac:classes:"
_EHERKENNING = "urn:etoegang:core:assurance-class:"
LEVELS_DIGID = tuple(
    f"{_DIGID}{n}"
    for n in ("PasswordProtectedTransport", "MobileTwoFactorContract", "Smartcard", "SmartcardPKI")
)
LEVELS_EHERKENNING = tuple(f"{_EHERKENNING}{n}" for n in ("loa1", "loa2", "loa2plus", "loa3", "loa4"))
_BSN = text("identifier", 9, required=True, check=parse_bsn)
AUTHENTICATIE: dict[str, tuple[Field, ...]] = {
    "digid": (
        choice("source", ("digid",), required=True),
        choice("levelOfAssurance", LEVELS_DIGID, required=True),
        group("representee", choice("identifierType", ("bsn",), required=True), _BSN, nullable=False),
        group("mandate", listing("services", text("id", required=True), required=True), nullable=False),
    ),
    "eherkenning": (
        choice("source", ("eherkenning",), required=True),
        choice("levelOfAssurance", LEVELS_EHERKENNING, required=True),
        group(
            "representee",
            choice("identifierType", ("bsn", "kvkNummer"), required=True),
            _must("identifier", 9),
            nullable=False,
        ),
        group(
            "mandate",
            choice("role", ("bewindvoerder", "curator", "mentor")),
            listing("services", text("id", required=True), text("uuid", 36, required=True), required=True),
            nullable=False,
        ),
        _must("actingSubject", 100),
    ),
}
# How each kind of betrokkene can have logged in.
LOGIN_OF = {
    "natuurlijk_persoon": "digid",
    "niet_natuurlijk_persoon": "eherkenning",
    "vestiging": "eherkenning",
}


def complete(members: Sequence[Field], value: Mapping[str, Any]) -> dict[str, Any]:
    """The value with every member that the standard writes, empty where nothing was given."""
    whole: dict[str, Any] = {}
    for member in members:
        given = value.get(member.name)
        if given is not None:
            inner = member.members if isinstance(given, Mapping) else ()
            whole[member.name] = complete(inner, given) if inner else given
        elif member.nullable or member.schema["type"] != "object":
            whole[member.name] = _empty(member)
    return whole


def _empty(member: Field) -> Any:
    if member.nullable or member.schema["type"] not in {"string", "array"}:
        return None
    return [] if member.schema["type"] == "array" else ""
