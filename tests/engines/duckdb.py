"""Runs the queries over Parquet files with DuckDB, and compares the results with the known answers of the simulation.

`duckdb.py FILES ANSWERS`: FILES is a pattern such as `archive/*.parquet`. Also checks how DuckDB and pyarrow see the columns.
"""

import json
import pathlib
import sys
import time

sys.path = [folder for folder in sys.path if folder != str(pathlib.Path(__file__).parent)]  # this file has the name of a package
import duckdb
import pyarrow.parquet

TYPES = {
    "id": "BIGINT",
    "status": "VARCHAR",
    "start_time": "TIMESTAMP",
    "waiting_time": "BIGINT",
    "is_lead_technician": "BOOLEAN",
    "withheld": "VARCHAR[]",
    "poll_time": "TIMESTAMP WITH TIME ZONE",
    "poll_file": "VARCHAR",
}

files, answers = sys.argv[1], json.loads(pathlib.Path(sys.argv[2]).read_text())
connection = duckdb.connect()
connection.execute("SET TimeZone = 'UTC'")
connection.execute(f"CREATE VIEW polls AS SELECT * FROM read_parquet('{files}', union_by_name = true)")

types = {name: kind for name, kind, *_ in connection.execute("DESCRIBE polls").fetchall()}
assert {name: types[name] for name in TYPES} == TYPES, types
first = sorted(pathlib.Path(".").glob(files) if not files.startswith("/") else pathlib.Path("/").glob(files[1:]))[0]
schema = pyarrow.parquet.read_schema(first)
assert str(schema.field("start_time").type) == "timestamp[ms]", schema
assert str(schema.field("poll_time").type) == "timestamp[ms, tz=UTC]", schema
print(f"DuckDB {duckdb.__version__} and pyarrow {pyarrow.__version__}: the types are right")

waits = [(wait["channel"], wait["hour"], wait["sessions"], wait["median"]) for wait in answers["waits"]]
expected = {
    "totals": [(answers["polls_with_rows"], answers["rows"], answers["sessions"])],
    "rows_by_status": sorted(answers["rows_by_status"].items()),
    "sessions_by_last_status": sorted(answers["sessions_by_last_status"].items()),
    "sessions_with_two_technicians": [(answers["sessions_with_two_technicians"],)],
    "new_and_gone": [(answers["changes"]["new"], answers["changes"]["gone"])],
    "waits": sorted(waits),
}
wrong = 0
for name, rows in expected.items():
    query = (pathlib.Path(__file__).parent / "queries" / f"{name}.sql").read_text()
    start = time.perf_counter()
    found = connection.execute(query).fetchall()
    seconds = time.perf_counter() - start
    is_right = found == rows
    wrong += not is_right
    print(f"{name}: {len(found)} rows in {seconds:.2f} s, {'equal to the known answer' if is_right else 'WRONG'}")
sys.exit(wrong)
