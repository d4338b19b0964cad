"""Facts about the house: everybody says who may come in, and the reference tells the truth."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import get_resolver

ROOT = Path(__file__).resolve().parents[2]


def test_every_address_says_who_may_open_it():
    from kapstok.platform.identity.access import urls_without_access

    assert urls_without_access(get_resolver().url_patterns) == []


def test_generated_reference_is_up_to_date():
    from kapstok.site.naslag import pages
    from kapstok.site.start import load_listeners

    load_listeners()
    stale = [path.name for path, text in pages().items() if not path.exists() or path.read_text() != text]
    assert stale == [], "run make docs"


def test_every_consumer_and_job_says_what_it_does():
    from kapstok.platform.events.registry import consumers
    from kapstok.platform.jobs.registry import schedule
    from kapstok.site.start import load_listeners

    load_listeners()
    silent = [c.name for c in consumers.values() if not c.handle.__doc__]
    silent += [j.name for j in schedule.values() if not j.run.__doc__]
    assert silent == []


def test_every_setting_has_a_sentence():
    from kapstok.platform.config import explain
    from kapstok.platform.config.schema import Settings

    assert all(row["betekenis"].endswith(".") for row in explain(Settings(), {}))


@pytest.mark.parametrize(
    "command", [["--help"], ["run", "--help"], ["client", "add", "--help"], ["backup", "--help"]]
)
def test_every_command_has_help(command):
    done = subprocess.run(
        [sys.executable, "-m", "kapstok.site.cli", *command], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "--help" in done.stdout


def test_an_unknown_setting_is_refused_with_one_sentence():
    import os

    environment = {**os.environ, "KAPSTOK_POORTJE": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "kapstok.site.cli", "check"], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 1
    assert done.stderr == "Kapstok: Onbekende instelling KAPSTOK_POORTJE. Zie kapstok config explain.\n"
