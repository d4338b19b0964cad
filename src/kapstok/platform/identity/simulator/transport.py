"""Back-channel calls to our own simulator without the network.

The web process would otherwise wait for a second thread of itself, and `<gemeente>.localhost` resolves in
browsers but not in every C library.
"""

import time

import httpx

from kapstok.platform.identity.simulator.provider import back_channel


class SimulatorTransport(httpx.BaseTransport):
    """Answers for one issuer; any other address is refused."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        address = str(request.url.copy_with(query=None, fragment=None))
        if not address.startswith(f"{self.issuer}/"):
            raise httpx.ConnectError("not the simulator", request=request)
        status, body = back_channel(
            self.issuer,
            address.removeprefix(f"{self.issuer}/"),
            method=request.method,
            headers={name.lower(): value for name, value in request.headers.items()},
            body=request.read(),
            now=time.time(),
        )
        return httpx.Response(status, json=body, request=request)
