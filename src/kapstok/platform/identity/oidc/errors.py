"""What can go wrong between us and a broker. Messages are for people, in Dutch; details go to the log."""

from django.utils.translation import gettext as _

from kapstok.platform.errors import Refusal


class LoginRefused(Refusal):
    """A login that did not come about; nothing was changed."""


def cancelled() -> LoginRefused:
    return LoginRefused("login-cancelled", message=_("U hebt het inloggen afgebroken. U bent niet ingelogd."))


def expired() -> LoginRefused:
    return LoginRefused(
        "login-expired",
        message=_("Deze inlogpoging is verlopen of al gebruikt. Begin opnieuw met inloggen."),
    )


def unreachable(detail: str) -> LoginRefused:
    return Detailed(
        "broker-unreachable", detail, _("De inlogdienst is nu niet bereikbaar. Probeer het later.")
    )


def untrusted(detail: str) -> LoginRefused:
    return Detailed(
        "login-untrusted",
        detail,
        _("Het antwoord van de inlogdienst klopt niet. U bent niet ingelogd. Probeer het opnieuw."),
    )


def level_too_low(name: str) -> LoginRefused:
    return LoginRefused(
        "level-too-low",
        message=_("Voor deze aanvraag is een hoger niveau nodig. Log in met niveau %(niveau)s.")
        % {"niveau": name},
    )


class Detailed(LoginRefused):
    """With a detail for the log: never shown to the visitor, never with personal data."""

    def __init__(self, code: str, detail: str, message: str) -> None:
        super().__init__(code, message=message)
        self.detail = detail
