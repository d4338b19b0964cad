"""A person in words for the page: facts as the BRP tells them, and the events of a life."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kapstok.magazijnen.brp import levensloop
from kapstok.magazijnen.brp.bevragen.datum import gelezen
from kapstok.magazijnen.brp.bevragen.velden import raakt
from kapstok.magazijnen.brp.levensloop import Gebeurtenis
from kapstok.schermen.werkplek.show import in_words

Facts = list[tuple[Any, Any]]


def day_text(text: str | None) -> str:
    """A day as LO3 writes it, in words; parts may be unknown."""
    day = gelezen(text)
    if day is None:
        return ""
    exact = day.exact()
    if exact:
        return in_words(exact)
    return str(day) if day.year else _("onbekend")


def told(value: Any) -> str:
    """A value of the API in words: a date, a code with its description, or what it is."""
    if not isinstance(value, dict):
        return _("ja") if value is True else str(value or "")
    if "langFormaat" in value:
        return day_text(value["datum"].replace("-", "")) if "datum" in value else value["langFormaat"]
    return value.get("omschrijving") or value.get("code", "")


def _together(*values: Any) -> str:
    return ", ".join(text for text in map(told, values) if text)


def name_of(person: dict[str, Any]) -> str:
    """The name as far as it is told, in full or in the parts that are."""
    naam = person.get("naam", {})
    parts = (naam.get(part) for part in ("voornamen", "voorvoegsel", "geslachtsnaam"))
    return naam.get("volledigeNaam") or " ".join(filter(None, parts)) or naam.get("voorletters", "")


def _kept(mag: frozenset[str], *rows: tuple[str, str, str]) -> tuple[Facts, list[str]]:
    """Of each row (term, field, value) what there is, and the terms that the purpose does not hold."""
    return (
        [(term, value) for term, _field, value in rows if value],
        [term for term, field, _value in rows if not raakt(mag, field)],
    )


def identity_facts(person: dict[str, Any], mag: frozenset[str]) -> tuple[Facts, list[str]]:
    """Who it is, and what the purpose withholds of that."""
    born, died = (person.get(name, {}) for name in ("geboorte", "overlijden"))
    usage = person.get("naam", {}).get("aanduidingNaamgebruik")
    return _kept(
        mag,
        (_("Volledige naam"), "naam", name_of(person)),
        (_("Burgerservicenummer"), "burgerservicenummer", person.get("burgerservicenummer", "")),
        (_("A-nummer"), "aNummer", person.get("aNummer", "")),
        (_("Geboren"), "geboorte", _together(*(born.get(name) for name in ("datum", "plaats", "land")))),
        (_("Leeftijd"), "leeftijd", told(person.get("leeftijd"))),
        (_("Geslacht"), "geslacht", told(person.get("geslacht"))),
        (_("Naamgebruik"), "naam.aanduidingNaamgebruik", told(usage)),
        (_("Overleden"), "overlijden", _together(*(died.get(name) for name in ("datum", "plaats", "land")))),
    )


def status_facts(person: dict[str, Any], mag: frozenset[str]) -> tuple[Facts, list[str]]:
    """Nationality, right to stay and to vote, custody by the register, and what the purpose withholds of that."""
    title, excluded = person.get("verblijfstitel", {}), person.get("uitsluitingKiesrecht", {})
    nationalities = [
        told(n.get("nationaliteit")) or str(KINDS_OF_NATIONALITY.get(n.get("type", ""), _("onbekend")))
        for n in person.get("nationaliteiten", ())
        if n
    ]
    custody = told(person.get("indicatieGezagMinderjarige"))
    return _kept(
        mag,
        (_("Nationaliteit"), "nationaliteiten", "\n".join(nationalities)),
        (_("Verblijfstitel"), "verblijfstitel", _together(title.get("aanduiding"), title.get("datumEinde"))),
        (
            _("Uitgesloten van kiesrecht"),
            "uitsluitingKiesrecht",
            told(excluded.get("uitgeslotenVanKiesrecht")),
        ),
        (_("Onder curatele"), "indicatieCurateleRegister", told(person.get("indicatieCurateleRegister"))),
        (_("Gezag volgens het register"), "indicatieGezagMinderjarige", custody),
    )


KINDS_OF_NATIONALITY = {
    "BehandeldAlsNederlander": gettext_lazy("behandeld als Nederlander"),
    "VastgesteldNietNederlander": gettext_lazy("vastgesteld niet-Nederlander"),
    "Staatloos": gettext_lazy("staatloos"),
}


def address_line(person: dict[str, Any]) -> str:
    """Where they live on one line: the lines of a letter, else the parts of the address that are told."""
    lines = person.get("adressering", {})
    parts = [*(lines.get(f"adresregel{n}") for n in (1, 2, 3)), told(lines.get("land"))]
    if not any(parts):
        home = person.get("verblijfplaats", {}).get("verblijfadres", {})
        street = home.get("officieleStraatnaam") or home.get("korteStraatnaam")
        number = f"{home.get('huisnummer', '')}{home.get('huisletter', '')}"
        number += f"-{extra}" if (extra := home.get("huisnummertoevoeging")) else ""
        parts = [
            " ".join(filter(None, (street, number))),
            " ".join(filter(None, (home.get("postcode"), home.get("woonplaats")))),
            home.get("locatiebeschrijving"),
            *(home.get(f"regel{n}") for n in (1, 2, 3)),
            told(home.get("land")),
        ]
    return ", ".join(" ".join(part.split()) for part in parts if part)


def home_facts(person: dict[str, Any], mag: frozenset[str]) -> tuple[Facts, list[str]]:
    """Where they live, and what the purpose withholds of that."""
    home = person.get("verblijfplaats", {})
    lines = any(raakt(mag, f"adressering.{line}") for line in ("adresregel1", "adresregel2", "adresregel3"))
    return _kept(
        mag,
        (_("Adres"), "adressering" if lines else "verblijfplaats.verblijfadres", address_line(person)),
        (_("Soort adres"), "verblijfplaats.functieAdres", told(home.get("functieAdres"))),
        (_("Woont daar sinds"), "verblijfplaats.datumVan", told(home.get("datumVan"))),
        (
            _("Gemeente van inschrijving"),
            "gemeenteVanInschrijving",
            told(person.get("gemeenteVanInschrijving")),
        ),
        (
            _("Ingeschreven in de gemeente sinds"),
            "datumInschrijvingInGemeente",
            told(person.get("datumInschrijvingInGemeente")),
        ),
    )


def document_facts(papers: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """Travel documents: kind, number, until when, and whether it was handed in or lost."""
    return [
        {
            "soort": told(paper.get("soort")) or _("Reisdocument"),
            "nummer": paper.get("reisdocumentnummer", ""),
            "tot": told(paper.get("datumEindeGeldigheid")),
            "weg": _together(
                *(paper.get("inhoudingOfVermissing", {}).get(n) for n in ("aanduiding", "datum"))
            ),
        }
        for paper in papers
    ]


def authority_lines(relations: Iterable[dict[str, Any]]) -> list[str]:
    """Who has authority over whom, a line for each."""
    kinds = {
        "GezamenlijkOuderlijkGezag": _("gezamenlijk ouderlijk gezag"),
        "EenhoofdigOuderlijkGezag": _("eenhoofdig ouderlijk gezag"),
        "GezamenlijkGezag": _("gezamenlijk gezag"),
        "Voogdij": _("voogdij"),
        "TijdelijkGeenGezag": _("tijdelijk geen gezag"),
        "GezagNietTeBepalen": _("gezag is niet te bepalen"),
    }
    lines: list[str] = []
    for one in relations:
        people = [*one.get("ouders", ()), *(one[n] for n in ("ouder", "derde") if n in one)]
        people += one.get("derden", ())
        names = ", ".join(p.get("naam", {}).get("volledigeNaam") or _("onbekende derde") for p in people)
        child = one["minderjarige"].get("naam", {}).get("volledigeNaam", "")
        kind = kinds.get(one["type"], one["type"])
        text = _("Over %(kind)s: %(soort)s") % {"kind": child, "soort": kind}
        why = one.get("toelichting", "")
        lines.append(f"{text} ({names})" if names else f"{text}. {why}" if why else text)
    return lines


def looked_into(value: Any, where: str = "") -> list[str]:
    """Which fields of an answer are in onderzoek, by their names as words (datumVan: datum van)."""
    found: list[str] = []
    if isinstance(value, list):
        for item in value:
            found += looked_into(item, where)
    elif isinstance(value, dict):
        by = value.get("inOnderzoek")
        if isinstance(by, dict):
            found += [_apart(f"{where} {name}") for name, on in by.items() if on is True]
        for name, below in value.items():
            if name != "inOnderzoek":
                found += looked_into(below, name)
    return list(dict.fromkeys(found))


def _apart(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).strip().lower()


def kinds_of_event() -> dict[str, str]:
    """What the events of a life are called."""
    return {
        levensloop.GEBOORTE: _("Geboren"),
        levensloop.VERBLIJF: _("Adres"),
        levensloop.PARTNER: _("Huwelijk of partnerschap"),
        levensloop.EINDE: _("Einde van huwelijk of partnerschap"),
        levensloop.KIND: _("Kind geboren"),
        levensloop.NATIONALITEIT: _("Nationaliteit"),
        levensloop.NAAM: _("Nieuwe naam"),
        levensloop.OVERLIJDEN: _("Overleden"),
        levensloop.OPSCHORTING: _("Bijhouding gestopt"),
    }


def event_rows(events: Iterable[Gebeurtenis]) -> list[dict[str, Any]]:
    """The events of a life for the list beside the drawing."""
    words = kinds_of_event()
    return [
        {
            "wat": words[e.soort],
            "dag": day_text(e.dag) or _("onbekend"),
            "tekst": e.tekst,
            "onjuist": e.onjuist,
        }
        for e in events
    ]
