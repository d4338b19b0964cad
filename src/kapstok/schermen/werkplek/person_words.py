"""A person in words for the page: facts as the BRP tells them, and the events of a life."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kapstok.magazijnen.brp import levensloop
from kapstok.magazijnen.brp.bevragen.datum import gelezen
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


def identity_facts(person: dict[str, Any]) -> Facts:
    """Who it is."""
    naam, born, died = (person.get(name, {}) for name in ("naam", "geboorte", "overlijden"))
    facts: Facts = [
        (_("Volledige naam"), naam.get("volledigeNaam", "")),
        (_("Burgerservicenummer"), person.get("burgerservicenummer", "")),
        (_("A-nummer"), person.get("aNummer", "")),
        (_("Geboren"), _together(*(born.get(name) for name in ("datum", "plaats", "land")))),
        (_("Leeftijd"), told(person.get("leeftijd"))),
        (_("Geslacht"), told(person.get("geslacht"))),
        (_("Naamgebruik"), told(naam.get("aanduidingNaamgebruik"))),
        (_("Overleden"), _together(*(died.get(name) for name in ("datum", "plaats", "land")))),
    ]
    return [(term, value) for term, value in facts if value]


def status_facts(person: dict[str, Any]) -> Facts:
    """Nationality, right to stay and to vote, custody by the register."""
    title, excluded = person.get("verblijfstitel", {}), person.get("uitsluitingKiesrecht", {})
    nationalities = [
        told(n.get("nationaliteit")) or str(KINDS_OF_NATIONALITY.get(n.get("type", ""), _("onbekend")))
        for n in person.get("nationaliteiten", ())
    ]
    facts: Facts = [
        (_("Nationaliteit"), "\n".join(nationalities)),
        (_("Verblijfstitel"), _together(title.get("aanduiding"), title.get("datumEinde"))),
        (_("Uitgesloten van kiesrecht"), told(excluded.get("uitgeslotenVanKiesrecht"))),
        (_("Onder curatele"), told(person.get("indicatieCurateleRegister"))),
        (_("Gezag volgens het register"), told(person.get("indicatieGezagMinderjarige"))),
    ]
    return [(term, value) for term, value in facts if value]


KINDS_OF_NATIONALITY = {
    "BehandeldAlsNederlander": gettext_lazy("behandeld als Nederlander"),
    "VastgesteldNietNederlander": gettext_lazy("vastgesteld niet-Nederlander"),
    "Staatloos": gettext_lazy("staatloos"),
}


def home_facts(person: dict[str, Any], line: str) -> Facts:
    """Where they live. `line`: the address in one line."""
    home = person.get("verblijfplaats", {})
    facts: Facts = [
        (_("Adres"), line),
        (_("Soort adres"), told(home.get("functieAdres"))),
        (_("Woont daar sinds"), told(home.get("datumVan"))),
        (_("Gemeente van inschrijving"), told(person.get("gemeenteVanInschrijving"))),
        (_("Ingeschreven in de gemeente sinds"), told(person.get("datumInschrijvingInGemeente"))),
    ]
    return [(term, value) for term, value in facts if value]


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


def event_rows(events: Iterable[Gebeurtenis]) -> list[dict[str, Any]]:
    """The events of a life for the list beside the drawing."""
    words = {
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
    return [
        {
            "wat": words[e.soort],
            "dag": day_text(e.dag) or _("onbekend"),
            "tekst": e.tekst,
            "onjuist": e.onjuist,
        }
        for e in events
    ]
