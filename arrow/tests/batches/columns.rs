//! The columns of a table, for one response and for several.

use arrow_array::{RecordBatch, RecordBatchReader};
use rescue_sessions::Parser;
use rescue_sessions_arrow::{BatchReader, Poll, Response, Table};

use crate::cells::cell;

const SOAP: &str = r#"<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>
<getSession_V3Response xmlns="https://secure.logmeinrescue.com/API/API.asmx">
<getSession_V3Result>getSession_OK</getSession_V3Result><aSessions><SESSION_V3><iID>9</iID><sStatus>Aktiv</sStatus>
<bStatus>Active</bStatus><iWaitingTimeInSec>12</iWaitingTimeInSec><sNew>x</sNew></SESSION_V3></aSessions>
</getSession_V3Response></soap:Body></soap:Envelope>"#;

fn table(body: &str) -> Table {
    Table::from_response(Parser::new(), body.as_bytes()).unwrap()
}

/// `name: type` of each column.
fn fields(table: &Table) -> Vec<String> {
    let schema = table.to_arrow();
    schema.fields().iter().map(|field| format!("{}: {}", field.name(), field.data_type())).collect()
}

fn names(table: &Table) -> Vec<String> {
    table.to_arrow().fields().iter().map(|field| field.name().clone()).collect()
}

