"""What a statement asks once, however often it speaks of what that found: such as the rights of its caller."""

_queries: dict[str, str] = {}


def once(name: str, query: str) -> str:
    """Register a query that finds exactly one row; statements speak of its columns as `name.column`."""
    if _queries.setdefault(name, query) is not query:
        raise ValueError(f"two queries are called {name}")
    return name


def asked_by(text: str, *, given: str = "true") -> str:
    """Joins with the queries that a statement speaks of. `given`: what has to be so before they are asked."""
    return "".join(
        f"CROSS JOIN LATERAL (SELECT found.* FROM ({query}) AS found WHERE {given} OFFSET 0) AS {name} "  # noqa: S608
        for name, query in _queries.items()
        if f"{name}." in text
    )
