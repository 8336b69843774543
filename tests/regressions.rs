//! Regression tests: each has the smallest body that shows a former bug, and the right answer. Comments describe the
//! bug. Bodies that need no settings are also in `corpus/`.

use rescue_sessions::{Column, Decoder, Delimiter, ErrorKind, Parser, Session, parse};

/// Each session as its fields separated by `·`, with `?` for a withheld one, or the error message.
fn sessions(parser: Parser, body: &str) -> Vec<String> {
    let mut sessions = parser.parse(body).unwrap().into_iter();
    let mut items = Vec::new();
    while let Some(session) = sessions.next() {
        items.push(match session {
            Ok(_) => sessions.last_fields().map(|field| field.unwrap_or("?")).collect::<Vec<_>>().join("·"),
            Err(error) => error.to_string(),
        });
    }
    items
}

fn only_session(body: &str) -> Session<'_> {
    let mut sessions = parse(body).unwrap().sessions();
    let session = sessions.next().unwrap().unwrap();
    assert!(sessions.next().is_none());
    session
}

/// A language code in the next field was taken as the Language.
#[test]
fn the_language_is_withheld_if_a_code_follows_an_empty_field() {
    let body = "OK\n\nID|Custom Field 0|Language|Transferred To|Transferred Comment|\n7|a||en|x|y|\n";
    assert_eq!(sessions(Parser::new(), body), ["7·?·?·?·?"]);
    let session = only_session(body);
    assert_eq!(session.damage().len(), 1);
    assert_eq!(session.damage()[0].raw(), "a||en|x|y");

    let body = "OK\n\nID|Status|Entry ID|Entry|Technician ID|Technician|Start Time|Waiting Time|Custom Field 0|\
                Custom Field 1|Custom Field 2|Language|Transferred To|Transferred Comment|Is Lead Technician|\
                HandingOff|\n\
                7|Active|0||5|Jo|2/16/2012 9:00 AM|13|Ann||||it|call back|urgent|yes||\n";
    let session = only_session(body);
    assert!(session.is_withheld(Column::Language));
    assert_eq!(session.language(), None);
    let columns: Vec<&str> = session.damage().iter().flat_map(|damage| damage.columns()).collect();
    let withheld =
        ["Custom Field 0", "Custom Field 1", "Custom Field 2", "Language", "Transferred To", "Transferred Comment"];
    assert_eq!(columns, withheld);
}

/// A row was returned without the lines after it, which can only belong to it.
#[test]
fn lines_that_fit_only_the_row_before_them_are_joined() {
    let read = |rows: &str| sessions(Parser::new(), &format!("OK\n\nID|Entry|\n{rows}"));
    assert_eq!(read("1|a|\nfoo\n7|\n"), ["1·a|\nfoo\n7"]);
    assert_eq!(read("1|a|\nfoo\nx7|\n"), ["1·a|\nfoo\nx7"]);
    assert_eq!(read("1|a|\n7|\n"), ["1·a|\n7"]);
}

/// If records start with free text, the error for a too long line included the next row.
#[test]
fn a_row_after_a_too_long_line_is_still_read() {
    let row = |id: u32| format!("{}|{id}|\n", "a".repeat(20));
    let body = format!("OK\n\nEntry|ID|\n{}{}c|3|\nd|4|\n", row(1), row(2));
    let first = "record 1 (line 4, byte 14): longer than 12 bytes";
    let second = "record 2 (line 5, byte 38): longer than 12 bytes";
    assert_eq!(sessions(Parser::new().max_record(12), &body), [first, second, "c·3", "d·4"]);
}

/// A row truncated inside its ID became text of the row before it, if that row ends with free text.
#[test]
fn a_truncated_id_is_not_text_of_the_row_before_it() {
    for rows in ["7|A|a\n166311", "7|A|a\n-", "7|A|a\n\n9\r"] {
        let body = format!("OK\n\nID|Status|Entry\n{rows}");
        let error = parse(&body).unwrap().sessions().next().unwrap().unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::AmbiguousEnd, "{rows:?}");
        assert_eq!(parse(&body).unwrap().sessions().count(), 1, "{rows:?}");
    }
    // The truncated delimiter of two characters can follow the ID.
    let parser = Parser::new().delimiter(Delimiter::new(r"\;").unwrap());
    let list = parser.parse("OK\n\nID\\;Entry\n7\\;a\n8\\").unwrap();
    assert!(list.sessions().all(|session| session.is_err()));
    // No row starts with `x8`, so it is text, and the record is complete.
    assert_eq!(sessions(Parser::new(), "OK\n\nID|Entry\n7|a\nx8"), ["7·a\nx8"]);
    // If lines end with a delimiter, the record before the truncated ID is complete.
    let read = sessions(Parser::new(), "OK\n\nID|Entry|\n7|a|\nb|\n8");
    assert_eq!(read, ["7·a|\nb", "record 2 (line 6, byte 22): row has 1 field, expected 2"]);
}

