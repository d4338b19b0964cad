"""Loading registrations and branches, in the form in which the KVK gives them: all or nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kapstok.magazijnen.hr import rules
from kapstok.magazijnen.hr.models import Ingang, Inschrijving, Versie, Vestiging
from kapstok.magazijnen.hr.rules import HrRefused
from kapstok.magazijnen.hr.verandering import stand, vertel
from kapstok.platform.leveringen.json import GeenJson, gelezen
from kapstok.platform.work import Actor, unit_of_work

BATCH = 500


@dataclass
class Counts:
    """Outcome of a load: registrations and branches together."""

    nieuw: int = 0
    gewijzigd: int = 0
    gelijk: int = 0


@dataclass
class _Gelezen:
    """What a file holds, by number; a branch with the number of its registration."""

    inschrijvingen: dict[str, tuple[dict[str, Any], dict[str, Any]]]
    vestigingen: dict[str, tuple[str, dict[str, Any]]]


def import_kvk(
    content: bytes, *, actor: Actor, moment: datetime | None = None, correctie: bool = False
) -> Counts:
    """Load a basisprofiel or vestigingsprofiel, or a list of them. The same twice changes nothing.
    `correctie`: it puts right what was wrong, and is told as that.

    What it said before is kept with the time that it was known (docs/besluiten/0013).
    """
    found, counts = _read(content), Counts()
    with unit_of_work(actor, "hr.import", moment=moment) as work:
        wanted = {kvk for kvk, _ in found.vestigingen.values()} | set(found.inschrijvingen)
        known = {
            i.kvk_nummer: i for i in Inschrijving.objects.select_for_update().filter(kvk_nummer__in=wanted)
        }
        for kvk in sorted(wanted - set(known) - set(found.inschrijvingen)):
            raise HrRefused("vestigingsprofiel", f"de inschrijving {kvk} van deze vestiging is er nog niet.")
        was, first = stand(known.values()), not Inschrijving.objects.exists()
        former: list[Versie] = []
        touched = {
            kvk
            for kvk in found.inschrijvingen
            if _put_inschrijving(known, kvk, found, counts, former, work.moment)
        }
        touched |= _put_vestigingen(known, found, counts, former, work.moment)
        Versie.objects.bulk_create(former, batch_size=BATCH)
        _renew_entries([known[kvk] for kvk in touched])
        work.record(
            "hr",
            "import",
            after={"nieuw": counts.nieuw, "gewijzigd": counts.gewijzigd, "gelijk": counts.gelijk},
        )
        vertel(work, {kvk: known[kvk] for kvk in touched}, was, eerste=first, correctie=correctie)
    return counts


def _read(content: bytes) -> _Gelezen:
    try:
        document = gelezen(content)
    except GeenJson as error:
        raise HrRefused("bestand", f"{error}.") from error
    found = _Gelezen({}, {})
    several = isinstance(document, list)
    for n, each in enumerate(document if several else [document]):
        _take(each, f"[{n}]" if several else "profiel", found)
    if not found.inschrijvingen and not found.vestigingen:
        raise HrRefused("bestand", "hierin staat geen profiel.")
    return found


def _take(each: Any, place: str, found: _Gelezen) -> None:
    kvk = rules.number(each, "kvkNummer", 8, place)
    if "vestigingsnummer" in each:
        _take_branch(each, kvk, place, found)
        return
    embedded = each.get("_embedded") or {}
    owner = embedded.get("eigenaar") or {}
    main = embedded.get("hoofdvestiging")
    rules.checked(each, place)
    if not isinstance(owner, dict):
        raise HrRefused(f"{place}._embedded.eigenaar", "hier hoort een object te staan.")
    rules.checked(owner, f"{place}._embedded.eigenaar")
    if not rules.name_of(each):
        raise HrRefused(f"{place}.naam", "de naam ontbreekt.")
    found.inschrijvingen[kvk] = (rules.without_links(each), rules.without_links(owner))
    if main:
        _take_branch(main, kvk, f"{place}._embedded.hoofdvestiging", found)


def _take_branch(each: Any, kvk: str, place: str, found: _Gelezen) -> None:
    number = rules.number(each, "vestigingsnummer", 12, place)
    rules.checked(each, place)
    if each.get("kvkNummer", kvk) != kvk:
        raise HrRefused(f"{place}.kvkNummer", "deze vestiging hoort bij een andere inschrijving.")
    found.vestigingen[number] = (kvk, {**rules.without_links(each), "kvkNummer": kvk})


def _put_inschrijving(
    known: dict[str, Inschrijving],
    kvk: str,
    found: _Gelezen,
    counts: Counts,
    former: list[Versie],
    moment: datetime,
) -> bool:
    own, owner = found.inschrijvingen[kvk]
    row = known.get(kvk)
    if row is not None and (row.gegevens, row.eigenaar) == (own, owner):
        counts.gelijk += 1
        return False
    counts.nieuw += row is None
    counts.gewijzigd += row is not None
    if row is not None:
        said = {"gegevens": row.gegevens, "eigenaar": row.eigenaar}
        former.append(Versie(kvk_nummer=kvk, sinds=row.bekend_sinds, tot=moment, **said))
    row = known[kvk] = row or Inschrijving(kvk_nummer=kvk)
    row.naam, row.gegevens, row.eigenaar = rules.name_of(own), own, owner
    row.rsin = str(owner.get("rsin") or own.get("rsin") or "")[:9]
    row.actief = rules.is_actief(own) and not owner.get("datumUitschrijving")
    row.bekend_sinds = moment
    row.save()
    return True


def _put_vestigingen(
    known: dict[str, Inschrijving], found: _Gelezen, counts: Counts, former: list[Versie], moment: datetime
) -> set[str]:
    there = {
        v.vestigingsnummer: v
        for v in Vestiging.objects.select_for_update().filter(vestigingsnummer__in=list(found.vestigingen))
    }
    touched, new = set[str](), []
    for number, (kvk, own) in found.vestigingen.items():
        row = there.get(number)
        # What is embedded in a basisprofiel is less than a vestigingsprofiel: it adds, and takes nothing away.
        own = {**row.gegevens, **own} if row is not None and row.inschrijving_id == known[kvk].id else own
        if row is not None and row.inschrijving_id == known[kvk].id and row.gegevens == own:
            counts.gelijk += 1
            continue
        touched.add(kvk)
        if row is not None:
            was = {"kvk_nummer": row.gegevens["kvkNummer"], "gegevens": row.gegevens}
            former.append(Versie(vestigingsnummer=number, sinds=row.bekend_sinds, tot=moment, **was))
        made = row or Vestiging(vestigingsnummer=number)
        made.inschrijving_id, made.gegevens, made.naam = (
            known[kvk].id,
            own,
            rules.name_of(own) or known[kvk].naam,
        )
        made.hoofdvestiging = own.get("indHoofdvestiging") == "Ja"
        made.actief = rules.is_actief(own)
        made.bekend_sinds = moment
        if row is None:
            counts.nieuw += 1
            new.append(made)
        else:
            counts.gewijzigd += 1
            made.save()
    Vestiging.objects.bulk_create(new, batch_size=BATCH)
    return touched


def _renew_entries(rows: list[Inschrijving]) -> None:
    """By what these can be found, made again."""
    ids = [row.id for row in rows]
    Ingang.objects.filter(inschrijving_id__in=ids).delete()
    made = {
        (kind, text, row.id, "")
        for row in rows
        for source in (row.gegevens, {**row.eigenaar, "rsin": row.rsin})
        for kind, text in rules.entries(source)
    }
    for branch in Vestiging.objects.filter(inschrijving_id__in=ids):
        made |= {
            (k, t, branch.inschrijving_id, branch.vestigingsnummer) for k, t in rules.entries(branch.gegevens)
        }
    Ingang.objects.bulk_create(
        [
            Ingang(soort=k, ingang=t, inschrijving_id=i, vestigingsnummer=v)
            for k, t, i, v in sorted(made, key=str)
        ],
        batch_size=BATCH,
    )
