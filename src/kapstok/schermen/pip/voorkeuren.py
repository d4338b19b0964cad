"""The form for how somebody wants to be reached."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapstok.magazijnen.klanten.models import Voorkeur


class VoorkeurForm(forms.Form):
    """E-mail, phone, whether to mail, and the language."""

    email = forms.EmailField(
        label=_("E-mailadres"),
        required=False,
        error_messages={"invalid": _("Vul een e-mailadres in. Bijvoorbeeld naam@voorbeeld.nl.")},
    )
    telefoon = forms.RegexField(
        r"^[0-9+ ()-]{6,20}$",
        label=_("Telefoonnummer"),
        required=False,
        error_messages={"invalid": _("Vul een telefoonnummer in. Bijvoorbeeld 06 12345678.")},
    )
    mail_bij_bericht = forms.BooleanField(label=_("Mail mij als er nieuws is over mijn zaak"), required=False)
    taal = forms.ChoiceField(
        label=_("Taal van mail en brieven"),
        choices=[("nl", "Nederlands"), ("fy", "Frysk"), ("en", "English")],
    )

    @staticmethod
    def initial_of(current: Voorkeur) -> dict[str, Any]:
        """The form filled with what is known."""
        return {f: getattr(current, f) for f in ("email", "telefoon", "mail_bij_bericht", "taal")}
