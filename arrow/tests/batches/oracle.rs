//! Every cell is compared with the session that the core reads.

use std::array;
use std::collections::HashSet;
use std::fs;
use std::io::Read;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{Array, RecordBatch, RecordBatchReader};
use rescue_sessions::{AnyReader, OwnedSession, Parser, ReadError};
use rescue_sessions_arrow::{BatchReader, Poll, Response, Table, TableError};
use rescue_sessions_synthetic::{Desk, DeskPlan, Plan, Version};

use crate::cells::{cell, expected};

/// Gives a few bytes at a time.
struct Trickle<'b>(&'b [u8], usize);

impl Read for Trickle<'_> {
    fn read(&mut self, space: &mut [u8]) -> std::io::Result<usize> {
        let len = self.1.min(space.len());
        self.0.read(&mut space[..len])
    }
}

type Errors = Vec<(String, Option<Vec<u8>>)>;

/// The batches of a response, with the errors of its rows.
fn batches(body: &[u8], piece: usize, batch_size: usize) -> (Vec<RecordBatch>, Errors) {
    let (reader, errors) = reader(body, piece, batch_size);
    let batches = collect(reader, batch_size);
    (batches, Arc::into_inner(errors).unwrap().into_inner().unwrap())
}

type Reader<'b> = BatchReader<Trickle<'b>, array::IntoIter<Response<Trickle<'b>>, 1>>;

fn reader(body: &[u8], piece: usize, batch_size: usize) -> (Reader<'_>, Arc<Mutex<Errors>>) {
    let table = Table::from_response(Parser::new(), body).expect("a session list");
    let response = Response::new(Poll::default(), Ok(Trickle(body, piece)));
    let errors = Arc::new(Mutex::new(Errors::new()));
    let receiver = Arc::clone(&errors);
    let reader = BatchReader::from_responses(Parser::new(), table, [response]).batch_size(batch_size);
    let reader = reader.on_problem(move |problem| {
        assert!(matches!(problem.error, TableError::Row(_) | TableError::Response(_)));
        receiver.lock().unwrap().push((problem.error.to_string(), problem.raw.map(<[u8]>::to_vec)));
        ControlFlow::Continue(())
    });
    (reader, errors)
}

fn collect(reader: Reader<'_>, batch_size: usize) -> Vec<RecordBatch> {
    let batches: Vec<RecordBatch> = reader.collect::<Result<_, _>>().expect("all problems were taken");
    for (index, batch) in batches.iter().enumerate() {
        let is_last = index + 1 == batches.len();
        assert!(batch.num_rows() == batch_size || is_last && (1..batch_size).contains(&batch.num_rows()));
    }
    batches
}

/// Some columns, in another order, and one of them twice; a column alone; none.
fn check_projections(body: &[u8], batch_size: usize) {
    let (all, expected_errors) = batches(body, usize::MAX, batch_size);
    let columns = Table::from_response(Parser::new(), body).unwrap().to_arrow().fields().len();
    let mut projections = vec![Vec::new(), (0..columns).rev().step_by(2).collect(), vec![0, columns - 1, 0]];
    projections.extend((0..columns).map(|column| vec![column]));
    for projection in projections {
        let (reader, errors) = reader(body, usize::MAX, batch_size);
        let reader = reader.project(&projection).unwrap();
        let schema = reader.schema();
        let found = collect(reader, batch_size);
        let expected: Vec<_> = all.iter().map(|batch| batch.project(&projection).unwrap()).collect();
        assert_eq!(found, expected, "{projection:?}");
        assert!(found.iter().all(|batch| batch.schema() == schema));
        assert_eq!(*errors.lock().unwrap(), expected_errors);
    }
}

fn check(body: &[u8], piece: usize, batch_size: usize) {
    let (mut sessions, mut errors) = (Vec::new(), Vec::new());
    for session in AnyReader::new(Parser::new(), body).unwrap() {
        match session {
            Ok(session) => sessions.push(session),
            Err(ReadError::Response(error)) => errors.push(error.to_string()),
            Err(error) => panic!("{error}"),
        }
    }
    let (batches, found) = batches(body, piece, batch_size);
    assert_eq!(found.iter().map(|(message, _)| message.clone()).collect::<Vec<_>>(), errors);
    let rows = batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |row| (batch, row)));
    let rows: Vec<_> = rows.collect();
    assert_eq!(rows.len(), sessions.len());
    for ((batch, row), session) in rows.into_iter().zip(&sessions) {
        check_row(batch, row, session);
    }
}

