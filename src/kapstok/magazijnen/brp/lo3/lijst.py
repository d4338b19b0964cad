"""A persoonslijst as a message, and what a message makes of a persoonslijst. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from kapstok.magazijnen.brp.lo3.bericht import Bericht, Voorkomen, actueel, historisch, schrijf
from kapstok.magazijnen.brp.rules import Categorieen, PersoonslijstRefused, actual

GEHEEL = {"Lg01", "Ag11", "Ag31"}
"""Messages that bring a whole list; the others bring what changed on it."""

# Categories of which a person can have several, each with its own history.
_MEER_STAPELS = {"04", "05", "09", "12"}
# Of these LO3 keeps no history: 57 and 63 only tell in a message what was.
_ZONDER_HISTORIE = {"07", "13"}
_GELDIG, _ONJUIST = "8510", "8410"
# Groups 81 to 83 and 86 to 88 say where a value comes from, not what it is.
_HERKOMST = ("81", "82", "83", "86", "87", "88")


def _fout(bericht: Bericht, what: str) -> PersoonslijstRefused:
    return PersoonslijstRefused("lo3", "bestand", f"{bericht.waar}: {what}.")


def lijst(bericht: Bericht) -> Categorieen:
    """The persoonslijst that a message brings whole."""
    found: Categorieen = {}
    before = ""
    for category, entry in bericht.inhoud:
        kept = {element: value for element, value in entry.items() if value}
        now = actueel(category)
        if category == now:
            found.setdefault(now, []).append([kept])
        elif before == now:
            found[now][-1].append(kept)
        else:
            raise _fout(bericht, f"categorie {category} staat niet achter categorie {now}")
        before = now
    if not found:
        raise _fout(bericht, "de persoonslijst is leeg")
    return found


def als_bericht(categorieen: Categorieen, *, waar: str, moment: datetime) -> bytes:
    """A whole list as an Lg01."""
    inhoud = [
        (category if place == 0 else historisch(category), entry)
        for category in sorted(categorieen)
        for stapel in categorieen[category]
        for place, entry in enumerate(stapel)
    ]
    # A number that is none only stands on the list itself.
    number = actual(categorieen, "01").get("0110", "")
    kop = {
        "datumTijd": f"{moment:%Y%m%d%H%M%S}{moment.microsecond // 1000:03d}",
        "aNummer": number if number.isascii() and number.isdigit() and len(number) == 10 else "",
    }
    return schrijf(Bericht("Lg01", kop, inhoud, waar))


def gewijzigd(categorieen: Categorieen, bericht: Bericht) -> Categorieen:
    """The list after a Gv01 or Gv02: of each changed category what is new, and after it what was.

    Refuses a message that does not fit the list: one was missed, or they came in the wrong order.
    """
    found = {category: [list(stapel) for stapel in stapels] for category, stapels in categorieen.items()}
    for category, new, old in _paren(bericht):
        stapels = found.setdefault(category, [])
        place = _stapel(stapels, category, old, bericht)
        if place is None:
            stapels.append([{e: v for e, v in new.items() if v}])
        else:
            stapels[place] = _stapel_na(stapels[place], category, new)
    return {category: stapels for category, stapels in found.items() if stapels}


def _paren(bericht: Bericht) -> Iterable[tuple[str, Voorkomen, Voorkomen]]:
    """Each changed category with what is new and what was."""
    rest = iter(bericht.inhoud)
    for category, new in rest:
        was, old = next(rest, ("", {}))
        if actueel(category) != category or was != historisch(category):
            raise _fout(bericht, f"achter categorie {category} staat niet wat er was")
        if set(new) != set(old):
            raise _fout(bericht, f"categorie {category} noemt niet dezelfde elementen als {was}")
        yield category, new, old


def _stapel(
    stapels: list[list[Voorkomen]], category: str, old: Mapping[str, str], bericht: Bericht
) -> int | None:
    """Which stapel a change is about: the one that has what was. None: a new one."""
    fits = [
        place
        for place, stapel in enumerate(stapels)
        if all(stapel[0].get(element, "") == value for element, value in old.items())
    ]
    if len(fits) == 1:
        return fits[0]
    if not fits and not any(old.values()) and (not stapels or category in _MEER_STAPELS):
        return None
    what = "past op meer dan één" if fits else "past niet op de persoonslijst: wat er was, staat er niet"
    raise _fout(bericht, f"de wijziging van categorie {category} {what}")


def _stapel_na(stapel: list[Voorkomen], category: str, new: Voorkomen) -> list[Voorkomen]:
    """A stapel after a change of its first entry.

    What was becomes history. With the same first day it was never right, so it is marked as incorrect. A change
    of only where the values come from (an inquiry that begins, say) leaves no history.
    """
    was = stapel[0]
    now = {e: v for e, v in {**was, **new}.items() if v}
    if category in _ZONDER_HISTORIE or not was or all(e.startswith(_HERKOMST) for e in new):
        return [now, *stapel[1:]]
    if was.get(_GELDIG) == now.get(_GELDIG):
        was = {**was, _ONJUIST: "O"}
    return [now, was, *stapel[1:]]
