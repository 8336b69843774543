"""Reads a session list with pyarrow's CSV reader on two threads: the same columns and types as the crate's batches.

Prints the rows, the nanoseconds a row of each round, the sum of all waiting times and the number of waiting sessions.
"""

import sys
import time

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv

path, rounds = sys.argv[1], int(sys.argv[2])
pa.set_cpu_count(2)
with open(path, "rb") as file:
    body = file.read()
body = body[body.index(b"\n\n") + 2 :]
words = pa.dictionary(pa.int32(), pa.string())
types = {
    "ID": pa.int64(),
    "Status": words,
    "Entry ID": pa.int64(),
    "Entry": words,
    "Technician ID": pa.int64(),
    "Technician": words,
    "Start Time": pa.timestamp("s"),
    "Waiting Time": pa.int64(),
    "Language": words,
    "Transferred To": words,
    "Transferred Comment": pa.string(),
    "Is Lead Technician": pa.bool_(),
    "HandingOff": pa.bool_(),
} | {f"Custom Field {number}": pa.string() for number in range(6)}
convert = csv.ConvertOptions(
    column_types=types,
    include_columns=list(types),
    timestamp_parsers=["%m/%d/%Y %I:%M %p"],
    true_values=["yes"],
    false_values=[""],
    null_values=[],
)
parse = csv.ParseOptions(delimiter="|", quote_char=False)
for _ in range(rounds):
    start = time.perf_counter()
    table = csv.read_csv(
        pa.BufferReader(body), csv.ReadOptions(use_threads=True), parse, convert
    )
    seconds = time.perf_counter() - start
    waited = pc.sum(table["Waiting Time"]).as_py()
    waiting = pc.sum(pc.equal(table["Status"].cast(pa.string()), "Waiting")).as_py()
    rows = table.num_rows
    print(f"pyarrow {rows} {seconds * 1e9 / rows:.1f} {waited} {waiting}")
