"""Who may come in: staff, residents, businesses; sessions, roles, teams and grants across municipalities.

Other packages enter here. Names load late: models need Django's registry.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kapstok.platform.identity.access import (
        api_client,
        identity_of,
        no_login_needed,
        resident,
        staff,
        step_up,
    )
    from kapstok.platform.identity.grants import enter_tenant, give_grant, reachable_tenants
    from kapstok.platform.identity.identities import STAFF_ROLES, Identity, reaches
    from kapstok.platform.identity.login import log_in, log_out
    from kapstok.platform.identity.people import colleagues, names_of, teams_of_today
    from kapstok.platform.identity.registry import (
        DemoLogin,
        register_branches,
        register_demo_logins,
        register_names,
    )
    from kapstok.platform.identity.teams import add_member, create_team
    from kapstok.platform.identity.users import create_user

_HOME = {
    "DemoLogin": "registry",
    "Identity": "identities",
    "STAFF_ROLES": "identities",
    "add_member": "teams",
    "api_client": "access",
    "colleagues": "people",
    "identity_of": "access",
    "names_of": "people",
    "step_up": "access",
    "teams_of_today": "people",
    "create_team": "teams",
    "create_user": "users",
    "enter_tenant": "grants",
    "give_grant": "grants",
    "log_in": "login",
    "log_out": "login",
    "no_login_needed": "access",
    "reachable_tenants": "grants",
    "reaches": "identities",
    "register_branches": "registry",
    "register_demo_logins": "registry",
    "register_names": "registry",
    "resident": "access",
    "staff": "access",
}

__all__ = [
    "STAFF_ROLES",
    "DemoLogin",
    "Identity",
    "add_member",
    "api_client",
    "colleagues",
    "create_team",
    "create_user",
    "enter_tenant",
    "give_grant",
    "identity_of",
    "log_in",
    "log_out",
    "names_of",
    "no_login_needed",
    "reachable_tenants",
    "reaches",
    "register_branches",
    "register_demo_logins",
    "register_names",
    "resident",
    "staff",
    "step_up",
    "teams_of_today",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
