"""The command line: `kapstok <command>`. Every command works while the server runs.

Exit status: 0 done, 1 refused or failed with one sentence on stderr, 2 wrong use.
"""

import json
import sys
from typing import Any, NoReturn

import click

from kapstok.platform.config import SettingsError


def fail(message: str) -> NoReturn:
    """One sentence and exit status 1."""
    click.echo(f"Kapstok: {message}", err=True)
    sys.exit(1)


def answer(as_json: bool, data: Any, text: str) -> None:  # noqa: FBT001 - mirrors the --json flag
    """Print for a machine or for a person."""
    click.echo(json.dumps(data, ensure_ascii=False, default=str) if as_json else text)


json_option = click.option("--json", "as_json", is_flag=True, help="Antwoord als JSON, voor programma's.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kapstok", prog_name="kapstok")
def kapstok() -> None:
    """Eén informatiehuis voor samenwerkende gemeenten."""


def main() -> None:
    """Entry point: known refusals become one sentence, not a traceback."""
    try:
        from kapstok.site import commands
    except SettingsError as error:
        fail(str(error))
    from kapstok.platform.db.server import ServerError
    from kapstok.platform.errors import Refusal
    from kapstok.site.process import StartError

    commands.register(kapstok)
    try:
        kapstok(standalone_mode=True)
    except (SettingsError, ServerError, StartError, Refusal) as error:
        fail(str(error))


if __name__ == "__main__":
    main()
