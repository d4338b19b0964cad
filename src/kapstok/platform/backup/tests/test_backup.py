"""A backup goes back into an empty place, whole: rows, audit chain and document bytes."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from kapstok.platform.db import server as pg
from kapstok.site.pytest_kapstok import migrated_folder


def _kapstok(data: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("KAPSTOK_", "_KAPSTOK"))}
    environment |= {"KAPSTOK_DATA": str(data), "KAPSTOK_LOGNIVEAU": "ERROR"}
    command = [sys.executable, "-m", "kapstok.site.cli", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)
    assert not check or done.returncode == 0, done.stderr
    return done


_STORE_A_DOCUMENT = """
import django; django.setup()
from kapstok.platform.db import tenant_scope
from kapstok.platform.storage import unguarded_store
from kapstok.platform.work import SYSTEM, unit_of_work
key = unguarded_store().put([b'bewaar mij']).sha256
with tenant_scope(1), unit_of_work(SYSTEM, 'proef') as work:
    work.record('document', key[:30], after={'sha256': key})
print(key)
"""


@pytest.fixture(scope="module")
def installation():
    """A small installation with one municipality, one audit record and one document; and its backup."""
    root = Path(tempfile.mkdtemp(prefix="kapstok-test-"))
    root.chmod(0o755)  # the database user must be able to enter
    data, copy = root / "data", root / "kopie"
    data.mkdir(mode=0o755)
    pg.clone(migrated_folder() / "pg", data / "pg")
    _kapstok(data, "tenant", "add", "proefdorp", "Proefdorp", "--rsin", "851000010", "--prefix", "P")
    script = "from kapstok.site.process import django\nwith django():\n" + "\n".join(
        f"    {line}" for line in _STORE_A_DOCUMENT.strip().splitlines()[1:]
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("KAPSTOK_", "_KAPSTOK"))}
    environment |= {"KAPSTOK_DATA": str(data)}
    made = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment)
    assert made.returncode == 0, made.stderr
    _kapstok(data, "backup", str(copy))
    yield root, data, copy, made.stdout.strip()
    shutil.rmtree(root)


def test_restored_installation_has_a_whole_chain_and_whole_documents(installation):
    root, _data, copy, sha256 = installation
    empty = root / "nieuw"
    answer = json.loads(_kapstok(empty, "restore", str(copy), "--json").stdout)
    assert answer == {"documenten": 1}
    assert json.loads(_kapstok(empty, "audit", "verify", "--json").stdout) == {"proefdorp": "klopt"}
    assert (empty / "documenten" / sha256[:2] / sha256[2:4] / sha256).read_bytes() == b"bewaar mij"


def test_a_backup_is_not_put_over_something_that_is_there(installation):
    _root, data, copy, _key = installation
    done = _kapstok(data, "restore", str(copy), check=False)
    assert done.returncode == 1
    assert "niet leeg" in done.stderr


def test_a_damaged_backup_is_refused(installation):
    root, _data, copy, _key = installation
    broken = root / "stuk"
    broken.mkdir()
    (broken / "manifest.json").write_text((copy / "manifest.json").read_text())
    (broken / "databank.dump").write_bytes(b"x")
    done = _kapstok(root / "leeg", "restore", str(broken), check=False)
    assert done.returncode == 1
    assert "beschadigd" in done.stderr


def test_a_backup_is_not_written_into_a_filled_folder(installation):
    _root, data, copy, _key = installation
    assert "niet leeg" in _kapstok(data, "backup", str(copy), check=False).stderr
