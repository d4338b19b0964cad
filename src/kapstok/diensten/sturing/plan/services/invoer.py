"""A whole plan at once, from plain data: the first version of a partnership, or one taken over from paper."""

from datetime import date
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from kapstok.diensten.sturing.plan import models as m
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work


class BronIn(msgspec.Struct, forbid_unknown_fields=True):
    """A source."""

    code: str
    soort: str
    naam: str
    gemeente: str = ""
    van: date | None = None
    tot: date | None = None
    adres: str = ""


class OnderdeelIn(msgspec.Struct, forbid_unknown_fields=True):
    """A part of the plan."""

    soort: str
    code: str
    naam: str
    tekst: str = ""
    standpunt: str = ""
    groep: str = ""
    richting: str = ""
    paragraaf: str = ""
    bronnen: list[str] = []


class AmbitieIn(msgspec.Struct, forbid_unknown_fields=True):
    """An ambition of one municipality."""

    gemeente: str
    niveau: str
    van: date
    besluit: str
    tot: date | None = None


class SpeerpuntIn(msgspec.Struct, forbid_unknown_fields=True):
    """A priority; `akkoorden`: municipalities in whose agreement it stands, with the source."""

    code: str
    naam: str
    kern: str = ""
    raakt: str = "dienstverlening"
    paragraaf: str = ""
    pijlers: list[str] = []
    ks: list[str] = []
    akkoorden: dict[str, str] = {}
    ambities: list[AmbitieIn] = []


class IndicatorIn(msgspec.Struct, forbid_unknown_fields=True):
    """An indicator of a K or a priority."""

    code: str
    bij: str
    naam: str
    eenheid: str
    richting: str
    norm: float | None = None
    doelen: dict[str, float] = {}
    norm_gemeenten: list[str] = []
    meting: str = "hand"
    bron: str = ""
    eigenaar: str = ""


class PlanIn(msgspec.Struct, forbid_unknown_fields=True):
    """A plan with its first version."""

    naam: str
    van: date
    tot: date
    datum: date
    auteurs: list[str]
    missie: str
    visie: str
    voorganger: str = ""
    aanleiding: str = ""
    bronnen: list[BronIn] = []
    onderdelen: list[OnderdeelIn] = []
    speerpunten: list[SpeerpuntIn] = []
    indicatoren: list[IndicatorIn] = []


def leg_plan_aan(given: PlanIn, *, actor: Actor) -> m.Planversie:
    """The plan, with version 1 as a concept. One fault, named, and nothing is kept."""
    members = {d.code: d for d in Deelnemer.objects.all()}
    _check(given, set(members))
    with unit_of_work(actor, "plan.aanleggen") as work:
        eis(actor, "beleidsplan.bewerken", given.datum)
        before = m.Plan.objects.filter(naam=given.voorganger).first() if given.voorganger else None
        if m.Plan.objects.filter(naam=given.naam).exists():
            raise Refusal("unique", "naam", _("Er is al een plan met deze naam."))
        plan = m.Plan.objects.create(naam=given.naam, van=given.van, tot=given.tot, voorganger=before)
        row = m.Planversie.objects.create(
            plan=plan,
            nummer=1,
            datum=given.datum,
            auteurs=given.auteurs,
            missie=given.missie,
            visie=given.visie,
            aanleiding=given.aanleiding,
        )
        _fill(row, given, members)
        work.record("planversie", row.id, after={"plan": plan.naam, "nummer": 1})
        work.publish("plan.versie.gemaakt", subject=row.id, data={"plan": plan.naam, "nummer": 1})
    return row


def _fill(row: m.Planversie, given: PlanIn, members: dict[str, Deelnemer]) -> None:
    def rows(kind: type[Any], items: list[Any], *without: str) -> list[Any]:
        return [
            kind(
                planversie=row,
                volgorde=n,
                **{name: getattr(item, name) for name in item.__struct_fields__ if name not in without},
            )
            for n, item in enumerate(items)
        ]

    m.Bron.objects.bulk_create(rows(m.Bron, given.bronnen))
    m.Onderdeel.objects.bulk_create(rows(m.Onderdeel, given.onderdelen))
    m.Indicator.objects.bulk_create(rows(m.Indicator, given.indicatoren))
    priorities = m.Speerpunt.objects.bulk_create(
        rows(m.Speerpunt, given.speerpunten, "akkoorden", "ambities")
    )
    pairs = list(zip(priorities, given.speerpunten, strict=True))
    m.Akkoord.objects.bulk_create(
        m.Akkoord(speerpunt=made, deelnemer=members[code], bron=source)
        for made, item in pairs
        for code, source in item.akkoorden.items()
    )
    m.Ambitie.objects.bulk_create(
        m.Ambitie(
            speerpunt=made,
            deelnemer=members[a.gemeente],
            niveau=a.niveau,
            van=a.van,
            tot=a.tot,
            besluit=a.besluit,
        )
        for made, item in pairs
        for a in item.ambities
    )


def _check(given: PlanIn, members: set[str]) -> None:
    """What points at something that is not there."""
    sources = {b.code for b in given.bronnen}
    parts = {o.code: o.soort for o in given.onderdelen}
    wrong = [
        (each, code)
        for each in given.speerpunten
        for code in [*each.akkoorden, *(a.gemeente for a in each.ambities)]
        if code not in members
    ]
    wrong += [(s, p) for s in given.speerpunten for p in s.pijlers if parts.get(p) != "pijler"]
    wrong += [(s, k) for s in given.speerpunten for k in s.ks if parts.get(k) != "k"]
    wrong += [(s, b) for s in given.speerpunten for b in s.akkoorden.values() if b and b not in sources]
    wrong += [(o, b) for o in given.onderdelen for b in o.bronnen if b not in sources]
    goals = set(parts) | {s.code for s in given.speerpunten}
    wrong += [(i, i.bij) for i in given.indicatoren if i.bij not in goals]
    if wrong:
        text = _("%(wat)s verwijst naar %(code)s, en dat staat niet in het plan.")
        item, code = wrong[0]
        raise Refusal("onbekend", "bestand", text % {"wat": item.code, "code": code})
