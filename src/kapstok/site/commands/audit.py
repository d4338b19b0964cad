"""audit verify and audit export."""

import click

from kapstok.site.cli import answer, fail, json_option


@click.group("audit")
def audit() -> None:
    """Het logboek dat niemand kan veranderen."""


@audit.command("verify")
@json_option
def verify(*, as_json: bool) -> None:
    """Controleer de keten van elke gemeente; noemt het eerste record dat niet klopt."""
    from kapstok.site.process import django

    with django():
        from kapstok.platform.audit.chain import verify as check_chain
        from kapstok.platform.db import tenant_scope
        from kapstok.platform.tenancy.registry import tenants

        outcome: dict[str, str] = {}
        for slug, tenant in tenants().items():
            with tenant_scope(tenant.id):
                outcome[slug] = check_chain(tenant.id) or "klopt"
    answer(as_json, outcome, "\n".join(f"{slug}: {text}" for slug, text in outcome.items()))
    if any(text != "klopt" for text in outcome.values()):
        fail("De keten van het logboek is geschonden.")


COMMANDS = [audit]
