"""A plan from a file: into a concept, or as a new plan. One fault and nothing of it is kept."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from kapstok.diensten.sturing.plan import models as m
from kapstok.diensten.sturing.plan.bestand.knopen import Fout
from kapstok.diensten.sturing.plan.bestand.lezen import Planbestand, lees_plan
from kapstok.diensten.sturing.plan.services.base import take_concept
from kapstok.diensten.sturing.plan.services.bewerken import KINDS, VERSIE, schrijf
from kapstok.diensten.sturing.plan.services.invoer import PlanIn, SpeerpuntIn, leg_plan_aan
from kapstok.diensten.sturing.plan.services.samenhang import samenhang
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.db.editing import changed, described
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, Work, unit_of_work


@dataclass(slots=True)
class Verslag:
    """What a file did, or what is wrong in it."""

    fouten: list[Fout] = field(default_factory=list)
    over: list[str] = field(default_factory=list)
    versie_id: UUID | None = None
    toegevoegd: int = 0
    gewijzigd: int = 0
    verwijderd: int = 0
    ongewijzigd: int = 0


def namen() -> dict[str, str]:
    """Code and name of who takes part, or took part, in order."""
    return dict(Deelnemer.objects.order_by("volgorde", "code").values_list("code", "naam"))


def nieuw_plan(content: bytes, *, op: date, actor: Actor) -> Verslag:
    """A plan with its first version as a concept."""
    given = lees_plan(content, namen(), {})
    if given.plan is None and not given.fouten:
        given.fouten.append(
            Fout(1, "plan", _("Bij een nieuw plan hoort het deel plan, met naam en periode."))
        )
    if given.fouten or given.plan is None:
        return Verslag(given.fouten)
    eis(actor, "beleidsplan.bewerken", op)
    parts = [each for rows in given.delen.values() for each in rows]
    try:
        row = leg_plan_aan(
            PlanIn(
                **{"auteurs": [], "visie": "", **given.plan}, bronnen=given.bronnen or [], onderdelen=parts,
                speerpunten=given.speerpunten or [], indicatoren=given.indicatoren or [],
            ),
            actor=actor,
        )  # fmt: skip
    except Refusal as refused:
        if refused.forbidden:
            raise
        return Verslag([Fout(1, each.field, str(each.message)) for each in refused.all])
    rows = len(parts) + sum(
        len(r) for r in (given.bronnen or [], given.speerpunten or [], given.indicatoren or [])
    )
    return Verslag(over=sorted(given.over), versie_id=row.id, toegevoegd=rows)


def lees_in(versie_id: UUID, content: bytes, *, op: date, actor: Actor, versie: int | None = None) -> Verslag:
    """Into a concept: what stands in the file replaces what stood there; a section that is not in it stays."""
    with unit_of_work(actor, "plan.inlezen") as work:
        eis(actor, "beleidsplan.bewerken", op)
        row = take_concept(versie_id)
        if versie is not None and row.versie != versie + 1:  # taking it moved it on by one
            raise changed()
        given = lees_plan(content, namen(), _known(row))
        report = Verslag(given.fouten, sorted(given.over), row.id)
        if report.fouten:
            row.versie -= 1
            row.save(update_fields=["versie"])
        else:
            _apply(row, given, report, work)
        counts = {n: getattr(report, n) for n in ("toegevoegd", "gewijzigd", "verwijderd", "ongewijzigd")}
        work.record("planversie", row.id, after={**counts, "fouten": len(report.fouten)})
    return report


def _known(row: m.Planversie) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {
        "bron": set(m.Bron.objects.filter(planversie=row).values_list("code", flat=True)),
        "speerpunt": set(m.Speerpunt.objects.filter(planversie=row).values_list("code", flat=True)),
    }
    for kind, code in m.Onderdeel.objects.filter(planversie=row).values_list("soort", "code"):
        found.setdefault(kind, set()).add(code)
    return found


def _apply(row: m.Planversie, given: Planbestand, report: Verslag, work: Work) -> None:
    if given.plan is not None:
        _head(row, given.plan, report, work)
    if given.bronnen is not None:
        _section(row, "bron", given.bronnen, {}, report, work)
    for kind, parts in given.delen.items():
        _section(row, "onderdeel", parts, {"soort": kind}, report, work)
    if given.speerpunten is not None:
        _section(row, "speerpunt", given.speerpunten, {}, report, work)
    if given.indicatoren is not None:
        _section(row, "indicator", given.indicatoren, {}, report, work)
    samenhang(row)


def _head(row: m.Planversie, values: dict[str, Any], report: Verslag, work: Work) -> None:
    """The name and what it follows are of the plan, not of a version: they stay."""
    before = described(row)
    plan = row.plan
    kept = {"van": row.van or plan.van, "tot": row.tot or plan.tot}
    wanted = {name: values.get(name, [] if name == "auteurs" else "") for name in VERSIE}
    now = {name: kept.get(name, getattr(row, name)) for name in VERSIE}
    if wanted == now:
        report.ongewijzigd += 1
        return
    for name, value in wanted.items():
        setattr(row, name, value)
    row.tekstversie += 1
    row.save()
    report.gewijzigd += 1
    work.record("planversie", row.id, before=before, after=described(row))


def _section(
    row: m.Planversie, soort: str, wanted: list[Any], only: dict[str, str], report: Verslag, work: Work
) -> None:
    """The rows of one kind become those of the file, in its order; by code, so that each keeps its past."""
    kind: type[Any] = KINDS[soort][0]
    there = {each.code: each for each in kind.objects.filter(planversie=row, **only).order_by("volgorde")}
    in_order = list(there) == [each.code for each in wanted]
    for code in set(there) - {each.code for each in wanted}:
        gone = there.pop(code)
        before, gone_id = described(gone), gone.id
        gone.delete()
        work.record(soort, gone_id, before=before, subject=row.id)
        report.verwijderd += 1
    for place, each in enumerate(wanted):
        values = {n: getattr(each, n) for n in each.__struct_fields__ if n not in ("code", "ambities")}
        found = there.get(each.code)
        if found is not None and in_order and _same(found, each, values):
            report.ongewijzigd += 1
            continue
        target = found or kind(planversie=row, code=each.code, **only)
        before = described(target) if found else None
        target.volgorde = target.volgorde if in_order else place
        after = schrijf(target, soort, values, nieuw=found is None)
        if isinstance(each, SpeerpuntIn):
            after["ambities"] = _levels(target, each)
        work.record(soort, target.id, before=before, after=after, subject=row.id)
        report.gewijzigd += found is not None
        report.toegevoegd += found is None


def _same(found: Any, each: Any, values: dict[str, Any]) -> bool:
    plain = {name: value for name, value in values.items() if name != "akkoorden"}
    if any(_plain(getattr(found, n)) != value for n, value in plain.items()):
        return False
    if not isinstance(each, SpeerpuntIn):
        return True
    marks = dict(m.Akkoord.objects.filter(speerpunt=found).values_list("deelnemer__code", "bron"))
    return marks == each.akkoorden and _kept_levels(found) == _asked(each)


def _plain(value: Any) -> Any:
    return float(value) if hasattr(value, "is_finite") else value


def _kept_levels(found: m.Speerpunt) -> list[tuple[Any, ...]]:
    rows = m.Ambitie.objects.filter(speerpunt=found)
    return sorted(rows.values_list("deelnemer__code", "van", "niveau", "tot", "besluit"), key=lambda a: a[:2])


def _asked(each: SpeerpuntIn) -> list[tuple[Any, ...]]:
    return sorted(
        ((a.gemeente, a.van, a.niveau, a.tot, a.besluit) for a in each.ambities), key=lambda a: a[:2]
    )


def _levels(target: m.Speerpunt, each: SpeerpuntIn) -> list[dict[str, Any]]:
    if _kept_levels(target) != _asked(each):
        members = dict(Deelnemer.objects.values_list("code", "id"))
        m.Ambitie.objects.filter(speerpunt=target).delete()
        m.Ambitie.objects.bulk_create(
            m.Ambitie(
                speerpunt=target, deelnemer_id=members[a.gemeente], niveau=a.niveau, van=a.van, tot=a.tot,
                besluit=a.besluit,
            )
            for a in each.ambities
        )  # fmt: skip
    return [msgspec.to_builtins(a) for a in each.ambities]
