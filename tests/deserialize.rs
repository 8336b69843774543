//! Rows into types that implement `Deserialize`.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;
use std::time::Duration;

use rescue_sessions::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

mod types;

const V3: &str = "ID|Status|Entry ID|Entry|Technician ID|Technician|Start Time|Waiting Time|Custom Field 0|\
                  Custom Field 1|Custom Field 2|Custom Field 3|Custom Field 4|Custom Field 5|Language|\
                  Transferred To|Transferred Comment|Is Lead Technician|HandingOff|";
const ROW: &str = "7|Active|2|Support|5|Jo|2/16/2012 9:05 PM|90|Ann|007|x|3|1.5||en|||yes||";

fn list(header: &str, rows: &str) -> SessionList<'static> {
    parse(format!("OK\n\n{header}\n{rows}\n").leak()).unwrap()
}

/// The rows, or the messages of their errors.
fn read<T: Deserialize<'static>>(header: &str, rows: &str) -> Vec<Result<T, String>> {
    list(header, rows).deserialize().map(|row| row.map_err(|error| error.to_string())).collect()
}

fn one<T: Deserialize<'static>>(header: &str, row: &str) -> Result<T, String> {
    read(header, row).into_iter().next().unwrap()
}

/// A field of the row `7|{text}|` under the header `ID|{column}|`.
fn field<T: Deserialize<'static>>(column: &str, text: &str) -> Result<T, String> {
    one::<(i64, T)>(&format!("ID|{column}|"), &format!("7|{text}|")).map(|(_, field)| field)
}

#[derive(Debug, Deserialize, PartialEq)]
struct Ticket<'a> {
    #[serde(rename = "ID")]
    id: i64,
    #[serde(rename = "Status", borrow)]
    status: Status<'a>,
    #[serde(rename = "Technician")]
    technician: Option<&'a str>,
    #[serde(rename = "Start Time")]
    start: StartTime,
    #[serde(rename = "Waiting Time", with = "seconds")]
    waiting: Duration,
    #[serde(rename = "Custom Field 3")]
    problem: Cow<'a, str>,
    #[serde(rename = "Is Lead Technician")]
    is_lead: bool,
}

fn ticket() -> Ticket<'static> {
    Ticket {
        id: 7,
        status: Status::Active,
        technician: Some("Jo"),
        start: StartTime::new(2012, 2, 16, 21, 5, 0).unwrap(),
        waiting: Duration::from_secs(90),
        problem: "3".into(),
        is_lead: true,
    }
}

#[test]
fn a_struct_gets_the_columns_that_it_names() {
    let waiting = ROW.replace("|Jo|", "||").replace("yes", "").replacen("Active", "Ativas", 1);
    let rows = read::<Ticket<'_>>(V3, &format!("{ROW}\n{ROW}\n{waiting}"));
    let other = Ticket { technician: None, is_lead: false, status: Status::Other("Ativas".into()), ..ticket() };
    assert_eq!(rows, [Ok(ticket()), Ok(ticket()), Ok(other)]);
}

#[test]
fn the_order_of_columns_does_not_matter() {
    let header = "Custom Field 0|Is Lead Technician|Start Time|ID|Waiting Time|Status|Technician|Custom Field 3|";
    let row = "Ann|yes|2/16/2012 9:05 PM|7|90|Active|Jo|3|";
    // Custom Field 3 after a gap is an unknown column, but it has its name.
    assert_eq!(one(header, row), Ok(ticket()));
}

#[test]
fn recovered_rows_are_included_and_unreadable_ones_are_errors() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Row<'a> {
        #[serde(rename = "ID")]
        id: i64,
        #[serde(rename = "Entry")]
        entry: &'a str,
        #[serde(rename = "Language")]
        language: &'a str,
    }
    let rows = "7|a|en|\n8|b|c\nd|de|\n9|x|English|\n10|e|fr|";
    assert_eq!(
        read::<Row<'_>>("ID|Entry|Language|", rows),
        [
            Ok(Row { id: 7, entry: "a", language: "en" }),
            Ok(Row { id: 8, entry: "b|c\nd", language: "de" }),
            Err("record 3 (line 7, byte 47): Language is neither empty nor a language code".into()),
            Ok(Row { id: 10, entry: "e", language: "fr" }),
        ]
    );
}

