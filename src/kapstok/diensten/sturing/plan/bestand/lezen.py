"""A plan file read whole: every fault with its line, and otherwise rows that the services take."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from msgspec import structs

from kapstok.diensten.sturing.plan.bestand import velden as v
from kapstok.diensten.sturing.plan.bestand.knopen import Fout, Knoop, Onleesbaar, lees
from kapstok.diensten.sturing.plan.rules import indicator_fouten
from kapstok.diensten.sturing.plan.services.invoer import (
    AmbitieIn,
    BronIn,
    IndicatorIn,
    OnderdeelIn,
    SpeerpuntIn,
)

LOS = {"bron", "betekenis_leeg", "totalen", "keuze_samenwerking", "gemeenten", "plan"}
MEEST = 1000  # rows of one section


@dataclass(slots=True)
class Planbestand:
    """What stands in the file. A section that is not there is None: it stays as it is."""

    plan: dict[str, Any] | None = None
    bronnen: list[BronIn] | None = None
    delen: dict[str, list[OnderdeelIn]] = field(default_factory=dict)  # by kind
    speerpunten: list[SpeerpuntIn] | None = None
    indicatoren: list[IndicatorIn] | None = None
    fouten: list[Fout] = field(default_factory=list)
    over: set[str] = field(default_factory=set)  # what stands there and is not kept
    regels: dict[tuple[str, str], int] = field(default_factory=dict)  # (section, code) -> line


def lees_plan(content: bytes, gemeenten: dict[str, str], bekend: dict[str, set[str]]) -> Planbestand:
    """Read it. `gemeenten`: code -> name of who takes part; `bekend`: what the version has beside the file."""
    made = Planbestand()
    try:
        root = lees(content).waarde
    except Onleesbaar as wrong:
        made.fouten.append(wrong.fout)
        return made
    _Lezer(made, root, gemeenten).alles()
    if not made.fouten:
        _verwijzingen(made, bekend)
    made.fouten.sort(key=lambda f: f.rij)
    return made


class _Lezer:
    def __init__(self, made: Planbestand, root: dict[str, Knoop], gemeenten: dict[str, str]) -> None:
        self.made, self.root, self.gemeenten = made, root, gemeenten
        self.codes = dict.fromkeys(gemeenten, "") | {code: code for code in gemeenten}

    def fout(self, line: int, name: str, reason: str) -> None:
        self.made.fouten.append(Fout(line, name, reason))

    def alles(self) -> None:
        for name, node in self.root.items():
            if name not in LOS | {"bronnen", "speerpunten", "indicatoren", *v.DELEN}:
                self.fout(node.rij, name, _("Dit onderdeel kent Kapstok niet."))
        self.made.over |= {n for n in self.root if n in ("bron", "betekenis_leeg", "keuze_samenwerking")}
        self._municipalities()
        if "plan" in self.root:
            self.made.plan = v.rij(self.root["plan"], v.PLAN, self.made.fouten, self.made.over)
            first, last = self.made.plan.get("van"), self.made.plan.get("tot")
            if first and last and last < first:
                self.fout(self.root["plan"].rij, "tot", _("De laatste dag ligt voor de eerste dag."))
        if "bronnen" in self.root:
            self.made.bronnen = [
                BronIn(**row) for node, row in self._rows("bronnen", v.BRON) if self._source(node, row)
            ]
        for section, kind in v.DELEN.items():
            if section in self.root:
                self.made.delen[kind] = [
                    OnderdeelIn(soort=kind, **row) for _node, row in self._rows(section, v.DEEL)
                ]
        if "speerpunten" in self.root:
            self._priorities()
        if "indicatoren" in self.root:
            self.made.indicatoren = [
                IndicatorIn(**row) for node, row in self._rows("indicatoren", v.INDICATOR)
                if self._norm(node, row)
            ]  # fmt: skip

    def _municipalities(self) -> None:
        """What the file calls each municipality."""
        node = self.root.get("gemeenten")
        if node is None:
            return
        names = {name.casefold(): code for code, name in self.gemeenten.items()}
        self.codes = {}
        for each in node.waarde if isinstance(node.waarde, list) else []:
            row = each.waarde if isinstance(each.waarde, dict) else {}
            told = {n: str(row[n].waarde or "") for n in ("code", "naam") if n in row}
            code = names.get(told.get("naam", "").casefold()) or (
                told["code"] if told.get("code") in self.gemeenten else None
            )
            if code is None or not told.get("code"):
                self.fout(each.rij, "gemeenten", _("Deze gemeente doet niet mee."))
            else:
                self.codes[told["code"]] = code
        missing = [name for code, name in self.gemeenten.items() if code not in self.codes.values()]
        if missing and not self.made.fouten:
            self.fout(node.rij, "gemeenten", _("Hier ontbreekt %s.") % ", ".join(missing))

    def _rows(
        self, section: str, fields: dict[str, v.Veld], *also: str
    ) -> list[tuple[Knoop, dict[str, Any]]]:
        """Rows without faults; a row may also be no more than a name."""
        node, found = self.root[section], []
        if not isinstance(node.waarde, list) or len(node.waarde) > MEEST:
            self.fout(node.rij, section, _("Hier hoort een lijst van hoogstens %s rijen.") % MEEST)
            return []
        for each in node.waarde:
            short = isinstance(each.waarde, str) and section in v.DELEN
            row = Knoop({"id": each, "nl": each}, each.rij) if short else each
            before = len(self.made.fouten)
            values = v.rij(row, fields, self.made.fouten, self.made.over, *also)
            code = values.get("code", "")
            key = ("deel" if section in v.DELEN else section, code)
            if code and key in self.made.regels:
                text = _("De code %(code)s staat ook op regel %(rij)s.")
                self.fout(each.rij, "id", text % {"code": code, "rij": self.made.regels[key]})
            self.made.regels.setdefault(key, each.rij)
            if len(self.made.fouten) == before:
                found.append((each, values))
        return found

    def _place(self, node: Knoop, name: str, given: str) -> str | None:
        if given in self.codes:
            return self.codes[given]
        self.fout(node.rij, name, _("De gemeente %s doet niet mee.") % given)
        return None

    def _source(self, node: Knoop, row: dict[str, Any]) -> bool:
        if row.get("gemeente"):
            row["gemeente"] = self._place(node, "gemeente", row["gemeente"])
        return row.get("gemeente", "") is not None

    def _norm(self, node: Knoop, row: dict[str, Any]) -> bool:
        places = [self._place(node, "norm_gemeenten", each) for each in row.get("norm_gemeenten", [])]
        row["norm_gemeenten"] = places
        if None in places:
            return False
        wrong = indicator_fouten(structs.asdict(IndicatorIn(**row)))
        for _name, _code in wrong:
            self.fout(node.rij, "norm", _("Een doel is nul of meer, en bij procenten hoogstens 100."))
        return not wrong

    def _priorities(self) -> None:
        also = ("ambitie", "akkoord_bron", *self.codes)
        found = []
        for node, row in self._rows("speerpunten", v.SPEERPUNT, *also):
            marks, levels = self._marks(node), self._levels(node)
            found.append(SpeerpuntIn(**row, akkoorden=marks, ambities=levels))
        self.made.speerpunten = found
        self._totals(found)

    def _marks(self, node: Knoop) -> dict[str, str]:
        """For each municipality yes or no; nothing is a fault, as nobody may guess it."""
        marks: dict[str, str] = {}
        sources = node.waarde.get("akkoord_bron")
        named = sources.waarde if sources is not None and isinstance(sources.waarde, dict) else {}
        for name, code in self.codes.items():
            told = node.waarde.get(name)
            if told is None or not isinstance(told.waarde, bool):
                text = _("Zeg met true of false of dit in het akkoord van %s staat.")
                self.fout(told.rij if told else node.rij, name, text % self.gemeenten[code])
            elif told.waarde:
                marks[code] = str(named[name].waarde or "") if name in named else ""
        if sources is not None:
            for name in named or [""]:
                if name not in self.codes or self.codes[name] not in marks:
                    text = _("Een bron kan alleen bij een gemeente waar het in het akkoord staat.")
                    self.fout(sources.rij, "akkoord_bron", text)
        return marks

    def _levels(self, node: Knoop) -> list[AmbitieIn]:
        told, found = node.waarde.get("ambitie"), []
        if told is None:
            return []
        if not isinstance(told.waarde, list):
            self.fout(told.rij, "ambitie", _("Hier hoort een lijst, tussen [ en ]."))
            return []
        for each in told.waarde:
            changed = isinstance(each.waarde, dict) and "naar" in each.waarde
            before = len(self.made.fouten)
            row = v.rij(each, v.WIJZIGING if changed else v.AMBITIE, self.made.fouten, self.made.over)
            if len(self.made.fouten) > before:
                continue
            if changed:
                row["van"] = self._month(each, row.pop("maand"))
                row["besluit"] = f"{row['besluit']} ({_('eerst')}: {row.pop('eerst')})"
            row["gemeente"] = self._place(each, "gemeente", row["gemeente"])
            if len(self.made.fouten) == before:
                found.append(AmbitieIn(**row))
                self._days(each, found)
        return found

    def _month(self, node: Knoop, text: str) -> date | None:
        try:
            return date.fromisoformat(f"{text}-01")
        except ValueError:
            self.fout(node.rij, "maand", _("Dit is geen maand. Bijvoorbeeld 2016-11."))
            return None

    def _days(self, node: Knoop, found: list[AmbitieIn]) -> None:
        """Ambitions of one municipality follow each other and never overlap."""
        now = found[-1]
        before = [a for a in found[:-1] if a.gemeente == now.gemeente]
        if now.tot is not None and now.tot < now.van:
            self.fout(node.rij, "tot", _("De laatste dag ligt voor de eerste dag."))
        if before and (before[-1].tot is None or before[-1].tot >= now.van):
            self.fout(node.rij, "vanaf", _("Deze ambitie begint voordat de vorige eindigt."))

    def _totals(self, found: list[SpeerpuntIn]) -> None:
        """The file may say how many there are; then that has to be so."""
        node = self.root.get("totalen")
        if node is None or self.made.fouten or not isinstance(node.waarde, dict):
            return
        counted = Counter(code for each in found for code in each.akkoorden)
        for name, told in node.waarde.items():
            if name in self.codes and str(told.waarde) != str(counted[self.codes[name]]):
                text = _("Er staat %(zegt)s, maar het zijn er %(is)s.")
                self.fout(told.rij, name, text % {"zegt": told.waarde, "is": counted[self.codes[name]]})


def _verwijzingen(made: Planbestand, bekend: dict[str, set[str]]) -> None:
    """What points at something that is neither in the file nor stays in the version."""
    here = {kind: {o.code for o in rows} for kind, rows in made.delen.items()}
    there = {kind: here.get(kind, bekend.get(kind, set())) for kind in v.DELEN.values()}
    sources = {b.code for b in made.bronnen} if made.bronnen is not None else bekend.get("bron", set())
    goals = (
        {s.code for s in made.speerpunten} if made.speerpunten is not None else bekend.get("speerpunt", set())
    )
    wrong: list[tuple[tuple[str, str], str, str]] = []
    for each in made.speerpunten or []:
        key = ("speerpunten", each.code)
        wrong += [(key, "pijlers", p) for p in each.pijlers if p not in there["pijler"]]
        wrong += [(key, "ks", k) for k in each.ks if k not in there["k"]]
        wrong += [(key, "akkoord_bron", b) for b in each.akkoorden.values() if b and b not in sources]
    for part in (o for rows in made.delen.values() for o in rows):
        wrong += [(("deel", part.code), "bronnen", b) for b in part.bronnen if b not in sources]
    known = goals.union(*there.values())
    wrong += [(("indicatoren", i.code), "bij", i.bij) for i in made.indicatoren or [] if i.bij not in known]
    text = _("%s staat niet in het plan.")
    made.fouten += [Fout(made.regels.get(key, 1), name, text % code) for key, name, code in wrong]
