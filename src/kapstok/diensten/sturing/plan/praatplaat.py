"""The praatplaat: the whole plan as one drawing on A3, from live data; as PDF, as SVG and as a list in words."""

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kapstok.diensten.sturing.plan.rules import doel_in
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.pdf import render_pdf, render_svg


@cache
def _template() -> str:
    return (Path(__file__).parent / "sjablonen" / "praatplaat.typ").read_text(encoding="utf-8")


def als_pdf(whole: dict[str, Any], partners: Sequence[Deelnemer], op: date) -> bytes:
    """The drawing on A3, and behind it the same in words, which a screen reader reads."""
    drawn = tekening(whole, partners, op)
    return _set(msgspec.json.encode({**drawn, "lijst": in_woorden(whole, partners, op)}))


def als_svg(whole: dict[str, Any], partners: Sequence[Deelnemer], op: date) -> str:
    """The drawing alone."""
    return _drawn(msgspec.json.encode({**tekening(whole, partners, op), "lijst": []}))


@lru_cache(maxsize=8)
def _set(values: bytes) -> bytes:
    return render_pdf(_template(), msgspec.json.decode(values))


@lru_cache(maxsize=8)
def _drawn(values: bytes) -> str:
    """Known by all that stands in it: what changes anywhere is drawn anew."""
    return render_svg(_template(), msgspec.json.decode(values))


def _parts(whole: dict[str, Any], soort: str) -> list[dict[str, Any]]:
    return [o for o in whole["onderdelen"] if o["soort"] == soort]


def _norm(indicator: dict[str, Any], op: date) -> str:
    """Op tijd: 95%"""
    target = doel(indicator, op.year)
    return f"{indicator['naam']}: {target}" if target else str(indicator["naam"])


def doel(indicator: dict[str, Any], jaar: int) -> str:
    """The target of a year, as people write it; empty when there is none."""
    target = doel_in(indicator["norm"], indicator["doelen"], jaar)
    return "" if target is None else met_eenheid(target, indicator["eenheid"])


def met_eenheid(waarde: float, eenheid: str) -> str:
    """A figure as people write it: 95%, € 15.000, 7,5."""
    whole, rest = f"{waarde:,.2f}".split(".")
    number = whole.replace(",", ".") + ("," + rest.rstrip("0") if rest.rstrip("0") else "")
    forms = {"%": f"{number}%", "euro": f"€ {number}", "aantal": number, "cijfer": number}
    return forms.get(eenheid, f"{number} {eenheid}")


def ambities(speerpunt: dict[str, Any], gemeente: str, op: date) -> tuple[str, str]:
    """The ambition of this day, and the one before it; empty when there is none."""
    until = [a for a in speerpunt["ambities"] if a["gemeente"] == gemeente and a["van"] <= op.isoformat()]
    now = [a for a in until if a["tot"] is None or a["tot"] >= op.isoformat()]
    if not now:
        return "", ""
    earlier = [a for a in until if a is not now[-1]]
    return now[-1]["niveau"], earlier[-1]["niveau"] if earlier else ""


def groep_naam(code: str) -> str:
    """Name of a group of pillars."""
    names = {"buiten": _("Buiten: inwoners en ondernemers"), "binnen": _("Binnen: medewerkers en bestuur")}
    return names.get(code, code)


def stand(whole: dict[str, Any]) -> str:
    """How far the version is, in words."""
    steps = whole["vaststellingen"]
    done = sum(1 for s in steps if s["datum"])
    if whole["status"] == "concept":
        return _("Versie %(n)s, concept") % {"n": whole["nummer"]}
    if whole["status"] == "in_besluitvorming":
        words = {"n": whole["nummer"], "k": done, "m": len(steps)}
        return _("Versie %(n)s, %(k)s van %(m)s besluiten genomen") % words
    return _("Versie %(n)s, vastgesteld") % {"n": whole["nummer"]}