/// Rows with many or long fields have no stored field ends, so their fields are found by another path.
#[test]
fn wide_and_long_rows_are_read() {
    let names: String = (0..40).map(|number| format!("Custom Field {number}|")).collect();
    let values: String = (0..40).map(|number| format!("value {number}|")).collect();
    let long = "x".repeat(66_000);
    for comment in ["38", long.as_str()] {
        let body = format!("OK\n\nID|{names}Shoe Size|\n7|{values}{comment}|\n");
        let list = Parser::new().max_record(100_000).parse(&body).unwrap();
        let row: HashMap<String, String> = list.deserialize().next().unwrap().unwrap();
        assert_eq!((row["ID"].as_str(), row["Custom Field 39"].as_str()), ("7", "value 39"));
        assert_eq!(row["Shoe Size"], comment);
    }
}

#[test]
fn texts_and_numbers_convert() {
    assert_eq!(field::<&str>("Custom Field 0", " a  b "), Ok(" a  b "));
    assert_eq!(field::<String>("Custom Field 0", ""), Ok(String::new()));
    assert_eq!(field::<Option<&str>>("Custom Field 0", ""), Ok(None));
    assert_eq!(field::<Option<u8>>("Custom Field 0", "255"), Ok(Some(255)));
    assert_eq!(field::<&[u8]>("Custom Field 0", "a"), Ok(&b"a"[..]));
    assert_eq!(field::<i8>("Custom Field 0", "-128"), Ok(i8::MIN));
    assert_eq!(field::<u64>("Custom Field 0", "18446744073709551615"), Ok(u64::MAX));
    assert_eq!(field::<u128>("Custom Field 0", "340282366920938463463374607431768211455"), Ok(u128::MAX));
    assert_eq!(field::<i128>("Custom Field 0", "-170141183460469231731687303715884105728"), Ok(i128::MIN));
    assert_eq!(field::<f64>("Custom Field 0", "1.5"), Ok(1.5));
    assert_eq!(field::<char>("Custom Field 0", "é"), Ok('é'));
    assert_eq!(field::<u32>("Waiting Time", "013"), Ok(13));
    assert_eq!(field::<&str>("Waiting Time", "013"), Ok("013"));
    assert_eq!(field::<()>("Waiting Time", "013"), Ok(()));
}

#[test]
fn flags_convert() {
    for (text, flag) in [("yes", true), ("", false), ("no", false), ("sim", true)] {
        assert_eq!(field::<bool>("HandingOff", text), Ok(flag), "{text}");
    }
    for (text, flag) in [("yes", true), ("TRUE", true), ("no", false), ("false", false)] {
        assert_eq!(field::<bool>("Custom Field 0", text), Ok(flag), "{text}");
    }
    // A text column has no flags, so other words are not taken for one.
    let expected = "record 1 (line 4, byte 25): Custom Field 0 is text, expected a boolean";
    assert_eq!(field::<bool>("Custom Field 0", "sim"), Err(expected.into()));
    assert_eq!(
        field::<bool>("Custom Field 0", ""),
        Err("record 1 (line 4, byte 25): Custom Field 0 is empty, expected a boolean".into())
    );
}

#[test]
fn times_convert() {
    let text = "2/16/2012 9:05 PM";
    assert_eq!(field::<String>("Start Time", text), Ok("2012-02-16T21:05:00".to_owned()));
    assert_eq!(field::<StartTime>("Start Time", text), Ok(StartTime::new(2012, 2, 16, 21, 5, 0).unwrap()));
    assert_eq!(field::<StartTime>("Custom Field 0", text), Ok(StartTime::new(2012, 2, 16, 21, 5, 0).unwrap()));
    assert_eq!(field::<jiff::civil::DateTime>("Start Time", text), Ok(jiff::civil::datetime(2012, 2, 16, 21, 5, 0, 0)));
    #[cfg(feature = "chrono")]
    assert_eq!(
        field::<chrono::NaiveDateTime>("Start Time", text),
        Ok(StartTime::new(2012, 2, 16, 21, 5, 0).unwrap().to_naive_date_time())
    );
    assert_eq!(
        field::<&str>("Start Time", text),
        Err("record 1 (line 4, byte 21): Start Time is text, expected a borrowed string".into())
    );
}

