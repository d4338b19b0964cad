"""The readable copy of what was sent (Awb 2:15: people get proof of what arrived)."""

from datetime import date, datetime
from functools import cache
from pathlib import Path

import msgspec
from django.utils import translation
from django.utils.translation import gettext as _

from kapstok.diensten.intake.aanvraag import Aanvraag
from kapstok.platform.ui.opmaak import date_in_words, moment_in_words


@cache
def _template() -> str:
    return (Path(__file__).parent / "sjablonen" / "ontvangst.typ").read_text()


def render_ontvangst(aanvraag: Aanvraag, *, nummer: str, now: datetime, uiterlijk: date | None) -> bytes:
    """PDF/A with every question and answer, in the language of the sender."""
    from kapstok.platform.pdf import render_pdf  # loads the typesetter, which is large

    taal = aanvraag.taal
    with translation.override(taal):
        until = (
            _("U hoort uiterlijk %(dag)s van ons.") % {"dag": date_in_words(uiterlijk, taal)}
            if uiterlijk
            else ""
        )
        data = {
            "taal": taal,
            "gemeente": _("Gemeente %(naam)s") % {"naam": aanvraag.gemeente},
            "titel": aanvraag.titel,
            "nummer": _("Nummer: %(nummer)s") % {"nummer": nummer},
            "ontvangen": _("Ontvangen op %(moment)s") % {"moment": moment_in_words(now, taal)},
            "uiterlijk": until,
            "delen": msgspec.to_builtins(aanvraag.delen),
            "bijlagen_titel": _("Bijlagen"),
            "bijlagen": [file.naam for file in aanvraag.bijlagen],
        }
    return render_pdf(_template(), data)
