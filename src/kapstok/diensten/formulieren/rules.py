"""Rules about drafts: how long they live, what their code looks like."""

import re
import secrets
from datetime import datetime, timedelta

KEEP = timedelta(days=30)
# No letters or digits that look or sound alike over the phone (0 O, 1 I L, 5 S, 2 Z, 8 B, U V).
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
CODE_LENGTH = 10


def expiry(now: datetime) -> datetime:
    return now + KEEP


def new_code() -> str:
    """45 bits; with the limit on attempts that is far out of reach of guessing within a month."""
    letters = [secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)]
    return f"{''.join(letters[:5])}-{''.join(letters[5:])}"


def plain_code(text: str) -> str:
    """The code as people type it, without dashes and spaces; empty when it cannot be one."""
    code = re.sub(r"[\s\-]", "", text).upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""