#[test]
fn durations_convert() {
    #[derive(Debug, Deserialize, PartialEq, Serialize)]
    struct Row {
        #[serde(rename = "Waiting Time", with = "seconds")]
        waiting: Duration,
    }
    #[derive(Debug, Deserialize, PartialEq, Serialize)]
    struct Optional {
        #[serde(rename = "Custom Field 0", with = "seconds::option")]
        waiting: Option<Duration>,
    }
    assert_eq!(one("ID|Waiting Time|", "7|90|"), Ok(Row { waiting: Duration::from_secs(90) }));
    assert_eq!(
        one::<Row>("ID|Waiting Time|", "7|-1|"),
        Err("record 1 (line 4, byte 23): Waiting Time is an integer out of range, expected u64".into())
    );
    assert_eq!(one("ID|Custom Field 0|", "7|90|"), Ok(Optional { waiting: Some(Duration::from_secs(90)) }));
    assert_eq!(one("ID|Custom Field 0|", "7||"), Ok(Optional { waiting: None }));
    let row = Row { waiting: Duration::from_millis(1_500) };
    assert_eq!(serde_json::to_string(&row).unwrap(), r#"{"Waiting Time":1}"#);
    let row = Optional { waiting: None };
    assert_eq!(serde_json::to_string(&row).unwrap(), r#"{"Custom Field 0":null}"#);
}

#[test]
fn enums_newtypes_tuples_and_maps_are_read() {
    #[derive(Debug, Deserialize, PartialEq)]
    enum State {
        Waiting,
        #[serde(rename = "On Hold")]
        OnHold,
    }
    #[derive(Debug, Deserialize, PartialEq)]
    struct Id(u32);
    #[derive(Debug, Deserialize, PartialEq)]
    struct Pair(Id, State);
    let header = "ID|Status|";
    assert_eq!(one(header, "7|On Hold|"), Ok(Pair(Id(7), State::OnHold)));
    assert_eq!(one(header, "7|On Hold|"), Ok((7_u64, "On Hold")));
    assert_eq!(one(header, "7|On Hold|"), Ok(vec!["7", "On Hold"]));
    let map = BTreeMap::from([("ID", "7"), ("Status", "On Hold")]);
    assert_eq!(one(header, "7|On Hold|"), Ok(map));
    assert_eq!(
        one::<Pair>(header, "7|Active|"),
        Err("record 1 (line 4, byte 17): Status is not one of the variants of the type: Waiting, On Hold".into())
    );
    assert_eq!(
        one::<State>(header, "7|Active|"),
        Err("record 1 (line 4, byte 15): the row is a row, expected enum State".into())
    );
}

/// Where a type asks for nothing in particular, the column decides, never the text.
#[test]
fn flattened_structs_and_values_get_the_types_of_the_columns() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Outer {
        #[serde(rename = "ID")]
        id: i64,
        #[serde(flatten)]
        inner: Inner,
        #[serde(flatten)]
        others: BTreeMap<String, serde_json::Value>,
    }
    #[derive(Debug, Deserialize, PartialEq)]
    struct Inner {
        #[serde(rename = "Waiting Time")]
        waiting: u32,
        #[serde(rename = "Is Lead Technician")]
        is_lead: bool,
    }
    let header = "ID|Waiting Time|Is Lead Technician|Custom Field 0|Start Time|";
    let outer: Outer = one(header, "7|90|yes|007|2/16/2012 9:00 AM|").unwrap();
    assert_eq!(outer.inner, Inner { waiting: 90, is_lead: true });
    let others = serde_json::json!({"Custom Field 0": "007", "Start Time": "2012-02-16T09:00:00"});
    assert_eq!(serde_json::to_value(&outer.others).unwrap(), others);
}

const DAMAGED: (&str, &str) = ("ID|Technician|Custom Field 0|Language|", "7|Jo|no|sound|en|\n8|Bo|x|en|");
const WITHHELD: &str = "record 1 (line 4, byte 45): Technician is withheld";

fn technicians<T: Deserialize<'static>>() -> Vec<Result<T, String>> {
    #[derive(Deserialize)]
    struct Row<T> {
        #[serde(rename = "Technician")]
        technician: T,
    }
    read::<Row<T>>(DAMAGED.0, DAMAGED.1).into_iter().map(|row| row.map(|row| row.technician)).collect()
}