fn read(table: &Table, bodies: &[&'static str]) -> RecordBatch {
    let responses = bodies.iter().map(|body| Response::new(Poll::default(), Ok(body.as_bytes()))).collect::<Vec<_>>();
    let mut batches = BatchReader::from_responses(Parser::new(), table.clone(), responses);
    let batch = batches.next().unwrap().unwrap();
    assert!(batches.next().is_none());
    batch
}

#[test]
fn types_of_version_3() {
    let body = fs("v3.txt");
    let found = fields(&table(&body).with_poll());
    let words = "Dictionary(Int32, Utf8)";
    let expected = [
        "id: Int64".to_owned(),
        format!("status: {words}"),
        "entry_id: Int64".to_owned(),
        format!("entry: {words}"),
        "technician_id: Int64".to_owned(),
        format!("technician: {words}"),
        "start_time: Timestamp(s)".to_owned(),
        "waiting_time: Int64".to_owned(),
        "custom_field_0: Utf8".to_owned(),
        "custom_field_1: Utf8".to_owned(),
        "custom_field_2: Utf8".to_owned(),
        "custom_field_3: Utf8".to_owned(),
        "custom_field_4: Utf8".to_owned(),
        "custom_field_5: Utf8".to_owned(),
        format!("language: {words}"),
        format!("transferred_to: {words}"),
        "transferred_comment: Utf8".to_owned(),
        "is_lead_technician: Boolean".to_owned(),
        "handing_off: Boolean".to_owned(),
        "withheld: List(non-null Utf8)".to_owned(),
        "poll_time: Timestamp(s, \"UTC\")".to_owned(),
        format!("poll_file: {words}"),
    ];
    assert_eq!(found, expected);
    let milliseconds = fields(&table(&body).with_poll().with_milliseconds());
    assert!(milliseconds.contains(&"start_time: Timestamp(ms)".to_owned()));
    assert!(milliseconds.contains(&"poll_time: Timestamp(ms, \"UTC\")".to_owned()));
}

fn fs(name: &str) -> String {
    std::fs::read_to_string(format!("{}/../corpus/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn id_and_withheld_are_never_null() {
    let schema = table(&fs("v3.txt")).with_poll().to_arrow();
    let required: Vec<_> =
        schema.fields().iter().filter(|field| !field.is_nullable()).map(|field| field.name()).collect();
    assert_eq!(required, ["id", "withheld"]);
}

#[test]
fn headers_of_several_versions_become_one_table() {
    let old = "OK\n\nStatus|ID|Shoe Size|\nActive|7|41|\n";
    let new = "OK\n\nID|Custom Field 1|Custom Field 0|Hat|Shoe Size|Language|\n8|b|a|top|42|en|\n";
    let mut all = table(old);
    assert!(!all.contains(&table(new)));
    all.add(&table(new));
    assert!(all.contains(&table(new)) && all.contains(&table(old)));
    let expected = ["id", "status", "custom_field_0", "custom_field_1", "language", "Shoe Size", "Hat", "withheld"];
    assert_eq!(names(&all), expected);
    let batch = read(&all, &[old, new]);
    let row = |row| expected.map(|name| cell(&batch, name, row));
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(row(0), [text("7"), text("Active"), None, None, None, text("41"), None, text("")]);
    assert_eq!(row(1), [text("8"), None, text("a"), text("b"), text("en"), text("42"), text("top"), text("")]);
}

#[test]
fn soap_and_text_become_one_table() {
    let text = "OK\n\nID|Status|Shoe Size|\n7|Active|41|\n";
    let mut all = table(text);
    all.add(&table(SOAP));
    let batch = read(&all, &[text, SOAP]);
    let row =
        |row| ["id", "status", "status_code", "waiting_time", "Shoe Size", "sNew"].map(|name| cell(&batch, name, row));
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(row(0), [text("7"), text("Active"), None, None, text("41"), None]);
    assert_eq!(row(1), [text("9"), text("Aktiv"), text("Active"), text("12"), None, text("x")]);
}

#[test]
fn names_that_are_taken_get_a_number() {
    let body = "OK\n\nID|Status|status|poll_file|STATUS|\n7|Active|a|b|c|\n";
    let table = table(body).with_poll();
    assert_eq!(
        names(&table),
        ["id", "status", "status_2", "poll_file_2", "STATUS_3", "withheld", "poll_time", "poll_file"]
    );
    let batch = read(&table, &[body]);
    let row = ["status", "status_2", "poll_file_2", "STATUS_3"].map(|name| cell(&batch, name, 0).unwrap());
    assert_eq!(row, ["Active", "a", "b", "c"]);
    assert_eq!(table.to_arrow().field(2).metadata()["column"], "status");
}

#[test]
fn empty_lists_have_columns_and_no_batch() {
    let mut batches = BatchReader::from_response(Parser::new(), &b"OK\n\nID|Status|\n"[..]).unwrap();
    assert_eq!(batches.schema().fields().len(), 3);
    assert!(batches.next().is_none() && batches.next().is_none());
    let mut bare = BatchReader::from_response(Parser::new(), &b"OK"[..]).unwrap();
    assert!(bare.next().is_none());
}

#[test]
fn status_has_its_documented_spelling() {
    for end in ["\n", "\r\n"] {
        let body = "OK\n\nID|Status|Entry|Language|\n7|Aborted|Aborted|en|\n8|Wartend|x|de|\n".replace('\n', end);
        let body: &'static str = body.leak();
        let batch = read(&table(body), &[body]);
        let json = rescue_sessions::parse(body).unwrap().sessions().next().unwrap().unwrap();
        assert_eq!(cell(&batch, "status", 0).as_deref(), json.status().as_ref().map(|status| status.as_str()));
        assert_ne!(cell(&batch, "status", 0).as_deref(), Some("Aborted"));
        assert_eq!(cell(&batch, "entry", 0).as_deref(), Some("Aborted"));
        assert_eq!(cell(&batch, "status", 1).as_deref(), Some("Wartend"));
    }
}

/// In the second response, `Custom Field 2` comes after a gap, so it is an unknown column there.
#[test]
fn withheld_names_the_column_that_the_response_has() {
    let whole = "OK\n\nID|Custom Field 0|Custom Field 1|Custom Field 2|\n1|a|b|c|\n";
    let gap = "OK\n\nID|Custom Field 0|Custom Field 2|Language|\n7|a|b|c|en|\n";
    let damaged = "OK\n\nID|Custom Field 0|Custom Field 1|Custom Field 2|Language|\n1|a|b|c|d|en|\n";
    let mut all = table(whole);
    all.add(&table(gap));
    let batch = read(&all, &[whole, gap, damaged]);
    let row = |row| ["custom_field_2", "Custom Field 2", "withheld"].map(|name| cell(&batch, name, row));
    assert_eq!(row(0), [Some("c".to_owned()), None, Some(String::new())]);
    assert_eq!(row(1), [None, None, Some("custom_field_0,Custom Field 2".to_owned())]);
    assert_eq!(row(2), [None, None, Some("custom_field_0,custom_field_1,custom_field_2".to_owned())]);
}

#[test]
fn a_projection_is_of_the_table() {
    let body = "OK\n\nID|Status|Shoe Size|\n7|Waiting|43|\n8|Active||\n";
    let read = || BatchReader::from_response(Parser::new(), body.as_bytes()).unwrap();
    let error = read().project(&[1, 4]).map(|_| ()).unwrap_err();
    assert_eq!(error.to_string(), "Schema error: project index 4 out of bounds, max field 4");

    let mut batches = read().project(&[2]).unwrap().project(&[3, 0]).unwrap().batch_size(1);
    assert_eq!(batches.table().to_arrow().fields().len(), 4);
    let batch = batches.next().unwrap().unwrap();
    assert_eq!(cell(&batch, "id", 0).as_deref(), Some("7"));
    let batch = batches.project(&[2]).unwrap().next().unwrap().unwrap(); // between two batches
    assert_eq!((batch.num_columns(), cell(&batch, "Shoe Size", 0).as_deref()), (1, Some("")));
}

#[test]
fn a_response_with_another_column_is_an_error_whatever_the_projection() {
    let response = || Response::new(Poll::default(), Ok(&b"OK\n\nID|Status|\n7|Waiting|\n"[..]));
    let mut batches =
        BatchReader::from_responses(Parser::new(), table("OK\n\nID|\n"), [response()]).project(&[]).unwrap();
    let error = batches.next().unwrap().unwrap_err();
    assert!(error.to_string().contains("column that the table lacks"), "{error}");
    assert!(batches.next().is_none());

    let mut batches =
        BatchReader::from_responses(Parser::new(), table("OK\n\nID|Status|\n"), [response()]).project(&[]).unwrap();
    let batch = batches.next().unwrap().unwrap();
    assert_eq!((batch.num_rows(), batch.num_columns()), (1, 0));
}

/// A known column is in the table if a session has a value in it, whatever the version of the method.
#[test]
fn soap_values_beyond_the_version_are_not_lost() {
    for (version, version_of_others) in [("", ""), ("_V2", ""), ("_V4", ""), ("_V3", "6")] {
        let field = format!("sCustomField{}", if version_of_others.is_empty() { "5" } else { version_of_others });
        let body = SOAP
            .replace("getSession_V3", &format!("getSession{version}"))
            .replace("<sNew>x</sNew>", &format!("<{field}>last</{field}><sLanguage>de</sLanguage>"));
        let column = format!("custom_field_{}", &field[12..]);
        let table = table(&body);
        let response = Response::new(Poll::default(), Ok(body.as_bytes()));
        let batch = BatchReader::from_responses(Parser::new(), table, [response]).next().unwrap().unwrap();
        assert_eq!(cell(&batch, &column, 0).as_deref(), Some("last"), "{version}");
        assert_eq!(cell(&batch, "language", 0).as_deref(), Some("de"));

        let error = BatchReader::from_response(Parser::new(), body.as_bytes()).unwrap().next().unwrap().unwrap_err();
        assert!(error.to_string().contains("the session has a column that the table lacks"), "{version} {error}");
    }
}

#[test]
fn name_of_an_unknown_column_does_not_depend_on_other_responses() {
    let text = "OK\n\nID|status_code|poll_time|technician|custom_field_9|\n";
    let own = ["status_code_2", "poll_time_2", "technician_2", "custom_field_9_2"];
    let mut alone = table(text);
    assert_eq!(names(&alone)[1..5], own);
    alone.add(&table(SOAP));
    let all = names(&alone.with_poll());
    assert!(own.iter().all(|name| all.iter().any(|it| it == name)), "{all:?}");
}
