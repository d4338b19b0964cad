"""How a loose address is read: by the register that it stands in, with the credentials for it."""

import time
from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kapstok.magazijnen.registers.models import ExternRegister
from kapstok.magazijnen.registers.rules import SOORTEN, covers
from kapstok.magazijnen.registers.services import PURPOSE
from kapstok.platform.config.crypto import decrypt
from kapstok.platform.db import current_tenant
from kapstok.platform.http.fetch import Access, Unreachable, look, register_access
from kapstok.platform.http.outward import NotAllowed, target
from kapstok.platform.http.zgw_token import signed_token

_ABOVE = """SELECT * FROM registers_externregister r
WHERE EXISTS (SELECT FROM unnest(%s::text[]) AS u WHERE left(u, length(r.adres)) = r.adres)"""


def access_of(urls: Collection[str]) -> dict[str, Access]:
    """Per address the register of this municipality with the longest address above it; not those without one."""
    if current_tenant() is None or not urls:
        return {}
    above = list(ExternRegister.objects.raw(_ABOVE, [list(urls)]))
    found: dict[str, Access] = {}
    for url in urls:
        rows = [row for row in above if covers(row.adres, url)]
        row = max(rows, key=lambda r: len(r.adres), default=None)
        if row is not None and (access := _access(row)) is not None:
            found[url] = access
    return found


def _access(row: ExternRegister) -> Access | None:
    try:
        place = target(row.adres).place
    except NotAllowed:
        return None
    return Access(place, lambda url: headers_of(row) if covers(row.adres, url) else {})


def headers_of(row: ExternRegister) -> dict[str, str]:
    """What to send along."""
    if row.methode == "geen":
        return {}
    secret = decrypt(row.geheim, purpose=PURPOSE)
    if row.methode == "zgw":
        return {"Authorization": f"Bearer {signed_token(row.client_id, secret, time.time())}"}
    return {"Authorization": f"Token {secret}"}


def bind() -> None:
    """Let references be read with these."""
    register_access(access_of)


def test_connection(row: ExternRegister) -> tuple[str, str]:
    """(goed, let-op or fout; what came of it in words)."""
    path = SOORTEN.get(row.soort, "")
    url = f"{row.adres}/{path}" if path else row.adres
    access = _access(row)
    try:
        status, body = look(url, access)
    except Unreachable as no:
        return "fout", str(WORDS[no.why])
    if status in {401, 403}:
        return (
            "fout",
            _("Het register laat ons niet binnen: client-id, geheim of rechten kloppen niet."),
        )
    if status == 404:
        return "let-op", _(
            "Het register antwoordt, maar op %s staat niets. Klopt het adres van de API?"
        ) % url
    if status != 200:
        return "let-op", _("Het register antwoordt met status %s.") % status
    if body.lstrip()[:1] not in {b"{", b"["}:
        return "let-op", _("Er antwoordt iets, maar het is geen API: het antwoord is geen JSON.")
    return "goed", _("Het register antwoordt en laat ons binnen.")


WORDS = {
    "form": gettext_lazy("Dit is geen geldig adres."),
    "host": gettext_lazy("Deze host mag niet worden gevraagd."),
    "https": gettext_lazy("Alleen https, tenzij de technisch beheerder de host vertrouwt."),
    "name": gettext_lazy("Deze naam is op het internet niet bekend."),
    "private": gettext_lazy(
        "Deze naam wijst naar het eigen netwerk. Alleen de technisch beheerder kan dat toelaten."
    ),
    "tls": gettext_lazy("De beveiligde verbinding komt niet tot stand: het certificaat klopt niet."),
    "silent": gettext_lazy("Er antwoordt niets op dit adres."),
    "much": gettext_lazy("Het antwoord is te groot of komt te langzaam."),
}