/// A row was returned although its text continues in the truncated last line.
#[test]
fn a_row_whose_text_was_truncated_is_an_error() {
    for rows in ["7||\nx", "7|x|\n8x"] {
        let body = format!("OK\n\nID|Entry|\n{rows}");
        let error = parse(&body).unwrap().sessions().next().unwrap().unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::AmbiguousEnd, "{rows:?}");
    }
    let read = sessions(Parser::new(), "OK\n\nID|Status|Entry ID|Entry|\n7|A|5|x|\n8|A|y|z\n9|A|5");
    assert_eq!(
        read,
        ["record 1 (line 4, byte 30): the end of the record is ambiguous: the lines after it may belong to it"]
    );
}

/// If records start with free text, a line was returned as a row although its row may start in the error before it.
#[test]
fn a_row_that_may_start_inside_an_error_is_not_read() {
    let read = |rows: &str| sessions(Parser::new(), &format!("OK\n\nEntry|ID\n{rows}"));
    let error = "record 1 (line 4, byte 16): row ends with a delimiter, but the header does not";
    assert_eq!(read("|7|\n|7\n"), [error]);
    assert_eq!(read("|7|\n|7\nx|8\n"), [error, "x·8"]);
}

/// Every line with the expected number of fields started a row.
#[test]
fn a_row_that_starts_with_start_time_needs_a_valid_one() {
    let read = |header: &str, rows: &str| sessions(Parser::new(), &format!("OK\n\n{header}\n{rows}"));
    assert_eq!(read("Start Time|ID|Entry", "2/16/2012 9:00 AM|7|\n||\n"), ["2/16/2012 9:00 AM·7·\n||"]);
    let rows = "2/16/2012 9:00 AM|5||\nen|2/16/2012 9:00 AM|7|\n";
    assert_eq!(read("Start Time|ID|Foo|", rows), ["2/16/2012 9:00 AM·5·|\nen|2/16/2012 9:00 AM|7"]);
}

/// If more blank lines than `max_record` bytes followed a record, the end of the body was taken as its end.
#[test]
fn the_end_of_the_body_does_not_end_a_record_far_before_it() {
    let parser = Parser::new().max_record(7);
    let body = "OK\n\nID|Foo|\n7|x|\n5|\n\n\n\n\n\n\n\n\n\n8|";
    let expected = ["7·x|\n5", "record 2 (line 15, byte 29): row has 1 field, expected 2"];
    assert_eq!(sessions(parser, body), expected);
    for split in 0..=body.len() {
        let mut decoder = Decoder::new(parser);
        let mut items = Vec::new();
        for chunk in [Some(&body[..split]), Some(&body[split..]), None] {
            match chunk {
                Some(chunk) => decoder.push(chunk.as_bytes()),
                None => decoder.finish(),
            }
            let mut sessions = decoder.sessions().unwrap();
            while let Some(session) = sessions.next() {
                items.push(match session {
                    Ok(_) => sessions.last_fields().flatten().collect::<Vec<_>>().join("·"),
                    Err(error) => error.to_string(),
                });
            }
        }
        assert_eq!(items, expected, "{split}");
    }
}

/// If `sessions` found that a line is too long, the rest of the line belonged to no item of `records`.
#[test]
fn records_after_sessions_report_a_too_long_line_with_its_end() {
    let body = b"OK\n\nID\n7|aaaaaaaaaaaa\n8\n";
    let mut decoder = Decoder::new(Parser::new().max_record(5));
    decoder.push(&body[..18]);
    assert_eq!(decoder.sessions().unwrap().count(), 0);
    assert_eq!(decoder.records().unwrap().count(), 0);
    decoder.push(&body[18..]);
    decoder.finish();
    let mut records = decoder.records().unwrap();
    assert!(records.next().unwrap().is_err());
    assert_eq!(records.last_span(), 7..21);
    assert_eq!(records.next().unwrap().unwrap().as_str(), "8");
}

