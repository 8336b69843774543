//! What cannot be read: rows, responses, columns that the table lacks.

use std::error::Error;
use std::io::{self, ErrorKind, Read};
use std::ops::ControlFlow;
use std::sync::mpsc;

use arrow_schema::ArrowError;
use rescue_sessions::Parser;
use rescue_sessions_arrow::{BatchReader, Poll, Response, Table, TableError};

const GOOD: &str = "OK\n\nID|Status|\n7|Waiting|\n8|Active|\n";
const BAD_ROW: &str = "OK\n\nID|Status|\n1|Waiting|\nx|secret|\n2|Active|\n";
const FAILURE: &str = "NOTLOGGEDIN";

type Body = io::Result<Box<dyn Read>>;

fn body(text: &'static str) -> Body {
    Ok(Box::new(text.as_bytes()))
}

/// Fails after its bytes.
struct Failing(&'static [u8]);

impl Read for Failing {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() { Err(ErrorKind::TimedOut.into()) } else { self.0.read(space) }
    }
}

fn table() -> Table {
    Table::from_response(Parser::new(), GOOD.as_bytes()).unwrap()
}

fn responses(bodies: Vec<Body>) -> impl Iterator<Item = Response<Box<dyn Read>>> {
    let polls = (0..).map(|number| Poll { time: None, file: Some(format!("{number}.txt")) });
    polls.zip(bodies).map(|(poll, body)| Response::new(poll, body))
}

/// The rows, and each problem as `file: message`.
fn skip(bodies: Vec<Body>) -> (usize, Vec<String>) {
    let (sender, problems) = mpsc::channel();
    let reader = BatchReader::from_responses(Parser::new(), table(), responses(bodies)).on_problem(move |problem| {
        let file = problem.poll.file.as_deref().unwrap_or_default();
        sender.send(format!("{file}: {}", problem.error)).unwrap();
        ControlFlow::Continue(())
    });
    let rows = reader.map(|batch| batch.unwrap().num_rows()).sum();
    (rows, problems.iter().collect())
}

/// The rows before the error, and the error.
fn stop(bodies: Vec<Body>) -> (usize, TableError) {
    let mut reader = BatchReader::from_responses(Parser::new(), table(), responses(bodies));
    let (mut rows, mut error) = (0, None);
    for batch in &mut reader {
        assert!(error.is_none(), "the error is the last item");
        match batch {
            Ok(batch) => rows += batch.num_rows(),
            Err(ArrowError::ExternalError(found)) => error = Some(*found.downcast::<TableError>().unwrap()),
            Err(other) => panic!("{other}"),
        }
    }
    assert!(reader.next().is_none());
    (rows, error.expect("an error"))
}

#[test]
fn rows_that_cannot_be_read_are_reported_with_their_position() {
    let (rows, problems) = skip(vec![body(GOOD), body(BAD_ROW), body(GOOD)]);
    assert_eq!(rows, 6);
    assert_eq!(problems, ["1.txt: record 2 (line 5, byte 26): ID is not an integer"]);
}

#[test]
fn the_first_problem_ends_the_reader_after_the_rows_before_it() {
    let (rows, error) = stop(vec![body(GOOD), body(BAD_ROW), body(GOOD)]);
    assert_eq!(rows, 3);
    let TableError::Row(error) = error else { panic!("{error}") };
    assert_eq!((error.position().line(), error.position().record()), (5, Some(2)));
    assert!(matches!(stop(vec![body(FAILURE), body(GOOD)]), (0, TableError::Response(_))));
}

#[test]
fn responses_that_are_no_list_are_reported() {
    let missing = Err(io::Error::from(ErrorKind::NotFound));
    let (rows, problems) = skip(vec![body(FAILURE), missing, body("<html>"), body(""), body(GOOD)]);
    assert_eq!((rows, problems.len()), (2, 4));
    assert_eq!(problems[0], "0.txt: the service answered NOTLOGGEDIN");
    assert_eq!(problems[1], "1.txt: reading the response failed: entity not found");
}

#[test]
fn a_response_that_cannot_be_read_further_keeps_its_rows() {
    let failing = Box::new(Failing(b"OK\n\nID|Status|\n1|Active|\n2|Act"));
    let (rows, problems) = skip(vec![Ok(failing), body(GOOD)]);
    assert_eq!(problems, ["0.txt: reading the response failed: timed out"]);
    assert_eq!(rows, 2, "whether the row of 1 has ended is not known");
}

#[test]
fn a_soap_response_that_ends_early_is_one_problem_after_its_rows() {
    const SESSION: &str = "<SESSION_V3><iID>7</iID></SESSION_V3>";
    let soap = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><getSession_V3Response \
                xmlns='https://secure.logmeinrescue.com/API/API.asmx'><getSession_V3Result>getSession_OK</getSession_V3Result>\
                <aSessions>";
    let text = format!("{soap}{SESSION}{}{SESSION}", SESSION.replace('7', "x"));
    let table = Table::from_response(Parser::new(), text.as_bytes()).unwrap();
    let responses = responses(vec![body(text.leak()), body(GOOD)]);
    let (sender, problems) = mpsc::channel();
    let reader = BatchReader::from_responses(Parser::new(), table, responses).on_problem(move |problem| {
        sender.send(matches!(problem.error, TableError::Row(_))).unwrap();
        ControlFlow::Continue(())
    });
    assert_eq!(reader.map(|batch| batch.unwrap().num_rows()).sum::<usize>(), 4);
    assert_eq!(problems.iter().collect::<Vec<_>>(), [true, false]);
}

#[test]
fn a_column_that_the_table_lacks_is_a_problem_of_the_response() {
    let wider = "OK\n\nID|Status|Shoe Size|\n7|Active|41|\n";
    let (rows, problems) = skip(vec![body(wider), body(GOOD)]);
    assert_eq!((rows, problems), (2, vec!["0.txt: the response has a column that the table lacks".to_owned()]));
    assert!(matches!(stop(vec![body(wider)]), (0, TableError::MissingColumn)));
}

#[test]
fn messages_and_debug_texts_show_no_value() {
    let (_, error) = stop(vec![body(BAD_ROW)]);
    assert!(!format!("{error} {error:?}").contains("secret"));
    let reader = BatchReader::from_response(Parser::new(), BAD_ROW.as_bytes()).unwrap();
    let debug = format!("{reader:?}");
    assert!(debug.starts_with("BatchReader { table: Table {") && !debug.contains("secret"), "{debug}");
}

/// The message of the wrapped error is that of [`TableError`], so its causes are too.
#[test]
fn an_error_has_the_causes_of_the_one_in_it() {
    let failed = io::Error::other(ArrowError::ExternalError("the cause".into()));
    let (_, error) = stop(vec![Err(failed)]);
    assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("the cause"));

    let (_, error) = stop(vec![body("OK\n\nID|Status|\n99999999999999999999|Waiting|\n")]);
    let TableError::Row(row) = &error else { panic!("{error}") };
    assert_eq!(error.source().map(ToString::to_string), row.source().map(ToString::to_string));
    assert!(stop(vec![body("OK\n\nID|Shoe Size|\n")]).1.source().is_none());
}
