"""Whether what stands in a version holds together: whatever points at something, points at something that is there."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from kapstok.diensten.sturing.plan import models as m
from kapstok.platform.errors import Refusal

CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")
LETTERS = {"speerpunt": "SP", "k": "K", "pijler": "P"}  # a kind that is numbered


def vrije_code(soort: str, values: Mapping[str, Any], bezet: Iterable[str]) -> str:
    """A code that is free: the next number of its kind, or the name as letters."""
    taken = set(bezet)
    letters = LETTERS.get(soort) or LETTERS.get(str(values.get("soort", "")))
    if letters:
        return next(code for n in range(1, 10_000) if (code := f"{letters}{n}") not in taken)
    name = slugify(str(values.get("naam", "")))[:36].strip("-") or "deel"
    if name not in taken:
        return name
    return next(code for n in range(2, 10_000) if (code := f"{name}-{n}") not in taken)


def samenhang(version: m.Planversie) -> None:
    """Refuse what points nowhere, and name both ends."""
    sources = set(m.Bron.objects.filter(planversie=version).values_list("code", flat=True))
    parts = list(m.Onderdeel.objects.filter(planversie=version).values("code", "soort", "naam", "bronnen"))
    kinds = {each["code"]: each["soort"] for each in parts}
    goals = list(m.Speerpunt.objects.filter(planversie=version).values("code", "naam", "pijlers", "ks"))
    marks = m.Akkoord.objects.filter(speerpunt__planversie=version).exclude(bron="")
    wrong = [("bronnen", each["naam"], b) for each in parts for b in each["bronnen"] if b not in sources]
    wrong += [("pijlers", s["naam"], p) for s in goals for p in s["pijlers"] if kinds.get(p) != "pijler"]
    wrong += [("ks", s["naam"], k) for s in goals for k in s["ks"] if kinds.get(k) != "k"]
    wrong += [
        ("akkoorden", name, bron)
        for name, bron in marks.values_list("speerpunt__naam", "bron")
        if bron not in sources
    ]
    there = set(kinds) | {s["code"] for s in goals}
    figures = m.Indicator.objects.filter(planversie=version).values_list("naam", "bij")
    wrong += [("bij", name, bij) for name, bij in figures if bij not in there]
    if wrong:
        field, name, code = wrong[0]
        text = _("%(wat)s verwijst naar %(code)s, en dat staat dan niet (meer) in het plan.")
        raise Refusal("verwijzing", field, text % {"wat": name, "code": code})
