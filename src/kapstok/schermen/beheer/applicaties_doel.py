"""For which purpose an application asks a base registration, and what: fields of the BRP, parts of the BRK and WOZ."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kapstok.magazijnen.autorisaties.doelbinding import BRP, doel_van, give_doel
from kapstok.magazijnen.brp.bevragen import velden
from kapstok.platform.errors import Refusal
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.beheer.applicaties import find
from kapstok.schermen.beheer.applicaties_delen import DELEN, REGISTERS
from kapstok.schermen.beheer.show import actor_of, editor, show


class DoelForm(RefusedForm):
    """A purpose; the forms below add what goes with it."""

    doel = forms.CharField(
        label=gettext_lazy("Doel"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Waarvoor de gegevens nodig zijn. De inwoner leest dit."),
    )

    def clean(self) -> None:
        """Fields need a purpose."""
        if self.cleaned_data.get("velden") and not self.cleaned_data.get("doel"):
            self.add_error("doel", _("Vul in waarvoor de gegevens nodig zijn."))


class BrpFields(forms.CharField):
    """Fields of the BRP by their paths, one on a line: a list of fields that exist, each once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
            max_length=20_000,
            required=False,
            help_text=gettext_lazy(
                "Eén per regel, bijvoorbeeld naam of geboorte.datum. Laat leeg om niets te geven."
            ),
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        asked = list(dict.fromkeys(super().clean(value).split()))
        wrong = [path for path in asked if not velden.bestaat(velden.TE_GEVEN, path)]
        if wrong:
            raise forms.ValidationError(
                [_("Dit veld bestaat niet: %(veld)s.") % {"veld": path[:60]} for path in wrong[:5]]
            )
        return asked


def groups_of_fields() -> list[tuple[str, str]]:
    """Every group of the BRP with the fields in it, for who has to fill them in."""
    return [(name, ", ".join(velden.uitgeschreven(velden.TE_GEVEN, name))) for name in velden.TE_GEVEN]


class FieldsForm(DoelForm):
    """A purpose and the fields that go with it, one on a line."""

    velden = BrpFields(label=gettext_lazy("Velden"))


class PartsForm(DoelForm):
    """A purpose and the parts of a register that go with it."""

    velden = forms.MultipleChoiceField(
        label=gettext_lazy("Wat de applicatie mag vragen"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Kies niets om niets te geven."),
    )

    def __init__(self, *args: Any, delen: tuple[tuple[str, Any], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["velden"].choices = delen  # type: ignore[attr-defined]


def _form(request: HttpRequest, register: str, initial: dict[str, Any] | None) -> DoelForm:
    data = request.POST if request.method == "POST" else None
    if register == BRP:
        return FieldsForm(data, initial=initial and {**initial, "velden": "\n".join(initial["velden"])})
    return PartsForm(data, initial=initial, delen=DELEN[register])


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def purpose(request: HttpRequest, applicatie_id: UUID, register: str) -> HttpResponse:
    """**Gegevens uit de BRP** (or BRK, or WOZ) of an application."""
    name = dict(REGISTERS).get(register)
    if name is None:
        raise Http404
    row = find(applicatie_id)
    now = doel_van(row.id, register)
    form = _form(request, register, {"doel": now.doel, "velden": list(now.velden)} if now else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            give_doel(row.id, register, doel=typed["doel"], velden=typed["velden"], actor=actor_of(request))
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("Opgeslagen. Het geldt vanaf nu."))
            return redirect("beheer-applicatie", applicatie_id=row.id)
    return show(
        request,
        "applicatie_doel",
        status=422 if form.errors else 200,
        applicatie=row,
        form=form,
        naam=name,
        groepen=groups_of_fields() if register == BRP else [],
    )
