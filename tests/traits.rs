//! The traits, sizes and small accessors that clients rely on.

use std::fmt::Debug;
use std::hash::Hash;

use rescue_sessions::*;

fn is_sendable<T: Send + Sync + Unpin>() {}
fn is_value<T: Clone + Debug + Eq>() {}
fn is_static<T: 'static>() {}
fn is_hashable<T: Hash>() {}
fn is_iterator<I: Iterator + Clone + std::iter::FusedIterator>() {}

#[test]
fn public_types_implement_common_traits() {
    is_sendable::<(Column, Delimiter, Error, ErrorKind, Fields<'_, '_>, Header<'_>, InvalidDelimiter)>();
    is_sendable::<(InvalidStartTime, Parser, Position, Record<'_>, Records<'_>, ReturnValue, Session<'_>)>();
    is_sendable::<(Damage<'_>, SessionList<'_>, Sessions<'_>, StartTime, Status<'_>)>();
    is_sendable::<(ByteFields<'_, '_>, Decoder, DecodedRecords<'_>, DecodedSessions<'_>)>();
    #[cfg(feature = "std")]
    is_sendable::<(IntoSessions<&[u8]>, ReadError, SessionReader<&[u8]>)>();
    is_value::<(Column, Delimiter, ErrorKind, Header<'_>, InvalidDelimiter, InvalidStartTime, Parser)>();
    is_value::<(Position, Record<'_>, ReturnValue, Session<'_>, StartTime, Status<'_>)>();
    is_hashable::<(Column, Delimiter, Parser, Position, ReturnValue, Session<'_>, StartTime, Status<'_>)>();
    is_static::<(Damage<'static>, Decoder, Error, OwnedSession, Status<'static>, Parser)>();
    is_value::<(OwnedSession, OwnedDamage, Value<&str, &Damage<'_>>)>();
    is_hashable::<(OwnedSession, OwnedDamage)>();
    is_sendable::<(OwnedSession, OwnedDamage, CustomFields<'_, '_>, UnknownColumns<'_, '_>)>();
    is_hashable::<(Error, ErrorKind, InvalidDelimiter, InvalidStartTime, Retry, Scope, UnknownColumn)>();
    is_value::<(Retry, Scope, UnknownColumn)>();
    is_value::<(Alignment<'_>, Damage<'_>, Error)>();
    is_sendable::<(Alignment<'_>, DamageAlignments<'_>)>();
    is_iterator::<DamageAlignments<'_>>();
    is_sendable::<(Writer, WriteError, WriteErrorKind)>();
    is_hashable::<(Writer, WriteError, WriteErrorKind)>();
    is_value::<(Writer, WriteError, WriteErrorKind)>();
    #[cfg(feature = "soap")]
    is_value::<SoapWriter>();
    #[cfg(feature = "soap")]
    is_hashable::<SoapWriter>();
    #[cfg(feature = "soap")]
    is_sendable::<(SoapWriter, SoapReader<&[u8]>)>();
    is_sendable::<(SessionBatch<'_>, BatchTexts<'_, '_>, BatchBytes<'_, '_>)>();
    is_sendable::<(Change<'_>, Changes<'_>)>();
    is_value::<(Change<'_>, Changes<'_>)>();
    is_hashable::<(Change<'_>, Changes<'_>)>();
    is_sendable::<(AuthCode, AuthCodeRequest, Endpoint, HttpRequest, Login, NodeRef, Output, Request, SetOutput)>();
    is_sendable::<(InvalidAuthCode, InvalidCredentials, InvalidEndpoint)>();
    is_value::<(Endpoint, InvalidAuthCode, InvalidCredentials, InvalidEndpoint, NodeRef, Output, SetOutput)>();
    is_hashable::<(Endpoint, InvalidAuthCode, InvalidCredentials, InvalidEndpoint, NodeRef, Output, SetOutput)>();
    is_iterator::<ByteFields<'_, '_>>();
    is_iterator::<BatchTexts<'_, '_>>();
    is_iterator::<BatchBytes<'_, '_>>();
    is_iterator::<Fields<'_, '_>>();
    is_iterator::<Records<'_>>();
    is_iterator::<Sessions<'_>>();
}

#[cfg(target_pointer_width = "64")]
#[test]
fn a_session_has_the_documented_size() {
    assert_eq!(size_of::<Session<'_>>(), 176);
}

#[test]
fn a_parser_can_be_a_static() {
    static PARSER: Parser = Parser::new().delimiter(Delimiter::new(r"\;").unwrap()).max_columns(20).max_record(4_096);
    let body = String::from("OK\nID\\;Entry\n1\\;a;b\n");
    assert_eq!(PARSER.parse(&body).unwrap().records().next().unwrap().unwrap().get(1), Some("a;b"));
    assert_eq!(Parser::default(), Parser::new());
    assert_eq!(Delimiter::default(), Delimiter::PIPE);
}

/// The delimiter may be a string of the client. Sessions outlive it, the list and the parser.
#[test]
fn a_delimiter_can_be_a_runtime_string() {
    let body = "OK\nID;Entry\n1;a\n".to_owned();
    let session = {
        let setting = String::from(";");
        let delimiter = Delimiter::try_from(setting.as_str()).unwrap();
        let list = Parser::new().delimiter(delimiter).parse(&body).unwrap();
        list.into_iter().next().unwrap().unwrap()
    };
    assert_eq!(session.entry(), Some("a"));
    assert_eq!(Delimiter::try_from("").unwrap_err().to_string(), {
        "a delimiter must not be empty or contain CR or LF"
    });
    assert!(Delimiter::new("\r").is_none() && Delimiter::new("a\nb").is_none());
}

#[test]
fn field_iterators_know_their_length() {
    // Field ends are stored for the first fields only; the iterators search for the ends of the others.
    for count in [1, 2, 23, 24, 25, 60] {
        let names: String = (1..count).map(|number| format!("|N{number}x")).collect();
        let body = format!("OK\n\nID{names}\n1{names}\n");
        let list = parse(&body).unwrap();
        let record = list.records().next().unwrap().unwrap();
        let (mut fields, mut bytes) = (record.iter(), record.byte_fields());
        for left in (0..count).rev() {
            assert_eq!(fields.next().map(str::as_bytes), bytes.next());
            assert_eq!((fields.size_hint(), fields.len()), ((left, Some(left)), left));
            assert_eq!((bytes.size_hint(), bytes.len()), ((left, Some(left)), left));
        }
        assert_eq!((fields.next(), bytes.next()), (None, None));
    }
}

#[test]
fn records_with_equal_fields_are_equal() {
    let body = "OK\n\nID|Entry\n1|a\n1|b\n1|a\n";
    let other = Parser::new().delimiter(Delimiter::new(";").unwrap()).parse("OK\n\nID;Entry\n1;a\n").unwrap();
    let records: Vec<_> = parse(body).unwrap().records().map(Result::unwrap).collect();
    assert_eq!(records[0], records[2]);
    assert_eq!(records[0], other.records().next().unwrap().unwrap());
    assert_ne!(records[0], records[1]);
}

#[test]
fn getters_return_the_settings_and_the_header() {
    let parser = Parser::new().max_columns(7).strict(true);
    assert_eq!(Decoder::new(parser).parser(), parser);
    assert_eq!(Delimiter::new(r"\;").unwrap().as_str(), r"\;");
    assert!(ReturnValue::Ok.is_ok() && !ReturnValue::NotLoggedIn.is_ok());
    let body = "OK\n\nID|Shoe Size|\n";
    let list = parse(body).unwrap();
    assert_eq!([0, 1, 2].map(|index| list.header().get(index)), [Some("ID"), Some("Shoe Size"), None]);
    #[cfg(feature = "std")]
    assert_eq!(SessionReader::new(parser, body.as_bytes()).get_ref(), &body.as_bytes());
    #[cfg(feature = "serde")]
    assert_eq!(serde_json::to_string(&Status::from_text("Waiting")).unwrap(), "\"Waiting\"");
}

/// The iterator has as many items as it says at each step.
fn counts_down<I: Iterator>(mut iter: I, count: usize) {
    for left in (0..count).rev() {
        assert_eq!(iter.size_hint(), (left + 1, Some(left + 1)));
        assert!(iter.next().is_some());
    }
    assert_eq!(iter.size_hint(), (0, Some(0)));
    assert!(iter.next().is_none());
}

#[test]
fn iterators_over_columns_know_their_length() {
    let list =
        parse("OK\n\nID|Custom Field 0|Custom Field 1|Hat|Shoe|Technician|Language|\n7|a|b|c|d|J|o|n|en|\n").unwrap();
    let session = list.sessions().next().unwrap().unwrap();
    counts_down(list.header().iter(), 7);
    counts_down(session.custom_fields(), 2);
    counts_down(session.unknown_columns(), 2);
    let [damage] = session.damage() else { panic!("{session:?}") };
    counts_down(damage.columns(), 5);
    let alignment = damage.alignments().next().unwrap();
    counts_down(alignment.values(), 5);
    assert_eq!(list.header().iter().rev().take(2).collect::<Vec<_>>(), ["Language", "Technician"]);
}

#[test]
fn a_decoder_has_no_more_records_than_it_says() {
    let mut decoder = Decoder::default();
    assert_eq!(decoder.records().unwrap().size_hint(), (0, Some(0)));
    decoder.push(b"OK\n\nID|Entry|\n7|a|\n8|b|\n9|c|\n");
    decoder.finish();
    let (least, most) = decoder.records().unwrap().size_hint();
    assert_eq!(least, 0);
    assert!(most.unwrap() >= 3);
    assert_eq!(decoder.records().unwrap().count(), 3);
}

#[test]
fn headers_with_equal_columns_are_equal() {
    let headers: Vec<OwnedHeader> =
        ["ID|Entry|\n", "\n ID|Entry|\n", "Entry|ID|\n", "ID|Entry\n", "ID|Hat|\n", "ID|Cap|\n"]
            .map(|header| parse(&format!("OK\n{header}")).unwrap().header().clone().into_owned())
            .into();
    for (number, header) in headers.iter().enumerate() {
        for (other_number, other) in headers.iter().enumerate() {
            let expected = number.max(1) == other_number.max(1);
            assert_eq!(header == other, expected, "{number} {other_number}");
            assert_eq!(header.to_header() == other.to_header(), expected, "{number} {other_number}");
        }
    }
}

/// Damage is equal by what it affects, not by where it is. Equal values have equal hashes.
#[test]
fn owned_damage_is_equal_by_its_columns_and_text() {
    use std::hash::BuildHasher;

    let rows = "7|a|b|c|en|\n8|a|b|c|en|\n9|a|b|d|en|\n";
    let list = format!("OK\n\nID|Entry|Technician|Language|\n{rows}");
    let sessions = parse(&list).unwrap().partition_owned().0;
    let [first, same, other] = [0, 1, 2].map(|row| sessions[row].damage[0].clone());
    assert_eq!(first, same);
    assert_ne!(first, other);
    let mut resolved = first.clone();
    resolved.is_resolved = true;
    assert_ne!(first, resolved);
    let hasher = std::hash::RandomState::new();
    assert_eq!(hasher.hash_one(&first), hasher.hash_one(&same));
    assert_ne!(hasher.hash_one(&first), hasher.hash_one(&other));
}

/// The texts of errors that carry nothing else.
#[test]
fn errors_without_details_have_a_message() {
    let column = "Shoe Size".parse::<Column>().unwrap_err();
    assert_eq!(column.to_string(), "not the name of a known column");
    let code = AuthCode::new("").unwrap_err();
    assert_eq!(code.to_string(), {
        "an authentication code must not be empty or contain whitespace or control characters"
    });
    let messages = [InvalidCredentials::Email, InvalidCredentials::Password].map(|error| error.to_string());
    assert_eq!(messages[0], "the e-mail address contains a character that XML does not allow");
    assert_eq!(messages[1], "the password contains a character that XML does not allow");
}
