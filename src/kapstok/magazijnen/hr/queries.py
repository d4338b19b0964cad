"""Finding registrations and branches, and reading one."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.hr.models import Inschrijving, Vestiging
from kapstok.magazijnen.hr.rules import joined, openbaar, words
from kapstok.platform.db import fetch_all

MOST = 1000  # of a search; KVK shows no more either
_LAST = "\U0010ffff"
Vraag = dict[str, Any]


def inschrijving(kvk: str) -> Inschrijving | None:
    """The registration with this number."""
    return Inschrijving.objects.filter(kvk_nummer=kvk).first()


def vestiging(number: str) -> Vestiging | None:
    """The branch with this number."""
    return Vestiging.objects.filter(vestigingsnummer=number).first()


def vestigingen_van(inschrijving_id: UUID) -> list[Vestiging]:
    """The branches of a registration, the main one first."""
    found = Vestiging.objects.filter(inschrijving_id=inschrijving_id)
    return list(found.order_by("-hoofdvestiging", "vestigingsnummer")[:10_000])


def zoek(asked: Vraag) -> list[dict[str, Any]]:
    """Registrations without a branch (rechtspersoon) and branches that fit everything asked; at most a thousand."""
    params: Vraag = {"most": MOST}
    where = [f"({_entry(n, k, v, params)})" for n, (k, v) in enumerate(_entries(asked))]
    if "kvkNummer" in asked:
        where.append("i.kvk_nummer = %(kvk)s")
        params["kvk"] = asked["kvkNummer"]
    if "vestigingsnummer" in asked:
        where.append("b.vestigingsnummer = %(vestigingsnummer)s")
        params["vestigingsnummer"] = asked["vestigingsnummer"]
    if not asked.get("inclusiefInactieveRegistraties"):
        where.append("b.actief")
    if kinds := asked.get("type"):
        where.append("b.type = ANY(%(soorten)s)")
        params["soorten"] = kinds
    # Names come from here; every value is a parameter.
    statement = f"""
      SELECT i.kvk_nummer, i.rsin, b.vestigingsnummer, b.naam, b.type, b.actief, b.gegevens
      FROM hr_inschrijving i CROSS JOIN LATERAL (
        SELECT v.vestigingsnummer, v.naam, v.actief, v.gegevens,
               CASE WHEN v.hoofdvestiging THEN 'hoofdvestiging' ELSE 'nevenvestiging' END AS type
        FROM hr_vestiging v WHERE v.inschrijving_id = i.id
        UNION ALL
        SELECT '', i.naam, i.actief, i.eigenaar, 'rechtspersoon' WHERE i.rsin <> ''
      ) b
      WHERE {" AND ".join(where) or "false"}
      ORDER BY b.naam, i.kvk_nummer, b.type, b.vestigingsnummer LIMIT %(most)s
    """  # noqa: S608
    return fetch_all(statement, params)


def _entries(asked: Vraag) -> list[tuple[str, str]]:
    found = [("naam", w) for w in words(asked.get("naam", ""))]
    found += [(n, joined(asked[n])) for n in ("straatnaam", "plaats") if n in asked]
    if "rsin" in asked:
        found.append(("rsin", asked["rsin"]))
    for name, kind in (("huisnummer", "adres"), ("postbusnummer", "postbus")):
        if name in asked:
            found.append((kind, f"{asked['postcode'].upper()} {asked[name]}"))
    return found


def _entry(n: int, kind: str, text: str, params: Vraag) -> str:
    """A word may be the beginning of one; the rest must be the same. What a registration has, its branches have."""
    params |= {f"s{n}": kind, f"v{n}": text, f"t{n}": text + _LAST}
    test = f"e.ingang >= %(v{n})s AND e.ingang < %(t{n})s" if kind == "naam" else f"e.ingang = %(v{n})s"
    own = "e.vestigingsnummer IN ('', b.vestigingsnummer)"
    if kind not in {"naam", "rsin"}:
        own = "e.vestigingsnummer = b.vestigingsnummer"
    found = f"SELECT e.inschrijving_id FROM hr_ingang e WHERE e.soort = %(s{n})s AND {test}"  # noqa: S608 - ours
    return f"i.id IN ({found}) AND i.id IN ({found} AND e.inschrijving_id = i.id AND {own})"


def bedrijf(kvk: str) -> dict[str, Any] | None:
    """Known answers about a business, for forms: its name, form, numbers and the address where it can be visited."""
    row = inschrijving(kvk)
    if row is None:
        return None
    branches = vestigingen_van(row.id)[:1]
    source = openbaar(branches[0].gegevens) if branches else openbaar(row.eigenaar)
    places = [a for a in source.get("adressen", []) if a.get("postcode") and a.get("huisnummer")]
    place = next((a for a in places if "bezoek" in a.get("type", "")), None) or next(iter(places), None)
    answers: dict[str, Any] = {
        "naam": row.naam,
        "kvkNummer": row.kvk_nummer,
        "rsin": row.rsin,
        "rechtsvorm": row.eigenaar.get("rechtsvorm", ""),
        "vestigingsnummer": branches[0].vestigingsnummer if branches else "",
    }
    if place:
        extra = place.get("huisnummerToevoeging") or ""
        answers["adres"] = {
            "postcode": place["postcode"],
            "huisnummer": f"{place['huisnummer']}{place.get('huisletter') or ''}{'-' + extra if extra else ''}",
            "straat": place.get("straatnaam", ""),
            "woonplaats": place.get("plaats", ""),
        }
    return answers
