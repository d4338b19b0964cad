"""Loads the whole demo, per municipality in its own scope, through the services of the product."""

import random
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from django.utils import timezone

from kapstok.demo.applicaties import load_applicaties
from kapstok.demo.bedrijven import load_bedrijven
from kapstok.demo.catalogus import definition, load_catalogus
from kapstok.demo.eigendom import load_eigendom
from kapstok.demo.medewerkers import load_grants, load_staff
from kapstok.demo.personen import PLACES, addresses_of, load_bag, load_persons
from kapstok.demo.streekvol import huishoudens
from kapstok.demo.sturing import load_sturing
from kapstok.demo.zaken import Maker, World
from kapstok.diensten.behandeling.services.averages import refresh_averages
from kapstok.diensten.brieven.services import load_standard
from kapstok.diensten.formulieren.definitie import read_definition
from kapstok.diensten.formulieren.services import publish_form
from kapstok.diensten.sturing.dashboard.cijfers import leg_vast
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.magazijnen.catalogi.models import Catalogus
from kapstok.magazijnen.catalogi.teams import set_team
from kapstok.magazijnen.producten.models import Product
from kapstok.magazijnen.producten.services import save_product
from kapstok.magazijnen.producten.startset import load_startset
from kapstok.platform.db import tenant_scope
from kapstok.platform.tenancy.registry import tenants
from kapstok.platform.work import SYSTEM

FORMS = Path(__file__).with_name("formulieren")
ZAKEN_PER_GEMEENTE = 110
Tell = Callable[[str], None]


def is_loaded() -> bool:
    """Has the last municipality its catalogue, and the partnership its members?"""
    last, owo = tenants().get(list(PLACES)[-1]), tenants().get("owo")
    if last is None or owo is None:
        return False
    with tenant_scope(owo.id):
        if not Deelnemer.objects.exists():
            return False
    with tenant_scope(last.id):
        return Catalogus.objects.exists()


def load_content(tell: Tell, *, today: date | None = None) -> None:
    """Staff, persons, catalogue, forms, products and zaken of each municipality. A municipality that is
    loaded already is left alone, so that a broken-off load goes on where it was."""
    day = today or timezone.localdate()
    began = time.monotonic()
    owo = tenants()["owo"]
    with tenant_scope(owo.id):
        from kapstok.platform.identity.models import User

        known = dict(User.objects.values_list("username", "id"))
        owo_users = known or load_staff("owo", day)[0]
        load_sturing(day)
    for n, slug in enumerate(PLACES):
        tenant = tenants()[slug]
        with tenant_scope(tenant.id):
            if Catalogus.objects.exists():
                continue
        load_bag(slug, tenant.id)
        with tenant_scope(tenant.id):
            tell(f"Demo: {tenant.naam} wordt geladen ...")
            _load_gemeente(slug, tenant.instellingen["rsin"], owo_users, day, seed=n)
        load_eigendom(slug, tenant.id)
        for _done in huishoudens(slug, tenant.id):
            pass  # those of the few addresses that there are; `kapstok demo bewoners` for all of the region
    with tenant_scope(owo.id):
        leg_vast(owo.id, day)  # the month before, with what the zaken of the municipalities say
    tell(f"Demo geladen in {time.monotonic() - began:.0f} s.")


def _load_gemeente(slug: str, rsin: str, owo_users: dict[str, UUID], today: date, *, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - a demo, not a secret
    users, teams = load_staff(slug, today)
    load_grants(owo_users, today)
    addresses = addresses_of()
    residents = load_persons(slug, addresses, rng)
    load_bedrijven()
    zaaktypen = load_catalogus(slug, rsin)
    _load_forms_and_products()
    for kind in definition()["zaaktypen"]:
        set_team(zaaktypen[kind["identificatie"]].id, teams[kind["team"]], actor=SYSTEM)
    workers = _workers(slug, users)
    maker = Maker(World(zaaktypen, teams, workers, residents, addresses, today), seed)
    for number in range(ZAKEN_PER_GEMEENTE):
        maker.make(number)
    load_applicaties(
        slug, today=today
    )  # after the zaken: a subscription hears of what comes, not of years ago
    refresh_averages(today)


def _workers(slug: str, users: dict[str, UUID]) -> list[tuple[UUID, str]]:
    from kapstok.demo.staff import STAFF

    return [(users[s.username], s.naam) for s in STAFF if s.gemeente == slug and "behandelaar" in s.rollen]


def _load_forms_and_products() -> None:
    now = timezone.now()
    zaaktype_of: dict[str, str] = {}
    for file in sorted(FORMS.glob("*.json")):
        definitie = read_definition(file.read_bytes())
        publish_form(definitie, actor=SYSTEM, now=now)
        zaaktype_of[definitie.slug] = definitie.zaak.zaaktype
    load_startset(actor=SYSTEM)
    load_standard(actor=SYSTEM)
    for slug, form in Product.objects.exclude(formulier_slug="").values_list("slug", "formulier_slug"):
        if form in zaaktype_of:
            save_product(slug, {"zaaktype_identificatie": zaaktype_of[form]}, actor=SYSTEM)
