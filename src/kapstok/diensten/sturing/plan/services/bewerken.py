"""Changing what stands in a concept."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kapstok.diensten.sturing.plan import models as m
from kapstok.diensten.sturing.plan.rules import indicator_fouten, verplaatst
from kapstok.diensten.sturing.plan.services.base import take, take_concept
from kapstok.diensten.sturing.plan.services.kopie import kopie
from kapstok.diensten.sturing.plan.services.samenhang import CODE, samenhang, vrije_code
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.db.editing import changed, described
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.work import Actor, unit_of_work

VERSIE = ("missie", "visie", "aanleiding", "auteurs", "datum", "van", "tot")
KINDS: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "bron": (m.Bron, ("soort", "naam", "gemeente", "van", "tot", "adres")),
    "onderdeel": (
        m.Onderdeel,
        ("naam", "tekst", "standpunt", "groep", "richting", "paragraaf", "bronnen"),
    ),
    "speerpunt": (m.Speerpunt, ("naam", "kern", "raakt", "paragraaf", "pijlers", "ks")),
    "indicator": (
        m.Indicator,
        (
            "naam",
            "bij",
            "eenheid",
            "richting",
            "norm",
            "doelen",
            "norm_gemeenten",
            "meting",
            "bron",
            "eigenaar",
        ),
    ),
}
WORDS: dict[str, Promise] = {
    "verplicht": gettext_lazy("Vul dit in."),
    "onbekend": gettext_lazy("Deze waarde bestaat niet."),
    "jaar": gettext_lazy("Dit is geen jaar."),
    "doel": gettext_lazy("Een doel is nul of meer, en bij procenten hoogstens 100."),
}


def nieuwe_versie(versie_id: UUID, aanleiding: str, *, op: date, actor: Actor) -> m.Planversie:
    """A concept of the same plan: a copy of its newest version, to write in."""
    if not aanleiding.strip():
        raise Refusal("verplicht", "aanleiding", _("Schrijf op waarom er een nieuwe versie komt."))
    with unit_of_work(actor, "plan.nieuwe_versie") as work:
        eis(actor, "beleidsplan.bewerken", op)
        row = kopie(take(versie_id).plan_id, aanleiding.strip(), op)
        work.record("planversie", row.id, after={"plan": row.plan.naam, "nummer": row.nummer})
        work.publish(
            "plan.versie.gemaakt", subject=row.id, data={"plan": row.plan.naam, "nummer": row.nummer}
        )
    return row


def wijzig_versie(
    versie_id: UUID, values: Mapping[str, Any], *, actor: Actor, op: date, versie: int | None = None
) -> m.Planversie:
    """Change the period, mission, vision or occasion of a concept; `versie` is the count of these texts alone."""
    with unit_of_work(actor, "plan.wijzigen") as work:
        eis(actor, "beleidsplan.bewerken", op)
        row = take_concept(versie_id)
        if versie is not None and row.tekstversie != versie:
            raise changed()
        before = described(row)
        for name in VERSIE:
            if name in values:
                setattr(row, name, values[name])
        if not row.missie.strip():
            raise Refusal("verplicht", "missie", _("Vul dit in."))
        if row.van and row.tot and row.tot < row.van:
            raise Refusal("order", "tot", _("De laatste dag ligt voor de eerste dag."))
        row.tekstversie += 1
        row.save()
        work.record("planversie", row.id, before=before, after=described(row))
    return row


def wijzig_onderdeel(
    versie_id: UUID,
    soort: str,
    code: str,
    values: Mapping[str, Any],
    *,
    actor: Actor,
    op: date,
    versie: int | None = None,
) -> Any:
    """Change one source, part, priority or indicator of a concept; `versie` is of that row alone.

    For a priority `akkoorden` may be given: {code of a municipality: source}.
    """
    with unit_of_work(actor, "plan.wijzigen") as work:
        eis(actor, "beleidsplan.bewerken", op)
        row_version = take_concept(versie_id)
        row = _row(row_version, soort, code)
        if versie is not None and row.versie != versie:
            raise changed()
        before = {**described(row), **_kept_marks(row)}
        after = schrijf(row, soort, values)
        samenhang(row_version)
        work.record(soort, row.id, before=before, after=after, subject=row_version.id)
    return row


def voeg_toe(
    versie_id: UUID, soort: str, values: Mapping[str, Any], *, actor: Actor, op: date, code: str = ""
) -> Any:
    """Add a source, part, priority or indicator to a concept. Without a code it gets one that is free."""
    kind, _names = KINDS[soort]
    with unit_of_work(actor, "plan.toevoegen") as work:
        eis(actor, "beleidsplan.bewerken", op)
        version = take_concept(versie_id)
        there = kind.objects.filter(planversie=version)
        taken = set(there.values_list("code", flat=True))
        code = code.strip() or vrije_code(soort, values, taken)
        if not CODE.fullmatch(code):
            raise Refusal("code", "code", _("Gebruik alleen letters, cijfers en streepjes, hoogstens 40."))
        if code in taken:
            raise Refusal("unique", "code", _("Deze code is er al in dit plan."))
        last = there.aggregate(last=Max("volgorde"))["last"]
        row = kind(planversie=version, code=code, volgorde=0 if last is None else last + 1)
        if soort == "onderdeel":
            row.soort = values["soort"]
        after = schrijf(row, soort, values, nieuw=True)
        samenhang(version)
        work.record(soort, row.id, after=after, subject=version.id)
    return row


def verwijder(
    versie_id: UUID, soort: str, code: str, *, actor: Actor, op: date, versie: int | None = None
) -> None:
    """Take it out of a concept; not while something else of the version points at it."""
    with unit_of_work(actor, "plan.verwijderen") as work:
        eis(actor, "beleidsplan.bewerken", op)
        version = take_concept(versie_id)
        row = _row(version, soort, code)
        if versie is not None and row.versie != versie:
            raise changed()
        before, row_id = {**described(row), **_kept_marks(row)}, row.id
        row.delete()
        samenhang(version)
        work.record(soort, row_id, before=before, subject=version.id)


def verplaats(
    versie_id: UUID, soort: str, code: str, stap: int, *, plaats: int, actor: Actor, op: date
) -> list[str]:
    """Move a row up (-1) or down (1) among those it stands with; gives their codes in order.

    `plaats`: where the editor saw it, counted from 0; refused when somebody moved it in between.
    """
    with unit_of_work(actor, "plan.verplaatsen") as work:
        eis(actor, "beleidsplan.bewerken", op)
        version = take_concept(versie_id)
        row = _row(version, soort, code)
        beside = {each.code: each for each in _beside(row, soort)}
        before = list(beside)
        if before.index(code) != plaats:
            raise changed()
        after = verplaatst(before, code, stap)
        for place, each in enumerate(after):
            beside[each].volgorde = place
        KINDS[soort][0].objects.bulk_update(beside.values(), ["volgorde"])
        work.record(soort, row.id, before={"volgorde": before}, after={"volgorde": after}, subject=version.id)
    return after


def _beside(row: Any, soort: str) -> Any:
    """Those of its kind, its group of pillars, or of the same goal, in the order in which they are shown."""
    same = {"onderdeel": ("soort", "groep"), "indicator": ("bij",)}.get(soort, ())
    rows = KINDS[soort][0].objects.filter(planversie_id=row.planversie_id)
    return rows.filter(**{name: getattr(row, name) for name in same}).order_by("volgorde", "code")


def _row(version: m.Planversie, soort: str, code: str) -> Any:
    row = KINDS[soort][0].objects.filter(planversie=version, code=code).first()
    if row is None:
        raise Refusal("not_found", "", _("Dit is er niet (meer)."))
    return row


def schrijf(row: Any, soort: str, values: Mapping[str, Any], *, nieuw: bool = False) -> dict[str, Any]:
    """Fill the row and keep it; gives what stands there then, for the audit trail."""
    for name in KINDS[soort][1]:
        if name in values:
            setattr(row, name, values[name])
    if soort == "indicator":
        row.doelen = {str(year): float(target) for year, target in row.doelen.items()}
        wrong = indicator_fouten({name: getattr(row, name) for name in KINDS[soort][1]})
        if wrong:
            raise Refusals([Refusal(code, name, str(WORDS[code])) for name, code in wrong])
    if not row.naam.strip():
        raise Refusal("verplicht", "naam", _("Vul dit in."))
    if soort == "bron" and row.van and row.tot and row.tot < row.van:
        raise Refusal("order", "tot", _("De laatste dag ligt voor de eerste dag."))
    if not nieuw:
        row.versie += 1
    row.save()
    after = described(row)
    if soort == "speerpunt" and "akkoorden" in values:
        after["akkoorden"] = _marks(row, values["akkoorden"])
    return after


def _kept_marks(row: Any) -> dict[str, Any]:
    if not isinstance(row, m.Speerpunt):
        return {}
    return {"akkoorden": dict(m.Akkoord.objects.filter(speerpunt=row).values_list("deelnemer__code", "bron"))}


def _marks(row: m.Speerpunt, wanted: Mapping[str, str]) -> dict[str, str]:
    members = {d.code: d for d in Deelnemer.objects.filter(code__in=list(wanted))}
    if set(wanted) - set(members):
        raise Refusal("onbekend", "akkoorden", _("Deze gemeente doet niet mee."))
    m.Akkoord.objects.filter(speerpunt=row).delete()
    m.Akkoord.objects.bulk_create(
        m.Akkoord(speerpunt=row, deelnemer=members[code], bron=source) for code, source in wanted.items()
    )
    return dict(wanted)
