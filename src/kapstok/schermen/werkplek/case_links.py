"""From a zaak to who and what it is about: their pages in the base registrations, with the zaak as the ground."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from kapstok.magazijnen.brp.opzoeken import bestaande, ids_van

_PAGES = {"persoon": "werk-persoon", "bedrijf": "werk-bedrijf", "adres": "werk-adres"}


def about(subjects: set[str], zaak_id: UUID) -> dict[str, str]:
    """The page of what each task is about, with this zaak as the ground; none of a person who is not there any more."""
    told = {over: over.partition(":") for over in subjects}
    people = bestaande(which for kind, _sep, which in told.values() if kind == "persoon")
    return {
        over: _page_of(_PAGES[kind], which, zaak_id)
        for over, (kind, _sep, which) in told.items()
        if kind in _PAGES and (kind != "persoon" or which in people)
    }


def _page_of(name: str, which: object, zaak_id: UUID) -> str:
    return f"{reverse(name, args=[which])}?zaak={zaak_id}"


def with_pages(zaak_id: UUID, roles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who plays a part in a zaak, each with their page in the base registration."""
    pages = ids_van(r["bsn"] for r in roles if r["bsn"])

    def page(role: dict[str, Any]) -> str:
        if role["bsn"] in pages:
            return _page_of("werk-persoon", pages[role["bsn"]], zaak_id)
        return _page_of("werk-bedrijf", role["kvk_nummer"], zaak_id) if _is_kvk(role["kvk_nummer"]) else ""

    return [{**role, "pagina": page(role)} for role in roles]


def _is_kvk(number: str) -> bool:
    return len(number) == 8 and number.isascii() and number.isdecimal()
