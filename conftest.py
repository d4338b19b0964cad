"""Our own database instead of pytest-django's: a conftest wins from plug-ins, whatever their order."""

from kapstok.site.pytest_kapstok import django_db_setup  # noqa: F401 - the fixture is found by its name
