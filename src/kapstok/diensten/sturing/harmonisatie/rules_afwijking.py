"""The only way around a rule: a ground, and a decision of the OWO-directie that is in force."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from kapstok.diensten.sturing.harmonisatie.rules_waarden import Besluit, Feit, Oordeel, Signalen

TOEGESTAAN = "afwijking_toegestaan"
VOORLEGGEN = "afwijking_voorleggen_aan_directie"


def geldend(besluiten: Iterable[Besluit], op: date) -> Besluit | None:
    """The newest decision in force; of two on one day the refusal."""
    current = [b for b in besluiten if b.geldt(op)]
    return max(current, key=lambda b: (b.datum, not b.akkoord), default=None)


def afgeweken(
    oordeel: Oordeel, signalen: Signalen, besluiten: Iterable[Besluit], op: date, *, anders: str = ""
) -> Oordeel:
    """What becomes of a verdict that stands in the way.

    Without a ground it stays. With one it has to be laid before the directie, whose yes lets it go and whose no makes
    it stay (`anders` is then the outcome, when that is another word).
    """
    all_decisions = tuple(besluiten)
    decision = geldend(all_decisions, op)
    if not signalen.grond:
        return _with(oordeel, "zonder_grond") if decision is not None and decision.akkoord else oordeel
    reasons, facts = _gronden(signalen)
    if decision is None:
        gone = any(b.akkoord and b.tot is not None and b.tot < op for b in all_decisions)
        more = (*reasons, "besluit_voorbij", "voorleggen") if gone else (*reasons, "voorleggen")
        return replace(_with(oordeel, *more, facts=facts), uitkomst=VOORLEGGEN, blokkeert=True)
    if decision.akkoord:
        allowed = _with(oordeel, *reasons, "directie_akkoord", facts=facts)
        return replace(allowed, uitkomst=TOEGESTAAN, naar="", blokkeert=False)
    refused = _with(oordeel, *reasons, "directie_afgewezen", facts=facts)
    return replace(refused, uitkomst=anders or oordeel.uitkomst)


def _gronden(signalen: Signalen) -> tuple[tuple[str, ...], Mapping[str, Feit]]:
    reasons = []
    if signalen.ontevreden:
        reasons.append("grond_ontevreden")
    if signalen.advies == "negatief":
        reasons.append("grond_advies")
    return tuple(reasons), {"ontevreden": tuple(sorted(signalen.ontevreden))}


def _with(oordeel: Oordeel, *reasons: str, facts: Mapping[str, Feit] | None = None) -> Oordeel:
    return replace(oordeel, redenen=(*oordeel.redenen, *reasons), feiten={**oordeel.feiten, **(facts or {})})
