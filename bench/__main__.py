"""`make bench`: fill a database of its own, measure, print ratios. Nothing here decides whether a change lands.

ZAKEN=1000000 make bench        the number of zaken over three municipalities (default 100,000)
"""

import os
import sys
from pathlib import Path

ZAKEN = int(os.environ.get("ZAKEN", "100000"))
PARTS = sys.argv[1:] or ["api", "documenten", "werkplek", "brieven"]
ROOT = Path(__file__).resolve().parent.parent

os.environ["KAPSTOK_DATA"] = str(ROOT / "var" / f"bench-{ZAKEN}")
os.environ["KAPSTOK_LOGNIVEAU"] = "ERROR"
os.environ["DJANGO_SETTINGS_MODULE"] = "kapstok.site.settings"


def main() -> int:
    from bench.zaaien import prepare
    from kapstok.site.process import database

    with database():
        prepare(ZAKEN if set(PARTS) - {"notificaties"} else 0)
        from bench import api, brieven, documenten, notificaties, werkplek

        if "notificaties" in PARTS:
            notificaties.measure()

        if "werkplek" in PARTS:
            werkplek.measure(ZAKEN)
        if "api" in PARTS:
            api.measure(ZAKEN, os.environ.get("ALLEEN", ""))
        if "documenten" in PARTS:
            documenten.measure()
    if "brieven" in PARTS:
        brieven.measure()
    return 0


if __name__ == "__main__":
    sys.exit(main())
