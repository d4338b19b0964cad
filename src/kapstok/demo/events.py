"""Tells the floors below what the demo offers: logins, names, branches, known answers for forms.

Names, branches and known answers come from the stores; they are registered here and in site alike.
"""

from kapstok.demo.medewerkers import demo_logins
from kapstok.demo.personen import COMPANY, personas
from kapstok.platform.config import settings
from kapstok.platform.db import current_tenant
from kapstok.platform.identity import register_branches, register_demo_logins
from kapstok.platform.identity.simulator.personas import register_personas
from kapstok.platform.tenancy.registry import tenant_by_id


def _slug() -> str:
    tenant = tenant_by_id(current_tenant() or 0)
    return tenant.slug if tenant else ""


if settings.demo:
    register_demo_logins(lambda: demo_logins(_slug()))
    register_personas("digid", lambda: personas(_slug()))
    register_personas("eherkenning", lambda: [COMPANY])
    register_branches(lambda kvk: COMPANY.vestigingen if kvk == COMPANY.kvk else ())