#[test]
fn a_withheld_value_is_never_taken_for_an_empty_one() {
    assert_eq!(technicians::<&str>(), [Err(WITHHELD.into()), Ok("Bo")]);
    assert_eq!(technicians::<Option<&str>>(), [Err(WITHHELD.into()), Ok(Some("Bo"))]);
    assert_eq!(technicians::<serde_json::Value>(), [Err(WITHHELD.into()), Ok("Bo".into())]);
    let value = |text: &str| Value::<String>::Withheld(text.to_owned());
    assert_eq!(technicians::<Value<String>>(), [Ok(value("Jo|no|sound")), Ok(Value::Given("Bo".to_owned()))]);
    assert_eq!(technicians::<Value<&str, &str>>(), [Ok(Value::Withheld("Jo|no|sound")), Ok(Value::Given("Bo"))]);
    assert_eq!(technicians::<serde::de::IgnoredAny>().len(), 2);
}

#[test]
fn a_withheld_value_is_none_if_the_caller_asks() {
    type Row = (i64, Option<&'static str>, Option<&'static str>, &'static str);
    let rows: Vec<Row> = list(DAMAGED.0, DAMAGED.1).deserialize().withheld_as_none(true).map(Result::unwrap).collect();
    assert_eq!(rows, [(7, None, None, "en"), (8, Some("Bo"), Some("x"), "en")]);
    let map = list(DAMAGED.0, DAMAGED.1).deserialize::<BTreeMap<String, serde_json::Value>>().withheld_as_none(true);
    assert_eq!(map.map(|row| row.unwrap()["Technician"].is_null()).collect::<Vec<_>>(), [true, false]);
    let strict = list(DAMAGED.0, DAMAGED.1).deserialize::<(i64, &str, &str, &str)>().withheld_as_none(true).next();
    assert_eq!(strict.unwrap().unwrap_err().to_string(), WITHHELD);
}

#[test]
fn a_value_can_be_absent_or_empty() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Row {
        #[serde(rename = "Technician", default)]
        technician: Value<Option<String>>,
        #[serde(rename = "Entry", default)]
        entry: Value<String>,
    }
    let row: Row = one("ID|Technician|", "7||").unwrap();
    assert_eq!(row, Row { technician: Value::Given(None), entry: Value::Absent });
    assert_eq!(serde_json::from_str::<Value<u8>>("7").unwrap(), Value::Given(7));
}

/// The columns next to a withheld one are read without an error if the type does not ask for the withheld one.
#[test]
fn columns_that_the_type_does_not_name_are_not_read() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Row {
        #[serde(rename = "ID")]
        id: i64,
    }
    assert_eq!(read::<Row>(DAMAGED.0, DAMAGED.1), [Ok(Row { id: 7 }), Ok(Row { id: 8 })]);
}

#[test]
fn a_missing_column_is_one_error_of_the_header() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Row {
        #[serde(rename = "ID")]
        id: i64,
        #[serde(rename = "Shoe Size")]
        size: u8,
    }
    let expected = "header (line 3, byte 4): column Shoe Size is missing, but the type requires it";
    assert_eq!(read::<Row>("ID|Status|", "7|Active|\n8|Active|"), [Err(expected.into())]);
    let error = list("ID|Status|", "7|Active|").deserialize::<Row>().next().unwrap().unwrap_err();
    assert_eq!((error.scope(), error.retry(), error.kind().code()), (Scope::Header, Some(Retry::Never), "deserialize"));
    assert_eq!(read::<Row>("ID|Status|", ""), [], "no row, no error");
}

