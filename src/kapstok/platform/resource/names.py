"""From names on the wire to names of columns."""

import re

_CAPITAL = re.compile(r"(?<=[a-z0-9])([A-Z])")


def snake(name: str) -> str:
    """`einddatumGepland` is kept in column `einddatum_gepland`."""
    return _CAPITAL.sub(r"_\1", name).lower()


def camel(name: str) -> str:
    """Column `einddatum_gepland` is shown as `einddatumGepland`."""
    first, *rest = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)
