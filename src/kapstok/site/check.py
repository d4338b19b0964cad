"""`kapstok check`: is this installation sound, and may it go into production?"""

from typing import Any

from kapstok.platform.config import settings


def _point(name: str, good: bool, text: str) -> dict[str, Any]:  # noqa: FBT001 - the verdict itself
    return {"punt": name, "goed": good, "uitleg": text}


def _database_points() -> list[dict[str, Any]]:
    from kapstok.platform.db import fetch_all, fetch_value, tenant_scope
    from kapstok.platform.db.catalogus import SHARED_TABLES

    with tenant_scope(None):
        version = fetch_value("SHOW server_version")
        role = fetch_all(
            "SELECT rolsuper OR rolbypassrls AS te_veel FROM pg_roles WHERE rolname = current_user"
        )
        bare = fetch_all(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND NOT (relrowsecurity AND relforcerowsecurity)"
        )
    open_tables = sorted({r["relname"] for r in bare} - set(SHARED_TABLES))
    return [
        _point("databank", True, f"PostgreSQL {version} antwoordt"),
        _point("rol", not role[0]["te_veel"], "de applicatie is geen eigenaar en geen superuser"),
        _point(
            "afscherming", not open_tables, "elke tabel per gemeente is afgeschermd" + "".join(open_tables)
        ),
    ]


def _deploy_points() -> list[dict[str, Any]]:
    return [
        _point("eigen databank", bool(settings.database_url), "DATABASE_URL wijst een eigen PostgreSQL aan"),
        _point("sleutel", bool(settings.geheim), "KAPSTOK_GEHEIM is gezet en wordt apart bewaard"),
        _point("demo uit", not settings.demo, "KAPSTOK_DEMO=nee: geen demo-inlogs en simulatoren"),
        _point("https", settings.publiek_schema == "https", "KAPSTOK_PUBLIEK_SCHEMA=https"),
        _point("debug uit", not settings.debug, "KAPSTOK_DEBUG=nee"),
        _point("mailserver", bool(settings.smtp), "KAPSTOK_SMTP wijst een mailserver aan"),
        _point("virusscanner", bool(settings.clamd), "KAPSTOK_CLAMD wijst een virusscanner aan"),
    ]


def findings(*, deploy: bool) -> list[dict[str, Any]]:
    """All points that were looked at, good and bad."""
    from kapstok.site.process import django

    with django():
        points = _database_points()
    return points + (_deploy_points() if deploy else [])
