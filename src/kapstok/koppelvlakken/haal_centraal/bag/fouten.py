"""The refusals of the BAG API, in its own form (`invalid-params`, an RFC 2616 section as type)."""

from collections.abc import Sequence
from typing import Any

_RFC = "https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#/10.4."
_VALIDATIES = "https://www.vng.nl/realisatie/api/validaties/"

Fout = tuple[str, str, str]


class Geweigerd(Exception):
    """An answer that is no answer: what the problem document says, but where it was asked."""

    def __init__(
        self, status: int, code: str, title: str, type_: str, detail: str, fouten: Sequence[Fout] = ()
    ) -> None:
        super().__init__(title)
        self.status = status
        self.document: dict[str, Any] = {
            "status": status,
            "title": title,
            "type": f"{_RFC}{type_}",
            "detail": detail,
            "code": code,
        }
        if fouten:
            self.document["invalid-params"] = [
                {"type": f"{_VALIDATIES}{code}", "name": name, "code": code, "reason": reason}
                for name, code, reason in fouten
            ]


_MALFORMED = (
    "The request could not be understood by the server due to malformed syntax. The client SHOULD NOT repeat the "
    "request without modification."
)


def parameters(fouten: Sequence[Fout]) -> Geweigerd:
    """400: wrong parameters, all of them."""
    title = "Eén of meer parameters zijn niet correct."
    return Geweigerd(400, "paramsValidation", title, "1 400 Bad Request", _MALFORMED, fouten)


def geen_parameter() -> Geweigerd:
    """400: nothing was asked."""
    title = "Ten minste één parameter moet worden opgegeven."
    return Geweigerd(400, "paramsRequired", title, "1 400 Bad Request", _MALFORMED)


def combinatie(names: str) -> Geweigerd:
    """400: parameters that do not make a question together."""
    title = "De combinatie van opgegeven parameters is niet correct."
    return Geweigerd(400, "paramsCombination", title, "1 400 Bad Request", f"Mogelijk is: {names}.")


def geen_toegang() -> Geweigerd:
    """403: without a key, or with one that is not known. The document says 403 and not 401."""
    title = "U bent niet geautoriseerd voor deze operatie."
    detail = "The server understood the request, but is refusing to fulfill it."
    return Geweigerd(403, "autorisation", title, "4 403 Forbidden", detail)


def niet_gevonden() -> Geweigerd:
    """404: not there then."""
    detail = "The server has not found anything matching the Request-URI."
    return Geweigerd(404, "notFound", "Opgevraagde resource bestaat niet.", "5 404 Not Found", detail)


def methode() -> Geweigerd:
    """405: another method than there is."""
    detail = "The method specified in the Request-Line is not allowed for the resource identified by the Request-URI."
    return Geweigerd(405, "methodNotAllowed", "Methode niet toegestaan.", "6 405 Method Not Allowed", detail)


def accept() -> Geweigerd:
    """406: another form of answer is asked than there is."""
    title = "Gevraagde contenttype wordt niet ondersteund."
    detail = (
        "The resource identified by the request is only capable of generating response entities which have content "
        "characteristics not acceptable according to the accept headers sent in the request"
    )
    return Geweigerd(406, "notAcceptable", title, "7 406 Not Acceptable", detail)


def inhoudsoort() -> Geweigerd:
    """415: what is sent along is not JSON."""
    title = "Gevraagde mediatype wordt niet ondersteund."
    detail = (
        "The server is refusing to service the request because the entity of the request is in a format not supported "
        "by the requested resource for the requested method"
    )
    return Geweigerd(415, "unsupported", title, "16 415 Unsupported Media Type", detail)


def crs() -> Geweigerd:
    """412: coordinates in a system that is not given."""
    title = "Niet voldaan aan vooraf gestelde voorwaarde"
    detail = (
        "The precondition given in one or more of the request-header fields evaluated to false when it was tested on "
        "the server."
    )
    return Geweigerd(412, "preconditionFailed", title, "13 412 Precondition Failed", detail)
