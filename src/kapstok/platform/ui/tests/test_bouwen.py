"""The build: hashed names, compressed twins, nothing left behind."""

import gzip
import json
from pathlib import Path

import pytest

from kapstok.platform.ui import bouwen

built = pytest.mark.skipif(
    not (bouwen.FRONTEND / "node_modules" / bouwen.TOKENS).is_dir(),
    reason="frontend packages are not installed",
)
KILOBYTE = 1024


def test_written_files_carry_their_hash_and_a_compressed_twin(tmp_path: Path):
    bouwen.write({"a.css": b"a{b:c}"}, tmp_path)
    name = json.loads((tmp_path / "manifest.json").read_text())["a.css"]
    assert name == bouwen.hashed_name("a.css", b"a{b:c}")
    assert gzip.decompress((tmp_path / f"{name}.gz").read_bytes()) == (tmp_path / name).read_bytes()


def test_older_build_is_cleared_away(tmp_path: Path):
    bouwen.write({"a.css": b"old"}, tmp_path)
    bouwen.write({"a.css": b"new"}, tmp_path)
    assert len(list(tmp_path.glob("a.*.css"))) == 1


def test_fingerprint_changes_with_content(tmp_path: Path):
    file = tmp_path / "a.css"
    file.write_text("a")
    before = bouwen.fingerprint([file])
    file.write_text("b")
    assert bouwen.fingerprint([file]) != before


@built
def test_first_view_stays_light():
    assets = {name: len(gzip.compress(data, 9)) for name, data in bouwen.assets().items()}
    assert assets["kapstok.css"] + assets["werkplek.css"] <= 20 * KILOBYTE
    assert assets["kapstok.js"] + assets["htmx.js"] <= 20 * KILOBYTE


@built
def test_every_token_that_our_stylesheets_ask_for_exists():
    sheet = bouwen.assets()["kapstok.css"].decode() + bouwen.assets()["werkplek.css"].decode()
    own = {name for name in bouwen.css.VARIABLE.findall(sheet) if name.startswith(("--k-", "--basis-"))}
    declared = {name for name, _value in bouwen.css.DECLARATION.findall(sheet)}
    assert own - declared == set()


def test_scripts_use_nothing_that_the_content_policy_forbids():
    for path in (bouwen.FRONTEND / "js").glob("*.js"):
        text = path.read_text()
        for word in ("eval(", "new Function", ".innerHTML", "document.write", ".style."):
            assert word not in text, (path.name, word)
