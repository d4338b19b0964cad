"""From one municipality's host to another's: a sealed ticket of one minute that counts once."""

import binascii
import secrets
from datetime import date
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kapstok.platform.config.crypto import decrypt, encrypt
from kapstok.platform.db import current_tenant, tenant_scope
from kapstok.platform.errors import Refusal
from kapstok.platform.identity.grants import Entry, enter_tenant
from kapstok.platform.identity.identities import Identity
from kapstok.platform.identity.login import log_in
from kapstok.platform.identity.middleware import staff_identity
from kapstok.platform.identity.models import Session

TICKET_SECONDS = 60
_PURPOSE = "overdracht"


class Ticket(msgspec.Struct, frozen=True):
    id: str
    user: UUID
    home: int
    tenant: int
    expires: float


def make_ticket(identity: Identity, tenant_id: int, *, now: float) -> str:
    """For staff of the current municipality, on their way to another."""
    home = current_tenant()
    if identity.user_id is None or home is None or identity.is_guest:
        raise Refusal("no-ticket", message=_("Dit kan alleen vanuit uw eigen gemeente."))
    ticket = Ticket(secrets.token_hex(16), identity.user_id, home, tenant_id, now + TICKET_SECONDS)
    return encrypt(msgspec.json.encode(ticket).decode(), purpose=_PURPOSE)


def read_ticket(sealed: str, *, now: float) -> Ticket:
    refusal = Refusal("ticket", message=_("Deze overstap is verlopen. Begin opnieuw in uw eigen gemeente."))
    try:
        ticket = msgspec.json.decode(decrypt(sealed, purpose=_PURPOSE), type=Ticket)
    except (InvalidTag, ValueError, binascii.Error, msgspec.MsgspecError) as error:
        raise refusal from error
    used = Session.objects.filter(ticket=ticket.id).exists()
    if ticket.expires < now or ticket.tenant != current_tenant() or used:
        raise refusal
    return ticket


def redeem_ticket(request: HttpRequest, sealed: str, *, now: float, today: date) -> Entry:
    """Enter the current municipality as its guest, with a session of its own."""
    ticket = read_ticket(sealed, now=now)
    with tenant_scope(ticket.home):
        identity = staff_identity(ticket.user, today=today)
    if identity is None:
        raise Refusal("no-grant", message=_("U hebt geen toegang tot deze gemeente."))
    entry = enter_tenant(identity, ticket.tenant, today, home=ticket.home)
    try:
        with transaction.atomic():
            log_in(request, entry.identity, grant=entry.grant, ticket=ticket.id)
    except IntegrityError as error:
        raise Refusal("ticket", message=_("Deze overstap is al gebruikt.")) from error
    return entry