/// An integer of more than 64 bits was taken as a possible Waiting Time.
#[test]
fn an_integer_beyond_64_bits_is_free_text_in_a_damaged_row() {
    let body = "OK\n\nID|Entry|Waiting Time|Technician|\n7|a|99999999999999999999|5|Jo|\n";
    assert_eq!(sessions(Parser::new(), body), ["7·a|99999999999999999999·5·Jo"]);
    // In a row without damage it is an error.
    let body = "OK\n\nID|Waiting Time|\n7|99999999999999999999|\n";
    let too_large = "record 1 (line 4, byte 23): Waiting Time does not fit in a 64-bit integer";
    assert_eq!(sessions(Parser::new(), body), [too_large]);
}

#[test]
fn a_blank_line_is_not_a_row_of_a_one_column_list() {
    for body in ["OK\n\nID\n7\n8\n \n", "OK\n\nID\n7\n\t \r\n8\n\n"] {
        assert_eq!(sessions(Parser::new(), body), ["7", "8"]);
        assert_eq!(parse(body).unwrap().records().filter(Result::is_ok).count(), 2);
        assert_eq!(parse(body).unwrap().records().count(), 2);
    }
}

/// The byte offset counted the CR, but the column did not.
#[test]
fn the_position_at_the_end_counts_a_last_carriage_return() {
    let body = "OK\n\nID|\n7|\r";
    let mut records = parse(body).unwrap().records();
    assert!(records.by_ref().all(|record| record.is_ok()));
    assert_eq!((records.position().byte(), records.position().line(), records.position().column()), (11, 4, 4));
    let mut sessions = parse(body).unwrap().sessions();
    assert!(sessions.by_ref().all(|session| session.is_ok()));
    assert_eq!((sessions.position().byte(), sessions.position().line(), sessions.position().column()), (11, 4, 4));
}

/// The byte offset counted the line, but the column did not, even if chunks split its characters.
#[test]
fn the_position_at_the_end_counts_a_too_long_last_line() {
    let parser = Parser::new().max_record(8);
    let body = "OK\n\nID|\n12345678901é🦀67\r";
    let mut sessions = parser.parse(body).unwrap().sessions();
    assert!(sessions.by_ref().all(|session| session.is_err()));
    assert_eq!((sessions.position().byte(), sessions.position().column()), (body.len() as u64, 17));
    for len in 1..body.len() {
        let mut decoder = Decoder::new(parser);
        for chunk in body.as_bytes().chunks(len) {
            decoder.push(chunk);
            decoder.sessions().unwrap().for_each(drop);
        }
        decoder.finish();
        let mut sessions = decoder.sessions().unwrap();
        sessions.by_ref().for_each(drop);
        assert_eq!((sessions.position().byte(), sessions.position().column()), (body.len() as u64, 17), "{len}");
    }
}

/// A flag could contain symbols, except as its first character.
#[test]
fn a_flag_is_a_word_of_letters() {
    let flag = |text: &str| {
        let body = format!("OK\n\nID|HandingOff|\n7|{text}|\n");
        let session = parse(&body).unwrap().sessions().next().unwrap();
        session.map(|session| session.is_handing_off()).map_err(|error| error.kind().clone())
    };
    for text in ["ja»", "a🦀", "nein？", "✓", "ja…", "a\u{200b}", "yes1", "ja.", "'", "-"] {
        assert_eq!(flag(text).unwrap_err().column(), Some(Column::HandingOff), "{text:?}");
    }
    for text in ["ja", "Ja", "sí", "si\u{301}", "ใช่", "हाँ", "はい", "d'accord", "d’accord", "oui-oui", "נֶן"]
    {
        assert_eq!(flag(text), Ok(Some(true)), "{text:?}");
    }
    for text in ["", "no", "NO", "false"] {
        assert_eq!(flag(text), Ok(Some(false)), "{text:?}");
    }
}

#[cfg(feature = "std")]
mod reader {
    use std::cell::Cell;
    use std::io::Read;
    use std::rc::Rc;

    use rescue_sessions::{Parser, SessionReader};

    /// The reader stopped at a pending error, because the error left the buffer unchanged.
    #[test]
    fn a_session_after_a_pending_error_is_not_lost() {
        let body = "OK\n\nID|Status|Waiting Time|\nx|A|1|\n8|A|1|";
        let mut reader = SessionReader::new(Parser::new(), body.as_bytes());
        let mut items = Vec::new();
        while let Some(mut sessions) = reader.next_block().unwrap() {
            items.extend(sessions.next().map(|session| session.map(|session| session.id()).ok()));
        }
        assert_eq!(items, [None, Some(8)]);
    }

