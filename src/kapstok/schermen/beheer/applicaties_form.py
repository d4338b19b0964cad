"""Forms about applications and subscriptions. The services decide; what they refuse, stands next to the field."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kapstok.magazijnen.autorisaties.rules import LEVELLED, SCOPES, TYPE_OF
from kapstok.platform.ui.geweigerd import RefusedForm

COMPONENTS = {
    "zrc": _("Zaken"),
    "drc": _("Documenten"),
    "brc": _("Besluiten"),
    "ztc": _("Catalogus"),
    "ac": _("Applicaties en hun rechten"),
    "nrc": _("Meldingen (notificaties)"),
    "kc": _("Klanten en contacten"),
    "oc": _("Objecten"),
}
TYPES = {
    "zrc": _("Zaaktype"),
    "drc": _("Informatieobjecttype"),
    "brc": _("Besluittype"),
    "oc": _("Objecttype"),
}
SCOPE_WORDS = {
    "lezen": _("lezen"),
    "aanmaken": _("toevoegen"),
    "bijwerken": _("wijzigen"),
    "geforceerd-bijwerken": _("wijzigen, ook als het gesloten of op slot is"),
    "statussen.toevoegen": _("alleen een status zetten"),
    "heropenen": _("heropenen"),
    "verwijderen": _("verwijderen"),
    "lock": _("op slot zetten om te wijzigen"),
    "geforceerd-unlock": _("het slot van een ander weghalen"),
    "schrijven": _("concepten maken en wijzigen"),
    "geforceerd-schrijven": _("wijzigen wat al in gebruik is"),
    "geforceerd-verwijderen": _("verwijderen wat al in gebruik is"),
    "consumeren": _("zich abonneren op meldingen"),
    "publiceren": _("meldingen versturen"),
}
WHOLE_WORDS = {
    "audittrails.lezen": _("het logboek lezen"),
    "klantinteracties.lezen": _("klanten en contacten lezen"),
    "klantinteracties.schrijven": _("klanten en contacten toevoegen, wijzigen en verwijderen"),
    "contactgegevens.lezen": _("contactgegevens lezen"),
    "contactgegevens.schrijven": _("contactgegevens toevoegen, wijzigen en verwijderen"),
    "objecten.lezen": _("objecten lezen"),
    "objecten.schrijven": _("objecten toevoegen, wijzigen en verwijderen"),
    "objecttypen.lezen": _("objecttypen lezen"),
    "objecttypen.schrijven": _("objecttypen toevoegen, wijzigen en verwijderen"),
}
LEVELS = {
    "openbaar": _("Openbaar"),
    "beperkt_openbaar": _("Beperkt openbaar"),
    "intern": _("Intern"),
    "zaakvertrouwelijk": _("Zaakvertrouwelijk"),
    "vertrouwelijk": _("Vertrouwelijk"),
    "confidentieel": _("Confidentieel"),
    "geheim": _("Geheim"),
    "zeer_geheim": _("Zeer geheim"),
}
WHOLE = "catalogus:"


def scope_text(scope: str) -> Any:
    """What a scope means, in words."""
    if scope in WHOLE_WORDS:
        return WHOLE_WORDS[scope]
    return SCOPE_WORDS.get(scope.partition(".")[2], scope)


class NewApplicationForm(RefusedForm):
    """A new application."""

    label = forms.CharField(
        label=_("Naam van de applicatie"),
        max_length=100,
        error_messages={"required": _("Vul een naam in.")},
    )
    clientIds = forms.CharField(  # noqa: N815 - the standard's name, under which a refusal comes back
        label=_("Client-id"),
        max_length=50,
        required=False,
        help_text=_("Laat leeg, dan maakt Kapstok er een."),
    )
    alles = forms.BooleanField(
        label=_("Mag alles"),
        required=False,
        help_text=_("Alleen voor een applicatie die u volledig vertrouwt. Anders geeft u hierna rechten."),
    )


class ApplicationForm(RefusedForm):
    """What can be changed of an application besides its named rights."""

    label = forms.CharField(
        label=_("Naam van de applicatie"),
        max_length=100,
        error_messages={"required": _("Vul een naam in.")},
    )
    clientIds = forms.CharField(  # noqa: N815 - as above
        label=_("Client-id's"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Eén per regel. Een client-id blijft altijd van dezelfde applicatie."),
    )
    alles = forms.BooleanField(
        label=_("Mag alles"),
        required=False,
        help_text=_("Dan vervallen de losse rechten."),
    )
    gepubliceerd = forms.BooleanField(
        label=_("Leest alleen documenten die klaar zijn voor publicatie"), required=False
    )

    @property
    def client_ids(self) -> list[str]:
        """The lines as a list."""
        return [line.strip() for line in self.cleaned_data["clientIds"].splitlines() if line.strip()]

    def clean_clientIds(self) -> str:  # noqa: N802 - Django's naming
        """A client id has at most fifty characters."""
        text = self.cleaned_data["clientIds"]
        if any(len(line.strip()) > 50 for line in text.splitlines()):
            raise forms.ValidationError(_("Een client-id heeft hoogstens 50 tekens."))
        return text


class RightForm(RefusedForm):
    """One right: on which component, for which type, up to which confidentiality."""

    scopes = forms.MultipleChoiceField(
        label=_("Mag"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies wat de applicatie mag.")},
    )

    def __init__(
        self, data: Any = None, *, component: str, kinds: Iterable[tuple[str, str]], initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["scopes"].choices = [(s, scope_text(s)) for s in SCOPES[component]]  # type: ignore[attr-defined]
        if component in TYPE_OF:
            self.fields["soort"] = forms.ChoiceField(
                label=TYPES[component],
                choices=[("", _("Kies")), *kinds],
                help_text=_("Het recht geldt voor alle versies, ook die nog komen."),
                required=component != "oc",
                error_messages={"required": _("Kies een type.")},
            )
        if component in LEVELLED:
            self.fields["max"] = forms.ChoiceField(
                label=_("Tot en met vertrouwelijkheid"),
                choices=[("", _("Kies")), *LEVELS.items()],
                error_messages={"required": _("Kies een vertrouwelijkheid.")},
            )


class SubscriptionForm(RefusedForm):
    """A webhook and what it wants to hear."""

    label = forms.CharField(
        label=_("Naam"),
        max_length=100,
        help_text=_("Waaraan u dit abonnement herkent."),
        error_messages={"required": _("Vul een naam in.")},
    )
    callbackUrl = forms.CharField(  # noqa: N815 - the standard's name
        label=_("Adres van de ontvanger"),
        max_length=2000,
        help_text=_(
            "Bijvoorbeeld https://applicatie.voorbeeld.nl/meldingen. Kapstok stuurt er een proefbericht heen."
        ),
        error_messages={"required": _("Vul een adres in.")},
    )
    auth = forms.CharField(
        label=_("Sleutel (Authorization)"),
        max_length=5000,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Die stuurt Kapstok mee. U kunt hem later niet meer lezen."),
    )
    kanalen = forms.MultipleChoiceField(
        label=_("Onderwerpen"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één onderwerp.")},
    )
    cloudevents = forms.BooleanField(
        label=_("Als CloudEvent (NL GOV)"),
        required=False,
        help_text=_("Anders in de vorm van de Notificaties-API."),
    )
    applicatie = forms.ChoiceField(
        label=_("Van welke applicatie"),
        required=False,
        help_text=_("Nodig voor personen: de ontvanger hoort van wie deze applicatie volgt."),
    )
    nummers = forms.CharField(
        label=_("Alleen deze adressen en bedrijven"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Elk BAG-nummer (16 cijfers) of KVK-nummer (8 cijfers) op een regel. Leeg: alle."),
    )
    stufApplicatie = forms.CharField(  # noqa: N815 - as the services name it
        label=_("StUF: naam van de ontvangende applicatie"),
        required=False,
        max_length=50,
        help_text=_(
            "Vul dit in om personen, adressen of bedrijven als StUF-kennisgeving (Lk01) te sturen. Leeg: geen StUF."
        ),
    )
    stufOrganisatie = forms.CharField(  # noqa: N815
        label=_("StUF: ontvangende organisatie"), required=False, max_length=200
    )
    stufVerbetering = forms.BooleanField(  # noqa: N815
        label=_("StUF: stuur een verbetering (C, F) als wijziging (W)"),
        required=False,
        help_text=_("Voor een applicatie die alleen W kent."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        kanalen: Iterable[str],
        applicaties: Iterable[tuple[str, str]] = (),
        new: bool,
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["kanalen"].choices = [(k, k) for k in kanalen]  # type: ignore[attr-defined]
        self.fields["applicatie"].choices = [("", _("Geen")), *applicaties]  # type: ignore[attr-defined]
        self.fields["auth"].required = new
        self.fields["auth"].error_messages["required"] = str(
            _("Vul de sleutel in die de ontvanger verwacht.")
        )
        if not new:
            self.fields["auth"].help_text = _("Laat leeg om de sleutel te houden die er nu is.")

    def clean_nummers(self) -> list[str]:
        """Each number once."""
        found = list(dict.fromkeys(self.cleaned_data["nummers"].replace(",", " ").split()))
        if wrong := [n[:20] for n in found if not (n.isascii() and n.isdigit() and len(n) in {8, 16})]:
            text = _("Dit is geen BAG-nummer of KVK-nummer: %(n)s.") % {"n": ", ".join(wrong[:3])}
            raise forms.ValidationError(text)
        return found

    def clean(self) -> dict[str, Any]:
        """One form at a time."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("cloudevents") and found.get("stufApplicatie"):
            self.add_error("stufApplicatie", _("Kies één vorm: als CloudEvent of als StUF."))
        return found

    def stuf(self) -> dict[str, str]:
        """To whom in StUF; empty when not."""
        named = self.cleaned_data["stufApplicatie"].strip()
        organisation = self.cleaned_data["stufOrganisatie"].strip()
        told = {"verbetering": "W"} if self.cleaned_data["stufVerbetering"] else {}
        return {"applicatie": named, "organisatie": organisation, **told} if named else {}


class HostForm(RefusedForm):
    """A host to which notifications may go."""

    host = forms.RegexField(
        r"^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?$",
        label=_("Host"),
        max_length=255,
        help_text=_(
            "Bijvoorbeeld applicatie.voorbeeld.nl. Alleen over https en alleen op openbare adressen."
        ),
        error_messages={
            "required": _("Vul een host in."),
            "invalid": _("Vul alleen de host in, zonder https:// en zonder pad."),
        },
    )
