"""Which application sent a message: by what stands in its header, or in its envelope."""

from django.http import HttpRequest

from kapstok.magazijnen.autorisaties.bearer import caller_by, caller_by_secret
from kapstok.platform.http.asked import header
from kapstok.platform.resource import Caller
from kapstok.platform.resource.refused import Refused
from kapstok.platform.stuf import soap
from kapstok.platform.stuf.fouten import StufFout


def vrager(request: HttpRequest, received: soap.Ontvangen) -> Caller:
    """The application. Raises StufFout."""
    key, sent = header(request, "X-API-KEY"), header(request, "Authorization")
    try:
        if key:
            return caller_by(f"Token {key}", request)
        if received.naam:
            return caller_by_secret(received.naam, received.wachtwoord, request)
        return caller_by(sent, request)
    except Refused as no:
        raise StufFout("StUF013", no.detail, status=401) from no
