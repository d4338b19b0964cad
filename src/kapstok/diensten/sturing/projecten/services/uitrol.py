"""The rollout package: what the next municipality needs, as one file. Reading it twice changes nothing.

A ZIP with `pakket.json` (lessons, checklist, costs after delivery, the application with its components, standards and
couplings) and, when it was added, `catalogus.zip`: the configuration of the municipality that went first.
"""

import hashlib
import io
import json
import zipfile
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from kapstok.diensten.sturing.dossier import Stuk, leg_vast
from kapstok.diensten.sturing.portfolio import queries as portfolio
from kapstok.diensten.sturing.projecten.models import Project, Uitrolpakket
from kapstok.diensten.sturing.projecten.services.base import refuse, refused
from kapstok.magazijnen.catalogi.uitwisseling import import_catalogus
from kapstok.platform.db.editing import locked
from kapstok.platform.work import Actor, unit_of_work

VORM = "kapstok-uitrolpakket-1"
MOST = 20 * 2**20
THEN = (1980, 1, 1, 0, 0, 0)  # the same package has the same bytes, whenever it is made


def maak_pakket(project_id: UUID, *, op: date, actor: Actor, catalogus: bytes = b"") -> bytes:
    """The package of a project that is being rounded off or rolled out; filed with its zaak."""
    with unit_of_work(actor, "project.uitrolpakket") as work:
        row = locked(Project, project_id)
        if row.toestand not in ("in_afronding", "in_uitrol", "afgerond"):
            refuse([("", "pakket_stand")])
        content = _zip({"pakket.json": _json(row), **({"catalogus.zip": catalogus} if catalogus else {})})
        stuk = Stuk(
            "Uitrolpakket", f"Uitrolpakket {row.naam}", content, "application/zip", "uitrolpakket.zip"
        )
        if row.zaak_id and row.toestand != "afgerond":
            leg_vast(row.zaak_id, stuk, op=op, actor=actor)
        work.record("project", row.id, after={"uitrolpakket": hashlib.sha256(content).hexdigest()})
    return content


def _json(row: Project) -> bytes:
    app = portfolio.applicatie(row.applicatie_id) if row.applicatie_id else None
    told: dict[str, Any] = {
        "vorm": VORM,
        "id": str(row.id),
        "project": row.naam,
        "herkomst": row.starter.naam if row.starter else "",
        "omschrijving": row.omschrijving,
        "lessen": row.lessen,
        "controlelijst": [line.strip() for line in row.controlelijst.splitlines() if line.strip()],
        "structurele_kosten": row.structurele_kosten,
        "beheer_uren": row.beheer_uren,
        "applicatie": app
        and {
            name: app[name]
            for name in ("naam", "leverancier", "componenten", "standaarden", "biv", "hosting", "integratie")
        },
        "koppelingen": [
            {name: each[name] for name in ("naam", "standaard", "richting", "gegevens")}
            for each in (app["koppelingen"] if app else [])
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _zip(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, THEN), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def lees_pakket(content: bytes, *, actor: Actor) -> tuple[Uitrolpakket, bool]:
    """Take a package in: its checklist, and its configuration as concepts. Gives the row, and whether it is new.

    A package that is here already stays as it is, with what was ticked off.
    """
    told, configuration = _read(content)
    digest = hashlib.sha256(content).hexdigest()
    with unit_of_work(actor, "uitrolpakket.inlezen") as work:
        there = Uitrolpakket.objects.filter(pakket_id=UUID(told["id"])).first()
        if there is not None:
            work.record("uitrolpakket", there.id, after={"opnieuw": digest})
            return there, False
        report = import_catalogus(configuration, actor=actor).words() if configuration else []
        try:
            with transaction.atomic():
                row = Uitrolpakket.objects.create(
                    pakket_id=UUID(told["id"]), project=told["project"], herkomst=told["herkomst"], inhoud=told,
                    sha256=digest, verslag=report,
                )  # fmt: skip
        except IntegrityError:  # somebody read it in at the same moment
            return Uitrolpakket.objects.get(pakket_id=UUID(told["id"])), False
        work.record(
            "uitrolpakket", row.id, after={"project": row.project, "sha256": digest, "verslag": report}
        )
    return row, True


def _read(content: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(each.file_size for each in archive.infolist()) > MOST:
                raise ValueError
            told = json.loads(archive.read("pakket.json"))
            names = archive.namelist()
            configuration = archive.read("catalogus.zip") if "catalogus.zip" in names else b""
        UUID(told["id"])
        good = told["vorm"] == VORM and all(
            isinstance(told[n], str) for n in ("project", "herkomst", "lessen")
        )
        if not good or not all(isinstance(line, str) for line in told["controlelijst"]):
            raise ValueError
        told["project"], told["herkomst"] = told["project"][:60], told["herkomst"][:120]
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        RuntimeError,
        NotImplementedError,
    ):
        refuse([("bestand", "pakket")])
        raise
    return told, configuration


def vink_af(pakket_id: UUID, klaar: list[int], *, actor: Actor) -> Uitrolpakket:
    """Which lines of the checklist are done."""
    with unit_of_work(actor, "uitrolpakket.afvinken") as work:
        row = Uitrolpakket.objects.select_for_update().filter(id=pakket_id).first()
        if row is None:
            raise refused(("", "pakket"))
        before = list(row.afgevinkt)
        row.afgevinkt = sorted({n for n in klaar if 0 <= n < len(row.inhoud["controlelijst"])})
        row.save(update_fields=["afgevinkt"])
        work.record("uitrolpakket", row.id, before={"klaar": before}, after={"klaar": row.afgevinkt})
    return row
