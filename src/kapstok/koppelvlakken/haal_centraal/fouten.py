"""The refusals of the BRP API, with its own texts and codes."""

from collections.abc import Sequence
from typing import Any

INSTANCE = "/haalcentraal/api/brp/personen"
_RFC = "https://datatracker.ietf.org/doc/html/rfc7231#section-6."
_RFC_401 = "https://datatracker.ietf.org/doc/html/rfc7235#section-3.1"

Fout = tuple[str, str, str]


class Geweigerd(Exception):
    """An answer that is no answer: what the problem document says."""

    def __init__(
        self, status: int, code: str, title: str, type_: str, detail: str = "", fouten: Sequence[Fout] = ()
    ) -> None:
        super().__init__(title)
        self.status = status
        document: dict[str, Any] = {"type": type_, "title": title, "status": status, "code": code}
        if detail:
            document["detail"] = detail
        document["instance"] = INSTANCE
        if fouten:
            document["invalidParams"] = [{"name": n, "code": c, "reason": r} for n, c, r in fouten]
        self.document = document


def parameters(fouten: Sequence[Fout]) -> Geweigerd:
    """400: wrong parameters, all of them."""
    names = ", ".join(dict.fromkeys(name for name, _, _ in fouten))
    title, detail = (
        "Een of meerdere parameters zijn niet correct.",
        f"De foutieve parameter(s) zijn: {names}.",
    )
    return Geweigerd(400, "paramsValidation", title, f"{_RFC}5.1", detail, fouten)


def te_veel(maximum: int) -> Geweigerd:
    """400: more persons than may be given."""
    detail = f"Meer dan maximum van {maximum} zoekresultaten gevonden. Verfijn de zoekopdracht."
    return Geweigerd(400, "tooManyResults", "Teveel zoekresultaten.", f"{_RFC}5.1", detail)


def geen_json() -> Geweigerd:
    """400: the body cannot be read."""
    detail = "De aanvraag is geen JSON-object."
    return Geweigerd(400, "badRequest", "De aanvraag kan niet worden gelezen.", f"{_RFC}5.1", detail)


def niet_ingelogd(detail: str) -> Geweigerd:
    """401: who asks is not known."""
    return Geweigerd(401, "authentication", "Niet correct geauthenticeerd.", _RFC_401, detail)


def geen_veld() -> Geweigerd:
    """403: a field is asked that the purpose of the application does not hold."""
    title = "U bent niet geautoriseerd voor één of meerdere opgegeven field waarden."
    return Geweigerd(403, "unauthorizedField", title, f"{_RFC}5.3")


def geen_parameter(names: Sequence[str]) -> Geweigerd:
    """403: who is looked for by a field that the purpose does not hold; found or not would tell it."""
    title = "U bent niet geautoriseerd voor de gebruikte parameter(s)."
    detail = f"U bent niet geautoriseerd voor het gebruik van parameter(s): {', '.join(names)}."
    return Geweigerd(403, "unauthorizedParameter", title, f"{_RFC}5.3", detail)


def geen_recht() -> Geweigerd:
    """403: this application may ask nothing of the BRP."""
    title = "U bent niet geautoriseerd voor het gebruik van deze API."
    return Geweigerd(403, "unauthorized", title, f"{_RFC}5.3")


def niet_gevonden() -> Geweigerd:
    """404: it is not there."""
    return Geweigerd(404, "notFound", "Opgevraagde resource bestaat niet.", f"{_RFC}5.4")


def methode() -> Geweigerd:
    """405: only POST."""
    return Geweigerd(405, "methodNotAllowed", "Deze methode wordt niet ondersteund.", f"{_RFC}5.5")


def accept() -> Geweigerd:
    """406: another form of answer is asked than there is."""
    title, detail = (
        "Gevraagde content type wordt niet ondersteund.",
        "Ondersteunde content type: application/json; charset=utf-8.",
    )
    return Geweigerd(406, "notAcceptable", title, f"{_RFC}5.6", detail)


def media_type() -> Geweigerd:
    """415: the body is of another form than can be read."""
    title, detail = (
        "Media Type wordt niet ondersteund.",
        "Ondersteunde content type: application/json; charset=utf-8.",
    )
    return Geweigerd(415, "unsupportedMediaType", title, f"{_RFC}5.13", detail)