fn check_row(batch: &RecordBatch, row: usize, session: &OwnedSession) {
    for field in batch.schema().fields() {
        if field.metadata().contains_key("column") {
            assert_eq!(cell(batch, field.name(), row), expected(session, field), "{field} of row {row}");
        }
    }
    let unresolved = session.damage.iter().filter(|damage| !damage.is_resolved);
    let withheld: Vec<_> = unresolved.flat_map(|damage| damage.columns.clone()).collect();
    let schema = batch.schema();
    let names = withheld.iter().map(|column| {
        let field = schema.fields().iter().find(|field| field.metadata().get("column") == Some(column));
        let field = field.expect("a column of the table");
        assert_eq!(cell(batch, field.name(), row), None);
        field.name().clone()
    });
    assert_eq!(cell(batch, "withheld", row).unwrap(), names.collect::<Vec<_>>().join(","));
}

#[test]
fn every_body_of_the_corpus() {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus");
    let mut lists = 0;
    for entry in fs::read_dir(corpus).unwrap() {
        let path = entry.unwrap().path();
        let is_body = path.extension().is_some_and(|extension| extension == "txt" || extension == "xml");
        if !is_body {
            continue;
        }
        let body = fs::read(&path).unwrap();
        if Table::from_response(Parser::new(), &body[..]).is_err() {
            continue;
        }
        lists += 1;
        for (piece, batch_size) in [(usize::MAX, 8_192), (1, 1), (7, 2)] {
            check(&body, piece, batch_size);
        }
        check_projections(&body, 7);
    }
    assert!(lists > 60, "{lists}");
}

#[test]
fn damaged_lists() {
    for seed in 0..8 {
        let version = if seed % 2 == 0 { Version::V3 } else { Version::V2 };
        let plan = Plan { rows: 500, seed, damage: 0.3, version, ..Plan::default() };
        let mut body = plan.head();
        body.extend(plan.rows().map(|row| row.text));
        for (piece, batch_size) in [(usize::MAX, 8_192), (64, 37)] {
            check(body.as_bytes(), piece, batch_size);
        }
        check_projections(body.as_bytes(), 100);
    }
}

#[test]
fn polls_in_one_table_keep_every_row_in_order() {
    let desk = DeskPlan { polls: 40, upgrade_at: Some(20), ..DeskPlan::default() };
    let polls: Vec<_> = Desk::new(desk).collect();
    let mut table = Table::from_response(Parser::new(), polls[0].body.as_bytes()).unwrap().with_poll();
    table.add(&Table::from_response(Parser::new(), polls[39].body.as_bytes()).unwrap());
    let responses = polls.iter().map(|poll| {
        let file = Some(format!("{}.txt", poll.time));
        Response::new(Poll { time: Some(poll.time.unix_seconds()), file }, Ok(poll.body.as_bytes()))
    });
    let batches: Vec<_> = BatchReader::from_responses(Parser::new(), table, responses)
        .batch_size(1_000)
        .collect::<Result<_, _>>()
        .unwrap();
    let mut rows = batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |row| (batch, row)));
    for poll in &polls {
        for session in AnyReader::new(Parser::new(), poll.body.as_bytes()).unwrap() {
            let (batch, row) = rows.next().expect("a row");
            check_row(batch, row, &session.unwrap());
            assert_eq!(cell(batch, "poll_time", row), Some(poll.time.unix_seconds().to_string()));
            assert_eq!(cell(batch, "poll_file", row), Some(format!("{}.txt", poll.time)));
        }
    }
    assert!(rows.next().is_none());
}

#[test]
fn columns_that_a_response_lacks_are_null_in_its_rows() {
    let plan = |version| Plan { rows: 300, version, ..Plan::default() }.body();
    let bodies = [
        plan(Version::V1),
        plan(Version::V3),
        "OK\n\nID|Waiting Time|HandingOff|\n".to_owned() + &"7|5|yes|\n8|6||\n".repeat(100),
        "OK\n\nStart Time|ID|Shoe Size|\n".to_owned() + &"2/16/2012 9:00 AM|7|43|\n".repeat(100),
    ];
    let mut table = Table::from_soap(&[]).with_poll();
    bodies.iter().for_each(|body| table.add(&Table::from_response(Parser::new(), body.as_bytes()).unwrap()));
    for table in [table.clone(), table.with_milliseconds()] {
        let poll = Poll { time: None, file: Some("x".to_owned()) };
        let responses = bodies.iter().map(|body| Response::new(poll.clone(), Ok(body.as_bytes())));
        let batches = BatchReader::from_responses(Parser::new(), table, responses).batch_size(250);
        let batches: Vec<_> = batches.collect::<Result<_, _>>().unwrap();
        let mut rows = batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |row| (batch, row)));
        for body in &bodies {
            for session in AnyReader::new(Parser::new(), body.as_bytes()).unwrap() {
                let (batch, row) = rows.next().expect("a row");
                check_row(batch, row, &session.unwrap());
                let others = ["status_code", "poll_time", "poll_file"].map(|name| cell(batch, name, row));
                assert_eq!(others, [None, None, Some("x".to_owned())]);
            }
        }
        assert!(rows.next().is_none());
    }
}

