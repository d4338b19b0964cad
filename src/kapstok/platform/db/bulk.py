"""Many rows of a model in a few statements, each with one parameter: all rows as JSON.

The ORM writes out every value of every row, and driver and server read the text of that again; COPY does not work under
a policy. No signals; columns of the database itself (tenant) are left to it.
"""

# ruff: noqa: S608 - names come from models; every value is a parameter.

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

import msgspec
from django.db import connection
from django.db.models import Model
from django.db.models.expressions import DatabaseDefault

from kapstok.platform.db.later import later, send_waiting
from kapstok.platform.db.rows import plan_of

BATCH = 1000


@lru_cache(maxsize=100)
def _insert(model: type[Model], names: tuple[str, ...], conflict: str) -> str:
    plan = plan_of(model)
    fields = [plan.by_name[name] for name in names]
    columns = ", ".join(f'"{f.column}"' for f in fields)
    kinds = ", ".join(f'"{f.attname}" {f.db_type(connection)}' for f in fields)
    given = ", ".join(f'x."{f.attname}"' for f in fields)
    return (
        f"INSERT INTO {plan.table} ({columns}) "
        f"SELECT {given} FROM json_to_recordset(%(rows)s::json) AS x({kinds}) {conflict}"
    )


def insert_many(rows: Iterable[Model], *, conflict: str = "", batch: int = BATCH) -> int:
    """New rows of one model, as `bulk_create` would write them; how many. Nothing of them is kept.

    `conflict`: an ON CONFLICT clause. A fault comes out here.
    """
    left, many = iter(rows), 0
    while some := list(islice(left, batch)):
        first = some[0]
        plan = plan_of(type(first))
        names = tuple(n for n, _ in plan.plain if first.__dict__[n].__class__ is not DatabaseDefault)
        made = [(field.attname, field.pre_save) for field in plan.made]
        written = [
            {name: row.__dict__[name] for name in names}
            | {name: value(row, add=True) for name, value in made}
            for row in some
        ]
        later(
            _insert(type(first), tuple(written[0]), conflict),
            {"rows": msgspec.json.encode(written, enc_hook=str).decode()},
        )
        send_waiting()
        many += len(some)
    return many
