"""The commands, one file per subject."""

import click

from kapstok.site.commands import (
    accounts,
    audit,
    beheer,
    catalogus,
    data,
    migreer,
    registers,
    server,
    verband,
)


def register(group: click.Group) -> None:
    """Add all commands to the command line."""
    for module in (server, beheer, audit, accounts, catalogus, data, registers, migreer, verband):
        for command in module.COMMANDS:
            group.add_command(command)
