"""A no that is about the request as a whole."""


class Refused(Exception):
    """No: with this status and code."""

    def __init__(self, status: int, code: str = "", detail: str = "", **headers: str) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code, self.detail, self.headers = status, code, detail, headers
