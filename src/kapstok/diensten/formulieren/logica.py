"""JsonLogic (a subset, with date functions) compiled to closures.

Total: a compiled expression never raises, whatever the answers are. A wrong type, an absent variable, a
division by zero or an impossible date gives None (or False in a comparison). Numbers are Decimal.
Differences from jsonlogic.com, on purpose: `==` does not convert types, `<` compares only numbers with
numbers and texts with texts (dates are ISO texts), and there is no code, no `method` and no `log`.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Context, Decimal
from itertools import pairwise
from typing import Any

from kapstok.platform.errors import Refusal

Env = Mapping[str, Any]
Compiled = Callable[[Env], Any]

MAX_DEPTH = 20
MAX_NODES = 500
# No traps: an overflow or 0/0 gives NaN or Infinity, which `_number` turns into None.
_EXACT = Context(prec=28, Emax=999, Emin=-999, traps=[])


class InvalidLogic(Refusal):
    """The expression is not in our subset."""


def compile_logic(expression: Any) -> Compiled:
    """Closure for an expression; refuses unknown operators, wrong numbers of arguments and monsters."""
    _require_size(expression)
    return _compile(expression)


def variables_of(expression: Any) -> set[str]:
    """Names that an expression reads (the part before the first dot)."""
    return {path.split(".", 1)[0] for path in _paths(expression)}


def truthy(value: Any) -> bool:
    """JsonLogic's truth: None, False, 0, empty text and empty list are false."""
    return bool(value)


