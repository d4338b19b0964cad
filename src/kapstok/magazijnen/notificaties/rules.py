"""What is checked of an abonnement and of a published notification (NRC 1.0.1; codes as the market gives them)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from kapstok.platform.errors import Refusal

ANY = "*"


class NotificatieRefused(Refusal):
    """A rule of the notificatiemagazijn said no."""


def kanalen_are_known(
    kanalen: Sequence[Mapping[str, Any]], known: Mapping[str, Collection[str]]
) -> Iterator[NotificatieRefused]:
    """Each kanaal exists, and each filter is one of its kenmerken."""
    for number, wanted in enumerate(kanalen):
        filters = known.get(wanted["naam"])
        if filters is None:
            text = "Kanaal met deze naam bestaat niet."
            yield NotificatieRefused("kanaal_naam", f"kanalen.{number}.naam", text)
            continue
        strange = [name for name in wanted.get("filters") or {} if name not in filters]
        if strange:
            text = f"Dit kanaal heeft geen kenmerk {', '.join(strange)[:200]}."
            yield NotificatieRefused("inconsistent-abonnement-filters", f"kanalen.{number}.filters", text)


def form_fits_its_kanalen(
    kanalen: Sequence[Mapping[str, Any]],
    stuf: Mapping[str, str],
    *,
    of_application: bool,
    registers: Collection[str],
) -> Iterator[NotificatieRefused]:
    """Persons are told to the application that follows them; in StUF only what StUF has a message for."""
    names = [wanted["naam"] for wanted in kanalen]
    if "personen" in names and not of_application:
        text = "Op het kanaal personen hoort een applicatie van wie zij volgt. Kies een applicatie."
        yield NotificatieRefused("required", "applicatie", text)
    if stuf and (strange := [name for name in names if name not in registers]):
        text = f"In StUF kan dit niet: {', '.join(strange)[:200]}."
        yield NotificatieRefused("inconsistent-abonnement-filters", "kanalen", text)
    if stuf and not 3 <= len(stuf.get("applicatie", "")) <= 50:
        text = "Vul de naam van de ontvangende applicatie in: 3 tot 50 tekens."
        yield NotificatieRefused("required", "stufApplicatie", text)


def published_fits_its_kanaal(
    kenmerken: Collection[str], filters: Collection[str] | None
) -> Iterator[NotificatieRefused]:
    """The kanaal of a published notification exists, and has its kenmerken."""
    if filters is None:
        yield NotificatieRefused("message_kanaal", "kanaal", "Kanaal met deze naam bestaat niet.")
        return
    strange = [name for name in kenmerken if name not in filters]
    if strange:
        text = f"Dit kanaal heeft geen kenmerk {', '.join(strange)[:200]}."
        yield NotificatieRefused("kenmerken_inconsistent", "kenmerken", text)


def keys_of(filters: Mapping[str, str]) -> dict[str, str]:
    """What a notification must carry: `*`, or no filter at all, lets everything through."""
    return {name: value for name, value in filters.items() if value not in {ANY, ""}}


def matches(filters: Mapping[str, str], kenmerken: Mapping[str, str]) -> bool:
    """Does a notification with these kenmerken come through? The database says the same (`@>`)."""
    return all(kenmerken.get(name) == value for name, value in keys_of(filters).items())
