"""A private PostgreSQL for tests, made from the system's binaries."""

import os
import pwd
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path

import psycopg

_FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def postgres_binary(name: str) -> str | None:
    """Return the path of one of PostgreSQL's programs, or None where it is not installed."""
    path = os.pathsep.join([os.environ.get("PATH", ""), *map(str, _FOLDERS)])
    return shutil.which(name, path=path)


class PostgresServer:
    """A server in a folder of its own, on a socket of its own, without durability.

    PostgreSQL refuses to run as root: then it runs as the user `postgres`.
    """

    def __init__(self) -> None:
        self._user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self._folder = Path(tempfile.mkdtemp(prefix="newsx-postgres-"))
        self._numbers = count()
        if os.geteuid() == 0:
            shutil.chown(self._folder, self._user)
        store = str(self._folder / "store")
        self._run("initdb", "-D", store, "-U", "newsx", "-A", "trust", "--no-sync", "-E", "UTF8")
        options = f"-k {self._folder} -c listen_addresses= -c fsync=off -c timezone=Asia/Tokyo"
        self._run(
            "pg_ctl", "-D", store, "-w", "-l", str(self._folder / "log"), "-o", options, "start"
        )

    def _run(self, name: str, *arguments: str) -> None:
        program = postgres_binary(name)
        user = self._user if os.geteuid() == 0 else None
        subprocess.run(
            [str(program), *arguments],
            check=True,
            capture_output=True,
            cwd=self._folder,
            user=user,
        )

    def database(self) -> str:
        """Make a new database and return its address, as `-o` takes it."""
        name = f"news_{next(self._numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.address(name)

    def address(self, database: str) -> str:
        """Return the address of a database."""
        return f"postgresql://newsx@/{database}?host={self._folder}"

    def close(self) -> None:
        """Stop it and remove its folder."""
        self._run("pg_ctl", "-D", str(self._folder / "store"), "-m", "immediate", "stop")
        shutil.rmtree(self._folder)