def as_number(value: Any) -> Decimal | None:
    """A number, or None. Text is not a number; yes and no are not either."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return _number(_EXACT.create_decimal(str(value) if isinstance(value, float) else value))


def same(left: Any, right: Any) -> bool:
    """Equal without conversion: 1 is 1.0, but True is not 1 and "1" is not 1."""
    one, other = as_number(left), as_number(right)
    if one is not None or other is not None:
        return one is not None and other is not None and one == other
    return type(left) is type(right) and left == right


def _number(value: Decimal) -> Decimal | None:
    return value if value.is_finite() else None


def _paths(expression: Any) -> Iterator[str]:
    if isinstance(expression, list):
        for item in expression:
            yield from _paths(item)
    if not isinstance(expression, dict):
        return
    for name, raw in expression.items():
        if name == "var":
            first = raw[0] if isinstance(raw, list) and raw else raw
            if isinstance(first, str):
                yield first
            if isinstance(raw, list):
                yield from _paths(raw[1:])
        elif name == "missing":
            yield from (item for item in (raw if isinstance(raw, list) else [raw]) if isinstance(item, str))
        else:
            yield from _paths(raw)


def _require_size(expression: Any) -> None:
    waiting, nodes = [(expression, 0)], 0
    while waiting:
        item, depth = waiting.pop()
        nodes += 1
        if depth > MAX_DEPTH or nodes > MAX_NODES:
            raise InvalidLogic(
                "too_big", message="Deze voorwaarde is te lang. Verdeel haar over meer vragen."
            )
        if isinstance(item, dict):
            waiting += [(value, depth + 1) for value in item.values()]
        elif isinstance(item, list):
            waiting += [(value, depth + 1) for value in item]


def _compile(expression: Any) -> Compiled:
    if isinstance(expression, list):
        items = [_compile(item) for item in expression]
        return lambda env: [item(env) for item in items]
    if not isinstance(expression, dict):
        return lambda _env: expression
    if len(expression) != 1:
        raise InvalidLogic("shape", message="Een voorwaarde heeft precies één bewerking, zoals {“==”: […]}.")
    (name, raw), *_ = expression.items()
    arguments = raw if isinstance(raw, list) else [raw]
    if name == "var":
        return _variable(arguments)
    if name == "missing":
        return _missing(arguments)
    if name not in _OPERATORS:
        known = ", ".join(sorted([*_OPERATORS, "var", "missing"]))
        raise InvalidLogic("operator", name, f"De bewerking “{name}” kennen wij niet. Wel: {known}.")
    build, least, most = _OPERATORS[name]
    if not least <= len(arguments) <= most:
        raise InvalidLogic(
            "arguments", name, f"De bewerking “{name}” heeft {least} tot {most} waarden nodig."
        )
    return build([_compile(argument) for argument in arguments])


def _variable(arguments: list[Any]) -> Compiled:
    if not arguments or len(arguments) > 2 or not isinstance(arguments[0], str) or not arguments[0]:
        raise InvalidLogic("var", "var", "Bij “var” hoort de naam van een vraag.")
    path = arguments[0].split(".")
    default = _compile(arguments[1]) if len(arguments) == 2 else lambda _env: None

    def read(env: Env) -> Any:
        value: Any = env
        for part in path:
            value = value.get(part) if isinstance(value, Mapping) else None
        return default(env) if value is None else value

    return read


def _missing(arguments: list[Any]) -> Compiled:
    if not arguments or not all(isinstance(name, str) and name for name in arguments):
        raise InvalidLogic("missing", "missing", "Bij “missing” horen namen van vragen.")
    reads = [(name, _variable([name])) for name in arguments]
    return lambda env: [name for name, read in reads if read(env) in (None, "", [])]


def _and(items: list[Compiled]) -> Compiled:
    def run(env: Env) -> Any:
        value: Any = None
        for item in items:
            value = item(env)
            if not truthy(value):
                return value
        return value

    return run


def _or(items: list[Compiled]) -> Compiled:
    def run(env: Env) -> Any:
        value: Any = None
        for item in items:
            value = item(env)
            if truthy(value):
                return value
        return value

    return run


def _if(items: list[Compiled]) -> Compiled:
    pairs = list(zip(items[0::2], items[1::2], strict=False))
    otherwise = items[-1] if len(items) % 2 else lambda _env: None

    def run(env: Env) -> Any:
        for condition, value in pairs:
            if truthy(condition(env)):
                return value(env)
        return otherwise(env)

    return run


def _plain(function: Callable[..., Any]) -> Callable[[list[Compiled]], Compiled]:
    """An operator that needs all its values."""

    def build(items: list[Compiled]) -> Compiled:
        return lambda env: function(*[item(env) for item in items])

    return build


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[..., bool]:
    def run(*values: Any) -> bool:
        return all(_comparable(a, b, compare) for a, b in pairwise(values))

    return run


def _comparable(left: Any, right: Any, compare: Callable[[Any, Any], bool]) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return compare(left, right)
    one, other = as_number(left), as_number(right)
    return one is not None and other is not None and compare(one, other)


def _fold(operation: Callable[[Decimal, Decimal], Decimal]) -> Callable[..., Decimal | None]:
    def run(*values: Any) -> Decimal | None:
        numbers = [as_number(value) for value in values]
        total = numbers[0]
        for number in numbers[1:]:
            if total is None or number is None:
                return None
            total = _number(operation(total, number))
        return total

    return run


def _minus(*values: Any) -> Decimal | None:
    return (
        _fold(_EXACT.subtract)(Decimal(0), *values) if len(values) == 1 else _fold(_EXACT.subtract)(*values)
    )


def _extreme(choose: Callable[..., Decimal]) -> Callable[..., Decimal | None]:
    def run(*values: Any) -> Decimal | None:
        numbers = [number for number in map(as_number, values) if number is not None]
        return choose(numbers) if numbers and len(numbers) == len(values) else None

    return run


def _in(needle: Any, hay: Any) -> bool:
    if isinstance(hay, str):
        return isinstance(needle, str) and needle in hay
    return isinstance(hay, list) and any(same(needle, item) for item in hay)


def _cat(*values: Any) -> str:
    return "".join(_text(value) for value in values)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, str):
        return value
    number = as_number(value)
    return "" if number is None else format(number, "f")


def _length(value: Any) -> int | None:
    return len(value) if isinstance(value, str | list) else None


def as_date(value: Any) -> date | None:
    """An ISO date (YYYY-MM-DD), or None."""
    if not isinstance(value, str) or len(value) != 10:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _days_between(begin: Any, end: Any) -> int | None:
    first, last = as_date(begin), as_date(end)
    return (last - first).days if first and last else None


def _add_days(begin: Any, days: Any) -> str | None:
    first, number = as_date(begin), as_number(days)
    if first is None or number is None or abs(number) > 40_000:
        return None
    try:
        return (first + timedelta(days=int(number))).isoformat()
    except OverflowError:
        return None


def _years_between(begin: Any, end: Any) -> int | None:
    """Whole years, as in an age."""
    first, last = as_date(begin), as_date(end)
    if first is None or last is None:
        return None
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


_MANY = 50
_OPERATORS: dict[str, tuple[Callable[[list[Compiled]], Compiled], int, int]] = {
    "and": (_and, 1, _MANY),
    "or": (_or, 1, _MANY),
    "if": (_if, 2, _MANY),
    "!": (_plain(lambda value: not truthy(value)), 1, 1),
    "!!": (_plain(truthy), 1, 1),
    "==": (_plain(same), 2, 2),
    "!=": (_plain(lambda a, b: not same(a, b)), 2, 2),
    "<": (_plain(_ordered(lambda a, b: a < b)), 2, 3),
    "<=": (_plain(_ordered(lambda a, b: a <= b)), 2, 3),
    ">": (_plain(_ordered(lambda a, b: a > b)), 2, 3),
    ">=": (_plain(_ordered(lambda a, b: a >= b)), 2, 3),
    "in": (_plain(_in), 2, 2),
    "+": (_plain(_fold(_EXACT.add)), 1, _MANY),
    "-": (_plain(_minus), 1, 2),
    "*": (_plain(_fold(_EXACT.multiply)), 1, _MANY),
    "/": (_plain(_fold(_EXACT.divide)), 2, 2),
    "%": (_plain(_fold(_EXACT.remainder)), 2, 2),
    "min": (_plain(_extreme(min)), 1, _MANY),
    "max": (_plain(_extreme(max)), 1, _MANY),
    "cat": (_plain(_cat), 1, _MANY),
    "length": (_plain(_length), 1, 1),
    "days_between": (_plain(_days_between), 2, 2),
    "years_between": (_plain(_years_between), 2, 2),
    "add_days": (_plain(_add_days), 2, 2),
}
