"""The commands with which a municipality joins and leaves a partnership."""

from contextlib import nullcontext
from datetime import date

import pytest
from click.testing import CliRunner

from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.site import process
from kapstok.site.commands.verband import verband


@pytest.fixture
def run(db, monkeypatch):
    monkeypatch.setattr(process, "django", nullcontext)
    return lambda *words: CliRunner().invoke(verband, [*words, "--tenant", "owo"])


def test_a_municipality_joins_and_leaves(run, as_tenant):
    joining = ("add", "oost", "--naam", "Oost", "--kort", "O", "--van", "2017-01-01")
    assert run(*joining).exit_code == 0
    again = run(*joining)
    assert (again.exit_code, "al mee" in again.output) == (1, True)
    assert run("end", "oost", "--tot", "2018-12-31").exit_code == 0
    assert run("end", "west", "--tot", "2018-12-31").exit_code == 1
    with as_tenant(4):
        assert [d.naam for d in deelnemers(date(2018, 12, 31))] == ["Oost"]
        assert deelnemers(date(2019, 1, 1)) == []
