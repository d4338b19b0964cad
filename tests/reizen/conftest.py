"""Browser journeys: the real product started by `kapstok run` on its own port and data, with the demo in it.

Needs Chromium on the machine; without it the journeys are skipped, and the reason is shown.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
ROOT = Path(__file__).resolve().parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "reizen" in str(item.path):
            item.add_marker(pytest.mark.reis)
            if CHROMIUM is None:
                item.add_marker(
                    pytest.mark.skip(reason="Chromium is not on this machine (apt-get install chromium)")
                )


@pytest.fixture(scope="session")
def huis(draaiend_huis: Any) -> str:
    """The running product; gives its port."""
    return str(draaiend_huis.port)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
        ]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def bezoek(huis: str, chromium: Any) -> Iterator[Callable[..., Any]]:
    """`bezoek("ooststellingwerf", script=False, breed=390)`: a fresh browser at a municipality."""
    contexts: list[Any] = []

    def visit(slug: str = "ooststellingwerf", *, script: bool = True, breed: int = 1280) -> Any:
        context = chromium.new_context(
            base_url=f"http://{slug}.localhost:{huis}",
            java_script_enabled=script,
            viewport={"width": breed, "height": 900},
            locale="nl-NL",
        )
        contexts.append(context)
        context.set_default_timeout(20_000)
        return context.new_page()

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def beeld() -> Callable[[Any, str], None]:
    """Keep a screenshot for the README when KAPSTOK's pictures are being made (`BEELDEN=ja make test`)."""

    def keep(page: Any, name: str) -> None:
        if os.environ.get("BEELDEN") == "ja":
            page.screenshot(path=str(ROOT / "docs" / "beeld" / f"{name}.png"))

    return keep
