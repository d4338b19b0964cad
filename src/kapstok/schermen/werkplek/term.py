"""The clock of a zaak in words: how pressing, and what an act on it would do."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from kapstok.diensten.termijnen.rules import (
    Klok,
    Niveau,
    TermijnRefused,
    extend,
    resume,
    suspend,
    uiterste_datum,
)
from kapstok.schermen.werkplek.show import in_words

# The sentences of the term rules, which know no translation; a test compares them.
REASONS = (
    gettext_noop("Vandaag is de laatste dag"),
    gettext_noop("Geen werkdag meer over"),
    gettext_noop("Nog 1 werkdag"),
    gettext_noop("Nog {over} werkdagen"),
    gettext_noop("Vandaag is de laatste dag, gemiddeld {nodig} nodig"),
    gettext_noop("Geen werkdag meer over, gemiddeld {nodig} nodig"),
    gettext_noop("Nog 1 werkdag, gemiddeld {nodig} nodig"),
    gettext_noop("Nog {over} werkdagen, gemiddeld {nodig} nodig"),
    gettext_noop("1 dag te laat"),
    gettext_noop("{dagen} dagen te laat"),
    gettext_noop("Opgeschort sinds {datum}"),
    gettext_noop("Op tijd afgerond"),
    gettext_noop("1 dag te laat afgerond"),
    gettext_noop("{dagen} dagen te laat afgerond"),
)
BADGE = {
    Niveau.TE_LAAT: "fout",
    Niveau.TE_KRAP: "let-op",
    Niveau.OP_SCHEMA: "goed",
    Niveau.OPGESCHORT: "neutraal",
}


def consequences(klok: Klok, today: date) -> dict[str, dict[str, str]]:
    """Per act `tekst`, what will happen, or `niet`, why it cannot be done now."""
    return {
        "opschorten": _said(_suspended, klok, today),
        "hervatten": _said(_resumed, klok, today),
        "verlengen": _said(_extended, klok, today),
    }


def _said(words: Callable[[Klok, date], str], klok: Klok, today: date) -> dict[str, str]:
    try:
        return {"tekst": words(klok, today)}
    except TermijnRefused as refused:
        return {"niet": refused.message}


def _suspended(klok: Klok, today: date) -> str:
    suspend(klok, today)
    return _(
        "De klok staat stil vanaf vandaag. De uiterste datum is nu %(dag)s en schuift een dag op voor elke "
        "dag dat de zaak stilstaat. De inwoner ziet in Mijn omgeving dat de klok stilstaat."
    ) % {"dag": in_words(uiterste_datum(klok, today))}


def _resumed(klok: Klok, today: date) -> str:
    running = resume(klok, today)
    days = running.opgeschorte_dagen
    text = ngettext(
        "De klok loopt weer vanaf vandaag. De zaak stond %(n)s dag stil. De uiterste datum wordt %(dag)s.",
        "De klok loopt weer vanaf vandaag. De zaak stond %(n)s dagen stil. De uiterste datum wordt %(dag)s.",
        days,
    )
    return text % {"n": days, "dag": in_words(uiterste_datum(running, today))}


def _extended(klok: Klok, today: date) -> str:
    longest = klok.regels.verlengingstermijn
    if not longest:
        raise TermijnRefused(
            "verlengen-niet-mogelijk", "", _("Bij dit zaaktype kunt u de termijn niet verlengen.")
        )
    longer = extend(klok, longest, today)
    return _(
        "De uiterste datum wordt %(nieuw)s in plaats van %(oud)s. Verlengen kan één keer. "
        "De inwoner ziet de nieuwe datum in Mijn omgeving."
    ) % {"nieuw": in_words(uiterste_datum(longer, today)), "oud": in_words(uiterste_datum(klok, today))}
