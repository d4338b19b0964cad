"""Forms and words of the survey; questions and people are typed a line each."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.enquete.models import Enquete
from kapstok.diensten.sturing.enquete.queries import vragen
from kapstok.diensten.sturing.enquete.rules import LANGSTE, SCHAAL
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.ui.geweigerd import RefusedForm

STAND = {
    "concept": (_("Concept"), "neutraal"),
    "open": (_("Loopt"), "info"),
    "gesloten": (_("Gesloten"), "goed"),
}
FOUT = {"kies": _("Kies een antwoord."), "lang": _("Dit antwoord is te lang.")}
MOST = 100_000
_CODE = re.compile(r"[a-z0-9-]{1,40}", re.ASCII)


class EnqueteForm(RefusedForm):
    """A survey with its questions."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    naam = forms.CharField(label=_("Naam"), max_length=120, error_messages={"required": _("Vul dit in.")})
    inleiding = forms.CharField(
        label=_("Inleiding"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    anoniem = forms.BooleanField(
        label=_("Anoniem"),
        required=False,
        help_text=_("Niemand ziet wie wat antwoordde. Van minder dan drie antwoorden tonen wij niets."),
    )
    vorige_ronde = forms.ChoiceField(label=_("Vergelijken met"), required=False)
    vragen = forms.CharField(
        label=_("Vragen"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Schrijf minstens één vraag op.")},
        help_text=_(
            "Elke vraag op een eigen regel: code; soort (schaal, ja_nee of open); onderdelen van het plan; vraag."
            " Bijvoorbeeld: tevreden; schaal; SP2; Hoe tevreden bent u?"
        ),
    )

    def __init__(self, data: Any = None, *, initial: Any = None, zelf: UUID | None = None) -> None:
        super().__init__(data, initial=initial)
        others = Enquete.objects.exclude(id=zelf).filter(stand="gesloten")[:100]
        self.fields["vorige_ronde"].choices = [("", _("Geen")), *((str(e.id), e.naam) for e in others)]  # type: ignore[attr-defined]

    @staticmethod
    def of(row: Enquete) -> dict[str, Any]:
        """As it stands."""
        lines = [f"{v['code']}; {v['soort']}; {' '.join(v['onderdelen'])}; {v['tekst']}" for v in vragen(row)]
        return {
            "versie": row.versie, "naam": row.naam, "inleiding": row.inleiding, "anoniem": row.anoniem,
            "vorige_ronde": str(row.vorige_ronde_id or ""), "vragen": "\n".join(lines),
        }  # fmt: skip

    def clean_vragen(self) -> list[dict[str, Any]]:
        """The lines as questions; the first line that is none is named."""
        found = []
        for n, line in enumerate(self.cleaned_data["vragen"].splitlines(), 1):
            if not line.strip():
                continue
            parts = [part.strip() for part in line.split(";", 3)]
            if len(parts) < 4 or not _CODE.fullmatch(parts[0]) or not parts[3] or len(parts[3]) > 300:
                raise ValidationError(gettext("Regel %s is geen vraag.") % n)
            code, soort, onderdelen, tekst = parts
            found.append({"code": code, "soort": soort, "onderdelen": onderdelen.split(), "tekst": tekst})
        return found

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them, without the questions."""
        typed = self.cleaned_data
        before = typed["vorige_ronde"]
        return {
            "naam": typed["naam"],
            "inleiding": typed["inleiding"],
            "anoniem": typed["anoniem"],
            "vorige_ronde_id": UUID(before) if before else None,
        }


class UitnodigForm(RefusedForm):
    """Whom to invite; empty sends a reminder to who did not answer."""

    mensen = forms.CharField(
        label=_("Wie nodigt u uit"),
        max_length=MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Elk op een eigen regel: gemeente; naam; e-mailadres. Leeg: een herinnering."),
    )

    def __init__(self, data: Any = None, *, partners: list[Deelnemer]) -> None:
        super().__init__(data)
        self.members = {key.lower(): d.id for d in partners for key in (d.code, d.naam)}

    def clean_mensen(self) -> list[tuple[UUID, str, str]]:
        """The lines as people; the first line that is none is named."""
        found = []
        for n, line in enumerate(self.cleaned_data["mensen"].splitlines(), 1):
            if not line.strip():
                continue
            parts = [part.strip() for part in line.split(";")]
            member = self.members.get(parts[0].lower())
            if len(parts) != 3 or member is None or not parts[1]:
                raise ValidationError(gettext("Regel %s is geen gemeente; naam; e-mailadres.") % n)
            found.append((member, parts[1], parts[2]))
        return found


class AntwoordForm(RefusedForm):
    """The questions, for who was invited."""

    def __init__(self, data: Any = None, *, initial: Any = None, lijst: list[dict[str, Any]]) -> None:
        super().__init__(data, initial=initial, prefix="v")
        for each in lijst:
            self.fields[each["code"]] = _field(each)

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, also what is wrong."""
        return {name: str(self[name].data or "").replace("\0", "") for name in self.fields}


def _field(vraag: dict[str, Any]) -> forms.Field:
    if vraag["soort"] == "open":
        box = forms.Textarea(attrs={"rows": 3, "maxlength": LANGSTE})
        return forms.CharField(label=vraag["tekst"], required=False, widget=box)
    choices: list[tuple[str, Any]] = [("ja", _("Ja")), ("nee", _("Nee"))]
    if vraag["soort"] == "schaal":
        words = {"1": _("1 (slecht)"), "5": _("5 (goed)")}
        choices = [(each, words.get(each, each)) for each in SCHAAL]
    return forms.ChoiceField(label=vraag["tekst"], required=False, choices=choices, widget=forms.RadioSelect)
