"""Forms of the login pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PasswordForm(forms.Form):
    username = forms.CharField(
        label=_("Gebruikersnaam"),
        max_length=150,
        error_messages={"required": _("Vul uw gebruikersnaam in.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Wachtwoord"),
        max_length=1024,
        strip=False,
        error_messages={"required": _("Vul uw wachtwoord in.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("De 6 cijfers uit uw app, of een van uw herstelcodes."),
        error_messages={"required": _("Vul de code in.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text"}),
    )


class SetUpForm(forms.Form):
    code = forms.CharField(
        label=_("Code uit de app"),
        max_length=10,
        help_text=_("6 cijfers"),
        error_messages={"required": _("Vul de 6 cijfers uit uw app in.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class NewPasswordForm(forms.Form):
    """Twice, as nobody sees what is typed."""

    password = forms.CharField(
        label=_("Nieuw wachtwoord"),
        max_length=1024,
        strip=False,
        help_text=_("Minstens 12 tekens. Een paar losse woorden achter elkaar is goed te onthouden."),
        error_messages={"required": _("Vul een nieuw wachtwoord in.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Nog een keer"),
        max_length=1024,
        strip=False,
        error_messages={"required": _("Vul het nieuwe wachtwoord nog een keer in.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both the same."""
        typed = super().clean() or {}
        if typed.get("password") and typed.get("again") and typed["password"] != typed["again"]:
            self.add_error("again", _("Dit is niet hetzelfde als het eerste wachtwoord."))
        return typed


class OwnPasswordForm(forms.Form):
    """One's own password again, before something that matters."""

    password = forms.CharField(
        label=_("Uw wachtwoord"),
        max_length=1024,
        strip=False,
        error_messages={"required": _("Vul uw wachtwoord in.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class OwnAppForm(SetUpForm, OwnPasswordForm):
    """A new app, by somebody who is logged in."""

    field_order = ["code", "password"]
