"""Files with persons, in each form in which they come: pl-json/1, GBA-V CSV and messages of LO3."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kapstok.magazijnen.brp import gbav, rules
from kapstok.magazijnen.brp.lo3 import bericht, lijst
from kapstok.magazijnen.brp.models import Persoonslijst
from kapstok.platform.leveringen.json import GeenJson, gelezen

Sleutel = tuple[str, str]
"""A-nummer and burgerservicenummer, as the store has them."""
Zoek = Callable[[Iterable[str]], Mapping[Sleutel, Persoonslijst]]
"""What the store has under these A-nummers."""


@dataclass(frozen=True)
class Gelezen:
    """A list as it becomes. `was`: under which numbers the store has it, where those are others."""

    label: str
    categorieen: rules.Categorieen
    was: Sleutel | None = None


def lees(content: bytes, zoek: Zoek, *, replace: bool) -> list[Gelezen]:
    """What a file makes of the lists that the store has. Refuses it as a whole, with the place."""
    if bericht.is_lo3(content):
        return _berichten(list(bericht.lees(content)), zoek, replace=replace)
    if gbav.is_gbav(content):
        return [Gelezen(*person) for person in gbav.lees(content)]
    return pl_json(content)


def pl_json(content: bytes) -> list[Gelezen]:
    """The lists of a file in pl-json/1."""
    try:
        document = gelezen(content)
    except GeenJson as error:
        raise rules.PersoonslijstRefused("json", "bestand", f"Bestand, {error}.") from error
    if not isinstance(document, dict) or document.get("formaat") != rules.FORMAAT:
        raise rules.PersoonslijstRefused(
            "formaat", "formaat", f"Dit bestand heeft niet het formaat {rules.FORMAAT}."
        )
    persons = document.get("personen")
    if not isinstance(persons, list):
        raise rules.PersoonslijstRefused("structuur", "personen", "De lijst personen ontbreekt.")
    return [
        Gelezen(str(p.get("naam", "")) if isinstance(p, dict) else "", rules.check_structure(p, n))
        for n, p in enumerate(persons, start=1)
    ]


def _berichten(messages: list[bericht.Bericht], zoek: Zoek, *, replace: bool) -> list[Gelezen]:
    """The lists after all messages of a file, in their order. A person is known by the A-nummer."""
    lists = [lijst.lijst(m) if m.soort in lijst.GEHEEL else None for m in messages]
    numbers = {_nummer(m, name) for m in messages for name in ("aNummer", "oudANummer")}
    numbers |= {rules.actual(one, "01").get("0110", "") for one in lists if one}
    known = zoek(numbers - {""})
    store = {key[0]: Gelezen(row.label, row.categorieen, key) for key, row in known.items()}
    found: dict[str, Gelezen] = {}
    for number, (message, new) in enumerate(zip(messages, lists, strict=True), start=1):
        whole = new is not None
        if replace and not whole:
            text = (
                f"{message.waar} is een wijziging: alleen een bestand met hele lijsten kan alles vervangen."
            )
            raise rules.PersoonslijstRefused("lo3", "vervang", text)
        who = rules.actual(new, "01").get("0110", "") if new else message.kop["aNummer"]
        old_number = _nummer(message, "oudANummer")
        before = next((m[n] for n in (who, old_number) if n for m in (found, store) if n in m), None)
        if new is None:
            if before is None:
                text = f"{message.waar}: er is geen persoonslijst met dit A-nummer."
                raise rules.PersoonslijstRefused("lo3", "bestand", text)
            new = lijst.gewijzigd(before.categorieen, message)
        became = Gelezen(before.label, new, before.was) if before else Gelezen("", new)
        for gone in {who, old_number} - {""}:
            found.pop(gone, None)
        # Without an A-nummer nobody can send a change: such a list stands alone.
        found[rules.actual(new, "01").get("0110") or f"bericht {number}"] = became
    return list(found.values())


def _nummer(message: bericht.Bericht, name: str) -> str:
    """A number in the header; zeros only are none."""
    number = message.kop.get(name, "")
    return number if number.strip("0") else ""
