"""Rule B: at replacement or contract end, the application that most partners use."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from kapstok.diensten.sturing.harmonisatie.rules_afwijking import afgeweken
from kapstok.diensten.sturing.harmonisatie.rules_waarden import (
    Aanleiding,
    Besluit,
    Gebruik,
    Oordeel,
    Signalen,
)

STIL = Signalen()


def meerderheid(gebruik: Gebruik, zonder: str = "") -> tuple[str, ...]:
    """Applications that more than half of all partners use, not counting the partner `zonder` as a user.

    Whoever replaces has no say for what it leaves behind: with two of three on X, the second one's replacement leaves
    one user, and that is no majority.
    """
    users = Counter(app for partner, apps in gebruik.items() if partner != zonder for app in apps)
    return tuple(sorted(app for app, number in users.items() if 2 * number > len(gebruik)))


def oordeel_b(
    gebruik: Gebruik,
    aanleiding: Aanleiding,
    signalen: Signalen = STIL,
    besluiten: Iterable[Besluit] = (),
    *,
    op: date,
) -> Oordeel:
    """What rule B says to the partner that chooses. `gebruik` names every partner, also one that uses nothing."""
    if aanleiding.gemeente not in gebruik:
        raise ValueError(f"{aanleiding.gemeente} doet niet mee in de samenwerking")
    used = frozenset().union(*gebruik.values())
    if len(used) == 1 and all(gebruik.values()):
        only = next(iter(used))
        return Oordeel("B", "al_geharmoniseerd", ("allen_gelijk",), {"naar": only}, naar=only)
    winners = meerderheid(gebruik, aanleiding.gemeente)
    if len(winners) != 1:
        return _samen(gebruik, aanleiding.gemeente, winners)
    winner = winners[0]
    own = gebruik[aanleiding.gemeente] == {winner}
    facts = {
        "naar": winner,
        "gemeente": aanleiding.gemeente,
        "gebruikers": tuple(
            sorted(p for p, a in gebruik.items() if winner in a and p != aanleiding.gemeente)
        ),
    }
    reasons = ("meerderheid", "derde_blijft" if own else "derde_stapt_over")
    follows = Oordeel("B", "volgt_meerderheid", reasons, facts, naar=winner)
    return afgeweken(follows, signalen, besluiten, op)


def _samen(gebruik: Gebruik, gemeente: str, winners: tuple[str, ...]) -> Oordeel:
    """No majority, or more than one: a joint choice, and why."""
    users = tuple(sorted(p for p, apps in gebruik.items() if apps))
    own = tuple(app for app in meerderheid(gebruik) if app in gebruik[gemeente])
    if winners:
        reason = "meer_dan_een"
    elif own:
        reason = "zelf_in_geding"
    elif not users:
        reason = "niemand"
    else:
        reason = "een_gebruikt" if len(users) == 1 else "geen_meerderheid"
    facts = {"gemeente": gemeente, "zelf": own, "gebruikers": users, "kandidaten": winners}
    return Oordeel("B", "gezamenlijke_keuze", (reason,), facts)