    /// `next_block` returned `None` before all sessions were taken.
    #[test]
    fn untaken_sessions_of_the_last_block_come_again() {
        let body = "OK\n\nID|Status|\n7|A|\n8|A|\n";
        let mut reader = SessionReader::new(Parser::new(), body.as_bytes());
        for _ in 0..10 {
            assert!(reader.next_block().unwrap().is_some());
        }
        let mut ids = Vec::new();
        while let Some(sessions) = reader.next_block().unwrap() {
            ids.extend(sessions.flatten().map(|session| session.id()));
        }
        assert_eq!(ids, [7, 8]);
        assert!(reader.next_block().unwrap().is_none());
    }

    /// Counts the bytes that are read.
    struct Counted<'b>(&'b [u8], Rc<Cell<usize>>);

    impl Read for Counted<'_> {
        fn read(&mut self, space: &mut [u8]) -> std::io::Result<usize> {
            let len = self.0.read(space)?;
            self.1.set(self.1.get() + len);
            Ok(len)
        }
    }

    /// Each call read a block more, so that the whole response was in memory if few sessions of each block were taken.
    #[test]
    fn untaken_sessions_do_not_pile_up() {
        let body = "OK\n\nID|Status|\n".to_owned() + &"7|Active|\n".repeat(100_000);
        let count = Rc::new(Cell::new(0));
        let mut reader = SessionReader::new(Parser::new(), Counted(body.as_bytes(), Rc::clone(&count)));
        let mut taken = 0;
        while let Some(sessions) = reader.next_block().unwrap() {
            taken += sessions.take(1_000).map(Result::unwrap).count();
            assert!(
                count.get() < taken * "7|Active|\n".len() + 4 * 65_536 + 100,
                "{} bytes for {taken} rows",
                count.get()
            );
        }
        assert_eq!(taken, 100_000);
    }
}

/// A minus that is the delimiter is not the sign of an ID.
#[test]
fn a_delimiter_that_looks_like_a_sign_starts_no_row() {
    let parser = Parser::new().delimiter(Delimiter::new("-").unwrap());
    assert_eq!(sessions(parser, "OK\n\nID-Entry-\n7-a\n-8-\n9-c-\n"), ["7·a\n-8", "9·c"]);
}

/// A line under a list that starts with free text is not a record because it is well-formed.
#[test]
fn a_well_formed_line_after_free_text_can_belong_to_the_text() {
    let sessions = sessions(Parser::new(), "OK\n\nEntry|ID|\na|b|\nc|7|\nd|8|\n");
    assert_eq!(sessions.first().map(String::as_str), Some("a|b|\nc·7"), "{sessions:?}");
}

/// A header is wrapped only if it starts with ID, as the manual prints it.
#[test]
fn a_header_that_does_not_start_with_id_is_not_wrapped() {
    let list = parse("OK\n\nStatus|ID|\nEntry|\nWaiting|7|x|\n").unwrap();
    assert_eq!(list.header().iter().collect::<Vec<_>>(), ["Status", "ID"]);
}

/// A row on the line of the header does not count against the limit of columns.
#[test]
fn the_column_limit_does_not_count_a_row_on_the_headers_line() {
    let body = include_str!("../corpus/documented-sample.txt").replace("|\n", "|");
    let list = Parser::new().max_columns(16).parse(&body).unwrap();
    assert_eq!((list.header().len(), list.sessions().flatten().count()), (16, 1));
}

/// After the end of the list, the last fields were those of its last line, split as if that were no part of a damaged row.
/// In chunks this was so after each one.
#[test]
fn there_are_no_last_fields_after_none() {
    let header = "OK\n\nID|Technician|Custom Field 0|Language|\n";
    for rows in ["7|Jo|no|sound|en|\n", "7|x|a|en|\nx|Jo|a|en|\n", "7|Jo|a|en|\n"] {
        let body = header.to_owned() + rows;
        let mut list = parse(&body).unwrap().into_iter();
        assert!(list.by_ref().count() > 0);
        assert_eq!(list.last_fields().count(), 0, "{rows}");
    }

    let mut decoder = Decoder::new(Parser::new());
    decoder.push((header.to_owned() + "7|Jo|no|sound|en|\n8|a|b|en|\n9|").as_bytes());
    let mut ready = decoder.sessions().unwrap();
    assert_eq!(ready.next().unwrap().unwrap().id(), 7);
    assert_eq!(ready.last_fields().collect::<Vec<_>>(), [Some("7"), None, None, Some("en")]);
    assert!(ready.next().is_none());
    assert_eq!(ready.last_fields().count(), 0);
}
