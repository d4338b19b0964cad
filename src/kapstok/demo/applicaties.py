"""The applications of the demo, each with no more than it needs.

No secret stands here: one is made under Beheer, Applicaties, Nieuw geheim, and is then shown once.
"""

from datetime import date, timedelta
from uuid import uuid4

from kapstok.demo.residents import LOGINS
from kapstok.magazijnen.autorisaties.doelbinding import BRP, give_doel
from kapstok.magazijnen.autorisaties.models import Client
from kapstok.magazijnen.autorisaties.roldoelen import zet_roldoel
from kapstok.magazijnen.autorisaties.rules import Recht
from kapstok.magazijnen.autorisaties.services import add_applicatie, change_applicatie, create_applicatie
from kapstok.magazijnen.brp.volgen import volg
from kapstok.magazijnen.notificaties.models import Abonnement
from kapstok.magazijnen.notificaties.services import register_kanalen, take_over_abonnement
from kapstok.platform.work import SYSTEM

VELDEN = ("burgerservicenummer", "naam", "geboorte.datum", "leeftijd", "adresseringBinnenland")

# Per kind of work what it may ask: a supplier tries each API with an application that has a purpose for it.
DOELEN: tuple[tuple[str, str, dict[str, tuple[str, ...]]], ...] = (
    ("Leerlingenvervoer", "demo-vervoer", {BRP: (*VELDEN, "kinderen", "gezag", "verblijfplaatsBinnenland")}),
    ("Adresonderzoek", "demo-adresonderzoek", {BRP: ("bewoning", "verblijfplaatshistorie", "volgindicaties")}),
    ("Rijbewijzen en reisdocumenten", "demo-reisdocumenten", {BRP: ("burgerservicenummer", "naam", "reisdocumenten")}),
    ("Heffen en waarderen", "demo-belastingen", {
        BRP: VELDEN,
        "brk": ("kadastraalonroerendezaken", "zakelijkgerechtigden", "kadasterpersonen"),
        "woz": ("wozobjecten", "waarden", "belanghebbenden"),
    }),
    ("Grondzaken", "demo-grondzaken", {
        "brk": ("kadastraalonroerendezaken", "publiekrechtelijkebeperkingen", "stukken"),
        "woz": ("wozobjecten",),
    }),
)  # fmt: skip
EIGEN_DOEL = "ooststellingwerf"
VTH = ("kapvergunning", "evenementenvergunning")
HOST = "https://dms.voorbeeld.test"


def load_applicaties(slug: str, *, today: date) -> None:
    """The desk for parking permits, a VTH system for permits and a coupling with a DMS that hears of zaken."""
    made = add_applicatie(label="Parkeerloket", client_id=None, secret=None, alles=False, actor=SYSTEM)
    applicatie_id = Client.objects.get(client_id=made["client_id"]).applicatie_id
    cards = Recht(
        component="zrc", scopes=("zaken.lezen",), soort="gehandicaptenparkeerkaart", max="confidentieel"
    )
    change_applicatie(applicatie_id, rechten=[cards], actor=SYSTEM)
    give_doel(applicatie_id, BRP, doel="Parkeervergunningen", velden=VELDEN, actor=SYSTEM)
    _load_doelen(slug, today)
    if slug == EIGEN_DOEL:
        _load_eigen_doel()
    _load_vth(slug)
    _load_dms(slug)


def _load_doelen(slug: str, today: date) -> None:
    """One application per kind of work that asks the base registers, each with a purpose; one follows residents."""
    nothing_else = [
        Recht(component="ztc", scopes=("catalogi.lezen",))
    ]  # an application has one right at least
    for doel, client_id, registers in DOELEN:
        made = create_applicatie(
            label=f"{doel} (demo)",
            client_ids=[f"{client_id}-{slug}"],
            rechten=nothing_else,
            alles=False,
            actor=SYSTEM,
        )
        for register, velden in registers.items():
            give_doel(made.id, register, doel=doel, velden=velden, actor=SYSTEM)
            if "volgindicaties" in velden:
                for resident in (r for r in LOGINS if r.gemeente == slug):
                    volg(
                        made.id,
                        resident.bsn,
                        einddatum=today + timedelta(days=365),
                        today=today,
                        actor=SYSTEM,
                    )


def _load_eigen_doel() -> None:
    """What one municipality adds to the delivered purposes of medewerkers."""
    zet_roldoel(
        "leerlingenvervoer",
        naam="Leerlingenvervoer",
        rollen=("behandelaar", "teamleider"),
        velden={BRP: (*VELDEN, "verblijfplaatsBinnenland", "ouders", "kinderen", "gezag")},
        actor=SYSTEM,
    )


def _load_vth(slug: str) -> None:
    """Handles two zaaktypen and reads their documents."""
    handle = ("zaken.lezen", "zaken.aanmaken", "zaken.bijwerken")
    rights = [Recht(component="zrc", scopes=handle, soort=soort, max="zaakvertrouwelijk") for soort in VTH]
    read = Recht(component="drc", scopes=("documenten.lezen",), soort="Bijlage", max="zaakvertrouwelijk")
    types = Recht(component="ztc", scopes=("catalogi.lezen",))
    create_applicatie(
        label="Groenland VTH (demo)",
        client_ids=[f"demo-vth-{slug}"],
        rechten=[*rights, read, types],
        alles=False,
        actor=SYSTEM,
    )


def _load_dms(slug: str) -> None:
    """Reads documents, and is told of zaken. Paused: its address does not exist, so nothing is sent there."""
    kinds = ("Aanvraag", "Bijlage", "Brief", "Besluit")
    rights = [
        Recht(component="drc", scopes=("documenten.lezen",), soort=kind, max="zaakvertrouwelijk")
        for kind in kinds
    ]
    made = create_applicatie(
        label="DMS-koppeling (demo)",
        client_ids=[f"demo-dms-{slug}"],
        rechten=[*rights, Recht(component="nrc", scopes=("notificaties.consumeren",))],
        alles=False,
        actor=SYSTEM,
    )
    register_kanalen(actor=SYSTEM)
    row = take_over_abonnement(
        uuid4(),
        f"{HOST}/{slug}/meldingen",
        [{"naam": "zaken", "filters": {}}],
        cloudevents=False,
        actor=SYSTEM,
    )
    Abonnement.objects.filter(id=row.id).update(label="DMS-koppeling (demo)", applicatie_id=made.id)
