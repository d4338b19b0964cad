"""What the web server calls: Django's handler, and for applications no more of it than they need."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import close_old_connections
from django.utils.log import log_response

from kapstok.platform.http.door import routes, serve

StartResponse = Callable[..., Any]


class Server(WSGIHandler):
    """Signals at the start and end of a request cost as much as the rest of the way in; nothing listens to them here
    but what looks after the connections, which is called by its name.
    """

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """One request (PEP 3333)."""
        match = routes().find(environ["PATH_INFO"])
        if match is None:
            return super().__call__(environ, start_response)
        close_old_connections()
        request = WSGIRequest(environ)
        response = serve(request, match)
        if response.status_code >= 400:
            log_response("%s: %s", response.reason_phrase, request.path, response=response, request=request)
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        if response.streaming:
            return response
        request.close()
        return (response.content,)  # type: ignore[attr-defined]
