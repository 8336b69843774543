//! The limits on record size and column count: the largest accepted size and the next larger one.

use rescue_sessions::{Error, ErrorKind, Parser};

fn header_of(columns: usize) -> String {
    (1..columns).fold("OK ID".to_owned(), |header, number| format!("{header}|c{number}"))
}

fn row_of(bytes: usize) -> String {
    format!("OK ID|Entry\n1|{}\n2|b\n", "x".repeat(bytes - 2))
}

fn kinds(parser: Parser, body: &str) -> Vec<Option<ErrorKind>> {
    let kind = |record: Result<_, Error>| record.err().map(Error::into_kind);
    parser.parse(body).unwrap().records().map(|record| kind(record.map(|_| ()))).collect()
}

#[test]
fn a_record_has_at_most_65_536_bytes_by_default() {
    let too_long = Some(ErrorKind::RecordTooLong { limit: 65_536 });
    assert_eq!(kinds(Parser::new(), &row_of(65_536)), [None, None]);
    assert_eq!(kinds(Parser::new(), &row_of(65_537)), [too_long.clone(), None]);
    assert_eq!(kinds(Parser::new().strict(true), &row_of(65_537)), [too_long, None]);
    let strict = Parser::new().strict(true).max_record(8);
    assert_eq!(kinds(strict, "OK ID|Entry\n1||34567\n"), [Some(ErrorKind::EmptyField { index: 1 })]);
    assert_eq!(kinds(strict, "OK ID|Entry\n1||345678\n"), [Some(ErrorKind::RecordTooLong { limit: 8 })]);
    assert_eq!(kinds(Parser::new().max_record(65_537), &row_of(65_537)), [None, None]);
    assert_eq!(kinds(Parser::new().max_record(8), &row_of(9)), [Some(ErrorKind::RecordTooLong { limit: 8 }), None]);
    let header = Parser::new().max_record(7).parse("OK ID|Entry\n").unwrap_err();
    assert_eq!(header.kind(), &ErrorKind::RecordTooLong { limit: 7 });
}

#[test]
fn a_header_has_at_most_256_columns_by_default() {
    let parse_header = |parser: Parser, columns| {
        let body = header_of(columns);
        parser.parse(&body).map(|list| list.header().len()).map_err(Error::into_kind)
    };
    assert_eq!(parse_header(Parser::new(), 256), Ok(256));
    assert_eq!(parse_header(Parser::new(), 257), Err(ErrorKind::TooManyColumns { limit: 256 }));
    assert_eq!(parse_header(Parser::new().max_columns(257), 257), Ok(257));
    assert_eq!(parse_header(Parser::new().max_columns(usize::MAX), 4_096), Ok(4_096));
    assert_eq!(
        parse_header(Parser::new().max_columns(usize::MAX), 4_097),
        Err(ErrorKind::TooManyColumns { limit: 4_096 })
    );
}

#[test]
fn the_largest_record_limit_is_accepted() {
    // Offsets in a row have 32 bits, so the parser caps the limit. A row of 4 GiB is too large for a test.
    assert_eq!(kinds(Parser::new().max_record(usize::MAX), &row_of(100_000)), [None, None]);
}

#[test]
fn strict_mode_counts_the_field_after_the_last_delimiter() {
    let error = |body: &str| {
        let list = Parser::new().strict(true).parse(body).unwrap();
        list.records().next().unwrap().unwrap_err().to_string()
    };
    assert_eq!(error("OK\n\nID|Entry|Hat\n7|a|b| \n"), "record 1 (line 4, byte 17): row has 4 fields, expected 3");
    assert_eq!(error("OK\n\nID|Entry|Hat\n7|a\n"), "record 1 (line 4, byte 17): row has 2 fields, expected 3");
}
