//! The writer: what it writes, what it refuses, and that the parser reads what was written.

use arbitrary::{Arbitrary, Unstructured};
use checks::owned_lists::OwnedList;
use checks::writer;
use common::strategies::lists;
use proptest::collection::vec;
use proptest::prelude::*;
use rescue_sessions::{
    Column, Delimiter, ErrorKind, OwnedDamage, OwnedSession, Parser, ReturnValue, Session, StartTime, Status,
    WriteError, WriteErrorKind, Writer, parse,
};
use rescue_sessions_synthetic::{Plan, Version};

proptest! {
    #![proptest_config(common::config(2_000))]

    #[test]
    fn lists_are_read_as_written_or_refused(bytes in vec(any::<u8>(), 0..600)) {
        if let Ok(list) = OwnedList::arbitrary(&mut Unstructured::new(&bytes)) {
            writer::check(&list);
        }
    }

    /// A delimiter that no value contains repairs embedded delimiters.
    #[test]
    fn recovered_sessions_are_written_with_another_delimiter(list in lists::list()) {
        let other = Delimiter::new("\u{1}").unwrap();
        let rows: String = list.rows.iter().map(|row| list.line(row) + "\n").collect();
        let body = format!("OK\n\n{}\n{rows}", list.line(&list.names));
        let parser = Parser::new().delimiter(common::delimiter(&list.delimiter));
        let sessions: Vec<Session<'_>> = parser.parse(&body).unwrap().sessions().filter_map(Result::ok).collect();
        let writer = Writer::columns(&list.names).delimiter(other).trailing_delimiter(list.trailing);
        match writer.to_string(&sessions) {
            Ok(written) => {
                let read = Parser::new().delimiter(other).parse(&written).unwrap();
                let read: Vec<Session<'_>> = read.sessions().map(Result::unwrap).collect();
                prop_assert!(read.iter().all(|session| session.damage().is_empty()));
                prop_assert_eq!(read, sessions);
            }
            Err(error) => {
                let session = &sessions[error.session().unwrap() as usize - 1];
                match error.kind() {
                    WriteErrorKind::Withheld => prop_assert!(session.has_withheld()),
                    WriteErrorKind::EmbeddedNewline => prop_assert!(session.as_str().contains('\n')),
                    _ => prop_assert!(false, "{}", error),
                }
            }
        }
    }
}

fn session(change: impl FnOnce(&mut OwnedSession)) -> OwnedSession {
    let mut session = OwnedSession::new(7);
    change(&mut session);
    session
}

/// A session with all values of version 3.
fn full() -> OwnedSession {
    session(|it| {
        it.status = Some(Status::Active);
        it.entry_id = Some(1927940688);
        it.entry = Some("Support EMEA".into());
        it.technician_id = Some(25445857);
        it.technician = Some("Jane Roe".into());
        it.start_time = StartTime::new(2024, 6, 9, 0, 4, 0);
        it.waiting_time = Some(-2);
        it.custom_fields = ["Ann Lee", "ACME", "+1 555 0100", "no  sound ", "", ""].map(|it| Some(it.into())).into();
        it.language = Some("pt-BR".into());
        it.transferred_to = Some(String::new());
        it.transferred_comment = Some("a\rb".into());
        it.is_lead_technician = Some(true);
        it.is_handing_off = Some(false);
    })
}

#[test]
fn a_list_is_written_as_the_service_sends_it() {
    let body = Writer::v3().to_string([&full(), &full()]).unwrap();
    let row = "7|Active|1927940688|Support EMEA|25445857|Jane Roe|6/9/2024 12:04 AM|-2|Ann Lee|ACME|+1 555 0100|\
               no  sound |||pt-BR||a\rb|yes||\n";
    let header = "ID|Status|Entry ID|Entry|Technician ID|Technician|Start Time|Waiting Time|Custom Field 0|\
                  Custom Field 1|Custom Field 2|Custom Field 3|Custom Field 4|Custom Field 5|Language|Transferred To|\
                  Transferred Comment|Is Lead Technician|HandingOff|\n";
    assert_eq!(body, ["OK\n\n", header, row, row].concat());
}

