"""Souk from Python, with the standard library alone.

    import souk
    warehouse = souk.Warehouse("sample.duckdb")          # made by: souk open sample; or a folder of Parquet files
    rows = warehouse.sql("select role, sum(amount) as amount from market.payment group by role")
    rows.integers("amount")                              # exact: Python's integers have no limit
    rows.to_pandas()                                     # if pandas is installed

    server = souk.Server("http://127.0.0.1:8080")        # a running `souk serve`
    server.metric("supply", market="masa", as_of="2024-12-31")
    server.sql("select count(*) as logs from chain.log")

Amounts are integers of base units. JSON carries those of 128 bits as text, so that nothing rounds them on the way.
"""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.parse
import urllib.request

_SECONDS_MAX = 120


class SoukError(Exception):
    """What was asked for cannot be had; the message says why."""


class Rows:
    """Rows of a query, in its order: a sequence of dictionaries."""

    def __init__(self, rows):
        self._rows = rows

    def __len__(self):
        return len(self._rows)

    def __iter__(self):
        return iter(self._rows)

    def __getitem__(self, index):
        return self._rows[index]

    @property
    def columns(self):
        return list(self._rows[0]) if self._rows else []

    def column(self, name):
        """The values of a column as JSON had them; None where the database has NULL."""
        if self._rows and name not in self._rows[0]:
            raise SoukError(f"There is no column '{name}'; there are {', '.join(self.columns)}.")
        return [row[name] for row in self._rows]

    def integers(self, name):
        """The integers of a column, exactly, whatever their width."""
        return [None if value is None else int(value) for value in self.column(name)]

    def to_pandas(self, integers=()):
        """A pandas DataFrame; columns named in `integers` hold Python's exact integers."""
        import pandas

        frame = pandas.DataFrame(self._rows)
        for name in integers:
            frame[name] = self.integers(name)
        return frame


class Warehouse:
    """A warehouse, asked through the `souk` command: a DuckDB file, or a folder of Parquet files that `souk sample build` or
    `souk export` wrote. Nothing in it is changed; of a folder a copy is made, which goes when this object does.

    An export answers `sql` alone: it has addresses where metrics join ids.
    `command` is how to start Souk; without it SOUK, then a `souk` above this file, then PATH are tried.
    """

    def __init__(self, path, command=None):
        self.path = str(path)
        self._command = list(command) if command else _find_command()
        self._is_export = pathlib.Path(path, "export.json").exists()
        if pathlib.Path(path).is_dir():
            self._copy = tempfile.TemporaryDirectory(prefix="souk-")
            self.path = str(pathlib.Path(self._copy.name, "copy.duckdb"))
            self._ask("open", str(path), "--out", self.path)

    def sql(self, query):
        """Asks with one SELECT."""
        return self._rows("sql", "--db", self.path, "--format", "json", query)

    def metric(self, key, market="masa", as_of=None, known_at=None):
        """A number of the catalogue (docs/METRICS.md), as of a day of the chain and as files were known at a moment."""
        if self._is_export:
            raise SoukError("An export has addresses where metrics join ids. Ask the file or a snapshot of it, or use sql.")
        words = ["metrics", "get", key, "--db", self.path, "--market", market, "--json"]
        words += ["--as-of", str(as_of)] if as_of else []
        return self._rows(*words, *(["--known-at", str(known_at)] if known_at else []))

    def _rows(self, *words):
        return Rows(json.loads(self._ask(*words)))

    def _ask(self, *words):
        done = subprocess.run(
            [*self._command, *words], capture_output=True, text=True, timeout=_SECONDS_MAX, check=False
        )
        if done.returncode != 0:
            raise SoukError(done.stderr.strip() or f"souk ended with {done.returncode}")
        return done.stdout


class Server:
    """A running `souk serve`: the same questions as of a Warehouse, with the same answers.

    `key` is one of `souk keys new`; without it the variable SOUK_KEY, then none. It goes to https or this machine alone.
    """

    def __init__(self, address, key=None):
        self._address = address.rstrip("/")
        self._key = key or os.environ.get("SOUK_KEY")
        parts = urllib.parse.urlsplit(self._address)
        if parts.scheme not in ("http", "https"):
            raise SoukError(f"'{address}' is no server's address, such as http://127.0.0.1:8080.")
        if self._key and parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
            raise SoukError(f"A key is not sent to {parts.hostname} in the clear: use https.")

    def sql(self, query):
        """Asks with one SELECT, over a copy of the server's warehouse."""
        answer = self._ask("/api/v1/sql", {"sql": query})
        return Rows(_typed(answer))

    def metric(self, key, market="masa", as_of=None, known_at=None):
        """A number of the catalogue, all its rows."""
        path = f"/api/v1/markets/{urllib.parse.quote(market)}/metrics/{urllib.parse.quote(key)}?limit=10000"
        path += f"&as_of={as_of}" if as_of else ""
        path += f"&known_at={known_at}" if known_at else ""
        rows = []
        block = None
        while path:
            answer = self._ask(path)
            if block not in (None, answer["as_of"]):
                raise SoukError(f"Blocks came while '{key}' was read page by page. Ask again, or as of a day.")
            block, path = answer["as_of"], answer["next"]
            rows += _typed(answer)
        return Rows(rows)

    def _ask(self, path, body=None):
        request = urllib.request.Request(self._address + path)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        if self._key:
            request.add_unredirected_header("Authorization", f"Bearer {self._key}")
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS_MAX) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise SoukError(f"{path}: {error.read().decode(errors='replace')[:500]}") from error
        except urllib.error.URLError as error:
            raise SoukError(f"{self._address} does not answer: {error.reason}") from error


_INTEGERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
_EXACT_MAX = 2**53


def _typed(answer):
    """Rows whose values are as the `souk` command's JSON has them."""
    types = {column["name"]: column["type"] for column in answer["columns"]}
    return [{name: _value(value, types[name]) for name, value in row.items()} for row in answer["rows"]]


def _value(text, kind):
    if text is None:
        return None
    if kind == "BOOLEAN":
        return text == "true"
    if kind in _INTEGERS and abs(int(text)) <= _EXACT_MAX:
        return int(text)
    if kind in ("FLOAT", "DOUBLE") and text not in ("NaN", "Infinity", "-Infinity"):
        return float(text)
    return text


def tokens(units, decimals):
    """Base units as the token's decimal number, exactly."""
    sign, digits = ("-" if units < 0 else ""), str(abs(units)).rjust(decimals + 1, "0")
    whole, fraction = digits[: len(digits) - decimals], digits[len(digits) - decimals :].rstrip("0")
    return f"{sign}{int(whole):,}" + (f".{fraction}" if fraction else "")


def _find_command():
    if os.environ.get("SOUK"):
        return os.environ["SOUK"].split()
    launcher = pathlib.Path(__file__).resolve().parents[2] / "souk"
    if launcher.exists():
        return [str(launcher)]
    found = shutil.which("souk")
    if found is None:
        raise SoukError("souk is not on PATH. Set SOUK to the command that starts it.")
    return [found]
