"""What higher floors tell us: names of residents, branches of companies, logins of the demo.

Each provider runs in the scope of the visited municipality.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kapstok.platform.identity.identities import Identity
from kapstok.platform.identity.simulator.personas import Vestiging


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """A demo medewerker on the login page; the password is public, in demo mode only."""

    username: str
    password: str
    naam: str
    rol: str


_names: list[Callable[[Identity], str]] = []
_branches: list[Callable[[str], Sequence[Vestiging]]] = []
_demo_logins: list[Callable[[], Sequence[DemoLogin]]] = []


def register_names(provider: Callable[[Identity], str]) -> None:
    """Finds the name of a burger or bedrijf; brokers do not give one. Empty text when not known."""
    _names[:] = [provider]


def register_branches(provider: Callable[[str], Sequence[Vestiging]]) -> None:
    """Finds the vestigingen of a kvk number, for the page on which a company chooses one."""
    _branches[:] = [provider]


def register_demo_logins(provider: Callable[[], Sequence[DemoLogin]]) -> None:
    _demo_logins[:] = [provider]


def name_of(identity: Identity) -> str:
    """Name that came along, else what the register says."""
    if identity.name:
        return identity.name
    return next((name for provider in _names if (name := provider(identity))), "")


def branches_of(kvk: str) -> Sequence[Vestiging]:
    return [branch for provider in _branches for branch in provider(kvk)]


def demo_logins() -> Sequence[DemoLogin]:
    return [login for provider in _demo_logins for login in provider()]