#[test]
fn borrowed_sessions_keep_their_text() {
    let body = "OK\n\nID|Status|Waiting Time|Start Time|HandingOff|\n007|Aborted|013|02/16/2012 09:00:00 AM|No|\n";
    let list = parse(body).unwrap();
    let sessions = || list.sessions().map(Result::unwrap);
    let writer = Writer::columns(list.header().iter());
    assert_eq!(writer.to_string(sessions()).unwrap(), body);
    let borrowed: Vec<Session<'_>> = sessions().collect();
    assert_eq!(writer.to_string(&borrowed).unwrap(), body);
    let owned: Vec<OwnedSession> = borrowed.into_iter().map(Session::into_owned).collect();
    let expected = "7|Aborted: technician was deleted or disabled|13|2/16/2012 9:00 AM||\n";
    assert!(writer.to_string(owned).unwrap().ends_with(expected));
}

#[test]
fn the_bodies_of_the_corpus_are_written_again() {
    let mut count = 0;
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus")).unwrap() {
        let body = std::fs::read(entry.unwrap().path()).unwrap();
        let Ok(list) = rescue_sessions::parse_bytes(&body) else { continue };
        let sessions: Vec<Session<'_>> = list.sessions().filter_map(Result::ok).collect();
        let header = list.header();
        let writer = Writer::columns(header.iter()).trailing_delimiter(header.has_trailing_delimiter());
        let Ok(written) = writer.to_string(&sessions) else { continue };
        let read = parse(&written).unwrap().sessions().map(Result::unwrap).collect::<Vec<_>>();
        assert_eq!(read, sessions);
        count += usize::from(!sessions.is_empty());
    }
    assert!(count >= 50, "{count} bodies");
}

