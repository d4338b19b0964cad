"""Resources with their links, doubts, and the related objects that were asked for. Many at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kapstok.koppelvlakken.haal_centraal.bag import vorm
from kapstok.koppelvlakken.haal_centraal.bag.vorm import ADRESSEERBAAR, SOORTEN, Punt
from kapstok.magazijnen.bag.bevragen import Rij, Tijd, gevonden, in_onderzoek, objecten

Velden = Mapping[str, frozenset[str]]
_BOUW = ("gebruiksdoelen", "oppervlakte")
_TWIJFEL = {
    "NUM": {
        "ligt in": "nummeraanduidingLigtIn",
        "ligt aan": "nummeraanduidingligtAan",
        "status": "nummeraanduidingStatus",
        **{n: n for n in ("huisnummer", "huisletter", "huisnummertoevoeging", "postcode")},
    },
    "OPR": {
        "naam": "openbareRuimteNaam",
        "gerelateerde woonplaats": "openbareRuimteLigtIn",
        "status": "openbareRuimteStatus",
    },
    "WPL": {"naam": "woonplaatsNaam"},
}
ADRES_EXPAND = {"nummeraanduiding": "NUM", "openbareRuimte": "OPR", "woonplaats": "WPL"}


@dataclass(frozen=True, slots=True)
class Samensteller:
    """Puts answers together as of a moment; `basis`: the address of the API; `punt`: to another system than RD."""

    basis: str
    op: Tijd
    punt: Punt | None = None

    def link(self, code: str, nummer: str) -> dict[str, str]:
        """Where an object is."""
        return {"href": f"{self.basis}/{SOORTEN[code].pad}/{nummer}"}

    def hal(
        self, code: str, rows: Sequence[Rij], expand: Velden, *, per_voorkomen: bool = False
    ) -> list[dict[str, Any]]:
        """The resources of these rows."""
        soort = SOORTEN[code]
        doubts = {} if per_voorkomen else in_onderzoek(code, [r["identificatie"] for r in rows], self.op)
        related = {name: self._related(name, code, rows) for name in expand if name in soort.expand}
        return [self._one(row, doubts, expand, related, per_voorkomen=per_voorkomen) for row in rows]

    def _related(self, name: str, code: str, rows: Sequence[Rij]) -> dict[str, dict[str, Any]]:
        kind, field = SOORTEN[code].expand[name]
        numbers = {n for row in rows for n in _numbers(row, field)}
        found = objecten(kind, numbers, self.op)
        made = self.hal(kind, list(found.values()), {})
        return dict(zip(found, made, strict=True))

    def _one(
        self,
        row: Rij,
        doubts: Mapping[str, list[Rij]],
        expand: Velden,
        related: Mapping[str, Mapping[str, dict[str, Any]]],
        *,
        per_voorkomen: bool,
    ) -> dict[str, Any]:
        code = row["objecttype"]
        soort = SOORTEN[code]
        made: dict[str, Any] = {soort.naam: vorm.inhoud(row, self.op.bekend, self.punt)}
        if found := doubts.get(row["identificatie"]):
            made["inonderzoek"] = [vorm.twijfel(r, self.op.bekend) for r in found]
        if embedded := self._embedded(row, expand, related):
            made["_embedded"] = embedded
        links: dict[str, Any] = {"self": self.link(code, row["identificatie"])}
        if per_voorkomen:
            links["self"]["href"] += f"/{row['voorkomen']}/{vorm.millis(row['geregistreerd_lv'])}"
        for name, (kind, field) in soort.expand.items():
            if numbers := _numbers(row, field):
                every = [self.link(kind, n) for n in numbers]
                links[name] = every if isinstance(row["gegevens"][field], list) else every[0]
        made["_links"] = links
        return made

    def _embedded(
        self, row: Rij, expand: Velden, related: Mapping[str, Mapping[str, dict[str, Any]]]
    ) -> dict[str, Any]:
        made: dict[str, Any] = {}
        if row["objecttype"] == "WPL" and "geometrie" in expand and row["geometrie"] is not None:
            made["geometrie"] = vorm.geometrie(row, self.punt)
        for name, found in related.items():
            kind, field = SOORTEN[row["objecttype"]].expand[name]
            every = [
                _some(found[n], SOORTEN[kind].naam, expand[name]) for n in _numbers(row, field) if n in found
            ]
            if every:
                made[name] = every if isinstance(row["gegevens"][field], list) else every[0]
        return made

    def adressen(
        self, nummers: Sequence[str], expand: Velden, *, uitgebreid: bool = False
    ) -> list[dict[str, Any]]:
        """The addresses of these nummeraanduidingen that are there now, in this order."""
        nums = objecten("NUM", nummers, self.op)
        streets = objecten("OPR", [r["gegevens"]["ligtAan"] for r in nums.values()], self.op)
        places = objecten("WPL", [_place(r, streets) for r in nums.values()], self.op)
        holders = self._holders(list(nums))
        pands = {p for h in holders.values() for p in _numbers(h, "maaktDeelUitVan")} if uitgebreid else set()
        buildings = objecten("PND", pands, self.op)
        by_kind = {"NUM": nums, "OPR": streets, "WPL": places}
        doubts = {kind: in_onderzoek(kind, rows, self.op) for kind, rows in by_kind.items()}
        full = {
            name: dict(zip(by_kind[kind], self.hal(kind, list(by_kind[kind].values()), {}), strict=True))
            for name, kind in ADRES_EXPAND.items()
            if name in expand
        }
        made = []
        for number in nummers:
            num = nums.get(number)
            street = streets.get(num["gegevens"]["ligtAan"]) if num else None
            place = places.get(_place(num, streets)) if num and street else None
            if num is None or street is None or place is None:
                continue
            rows = {"NUM": num, "OPR": street, "WPL": place}
            address = self._adres(rows, holders.get(number))
            if uitgebreid:
                address |= self._uitgebreid(holders.get(number), buildings)
            address |= _asides(rows, doubts)
            if full:
                address["_embedded"] = {
                    name: _some(found[rows[ADRES_EXPAND[name]]["identificatie"]], name, expand[name])
                    for name, found in full.items()
                }
            address["_links"] = self._adres_links(address, uitgebreid=uitgebreid)
            made.append(address)
        return made

    def _holders(self, nummers: Sequence[str]) -> dict[str, Rij]:
        """The addressable object of each nummeraanduiding; that of which it is the main address goes first."""
        found: dict[str, Rij] = {}
        asked = set(nummers)
        for kind in ADRESSEERBAAR:
            for row in objecten(kind, gevonden(kind, sorted(asked)), self.op).values() if asked else ():
                main = row["gegevens"]["heeftAlsHoofdadres"]
                for number in {main, *_numbers(row, "heeftAlsNevenadres")} & asked:
                    if number == main or number not in found:
                        found[number] = row
        return found

    def _adres(self, rows: Mapping[str, Rij], holder: Rij | None) -> dict[str, Any]:
        num, street = rows["NUM"]["gegevens"], vorm.inhoud(rows["OPR"], self.op.bekend, None)
        made: dict[str, Any] = {"openbareRuimteNaam": street["naam"], "korteNaam": street["korteNaam"]}
        parts = ("huisnummer", "huisletter", "huisnummertoevoeging", "postcode")
        made |= {name: num[name] for name in parts if name in num}
        made |= {
            "woonplaatsNaam": rows["WPL"]["gegevens"]["naam"],
            "nummeraanduidingIdentificatie": rows["NUM"]["identificatie"],
            "openbareRuimteIdentificatie": rows["OPR"]["identificatie"],
            "woonplaatsIdentificatie": rows["WPL"]["identificatie"],
        }
        if holder:
            made["adresseerbaarObjectIdentificatie"] = holder["identificatie"]
            if pands := _numbers(holder, "maaktDeelUitVan"):
                made["pandIdentificaties"] = pands
            made["indicatieNevenadres"] = (
                holder["gegevens"]["heeftAlsHoofdadres"] != rows["NUM"]["identificatie"]
            )
        return made

    def _uitgebreid(self, holder: Rij | None, buildings: Mapping[str, Rij]) -> dict[str, Any]:
        if holder is None:
            return {}
        own = vorm.inhoud(holder, self.op.bekend, self.punt)
        shape = own["geometrie"] if holder["objecttype"] == "VBO" else {"vlak": own["geometrie"]}
        made = {
            "typeAdresseerbaarObject": own["type"],
            "adresseerbaarObjectGeometrie": shape,
            "adresseerbaarObjectStatus": own["status"],
            **{name: own[name] for name in _BOUW if name in own},
        }
        years = [
            vorm.inhoud(buildings[p], self.op.bekend, None)["oorspronkelijkBouwjaar"]
            for p in _numbers(holder, "maaktDeelUitVan")
            if p in buildings
        ]
        return made | ({"oorspronkelijkBouwjaar": years} if years else {})

    def _adres_links(self, address: Mapping[str, Any], *, uitgebreid: bool) -> dict[str, Any]:
        number = address["nummeraanduidingIdentificatie"]
        path = "adressenuitgebreid" if uitgebreid else "adressen"
        links: dict[str, Any] = {
            "self": {"href": f"{self.basis}/{path}/{number}"},
            "openbareRuimte": self.link("OPR", address["openbareRuimteIdentificatie"]),
            "nummeraanduiding": self.link("NUM", number),
            "woonplaats": self.link("WPL", address["woonplaatsIdentificatie"]),
        }
        if holder := address.get("adresseerbaarObjectIdentificatie"):
            links["adresseerbaarObject"] = self.link(vorm.soort_van(holder), holder)
        if pands := address.get("pandIdentificaties"):
            links["panden"] = [self.link("PND", p) for p in pands]
        return links


def _numbers(row: Rij, field: str) -> list[str]:
    value = row["gegevens"].get(field) or []
    return list(value) if isinstance(value, list) else [value]


def _place(num: Rij, streets: Mapping[str, Rij]) -> str:
    """Its own, when it lies in another place than its street."""
    street = streets.get(num["gegevens"]["ligtAan"])
    return num["gegevens"].get("ligtIn") or (street["gegevens"]["ligtIn"] if street else "")


def _some(resource: dict[str, Any], name: str, fields: frozenset[str]) -> dict[str, Any]:
    """Only these fields of it; all when none are named."""
    if not fields:
        return resource
    return {**resource, name: {field: value for field, value in resource[name].items() if field in fields}}


def _asides(rows: Mapping[str, Rij], doubts: Mapping[str, Mapping[str, list[Rij]]]) -> dict[str, Any]:
    """What was seen and not decided, and what is under investigation."""
    made: dict[str, Any] = {}
    names = {"WPL": "woonplaats", "OPR": "openbareRuimte", "NUM": "nummeraanduiding"}
    seen = {names[kind]: True for kind, row in rows.items() if row["gegevens"].get("geconstateerd") == "J"}
    if seen:
        made["geconstateerd"] = seen
    unsure = {
        _TWIJFEL[kind][doubt["kenmerk"]]: True
        for kind, row in rows.items()
        for doubt in doubts[kind].get(row["identificatie"], [])
        if doubt["kenmerk"] in _TWIJFEL[kind]
    }
    if unsure:
        made["inonderzoek"] = unsure
    return made