#[test]
fn a_column_without_a_field_can_be_denied() {
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "the type is only deserialized")]
    struct Row {
        #[serde(rename = "ID")]
        id: i64,
    }
    for (header, subject) in [("ID|Status|", "Status"), ("ID|Secret Name|", "column 2")] {
        let expected = format!("header (line 3, byte 4): the type has no field for {subject}");
        assert_eq!(
            read::<Row>(header, "7|x|\n8|x|").into_iter().map(Result::unwrap_err).collect::<Vec<_>>(),
            [expected]
        );
    }
}

#[test]
fn two_columns_for_one_field_are_an_error() {
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "the type is only deserialized")]
    struct Row {
        #[serde(rename = "Custom Field 0", alias = "Custom Field 1")]
        text: String,
    }
    let error = one::<Row>("ID|Custom Field 0|Custom Field 1|", "7|a|b|").unwrap_err();
    assert_eq!(error, "record 1 (line 4, byte 38): more than one column fills the field Custom Field 0 of the type");
}

#[test]
fn a_tuple_has_as_many_elements_as_the_list_has_columns() {
    let two = "ID|Status|";
    assert_eq!(
        one::<(i64, &str, &str)>(two, "7|Active|"),
        Err("header (line 3, byte 4): the list has 2 columns, expected a tuple of size 3".into())
    );
    assert_eq!(
        one::<(i64,)>(two, "7|Active|"),
        Err("header (line 3, byte 4): the list has 2 columns, expected 1".into())
    );
}

/// Messages name the column and never show a value.
#[test]
fn messages_show_no_text_of_the_body() {
    fn fails<T: Deserialize<'static> + Debug>(column: &str, text: &str, message: &str) {
        let header = format!("ID|{column}|");
        let error = list(&header, &format!("7|{text}|")).deserialize::<(i64, T)>().next().unwrap().unwrap_err();
        let offset = 8 + header.len() - 1;
        assert_eq!(error.to_string(), format!("record 1 (line 4, byte {offset}): {message}"));
        assert!(text.is_empty() || !format!("{error:?} {:?}", error.kind()).contains(text), "{error:?}");
    }
    fails::<u8>("Custom Field 0", "S3CRET", "Custom Field 0 is text, expected u8");
    fails::<u8>("Custom Field 0", "", "Custom Field 0 is empty, expected u8");
    fails::<u8>("Custom Field 0", "98765", "Custom Field 0 is an integer out of range, expected u8");
    fails::<u64>(
        "Custom Field 0",
        "99999999999999999999999999999999999999999999",
        "Custom Field 0 is an integer out of range, expected u64",
    );
    fails::<f32>("Custom Field 0", "S3CRET", "Custom Field 0 is text, expected f32");
    fails::<char>("Custom Field 0", "S3CRET", "Custom Field 0 is text, expected a character");
    fails::<Vec<u8>>("Custom Field 0", "S3CRET", "Custom Field 0 is text, expected a sequence");
    fails::<StartTime>("Custom Field 0", "S3CRET", "Custom Field 0 is not valid for the type");
    fails::<u8>("Shoe Size", "S3CRET", "column 2 is text, expected u8");
}

#[test]
fn the_message_of_the_type_is_kept_but_hidden() {
    let error =
        list("ID|Custom Field 0|", "7|S3CRET|").deserialize::<(i64, std::net::IpAddr)>().next().unwrap().unwrap_err();
    let ErrorKind::Deserialize(why) = error.kind() else { panic!("{error:?}") };
    let DeserializeErrorKind::Other(message) = why.kind() else { panic!("{why:?}") };
    assert_eq!((message.as_str(), why.index()), ("invalid IP address syntax", Some(1)));
    assert_eq!(format!("{message:?}"), "_");
}