#[test]
fn each_version_has_its_columns() {
    let columns = |writer: Writer| {
        let body = writer.to_string::<OwnedSession>([]).unwrap();
        let list = parse(&body).unwrap();
        assert!(list.header().has_trailing_delimiter() && list.sessions().next().is_none());
        (0..list.header().len()).map(|index| list.header().column(index).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(columns(Writer::v1()), Column::VERSION_2);
    assert_eq!(columns(Writer::v2()), Column::VERSION_2);
    assert_eq!(columns(Writer::v3()), Column::VERSION_3);
    assert_eq!(columns(Writer::columns([Column::Entry, Column::Id])), [Column::Entry, Column::Id]);
}

#[test]
fn settings_change_the_lines() {
    static WRITER: Writer = Writer::v2().delimiter(Delimiter::new(r"\;").unwrap()).trailing_delimiter(false);
    let body = WRITER.to_string::<&OwnedSession>([]).unwrap();
    assert!(body.starts_with("OK\n\nID\\;Status\\;Entry ID\\;") && body.ends_with("\\;HandingOff\n"));
    let session = session(|it| it.entry = Some(String::new()));
    let body = Writer::columns(["ID", "Entry"]).trailing_delimiter(false).to_string(vec![session]).unwrap();
    assert_eq!(body, "OK\n\nID|Entry\n7|\n");
}

fn error(writer: &Writer, session: OwnedSession) -> (String, Option<Column>, Option<String>) {
    let error = writer.to_string([full(), session]).unwrap_err();
    assert_eq!(error.session(), Some(2));
    assert_eq!(format!("{error:?}"), format!("WriteError(\"{error}\")"));
    (error.to_string(), error.column(), error.column_name().map(str::to_owned))
}

/// The messages contain neither values nor names of unknown columns.
#[test]
fn a_value_that_cannot_be_written_is_an_error() {
    type Change = fn(&mut OwnedSession);
    let cases: [(&str, Column, Change); 17] = [
        ("Entry contains the delimiter", Column::Entry, |it| it.entry = Some("Sales|Night".into())),
        ("Technician contains a newline", Column::Technician, |it| it.technician = Some("Jo\nRoe".into())),
        ("Custom Field 5 contains a newline", Column::CustomField(5), |it| it.custom_fields[5] = Some("\r\n".into())),
        ("Status contains the delimiter", Column::Status, |it| it.status = Some(Status::Other("a|".into()))),
        ("Status is `Other` with the text of a known status", Column::Status, |it| {
            it.status = Some(Status::Other("Active".into()));
        }),
        ("Status has no value, but the header has the column", Column::Status, |it| it.status = None),
        ("Entry ID has no value, but the header has the column", Column::EntryId, |it| it.entry_id = None),
        ("Start Time has no value, but the header has the column", Column::StartTime, |it| it.start_time = None),
        ("HandingOff has no value, but the header has the column", Column::HandingOff, |it| it.is_handing_off = None),
        ("Custom Field 5 has no value, but the header has the column", Column::CustomField(5), |it| {
            it.custom_fields.truncate(5);
        }),
        ("Custom Field 1 has no value, but the header has the column", Column::CustomField(1), |it| {
            it.custom_fields[1] = None;
        }),
        ("Custom Field 6 has a value, but the header does not have the column", Column::CustomField(6), |it| {
            it.custom_fields.push(Some("x".into()));
        }),
        ("Custom Field 6 has a value, but the header does not have the column", Column::CustomField(6), |it| {
            it.custom_fields.resize(300, None);
        }),
        ("Language is neither empty nor a language code", Column::Language, |it| it.language = Some("English".into())),
        ("Technician is withheld", Column::Technician, |it| withhold(it, &["Entry", "Technician"], &[])),
        ("Technician is withheld", Column::Technician, |it| withhold(it, &["Technician", "Shoe Size"], &["Shoe Size"])),
        ("Status has a value, but the header does not have the column", Column::Status, |it| {
            it.unknown_columns = vec![("Status".into(), Some("x".into()))];
        }),
    ];
    for (message, column, change) in cases {
        let mut session = full();
        change(&mut session);
        let name = column.name().into_owned();
        let message = format!("session 2: {message}");
        assert_eq!(error(&Writer::v3(), session), (message, Some(column), Some(name)));
    }
}

/// Makes Technician a withheld value.
fn withhold(session: &mut OwnedSession, columns: &[&str], unknown: &[&str]) {
    let mut damage = OwnedDamage::default();
    damage.columns = columns.iter().map(|name| (*name).to_owned()).collect();
    session.technician = None;
    session.unknown_columns = unknown.iter().map(|name| ((*name).to_owned(), None)).collect();
    session.damage = vec![damage];
}

#[test]
fn an_unknown_column_is_named_by_its_number() {
    let writer = Writer::columns(Column::VERSION_3.iter().map(Column::name).chain(["Cat".into(), "Dog".into()]));
    let with = |columns: &[(&str, Option<&str>)]| {
        let own = |(name, text): &(&str, Option<&str>)| ((*name).to_owned(), text.map(str::to_owned));
        let mut first = full();
        first.unknown_columns = [("Cat", Some("")), ("Dog", Some(""))].iter().map(own).collect();
        let mut second = full();
        second.unknown_columns = columns.iter().map(own).collect();
        let error = writer.to_string([first, second]).unwrap_err();
        assert_eq!((error.session(), error.column()), (Some(2), None));
        (error.to_string(), error.column_name().unwrap().to_owned())
    };
    let no_value = "session 2: column 20 has no value, but the header has the column".to_owned();
    assert_eq!(with(&[]), (no_value.clone(), "Cat".into()));
    assert_eq!(with(&[("Cat", None), ("Dog", Some(""))]), (no_value.clone(), "Cat".into()));
    assert_eq!(with(&[("Emu", Some(""))]), (no_value, "Cat".into()));
    assert_eq!(with(&[("Cat", Some("a|")), ("Dog", Some(""))]).0, "session 2: column 20 contains the delimiter");
    assert_eq!(with(&[("Dog", Some("")), ("Cat", Some(""))]).0, {
        "session 2: column 20 is in another place than in the header"
    });
    assert_eq!(with(&[("Cat", Some("")), ("Dog", Some("")), ("Cat", Some(""))]).0, {
        "session 2: column 20 is in another place than in the header"
    });
    assert_eq!(with(&[("Cat", Some("")), ("Dog", Some("")), ("Emu", Some(""))]), {
        ("session 2: an unknown column has a value, but the header does not have the column".into(), "Emu".into())
    });
}

#[test]
fn the_end_of_a_value_can_be_a_part_of_the_delimiter() {
    let write = |delimiter, trailing, entry: &str| {
        let session = session(|it| it.entry = Some(entry.into()));
        let writer = Writer::columns(["ID", "Entry"]).delimiter(Delimiter::new(delimiter).unwrap());
        writer.trailing_delimiter(trailing).to_string([session]).map_err(|error| error.to_string())
    };
    assert_eq!(write("||", true, "a|"), Err("session 1: Entry ends with the start of the delimiter".into()));
    assert_eq!(write("||", true, "a||"), Err("session 1: Entry contains the delimiter".into()));
    assert_eq!(write("||", true, "|a"), Ok("OK\n\nID||Entry||\n7|||a||\n".into()));
    assert_eq!(write("||", false, "a|"), Ok("OK\n\nID||Entry\n7||a|\n".into()));
    assert_eq!(write("||", false, "a||"), Err("session 1: Entry contains the delimiter".into()));
    assert_eq!(write("|", true, "a\r"), Ok("OK\n\nID|Entry|\n7|a\r|\n".into()));
    assert_eq!(write("|", false, "a\r"), {
        Err("session 1: Entry ends with a carriage return, and no delimiter follows".into())
    });
    assert_eq!(write("7", true, "a"), Err("session 1: ID contains the delimiter".into()));
}

#[test]
fn a_header_that_the_parser_rejects_is_an_error() {
    let error = |names: &[&str]| {
        let error = Writer::columns(names.iter().copied()).to_string::<OwnedSession>([]).unwrap_err();
        assert_eq!(error.session(), None);
        error
    };
    let invalid = |number: u32| {
        format!("header: the name of column {number} is a number, blank, or contains a control character")
    };
    assert_eq!(error(&[]).to_string(), "header: column ID is missing");
    assert_eq!(error(&[]).column(), Some(Column::Id));
    assert_eq!(error(&["Entry"]).to_string(), "header: column ID is missing");
    assert_eq!(error(&["ID", "Cat", "Cat"]).to_string(), "header: column 3 has the same name as column 2");
    assert_eq!(error(&["ID", "12"]).to_string(), invalid(2));
    assert_eq!(error(&["ID", " "]).to_string(), invalid(2));
    assert_eq!(error(&["", "ID"]).to_string(), invalid(1));
    assert_eq!(error(&["ID", "a\nb"]).to_string(), invalid(2));
    assert_eq!(error(&["ID", "a\t"]).to_string(), invalid(2));
    assert_eq!(error(&["ID", "Cat|Dog"]).to_string(), "header: the name of column 2 contains the delimiter");
    assert_eq!(error(&[" Cat", "ID"]).to_string(), "header: the name of column 1 starts with a space");
    assert_eq!(error(&[" Cat", "ID"]).column_name(), Some(" Cat"));
    let writer = Writer::columns(["ID", "a;"]).delimiter(Delimiter::new(";;").unwrap());
    let error = writer.to_string::<OwnedSession>([]).unwrap_err();
    assert_eq!(error.to_string(), "header: the name of column 2 ends with the start of the delimiter");
}

#[test]
fn the_limits_are_those_of_the_parser() {
    let with_entry = |len| session(|it| it.entry = Some("x".repeat(len)));
    let writer = Writer::columns(["ID", "Entry"]);
    let body = writer.to_string([with_entry(65_536 - "7||".len())]).unwrap();
    assert!(parse(&body).unwrap().sessions().all(|session| session.is_ok()));
    let long = with_entry(65_536 - "7||".len() + 1);
    let error = writer.to_string([&long]).unwrap_err();
    assert_eq!((error.to_string().as_str(), error.column_name()), ("session 1: longer than 65536 bytes", None));
    assert!(writer.allow_damage(true).to_string([&long]).is_ok());

    let columns = |count| ["ID".to_owned()].into_iter().chain((1..count).map(|number| format!("Name {number}")));
    for (count, trailing) in [(66, true), (66, false), (256, true), (256, false)] {
        let unknown = columns(count).skip(1).map(|name| (name, Some("x".into())));
        let session = session(|it| it.unknown_columns = unknown.collect());
        let sessions = vec![session; 3];
        let body = Writer::columns(columns(count)).trailing_delimiter(trailing).to_string(&sessions).unwrap();
        let read = parse(&body).unwrap().sessions().map(|session| session.unwrap().into_owned()).collect::<Vec<_>>();
        assert_eq!(read, sessions);
    }
    let error = Writer::columns(columns(257)).to_string::<OwnedSession>([]).unwrap_err();
    assert_eq!(error.to_string(), "header: more than 256 columns");
    let error = Writer::columns(["ID".into(), "x".repeat(70_000)]).to_string::<OwnedSession>([]).unwrap_err();
    assert_eq!(error.kind(), &WriteErrorKind::Header(ErrorKind::RecordTooLong { limit: 65_536 }));
}

/// The service always writes a Status, a Start Time and a Waiting Time, so they are not made up.
#[test]
fn missing_values_are_filled_with_what_the_service_writes() {
    let writer = Writer::v3().fill_missing(true);
    let mut session = OwnedSession::new(7);
    let message = |session: &OwnedSession| writer.to_string([session]).unwrap_err().to_string();
    assert_eq!(message(&session), "session 1: Status has no value, but the header has the column");
    session.status = Some(Status::Waiting);
    assert_eq!(message(&session), "session 1: Start Time has no value, but the header has the column");
    session.start_time = StartTime::new(2012, 2, 16, 9, 0, 7);
    assert_eq!(message(&session), "session 1: Waiting Time has no value, but the header has the column");
    session.waiting_time = Some(35);
    let row = "\n7|Waiting|0||0||2/16/2012 9:00:07 AM|35||||||||||||\n";
    assert!(writer.to_string([&session]).unwrap().ends_with(row));
    withhold(&mut session, &["Technician"], &[]);
    assert_eq!(message(&session), "session 1: Technician is withheld");
}

#[test]
fn damage_is_written_as_it_is() {
    let session = session(|it| {
        it.entry = Some("a|b\r\nc".into());
        it.language = Some("en".into());
    });
    let writer = Writer::columns(["ID", "Entry", "Language"]).allow_damage(true);
    let body = writer.to_string([&session]).unwrap();
    assert_eq!(body, "OK\n\nID|Entry|Language|\n7|a|b\r\nc|en|\n");
    let read = parse(&body).unwrap().sessions().next().unwrap().unwrap();
    assert_eq!((read.entry(), read.damage()[0].raw()), (session.entry.as_deref(), "a|b\r\nc"));
    // What was read is written again in the same way.
    assert_eq!(writer.to_string([read]).unwrap(), body);
}

/// A client that finds out a withheld value sets it.
#[test]
fn a_withheld_value_that_was_set_is_written() {
    let body = "OK\n\nID|Entry|Technician|\n7|a|b|c|\n";
    let mut session: OwnedSession = parse(body).unwrap().sessions().next().unwrap().unwrap().into();
    let writer = Writer::columns(["ID", "Entry", "Technician"]);
    assert_eq!(writer.to_string([&session]).unwrap_err().to_string(), "session 1: Entry is withheld");
    session.entry = Some("a".into());
    assert_eq!(writer.to_string([&session]).unwrap_err().to_string(), "session 1: Technician is withheld");
    session.technician = Some("b-c".into());
    assert!(writer.to_string([&session]).unwrap().ends_with("\n7|a|b-c|\n"));
}

/// Values of each type, and of one unknown column beside another.
#[test]
fn withheld_values_of_each_type_that_were_set_are_written() {
    let names = ["Entry ID", "Entry", "Start Time", "Is Lead Technician", "Custom Field 0", "Cat", "Dog"];
    let mut damage = OwnedDamage::default();
    damage.columns = names.map(str::to_owned).into();
    let set = |count: usize| {
        session(|it| {
            it.entry_id = (count > 0).then_some(5);
            it.entry = (count > 1).then(|| "a".into());
            it.start_time = StartTime::new(2024, 6, 9, 0, 4, 0).filter(|_| count > 2);
            it.is_lead_technician = (count > 3).then_some(true);
            it.custom_fields = vec![(count > 4).then(|| "b".into())];
            let unknown = |name: &str, is_set: bool| (name.to_owned(), is_set.then(|| "c".to_owned()));
            it.unknown_columns = vec![unknown("Cat", count > 5), unknown("Dog", count > 6)];
            it.damage = vec![damage.clone()];
        })
    };
    let writer = Writer::columns(["ID"].into_iter().chain(names));
    for (count, name) in names.iter().enumerate() {
        let error = writer.to_string([set(count)]).unwrap_err();
        assert_eq!((error.kind(), error.column_name()), (&WriteErrorKind::Withheld, Some(*name)));
    }
    assert!(writer.to_string([set(7)]).unwrap().ends_with("\n7|5|a|6/9/2024 12:04 AM|yes|b|c|c|\n"));
}

#[test]
fn a_borrowed_session_with_a_value_that_has_no_column_is_an_error() {
    let list = parse("OK\n\nID|Technician|Custom Field 0|Hat|\n7|||x|\n").unwrap();
    let session = list.sessions().next().unwrap().unwrap();
    let write = |names: &[&str]| Writer::columns(names.iter().copied()).to_string([&session]);
    assert_eq!(
        write(&["ID", "Technician", "Custom Field 0", "Hat"]).unwrap(),
        "OK\n\nID|Technician|Custom Field 0|Hat|\n7|||x|\n"
    );
    let message = |names: &[&str]| write(names).unwrap_err().to_string();
    assert_eq!(message(&["ID", "Custom Field 0", "Hat"]), {
        "session 1: Technician has a value, but the header does not have the column"
    });
    assert_eq!(message(&["ID", "Technician", "Hat"]), {
        "session 1: Custom Field 0 has a value, but the header does not have the column"
    });
    assert_eq!(message(&["ID", "Technician", "Custom Field 0"]), {
        "session 1: an unknown column has a value, but the header does not have the column"
    });
}

#[test]
fn a_failure_is_read_as_the_same_failure() {
    use ReturnValue::{Error, InvalidParamNode, InvalidSecretAuthCode, NotLoggedIn, PollRateExceeded};
    let of_lists = [Error, NotLoggedIn, InvalidParamNode, InvalidSecretAuthCode, PollRateExceeded];
    let of_logins = [ReturnValue::Invalid, ReturnValue::LimitReached, ReturnValue::GlobalIpRestricted];
    for value in of_lists.into_iter().chain(of_logins).chain(["NEW_WORD", &"A".repeat(64)].map(ReturnValue::from)) {
        let body = Writer::failure(&value).unwrap();
        assert_eq!(body, value.as_str());
        assert_eq!(parse(&body).unwrap_err().into_kind(), ErrorKind::Failure(value));
    }
    let others = ["", "OK", "ERROR", "word", "A B", " A", "A\n", &"A".repeat(65), "<html>"].map(|word| word.into());
    for value in others.map(ReturnValue::Other).into_iter().chain([ReturnValue::Ok]) {
        let error = Writer::failure(&value).unwrap_err();
        assert_eq!(error.to_string(), "the return value is OK, or would not be read as the same failure");
        assert_eq!((error.kind(), error.session()), (&WriteErrorKind::InvalidReturnValue, None));
    }
}

#[test]
fn debug_of_a_writer_hides_unknown_names() {
    let writer = Writer::columns(["ID", "Shoe Size"]).fill_missing(true);
    assert_eq!(
        format!("{writer:?}"),
        "Writer { columns: [\"ID\", \"_\"], delimiter: \"|\", trailing_delimiter: true, fill_missing: true, \
         allow_damage: false }"
    );
    assert_eq!(writer, writer.clone());
    assert_ne!(writer, Writer::columns(["ID", "Shoe Size"]));
}

#[cfg(feature = "std")]
mod stream {
    use std::io::{self, ErrorKind, Write};

    use super::*;

    /// Counts what it receives, and fails after a number of bytes.
    #[derive(Default)]
    struct Sink {
        writes: Vec<usize>,
        flushes: u32,
        limit: Option<usize>,
    }

    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.writes.push(bytes.len());
            match self.limit {
                Some(limit) if self.writes.iter().sum::<usize>() > limit => Err(ErrorKind::BrokenPipe.into()),
                _ => Ok(bytes.len()),
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            self.flushes += 1;
            Ok(())
        }
    }

    #[test]
    fn rows_are_written_in_blocks() {
        let sessions = vec![full(); 10_000];
        let mut sink = Sink::default();
        Writer::v3().write_to(&mut sink, &sessions).unwrap();
        assert_eq!(sink.writes.iter().sum::<usize>(), Writer::v3().to_string(&sessions).unwrap().len());
        let (last, blocks) = sink.writes.split_last().unwrap();
        assert!(blocks.len() > 10 && blocks.iter().chain([last]).all(|len| *len < 66_000), "{:?}", sink.writes);
        assert_eq!(sink.flushes, 1);
    }

    #[test]
    fn a_failed_write_is_that_error() {
        let mut sink = Sink { limit: Some(100_000), ..Sink::default() };
        let error = Writer::v3().write_to(&mut sink, vec![full(); 10_000]).unwrap_err();
        assert_eq!((error.kind(), sink.writes.len()), (ErrorKind::BrokenPipe, 2));
    }

    #[test]
    fn a_list_that_cannot_be_written_is_an_error_that_contains_the_reason() {
        let mut out = Vec::new();
        let error = Writer::v3().write_to(&mut out, [full(), OwnedSession::new(8)]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        let inner: &WriteError = error.get_ref().unwrap().downcast_ref().unwrap();
        assert_eq!(inner.to_string(), "session 2: Status has no value, but the header has the column");
        assert_eq!(error.to_string(), inner.to_string());
    }
}

/// The generator writes its rows by itself, so that it is a truth that does not depend on the library. Both write the same
/// bytes.
#[test]
fn the_writer_writes_the_bytes_of_the_generator() {
    for (version, writer) in [(Version::V1, Writer::v1()), (Version::V2, Writer::v2()), (Version::V3, Writer::v3())] {
        for delimiter in ["|", r"\;", "\t", "§†"] {
            let body = Plan { rows: 300, version, delimiter: delimiter.to_owned(), ..Plan::default() }.body();
            let delimiter = common::delimiter(delimiter);
            let list = Parser::new().delimiter(delimiter).parse(&body).unwrap();
            let writer = writer.clone().delimiter(delimiter);
            assert_eq!(writer.to_string(list.sessions().map(Result::unwrap)).unwrap(), body);
            assert_eq!(writer.to_string(&list.partition_owned().0).unwrap(), body);
        }
    }
}
