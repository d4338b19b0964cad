"""News between processes."""

import threading

import psycopg
from django.db import connection

from kapstok.platform.db import notices

CHANNEL = "kapstok_proef"


def test_news_of_another_process_is_heard(tenant):
    heard = threading.Event()
    notices.on_notice(CHANNEL, heard.set)
    ear = threading.Thread(target=notices._listen, daemon=True)
    ear.start()
    assert heard.wait(20), "at the start news may have been missed, so everything is forgotten"
    heard.clear()
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        other.execute("SELECT pg_notify(%s, '')", [CHANNEL])
        assert heard.wait(20)
    assert notices.listening()


def test_this_process_hears_its_own_news_at_once(tenant):
    heard = threading.Event()
    notices.on_notice(CHANNEL, heard.set)
    notices.announce(CHANNEL)
    assert heard.is_set()
