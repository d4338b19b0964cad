"""Forms about staff and teams. The services decide; what they refuse, stands next to the field."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from kapstok.platform.identity.models import Membership, User
from kapstok.platform.identity.people import teams_of_today
from kapstok.platform.identity.role_names import ROLE_NAMES
from kapstok.platform.ui.geweigerd import RefusedForm


def role_choices() -> list[tuple[str, Any]]:
    """Every role with what one can do with it."""
    return [(key, lazy(_role_text, str)(key)) for key in ROLE_NAMES]


def _role_text(role: str) -> str:
    name, meaning = ROLE_NAMES[role]
    return f"{name}: {str(meaning)[0].lower()}{str(meaning)[1:]}"


def _team_choices() -> list[tuple[str, str]]:
    return [(str(team.id), team.naam) for team in teams_of_today(today=timezone.localdate())]


class FilterForm(forms.Form):
    """What the list of staff can be narrowed by."""

    q = forms.CharField(label=_("Naam of e-mail"), max_length=100, required=False)
    rol = forms.ChoiceField(label=_("Rol"), required=False)
    team = forms.UUIDField(label=_("Team"), required=False, widget=forms.Select())
    stand = forms.ChoiceField(
        label=_("Stand"),
        required=False,
        choices=[
            ("", _("Alle")),
            ("actief", _("Actief")),
            ("geblokkeerd", _("Geblokkeerd")),
            ("gast", _("Gast van een andere gemeente")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rol"].choices = [("", _("Alle")), *((k, v[0]) for k, v in ROLE_NAMES.items())]  # type: ignore[attr-defined]
        self.fields["team"].widget.choices = [("", _("Alle")), *_team_choices()]  # type: ignore[attr-defined]


class ChangeForm(RefusedForm):
    """Name, e-mail, roles and teams."""

    naam = forms.CharField(
        label=_("Naam"), max_length=200, error_messages={"required": _("Vul een naam in.")}
    )
    email = forms.EmailField(
        label=_("E-mailadres"),
        max_length=254,
        required=False,
        help_text=_("Hierheen gaat de link voor een nieuw wachtwoord."),
        error_messages={"invalid": _("Vul een e-mailadres in. Bijvoorbeeld naam@voorbeeld.nl.")},
    )
    roles = forms.MultipleChoiceField(
        label=_("Rollen"), required=False, widget=forms.CheckboxSelectMultiple, choices=role_choices
    )
    teams = forms.MultipleChoiceField(
        label=_("Teams"), required=False, widget=forms.CheckboxSelectMultiple, choices=_team_choices
    )

    @classmethod
    def of(cls, user: User) -> "ChangeForm":
        """The form filled with what is known."""
        today = timezone.localdate()
        current = Membership.objects.filter(user_id=user.id, valid_from__lte=today)
        ended = current.filter(valid_until__lt=today).values("id")
        teams: Iterable[Any] = current.exclude(id__in=ended).values_list("team_id", flat=True)[:100]
        initial = {
            "naam": user.naam,
            "email": user.email,
            "roles": user.roles,
            "teams": [str(t) for t in teams],
        }
        return cls(initial=initial)

    def clean_teams(self) -> list[Any]:
        """As ids."""
        from uuid import UUID

        return [UUID(value) for value in self.cleaned_data["teams"]]


class NewForm(ChangeForm):
    """A new medewerker."""

    username = forms.CharField(
        label=_("Gebruikersnaam"),
        max_length=150,
        help_text=_("Kleine letters, cijfers, punt of streepje. Bijvoorbeeld j.devries."),
        error_messages={"required": _("Vul een gebruikersnaam in.")},
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )
    field_order = ["username", "naam", "email", "roles", "teams"]


class TeamForm(RefusedForm):
    """Name and description of a team."""

    naam = forms.CharField(
        label=_("Naam"), max_length=100, error_messages={"required": _("Vul een naam in.")}
    )
    omschrijving = forms.CharField(
        label=_("Omschrijving"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )


class MemberForm(RefusedForm):
    """Somebody who joins a team."""

    user = forms.UUIDField(
        label=_("Medewerker"),
        widget=forms.Select(),
        error_messages={"required": _("Kies een medewerker."), "invalid": _("Kies een medewerker.")},
    )
    functie = forms.CharField(label=_("Functie in het team"), max_length=100, required=False)

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].widget.choices = [("", _("Kies een medewerker")), *people]  # type: ignore[attr-defined]
