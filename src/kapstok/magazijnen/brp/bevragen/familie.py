"""Partners, parents and children, as they stand on the persoonslijst of the person."""

from kapstok.magazijnen.brp.bevragen import tabellen
from kapstok.magazijnen.brp.bevragen.datum import datum
from kapstok.magazijnen.brp.bevragen.gebeurtenis import gebeurtenis
from kapstok.magazijnen.brp.bevragen.naam import naam_gerelateerde
from kapstok.magazijnen.brp.bevragen.vorm import Groep, Voorkomen, onderzoek_van

_OUDER = ("01", "02", "03", "04", "62")
_KIND = ("01", "02", "03")
_PARTNER = ("01", "02", "03", "04", "06", "07", "15")


def _bestaat(voorkomen: Voorkomen, groepen: tuple[str, ...]) -> bool:
    """Is anything kept of the relative, a value for unknown too? Only papers and dates are no relative."""
    return any(element[:2] in groepen for element in voorkomen)


def kinderen(voorkomens: list[Voorkomen]) -> list[Groep]:
    """The children; a stillborn child (89.10) is none of them."""
    return [_kind(v) for v in voorkomens if _bestaat(v, _KIND) and "8910" not in v]


def _kind(voorkomen: Voorkomen) -> Groep:
    by = onderzoek_van(voorkomen)
    velden = {
        "burgerservicenummer": voorkomen.get("0120"),
        "naam": naam_gerelateerde(voorkomen, by),
        "geboorte": gebeurtenis(voorkomen, by, "03"),
    }
    return Groep(velden).onderzoek(by, {"burgerservicenummer": ("0120",)})


def ouders(eerste: list[Voorkomen], tweede: list[Voorkomen]) -> list[Groep]:
    """The parents of categories 02 and 03."""
    return [
        _ouder(v, aanduiding)
        for aanduiding, found in (("1", eerste), ("2", tweede))
        for v in found
        if _bestaat(v, _OUDER)
    ]


def _ouder(voorkomen: Voorkomen, aanduiding: str) -> Groep:
    by = onderzoek_van(voorkomen)
    velden = {
        "burgerservicenummer": voorkomen.get("0120"),
        "geslacht": tabellen.waarde(tabellen.GESLACHT, voorkomen.get("0410")),
        "ouderAanduiding": aanduiding,
        "datumIngangFamilierechtelijkeBetrekking": datum(voorkomen.get("6210")),
        "naam": naam_gerelateerde(voorkomen, by),
        "geboorte": gebeurtenis(voorkomen, by, "03"),
    }
    bronnen = {
        "burgerservicenummer": ("0120",),
        "geslacht": ("0410",),
        "datumIngangFamilierechtelijkeBetrekking": ("6210",),
    }
    return Groep(velden).onderzoek(by, bronnen)


def relaties(voorkomens: list[Voorkomen]) -> list[Voorkomen]:
    """Every relation that still is; when there is none, the one that was dissolved last."""
    found = [v for v in voorkomens if _bestaat(v, _PARTNER)]
    actueel = [v for v in found if "0710" not in v]
    if actueel or not found:
        return actueel
    return [max(found, key=lambda v: v["0710"])]


def naam_partner(voorkomens: list[Voorkomen]) -> Voorkomen | None:
    """The partner whose name may be used: of more relations the oldest, an unknown beginning before a known one."""
    return min(relaties(voorkomens), key=lambda v: v.get("0610", ""), default=None)


def partners(voorkomens: list[Voorkomen]) -> list[Groep]:
    """The partner or partners that are given."""
    return [_partner(v) for v in relaties(voorkomens)]


def _partner(voorkomen: Voorkomen) -> Groep:
    by = onderzoek_van(voorkomen)
    ontbinding = None
    if by is not None or "0710" in voorkomen:
        ontbinding = Groep({"datum": datum(voorkomen.get("0710"))}).onderzoek(by, {"datum": ("0710",)})
    velden = {
        "burgerservicenummer": voorkomen.get("0120"),
        "geslacht": tabellen.waarde(tabellen.GESLACHT, voorkomen.get("0410")),
        "soortVerbintenis": tabellen.waarde(tabellen.VERBINTENIS, voorkomen.get("1510")),
        "naam": naam_gerelateerde(voorkomen, by),
        "geboorte": gebeurtenis(voorkomen, by, "03"),
        "aangaanHuwelijkPartnerschap": gebeurtenis(voorkomen, by, "06"),
        "ontbindingHuwelijkPartnerschap": ontbinding,
    }
    bronnen = {"burgerservicenummer": ("0120",), "geslacht": ("0410",), "soortVerbintenis": ("1510",)}
    return Groep(velden).onderzoek(by, bronnen)