/// Rows of 60 kB, of which half are in a column of words, and half in one of texts.
struct LongRows {
    rows: usize,
    row: Vec<u8>,
}

impl Read for LongRows {
    fn read(&mut self, space: &mut [u8]) -> std::io::Result<usize> {
        if self.row.is_empty() && self.rows > 0 {
            let text = format!("{:030000}", self.rows);
            self.row = format!("7|{text}|{text}|\n").into_bytes();
            self.rows -= 1;
        }
        let len = (&self.row[..]).read(space)?;
        self.row.drain(..len);
        Ok(len)
    }
}

/// 64 MiB: 1,119 rows, but 2,237 if one of the columns did not count.
#[test]
fn a_batch_ends_when_it_has_much_text() {
    let rows = LongRows { rows: 1_200, row: Vec::new() };
    let body = "OK\n\nID|Entry|Transferred Comment|\n".as_bytes().chain(rows);
    let batches = BatchReader::from_response(Parser::new(), body).unwrap();
    let rows: Vec<usize> = batches.map(|batch| batch.unwrap().num_rows()).collect();
    assert_eq!(rows, [1_119, 81]);
}

/// Counts the bytes that are read.
struct Counted<'b>(&'b [u8], Arc<AtomicUsize>);

impl Read for Counted<'_> {
    fn read(&mut self, space: &mut [u8]) -> std::io::Result<usize> {
        let len = self.0.read(space)?;
        self.1.fetch_add(len, Ordering::Relaxed);
        Ok(len)
    }
}

/// Each small batch read a block more, so that most of the response was in memory.
#[test]
fn a_small_batch_reads_no_more_than_it_needs() {
    let plan = Plan { rows: 9_000, ..Plan::default() };
    let body = plan.body();
    let row_len = body.len() / 9_000;
    for batch_size in [1, 10, 100] {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Counted(body.as_bytes(), Arc::clone(&count));
        let mut rows = 0;
        for batch in BatchReader::from_response(Parser::new(), counted).unwrap().batch_size(batch_size) {
            rows += batch.unwrap().num_rows();
            let read = count.load(Ordering::Relaxed);
            assert!(read < rows * row_len + 5 * 65_536, "{read} bytes for {rows} rows");
        }
        assert_eq!(rows, 9_000);
    }
}

/// A short word is recognized by its length and its ends.
#[test]
fn words_with_equal_ends_stay_apart() {
    let words = [
        "",
        "a",
        "\0a",
        "a\0",
        "12345678",
        "123456789",
        "1234567812345678",
        "12345678x12345678",
        "12345678y12345678",
        "aaaaaaaa",
        "aaaaaaaaa",
        "aaaaaaaaaaaaaaaa",
        "aaaaaaaaaaaaaaaaa",
        "öaaaaaaa",
        "öaaaaaaaa",
        "é",
        "è",
    ];
    let mut body = "OK\n\nID|Entry|Technician|\n".to_owned();
    for id in 0..4_000_usize {
        body += &format!("{id}|{}|{}|\n", words[id % words.len()], words[id * 7 % 31 % words.len()]);
    }
    check(body.as_bytes(), usize::MAX, 1_000);
}

/// The table of recent words has room for fewer than these.
#[test]
fn a_dictionary_has_each_word_once_and_no_other() {
    let mut body = "OK\n\nID|Entry|Status|\n".to_owned();
    for id in 0..9_000_u64 {
        body += &format!("{id}|{:0>20}|{}|\n", id * 7_919 % 3_001, id % 3_001);
    }
    for batch in BatchReader::from_response(Parser::new(), body.as_bytes()).unwrap().batch_size(4_000) {
        let batch = batch.unwrap();
        for name in ["entry", "status"] {
            let array = batch.column_by_name(name).unwrap().as_dictionary::<Int32Type>();
            let words: HashSet<_> = array.values().as_string::<i32>().iter().collect();
            let used: HashSet<_> = array.keys().iter().collect();
            assert_eq!((words.len(), used.len()), (array.values().len(), array.values().len()), "{name}");
        }
    }
}
