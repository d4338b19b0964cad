"""In: rows of a file become concepts of a catalogus. Reading the same file twice changes nothing the second time."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi import relations, services
from kapstok.magazijnen.catalogi.errors import CatalogusRefused
from kapstok.magazijnen.catalogi.uitwisseling.archief import KINDS, Rows, read
from kapstok.magazijnen.catalogi.uitwisseling.waarden import Known, Values, last, name_of, values_of
from kapstok.magazijnen.catalogi.versies import one_concept
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work

MODELS: dict[str, Any] = {kind: getattr(m, kind) for kind in KINDS}
# By what a row is known among those of its zaaktype.
PART_KEY: dict[str, tuple[str, ...]] = {
    "StatusType": ("volgnummer",),
    "RolType": ("omschrijving",),
    "ResultaatType": ("omschrijving",),
    "Eigenschap": ("naam",),
    "ZaakTypeInformatieObjectType": ("volgnummer",),
    "ZaakObjectType": ("objecttype", "relatie_omschrijving"),
}
VERSIONED = ("InformatieObjectType", "BesluitType", "ZaakType")
# Relations that may name a row further on in the file: written when everything is there.
LATER = ("deelzaaktypen", "gerelateerde_zaaktypen")


@dataclass
class Report:
    """What was done with a file, in figures and in words. `geweigerd`: why a zaaktype was passed over."""

    catalogus: str = ""
    catalogus_id: UUID | None = None
    toegevoegd: dict[str, int] = field(default_factory=dict)
    gewijzigd: dict[str, int] = field(default_factory=dict)
    ongewijzigd: dict[str, int] = field(default_factory=dict)
    gepubliceerd: dict[str, int] = field(default_factory=dict)
    overgeslagen: dict[str, int] = field(default_factory=dict)
    opmerkingen: list[str] = field(default_factory=list)
    geweigerd: list[Refusal] = field(default_factory=list)

    def count(self, what: str, kind: str) -> None:
        """One more."""
        counts = getattr(self, what)
        counts[kind] = counts.get(kind, 0) + 1

    def words(self) -> list[str]:
        """The report as lines a person reads."""
        lines = [f"Catalogus {self.catalogus}"]
        for what in ("toegevoegd", "gewijzigd", "ongewijzigd", "gepubliceerd", "overgeslagen"):
            counts = getattr(self, what)
            if counts:
                told = ", ".join(f"{number} {kind.lower()}" for kind, number in counts.items())
                lines.append(f"{what.capitalize()}: {told}.")
        return [*lines, *self.opmerkingen]


def import_catalogus(
    content: bytes,
    *,
    actor: Actor,
    catalogus_id: UUID | None = None,
    publiceer: bool = False,
    vanaf: date | None = None,
) -> Report:
    """Read a file into a catalogus of this municipality: the named one, else the one the file names.

    `vanaf`: each zaaktype becomes a version that begins on this day, beside the versions that are here already.
    """
    rows, ignored = read(content)
    report = Report()
    with unit_of_work(actor, "catalogus.import") as work:
        run = _Import(rows, actor, report, vanaf)
        run.all(catalogus_id)
        if publiceer:
            run.publish()
        report.opmerkingen += [f"Bestand {name} is niet gelezen: onbekend." for name in ignored]
        work.record("catalogus", report.catalogus_id or "", after={"verslag": report.words()})
    return report


class _Import:
    """One file, read into one catalogus."""

    def __init__(self, rows: Rows, actor: Actor, report: Report, vanaf: date | None) -> None:
        self.rows, self.actor, self.report, self.vanaf = rows, actor, report, vanaf
        self.catalogus: m.Catalogus
        self.known = Known(names=_names(rows))
        self.later: list[tuple[m.ZaakType, dict[str, Any]]] = []
        self.was_published: list[Any] = []

    def all(self, catalogus_id: UUID | None) -> None:
        """Every kind in order, then the relations between zaaktypen."""
        self.catalogus = self._catalogus(catalogus_id)
        self.report.catalogus = f"{self.catalogus.domein} ({self.catalogus.rsin})"
        self.report.catalogus_id = self.known.catalogus_id = self.catalogus.id
        for kind in KINDS[1:]:
            for given in self.rows.get(kind, []):
                self._row(kind, given)
        for zaaktype, values in self.later:
            self._related(zaaktype, values)

    def _catalogus(self, wanted: UUID | None) -> m.Catalogus:
        if wanted is not None:
            found = m.Catalogus.objects.filter(id=wanted).first()
            if found is None:
                raise CatalogusRefused("not_found", "catalogus", "Deze catalogus is er niet (meer).")
            return found
        given = self.rows.get("Catalogus", [])
        if len(given) != 1:
            text = "Het bestand noemt geen catalogus. Kies er zelf een."
            raise CatalogusRefused("required", "catalogus", text)
        clean = values_of("Catalogus", given[0], self.known)
        known = {"domein": clean.values.get("domein"), "rsin": clean.values.get("rsin")}
        found = m.Catalogus.objects.filter(**known).first()
        if found is not None:
            self.report.count("ongewijzigd", "Catalogus")
            return found
        made = services.add(m.Catalogus, clean.values, actor=self.actor)
        self.report.count("toegevoegd", "Catalogus")
        return made

    def _row(self, kind: str, given: dict[str, Any]) -> None:
        title = f"{kind} {name_of(kind, given)}"
        try:
            clean = values_of(kind, given, self.known)
            row, what = self._put(kind, clean)
        except Refusal as no:
            told = "; ".join(r.message for r in no.all)
            if no.field != "zaaktype":  # of a part the line about its zaaktype says enough
                self.report.opmerkingen.append(f"{title} is overgeslagen: {told}")
            self.report.count("overgeslagen", kind)
            if kind == "ZaakType":
                self.report.geweigerd += no.all
            return
        self.report.opmerkingen += [f"{title}: {note}" for note in clean.notes]
        self.report.count(what, kind)
        self.known.rows[clean.old] = row
        if kind in VERSIONED and given.get("concept") is False:
            self.was_published.append(row)

    def _put(self, kind: str, clean: Values) -> tuple[Any, str]:
        model, values = MODELS[kind], dict(clean.values)
        later = {name: values.pop(name) for name in LATER if kind == "ZaakType" and name in values}
        if kind == "ZaakType" and self.vanaf is not None:
            values |= {"begin_geldigheid": self.vanaf, "einde_geldigheid": None, "versiedatum": self.vanaf}
            one_concept(m.ZaakType, self.catalogus.id, values["identificatie"])
        row = self._known(kind, values)
        if row is not None:  # what the list does not have stays as a person chose it here
            values = {name: value for name, value in values.items() if name not in clean.open}
        if row is None:
            row, what = services.add(model, values, actor=self.actor), "toegevoegd"
        elif _same(row, values):
            what = "ongewijzigd"
        elif self._closed(row):
            raise CatalogusRefused(
                "non-concept-object", "", "is hier al gepubliceerd en verschilt; het blijft."
            )
        else:
            row, what = services.change(model, row.id, values, actor=self.actor), "gewijzigd"
        if later and not self._closed(row):
            self.later.append((row, later))
        return row, what

    def _known(self, kind: str, values: dict[str, Any]) -> Any:
        if kind in VERSIONED:
            key = relations.KEY[MODELS[kind]]
            same = {"catalogus_id": self.catalogus.id, key: values.get(key, "")}
            same["begin_geldigheid"] = values["begin_geldigheid"]
        else:
            same = {name: values[name] for name in ("zaaktype_id", *PART_KEY[kind])}
        return MODELS[kind].objects.filter(**same).first()

    def _closed(self, row: Any) -> bool:
        if isinstance(row, m.Geldig):
            return not row.concept
        return not m.ZaakType.objects.filter(id=row.zaaktype_id, concept=True).exists()

    def _related(self, zaaktype: m.ZaakType, values: dict[str, Any]) -> None:
        if all(getattr(zaaktype, name) == value for name, value in values.items()):
            return
        try:
            services.change(m.ZaakType, zaaktype.id, values, actor=self.actor)
        except Refusal as no:
            told = "; ".join(r.message for r in no.all)
            self.report.opmerkingen.append(f"ZaakType {zaaktype.identificatie}, gerelateerd: {told}")

    def publish(self) -> None:
        """Publish what was published where it comes from; what cannot is said."""
        for row in self.was_published:
            kind = type(row)
            if kind.objects.filter(id=row.id, concept=False).exists():
                continue
            try:
                services.publish(kind, row.id, actor=self.actor)
                self.report.count("gepubliceerd", kind.__name__)
            except Refusal as no:
                name = getattr(row, relations.KEY[kind])
                told = " ".join(r.message for r in no.all)
                self.report.opmerkingen.append(f"{kind.__name__} {name} blijft een concept: {told}")


def _names(rows: Rows) -> dict[str, str]:
    """What the versioned rows of a file are called, by their uuid there."""
    found: dict[str, str] = {}
    for kind in VERSIONED:
        key = relations.KEY[MODELS[kind]]
        found |= {last(r.get("url")): str(r[key]) for r in rows.get(kind, []) if r.get(key)}
    return found


def _same(row: Any, values: dict[str, Any]) -> bool:
    now = services.snapshot(row)
    return all(_plain(now.get(name)) == _plain(value) for name, value in values.items())


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) and all(isinstance(v, str) for v in value) else value
