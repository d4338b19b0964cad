"""The certificate of destruction to keep for ever: PDF/A with every zaak, who agreed, and the check number."""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kapstok.diensten.archief.verklaring import Verklaring
from kapstok.platform.ui.opmaak import date_in_words, moment_in_words


@cache
def _template() -> str:
    return (Path(__file__).parent / "sjablonen" / "verklaring.typ").read_text()


def render_verklaring(proof: Verklaring, *, gemeente: str) -> bytes:
    """PDF/A-2a in the language of the page."""
    from kapstok.platform.pdf import render_pdf  # loads the typesetter, which is large

    return render_pdf(_template(), _values(proof, gemeente))


def _values(proof: Verklaring, gemeente: str) -> dict[str, Any]:
    taal = get_language() or "nl"

    def day(value: date | datetime) -> str:
        return date_in_words(value, taal)

    return {
        "taal": taal,
        "gemeente": _("Gemeente %(naam)s") % {"naam": gemeente},
        "titel": _("Verklaring van vernietiging"),
        "inleiding": [
            _("Lijst %(nummer)s: %(naam)s, peildatum %(dag)s.")
            % {"nummer": proof.lijst, "naam": proof.naam, "dag": day(proof.peildatum)},
            _("Vernietigd op %(moment)s.") % {"moment": moment_in_words(proof.vernietigd_op, taal)},
            _(proof.wijze),
        ],
        "waarschuwing": "" if proof.volledig else _incomplete(proof.niet_vernietigd),
        "akkoord": {
            "titel": _("Wie akkoord gaven"),
            "koppen": [_("Rol"), _("Naam"), _("Dag")],
            "rijen": [[_(h.rol), h.naam, day(h.datum)] for h in proof.handtekeningen],
        },
        "aantallen": {
            "titel": _("Aantallen"),
            "koppen": [_("Zaaktype"), _("Selectielijst"), _("Zaken")],
            "rijen": [[kind, ground or "-", str(number)] for kind, ground, number in proof.aantallen],
        },
        "zaken": {
            "titel": _("Vernietigde zaken"),
            "koppen": [
                _("Zaak"),
                _("Zaaktype"),
                _("Resultaat"),
                _("Selectielijst"),
                _("Bewaren tot"),
                _("Documenten"),
            ],
            "rijen": [
                [
                    zaak.identificatie,
                    zaak.zaaktype,
                    zaak.resultaat or "-",
                    zaak.selectielijst or "-",
                    f"{zaak.archiefactiedatum:%d-%m-%Y}",
                    str(zaak.documenten),
                ]
                for zaak in proof.zaken
            ],
        },
        "controle": {
            "titel": _("Controlegetal"),
            "uitleg": _(
                "SHA-256 over de lijst en over één regel per zaak. Wie een regel verandert, verandert dit getal."
            ),
            "getal": proof.controlegetal,
        },
    }


def _incomplete(left: int) -> str:
    return _("De vernietiging is gestopt: %(n)s zaken op deze lijst zijn niet vernietigd.") % {"n": left}