def tekening(whole: dict[str, Any], partners: Sequence[Deelnemer], op: date) -> dict[str, Any]:
    """What the template draws."""
    pillars = _parts(whole, "pijler")
    return {
        "taal": get_language() or "nl",
        "titel": whole["naam"],
        "onder": ", ".join(d.naam for d in partners),
        "kop": {"missie": _("Missie"), "visie": _("Visie"), "speerpunten": _("Speerpunten")},
        "legenda": {"wel": _("staat in het akkoord"), "niet": _("staat niet in het akkoord")},
        "missie": whole["missie"],
        "visie": whole["visie"],
        "uitgangspunten": [o["naam"] for o in _parts(whole, "uitgangspunt")],
        "ks": [
            {
                "code": k["code"],
                "naam": k["naam"],
                "tekst": k["tekst"],
                "omhoog": k["richting"] != "omlaag",
                "indicatoren": [_norm(i, op) for i in whole["indicatoren"] if i["bij"] == k["code"]],
            }
            for k in _parts(whole, "k")
        ],
        "gemeenten": [d.naam for d in partners],
        "speerpunten": [_priority(s, partners, op) for s in whole["speerpunten"]],
        "pijlers": [{"naam": p["naam"], "tekst": p["tekst"]} for p in pillars],
        "groepen": [
            {"naam": groep_naam(code), "aantal": len(list(group))}
            for code, group in groupby(pillars, key=lambda p: p["groep"])
        ],
        "spelregels": [{n: o[n] for n in ("code", "naam", "tekst")} for o in _parts(whole, "spelregel")],
        "principes": [o["naam"] for o in _parts(whole, "principe")],
        "ontwikkelingen": {
            "kop": _("Wat er speelt, en wat wij doen"),
            "items": [
                {n: o[n] for n in ("naam", "tekst", "standpunt")} for o in _parts(whole, "ontwikkeling")
            ],
        },
        "voet": " · ".join(o["naam"] for o in _parts(whole, "competentie")),
        "stand": f"{stand(whole)} · {', '.join(whole['auteurs'])}",
    }


def _priority(each: dict[str, Any], partners: Sequence[Deelnemer], op: date) -> dict[str, Any]:
    cells = []
    for d in partners:
        now, before = ambities(each, d.code, op)
        cells.append(
            {
                "wel": d.code in each["akkoorden"],
                "ambitie": now,
                "eerst": _("eerst %s") % before if before else "",
            }
        )
    return {
        "code": each["code"],
        "naam": each["naam"],
        "kern": each["kern"],
        "cellen": cells,
        "alle": bool(cells) and all(c["wel"] for c in cells),
    }


def in_woorden(whole: dict[str, Any], partners: Sequence[Deelnemer], op: date) -> list[dict[str, Any]]:
    """The same as a list: heading and lines. It says all that the drawing says."""
    drawn = tekening(whole, partners, op)

    def told(soort: str) -> list[str]:
        return [
            f"{o['naam']}. {o['tekst']}".strip() if o["tekst"] else o["naam"] for o in _parts(whole, soort)
        ]

    parts = [
        (_("Missie"), [whole["missie"]]),
        (_("Visie"), [whole["visie"]]),
        (_("Uitgangspunten"), told("uitgangspunt")),
        (_("De vier K's"), [_k_in_words(k) for k in drawn["ks"]]),
        (_("Speerpunten"), [_priority_in_words(s, drawn["gemeenten"]) for s in drawn["speerpunten"]]),
        *(
            (
                groep_naam(code),
                [f"{p['naam']}. {p['tekst']}" if p["tekst"] else p["naam"] for p in group],
            )
            for code, group in groupby(_parts(whole, "pijler"), key=lambda p: p["groep"])
        ),
        (_("Spelregels"), [f"{s['code']}: {s['naam']}. {s['tekst']}" for s in drawn["spelregels"]]),
        (_("Principes van de architectuur"), told("principe")),
        (
            _("Wat er speelt, en wat wij doen"),
            [f"{o['naam']}. {o['tekst']} {o['standpunt']}" for o in drawn["ontwikkelingen"]["items"]],
        ),
        (_("Competenties"), told("competentie")),
    ]
    return [{"kop": kop, "regels": regels} for kop, regels in parts if any(regels)]


def _k_in_words(k: dict[str, Any]) -> str:
    way = _("omhoog") if k["omhoog"] else _("omlaag")
    measured = f" {'; '.join(k['indicatoren'])}." if k["indicatoren"] else ""
    return f"{k['code']} {k['naam']} ({way}). {k['tekst']}{measured}"


def _priority_in_words(s: dict[str, Any], names: list[str]) -> str:
    cells = []
    for naam, cell in zip(names, s["cellen"], strict=True):
        words = _("staat in het akkoord") if cell["wel"] else _("staat niet in het akkoord")
        if cell["ambitie"]:
            words += f", {_('ambitie')} {cell['ambitie']}" + (f" ({cell['eerst']})" if cell["eerst"] else "")
        cells.append(f"{naam}: {words}")
    return f"{s['code']} {s['naam']}. {s['kern']} {'; '.join(cells)}."