/// The decoder and the reader give the same rows as the list.
#[test]
fn rows_in_chunks_match_the_whole_body() {
    fn check<T: DeserializeOwned + Debug + PartialEq>(body: &str) {
        let whole: Vec<Result<T, Error>> = parse(body).unwrap().deserialize().collect();
        let reader = SessionReader::new(Parser::new(), body.as_bytes());
        let read: Vec<Result<T, Error>> = reader
            .into_rows()
            .map(|row| match row {
                Ok(row) => Ok(row),
                Err(ReadError::Response(error)) => Err(error),
                Err(error) => panic!("{error}"),
            })
            .collect();
        assert_eq!(read, whole);
        for len in [1, 7, 50] {
            let (mut decoder, mut rows) = (Decoder::new(Parser::new()), Vec::new());
            for chunk in body.as_bytes().chunks(len) {
                decoder.push(chunk);
                rows.extend(decoder.sessions().unwrap().deserialize::<T>());
            }
            decoder.finish();
            rows.extend(decoder.sessions().unwrap().deserialize::<T>());
            assert_eq!(rows, whole, "chunks of {len} bytes");
        }
    }
    let rows = "7|Jo|no|sound|en|\n8|Bo|x\ny|en|\nx|Bo|x|en|\n9|Al||de|";
    let body = format!("OK\n\n{}\n{rows}\n", DAMAGED.0);
    check::<(i64, Value<String>, Value<String>, String)>(&body);
    check::<(i64, String, String, Option<String>)>(&body);
}

/// A header that does not fit the type leaves the sessions in the decoder.
#[test]
fn sessions_are_not_lost_if_the_header_does_not_fit() {
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "the type is only deserialized")]
    struct Row {
        #[serde(rename = "Shoe Size")]
        size: u8,
    }
    let mut decoder = Decoder::new(Parser::new());
    decoder.push(b"OK\n\nID|Status|\n7|Active|\n8|Active|\n9|Active|\n");
    assert_eq!(decoder.sessions().unwrap().deserialize::<Row>().count(), 1);
    assert_eq!(decoder.sessions().unwrap().next().unwrap().unwrap().id(), 8);
}

/// Gives a few bytes per read, so that the rows are in many blocks.
struct Slow<'a>(&'a [u8]);

impl std::io::Read for Slow<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let len = out.len().min(9);
        self.0.read(&mut out[..len])
    }
}

#[test]
fn the_settings_of_a_reader_hold_for_each_block() {
    let rows = "7|Jo|no|sound|en|\n".repeat(20);
    let body = format!("OK\n\n{}\n{rows}", DAMAGED.0);
    let reader = SessionReader::new(Parser::new(), Slow(body.as_bytes()));
    let rows = reader.into_rows::<(i64, Option<String>, Option<String>, String)>().withheld_as_none(true);
    let rows: Vec<_> = rows.collect::<Result<_, _>>().unwrap();
    assert_eq!(rows, vec![(7, None, None, "en".to_owned()); 20]);
}

#[test]
fn a_header_that_does_not_fit_is_one_error_in_many_blocks() {
    let body = format!("OK\n\nID|Status|\n{}", "7|Active|\n".repeat(20));
    let mut rows = SessionReader::new(Parser::new(), Slow(body.as_bytes())).into_rows::<(i64,)>();
    assert!(matches!(rows.next(), Some(Err(ReadError::Response(error))) if error.scope() == Scope::Header));
    assert!(rows.next().is_none());
    assert!(rows.next().is_none());
}

#[test]
fn decoded_rows_are_counted_and_shown_like_decoded_sessions() {
    let mut decoder = Decoder::new(Parser::new());
    decoder.push(b"OK\n\nID|Entry|\n7|Support|\n8|Sales|\n");
    let expected = decoder.sessions().unwrap().size_hint();
    let rows = decoder.sessions().unwrap().deserialize::<(i64, &str)>();
    assert_eq!(rows.size_hint(), expected);
    assert_eq!(format!("{rows:?}"), "DecodedRows { .. }");
    let rows = SessionReader::new(Parser::new(), &b"OK\n\nID|Entry|\n7|Support|\n"[..]).into_rows::<(i64, String)>();
    assert!(format!("{rows:?}").starts_with("IntoRows { sessions: SessionReader { "), "{rows:?}");
}
