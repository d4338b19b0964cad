"""For what somebody asks data about persons and businesses: a purpose of their role, with the fields that go with it.

Chosen once and kept for the session, together with the ground: in their own words, or the zaak they come from. Both are
written with every use.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kapstok.magazijnen.autorisaties.roldoelen import ROLLEN, Roldoel, van_rollen
from kapstok.magazijnen.brp.bevragen.velden import toegestaan
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.audit.use import log_uses
from kapstok.platform.identity import staff
from kapstok.schermen.werkplek.show import back_to, identity_of, one, show

# With the name of a purpose before it, it fits in the log of use.
LONGEST_GROUND = 130
MAY_SEE_PERSONS = ROLLEN
_KEY = "doel_van_raadplegen"


@dataclass(frozen=True, slots=True)
class Raadpleging:
    """What somebody looks for now, and what goes with it."""

    doel: Roldoel
    grond: str
    zaak: UUID | None
    brp: frozenset[str]

    def __str__(self) -> str:
        return f"{self.doel.naam}: {self.grond}"

    def van(self, register: str) -> frozenset[str]:
        """The parts of a register that is given in parts."""
        return frozenset(self.doel.van(register))


def purpose_of(request: HttpRequest) -> Raadpleging | None:
    """What was said in this session, when somebody may still look for it; None when something has to be said."""
    _ground_of_zaak(request)
    said = _said(request)
    mine = {each.sleutel: each for each in van_rollen(identity_of(request).roles)}
    # Who has one purpose has nothing to choose.
    chosen = mine.get(next(iter(mine)) if len(mine) == 1 else said.get("doel", ""))
    if chosen is None or not said.get("grond"):
        return None
    return Raadpleging(chosen, said["grond"], one(said.get("zaak")), toegestaan(chosen.van("brp")))


class PurposeForm(forms.Form):
    """The purpose, where the role has more than one, and the ground."""

    voor = forms.ChoiceField(
        label=gettext_lazy("Waarvoor kijkt u?"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("U ziet alleen gegevens die daarvoor nodig zijn."),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Kies waarvoor u kijkt.")),
    )
    doel = forms.CharField(
        label=gettext_lazy("Om welke vraag of zaak gaat het?"),
        max_length=LONGEST_GROUND,
        help_text=gettext_lazy(
            "Bijvoorbeeld: vraag aan de balie, of het nummer van een zaak. De inwoner leest dit."
        ),
        error_messages=dict.fromkeys(
            ("required", "max_length", "null_characters_not_allowed"),
            gettext_lazy("Vul in waarvoor u dit nodig hebt. Hoogstens 130 tekens."),
        ),
    )

    def __init__(self, *args: Any, doelen: list[Roldoel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(doelen) == 1:
            del self.fields["voor"]
        else:
            self.fields["voor"].choices = [(d.sleutel, d.naam) for d in doelen]  # type: ignore[attr-defined]

    def clean_doel(self) -> str:
        """On one line."""
        return " ".join(self.cleaned_data["doel"].split())

    def fouten(self) -> list[tuple[str, str]]:
        """What is wrong, each with the field it belongs to."""
        where = {"voor": "id_voor_0", "doel": "id_doel"}
        return [(where[name], str(faults[0])) for name, faults in self.errors.items()]


def purpose_form(request: HttpRequest) -> PurposeForm:
    """The choice as it was made before or is posted now; a right one is kept for the session."""
    _ground_of_zaak(request)
    said, doelen = _said(request), van_rollen(identity_of(request).roles)
    if request.method != "POST":
        return PurposeForm(doelen=doelen, initial={"voor": said.get("doel"), "doel": said.get("grond", "")})
    form = PurposeForm(request.POST, doelen=doelen)
    if doelen and form.is_valid():
        ground = form.cleaned_data["doel"]
        zaak = said.get("zaak", "") if ground == said.get("grond") else ""
        request.session[_KEY] = {"doel": form.cleaned_data.get("voor", ""), "grond": ground, "zaak": zaak}
    return form


def _said(request: HttpRequest) -> dict[str, str]:
    kept = request.session.get(_KEY)
    return kept if isinstance(kept, dict) else {}


def _ground_of_zaak(request: HttpRequest) -> None:
    """Who comes from a zaak, looks for that zaak."""
    zaak_id = one(request.GET.get("zaak"))
    if zaak_id is None or _said(request).get("zaak") == str(zaak_id):
        return
    number = Zaak.objects.filter(id=zaak_id).values_list("identificatie", flat=True).first()
    if number:
        ground = _("zaak %(nummer)s") % {"nummer": number}
        request.session[_KEY] = {**_said(request), "grond": ground[:LONGEST_GROUND], "zaak": str(zaak_id)}


def write_down(
    request: HttpRequest,
    purpose: Raadpleging,
    who: Sequence[str],
    *,
    source: str,
    fields: Iterable[str],
    moment: datetime,
) -> None:
    """Who was shown, for what, and which fields; in the transaction of the answer, or there is none."""
    actor = identity_of(request).as_actor(str(purpose))
    log_uses(who, actor=actor, moment=moment, source=source, fields=sorted(fields), zaak=purpose.zaak)


def ask_purpose(request: HttpRequest) -> HttpResponse:
    """To the question for what, and from there back to this page."""
    kept = request.GET.copy()
    kept.pop("zaak", None)  # said by now; another ground may be typed instead
    request.session["na_het_doel"] = f"{request.path}?{kept.urlencode()}" if kept else request.path
    return redirect("werk-doel")


@staff(*MAY_SEE_PERSONS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@transaction.atomic
def purpose(request: HttpRequest) -> HttpResponse:
    """**Waarvoor zoekt u?**"""
    onward = request.session.get("na_het_doel") or reverse("werk-gegevens")
    form = purpose_form(request)
    if form.is_valid() and purpose_of(request):
        request.session.pop("na_het_doel", None)
        return redirect(back_to(request, onward))
    doelen = van_rollen(identity_of(request).roles)
    return show(request, "doel", status=422 if form.errors else 200, form=form, doelen=doelen, terug=onward)
