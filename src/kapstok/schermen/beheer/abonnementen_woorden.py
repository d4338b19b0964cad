"""Why a notification did not arrive, in words."""

from django.utils.translation import gettext as _

NOT_SENT = {
    "dns": lambda: _("Het adres van de ontvanger bestaat niet."),
    "refused": lambda: _("De ontvanger neemt de verbinding niet aan."),
    "timeout": lambda: _("De ontvanger gaf niet op tijd antwoord."),
    "tls": lambda: _("Het certificaat van de ontvanger klopt niet."),
    "broken": lambda: _("De verbinding brak af."),
    "private": lambda: _("Het adres hoort bij een besloten netwerk en wordt niet aangeroepen."),
    "host": lambda: _("De host van de ontvanger is niet (meer) toegestaan."),
    "https": lambda: _("De ontvanger moet https gebruiken."),
    "form": lambda: _("Het adres van de ontvanger klopt niet."),
}


def in_words(error: str) -> str:
    """The reason of a failed delivery; empty when there is none."""
    if error in NOT_SENT:
        return NOT_SENT[error]()
    if error in {"http-401", "http-403"}:
        return _("De ontvanger weigert de sleutel (%(status)s).") % {"status": error[5:]}
    if error.startswith("http-5"):
        return _("Er ging iets mis bij de ontvanger (%(status)s).") % {"status": error[5:]}
    if error.startswith("http-"):
        return _("De ontvanger neemt de melding niet aan (%(status)s).") % {"status": error[5:]}
    if error.startswith("stuf-"):
        return _("De ontvanger neemt het bericht niet over (%(code)s).") % {"code": error[5:]}
    return error
