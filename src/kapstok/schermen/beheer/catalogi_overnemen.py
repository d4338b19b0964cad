"""Take a zaaktype over from another municipality: only where that one gave access, and on record on both sides."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi.services import change
from kapstok.magazijnen.catalogi.uitwisseling import export_catalogus, import_catalogus
from kapstok.platform.db import tenant_scope
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.identity.grants import reachable_tenants
from kapstok.platform.work import unit_of_work
from kapstok.schermen.beheer.show import actor_of, editor, show, who

MOST = 500
# Next to which field a refusal stands; anything else is about the zaaktype.
_BESIDE = {"begin_geldigheid": "id_begin", "catalogus": "id_catalogus"}


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request: HttpRequest) -> HttpResponse:
    """Choose a municipality, a zaaktype there and a catalogus here; the copy is a concept."""
    today = timezone.localdate()
    everywhere = reachable_tenants(who(request), today=today, as_guest=True)
    reach = [r for r in everywhere if "functioneel-beheerder" in r.roles]
    asked = request.POST.get("gemeente") or request.GET.get("gemeente") or ""
    there: Any = next((r for r in reach if r.slug == asked), None)
    catalogi = [(str(c.id), f"{c.domein} {c.naam}") for c in m.Catalogus.objects.order_by("domein")]
    offered = _offered(there.tenant_id) if there else []
    choose = ("", _("Maak een keuze"))
    context: dict[str, Any] = {
        "gemeenten": reach,
        "daar": there,
        "zaaktypen": [choose, *((str(z.id), f"{z.omschrijving} ({z.identificatie})") for z in offered)],
        "catalogi": [choose, *catalogi],
        "gekozen": request.POST.get("zaaktype", ""),
        "catalogus": request.POST.get("catalogus", catalogi[0][0] if len(catalogi) == 1 else ""),
        "begin": request.POST.get("begin", "").strip(),
    }
    if request.method != "POST" or there is None:
        return show(request, "catalogi/overnemen", **context)
    chosen = next((z for z in offered if str(z.id) == context["gekozen"]), None)
    target = next((UUID(key) for key, _name in catalogi if key == context["catalogus"]), None)
    faults: list[tuple[str, str]] = [
        *([] if chosen else [("id_zaaktype", _("Kies een zaaktype."))]),
        *([] if target else [("id_catalogus", _("Kies een catalogus."))]),
    ]
    begin = _day(context["begin"])
    if context["begin"] and begin is None:
        faults.append(("id_begin", _("Vul een datum in.")))
    if chosen and target and not faults:
        try:
            return _copy(request, there, chosen, target, begin)
        except Refusal as refused:
            faults = [(_BESIDE.get(r.field, "id_zaaktype"), r.message) for r in refused.all]
    return show(request, "catalogi/overnemen", status=422, **context, fouten=faults, veldfout=dict(faults))


def _offered(tenant: int) -> list[m.ZaakType]:
    """Published zaaktypen of the other municipality."""
    with tenant_scope(tenant):
        return list(
            m.ZaakType.objects.filter(concept=False).order_by("omschrijving", "-begin_geldigheid")[:MOST]
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _copy(
    request: HttpRequest, there: Any, chosen: m.ZaakType, target: UUID, begin: date | None
) -> HttpResponse:
    """What is here stays; with a day the copy becomes its next version. Raises Refusal, and then nothing came."""
    base, actor = request.build_absolute_uri("/").rstrip("/"), actor_of(request)
    with tenant_scope(there.tenant_id):
        content = export_catalogus(chosen.catalogus_id, base=base, actor=actor, zaaktypen=[chosen.id])
        source = m.Catalogus.objects.get(id=chosen.catalogus_id)
    with unit_of_work(actor, "zaaktype.overnemen"):
        here = m.ZaakType.objects.filter(catalogus_id=target, identificatie=chosen.identificatie)
        if here.filter(concept=True).exists():
            text = _("Van dit zaaktype is hier al een concept. Maak dat eerst af, of verwijder het.")
            raise Refusal("unique", "zaaktype", text)
        report = import_catalogus(content, actor=actor, catalogus_id=target, vanaf=begin)
        made = here.filter(begin_geldigheid=begin or chosen.begin_geldigheid).first()
        if begin is None and made is not None and not made.concept and report.geweigerd:
            text = _("Dit zaaktype is hier al, en is anders. Vul in vanaf welke dag de nieuwe versie geldt.")
            raise Refusal("unique", "begin_geldigheid", text)
        if report.geweigerd:
            raise Refusals(report.geweigerd)
        if made is None or report.toegevoegd.get("ZaakType", 0) == 0:
            return show(request, "catalogi/verslag", verslag=report)
        change(m.ZaakType, made.id, _source(base, source, chosen), actor=actor)
    messages.success(
        request,
        _("Overgenomen van %(gemeente)s. Het is een concept: pas aan wat hier anders is.")
        % {"gemeente": there.naam},
    )
    return redirect("beheer-catalogi-type", what="zaaktype", row_id=made.id)


def _source(base: str, catalogus: m.Catalogus, zaaktype: m.ZaakType) -> dict[str, Any]:
    """Where a copy comes from, as the standard keeps it."""
    place = f"{base}/catalogi/api/v1"
    return {
        "broncatalogus": {
            "url": f"{place}/catalogussen/{catalogus.id}",
            "domein": catalogus.domein,
            "rsin": catalogus.rsin,
        },
        "bronzaaktype": {
            "url": f"{place}/zaaktypen/{zaaktype.id}",
            "identificatie": zaaktype.identificatie,
            "omschrijving": zaaktype.omschrijving,
        },
    }
