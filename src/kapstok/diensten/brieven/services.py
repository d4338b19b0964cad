"""Use cases of letters: from template and zaak to a sealed PDF that belongs to the zaak."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from kapstok.diensten.brieven.models import Sjabloon
from kapstok.diensten.brieven.rules import BriefRefused, fill, missing
from kapstok.kern.datum import in_words
from kapstok.magazijnen.catalogi.models import InformatieObjectType, ZaakType
from kapstok.magazijnen.documenten.models import InformatieObjectVersie
from kapstok.magazijnen.documenten.queries import document
from kapstok.magazijnen.documenten.services import NieuwDocument, add_version, create_document
from kapstok.magazijnen.zaken.models import Rol, Zaak
from kapstok.magazijnen.zaken.services import link_document
from kapstok.platform.config import settings
from kapstok.platform.db import current_tenant
from kapstok.platform.errors import Refusals
from kapstok.platform.pdf import render_pdf
from kapstok.platform.pdf.seal import seal_pdf
from kapstok.platform.storage import store
from kapstok.platform.tenancy.models import Tenant
from kapstok.platform.tenancy.registry import tenant_by_id
from kapstok.platform.work import Actor, unit_of_work

_FOLDER = Path(__file__).with_name("sjablonen")


@dataclass(frozen=True)
class Brief:
    """A letter that is ready to be read, and what it is made of."""

    onderwerp: str
    alineas: list[str]


def load_standard(*, actor: Actor) -> int:
    """Put the standard templates in place where a municipality has none of that name; returns how many."""
    made = 0
    for row in msgspec.json.decode((_FOLDER / "standaard.json").read_bytes()):
        if Sjabloon.objects.filter(slug=row["slug"]).exists():
            continue
        with unit_of_work(actor, "sjabloon.create") as work:
            template = Sjabloon.objects.create(**row)
            work.record("sjabloon", template.id, after=row)
        made += 1
    return made


def _owner() -> Tenant:
    found = tenant_by_id(current_tenant() or 0)
    if found is None:
        raise RuntimeError("a letter is made in the scope of a municipality")
    return found


def known_values(zaak_id: UUID, *, actor: Actor, today: date) -> dict[str, str]:
    """What Kapstok fills in by itself."""
    zaak = Zaak.objects.filter(id=zaak_id).first()
    if zaak is None:
        raise BriefRefused("not_found", "zaak", "Deze zaak is er niet (meer).")
    role = Rol.objects.filter(zaak_id=zaak_id, omschrijving_generiek="initiator").first()
    last = zaak.uiterlijke_einddatum_afdoening
    return {
        "aanvrager": role.naam if role and role.naam else "heer of mevrouw",
        "zaaknummer": zaak.identificatie,
        "zaaktype": ZaakType.objects.get(id=zaak.zaaktype_id).omschrijving,
        "onderwerp": zaak.omschrijving or zaak.identificatie,
        "startdatum": in_words(zaak.startdatum),
        "uiterlijk": in_words(last) if last else "zo snel mogelijk",
        "gemeente": _owner().naam,
        "medewerker": actor.name,
        "datum": in_words(today),
    }


def compose(sjabloon: Sjabloon, values: dict[str, str]) -> Brief:
    """The letter as people read it. Raises Refusals that name every empty field."""
    refusals = missing(values, sjabloon.onderwerp, sjabloon.tekst)
    if refusals:
        raise Refusals(list(refusals))
    text = fill(sjabloon.tekst, values)
    return Brief(fill(sjabloon.onderwerp, values), [p.strip() for p in text.split("\n\n") if p.strip()])


def letter_data(brief: Brief, values: dict[str, str], *, gemeente: str, afzender: str) -> dict[str, Any]:
    """What the layout of a letter needs."""
    return {
        "gemeente": gemeente,
        "afzender": afzender,
        "adres": [values["aanvrager"]],
        "datum": values["datum"],
        "kenmerk": values["zaaknummer"],
        "onderwerp": brief.onderwerp,
        "alineas": brief.alineas,
        "taal": "nl",
    }


@cache
def _layout() -> str:
    return (_FOLDER / "brief.typ").read_text()


def render_letter(data: dict[str, Any]) -> bytes:
    """Typeset as PDF/A."""
    return render_pdf(_layout(), data)


def letter_pdf(brief: Brief, values: dict[str, str]) -> bytes:
    """The letter as PDF/A with the letterhead of the municipality."""
    owner = _owner()
    sender = " · ".join(str(owner.instellingen.get("adres", "")).splitlines())
    return render_letter(letter_data(brief, values, gemeente=owner.naam, afzender=sender))


def make_letter(
    zaak_id: UUID, sjabloon: Sjabloon, values: dict[str, str], *, actor: Actor, today: date
) -> UUID:
    """Make the letter a document of the zaak, in bewerking: it goes out when it is signed."""
    everything = {**known_values(zaak_id, actor=actor, today=today), **values}
    brief = compose(sjabloon, everything)
    stored = store().put([letter_pdf(brief, everything)])
    kind = InformatieObjectType.objects.filter(omschrijving="Brief", concept=False).first()
    kind = kind or InformatieObjectType.objects.filter(concept=False).first()
    if kind is None:
        raise BriefRefused("no-type", "sjabloon", "Er is geen soort document voor brieven.")
    new = NieuwDocument(
        informatieobjecttype_id=kind.id,
        titel=brief.onderwerp[:200],
        creatiedatum=today,
        auteur=actor.name,
        status="in_bewerking",
        formaat="application/pdf",
        bestandsnaam=f"{sjabloon.slug}.pdf",
        sha256=stored.sha256,
        bestandsomvang=stored.size,
    )
    with unit_of_work(actor, "brief.create"):
        made = create_document(new, actor=actor, subject=zaak_id)
        link_document(zaak_id, made.informatieobject_id, actor=actor, titel=new.titel)
    return made.informatieobject_id


def sign_letter(zaak_id: UUID, document_id: UUID, *, actor: Actor, now: datetime) -> InformatieObjectVersie:
    """**Ondertekenen**: seal the PDF; the new version is definitief, dated, and shown to the resident."""
    found = document(document_id)
    if found is None or found["formaat"] != "application/pdf" or not found["sha256"]:
        raise BriefRefused("type", "document", "Alleen een PDF kan worden ondertekend.")
    if found["status"] == "definitief":
        raise BriefRefused("signed", "document", "Dit document is al definitief.")
    owner = _owner()
    sealed = seal_pdf(
        b"".join(store().read(found["sha256"])),
        folder=settings.data_map / "zegels",
        slug=owner.slug,
        organisation=owner.naam,
        reason=f"Ondertekend door {actor.name}",
        now=now,
    )
    stored = store().put([sealed])
    changes = {
        "sha256": stored.sha256,
        "bestandsomvang": stored.size,
        "status": "definitief",
        "verzenddatum": now.date(),
        "tonen_aan_initiator": True,
        "ondertekening": {"soort": "digitaal", "datum": now.date().isoformat()},
    }
    return add_version(document_id, changes, actor=actor, forced=True, subject=zaak_id)
