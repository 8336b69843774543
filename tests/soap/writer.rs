//! The SOAP writer: what it writes, to the byte, and what it refuses.

use rescue_sessions::{
    Column, ErrorKind, FaultCode, OwnedDamage, OwnedSession, ReturnValue, SoapError, SoapWriter, StartTime, Status,
    StatusCode, WriteError, WriteErrorKind, parse_any,
};

use super::{items, only};

fn with(change: impl FnOnce(&mut OwnedSession)) -> OwnedSession {
    let mut session = OwnedSession::new(7);
    change(&mut session);
    session
}

/// A session with all values of version 3.
fn full() -> OwnedSession {
    with(|it| {
        it.status = Some(Status::Active);
        it.status_code = Some(StatusCode::PickedUp);
        it.entry_id = Some(1_927_940_688);
        it.entry = Some("Support <EMEA> & more".into());
        it.technician_id = Some(-2);
        it.technician = Some("Zoë Roe".into());
        it.start_time = StartTime::new(2024, 2, 9, 14, 0, 0);
        it.waiting_time = Some(35);
        it.custom_fields = ["no | sound", "a\r\nb\tc", "]]>", "", " ", "\u{1}"].map(|text| Some(text.into())).into();
        it.language = Some("en".into());
        it.transferred_to = Some(String::new());
        it.transferred_comment = Some("\"it's\"".into());
        it.is_lead_technician = Some(true);
        it.is_handing_off = Some(false);
    })
}

const START: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\
    <soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" \
    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><soap:Body>";
const END: &str = "</soap:Body></soap:Envelope>";

#[test]
fn a_list_is_written_as_the_service_sends_it() {
    let content = "<iID>7</iID><bStatus>SESSION_PICKEDUP</bStatus><sStatus>Active</sStatus><iEntry>1927940688</iEntry>\
        <sEntry>Support &lt;EMEA&gt; &amp; more</sEntry><iTechnician>-2</iTechnician><sTechnician>Zoë Roe</sTechnician>\
        <sStartTime>2/9/2024 2:00:00 PM</sStartTime><iWaitingTimeInSec>35</iWaitingTimeInSec>\
        <sCustomField0>no | sound</sCustomField0><sCustomField1>a&#13;\nb\tc</sCustomField1>\
        <sCustomField2>]]&gt;</sCustomField2><sCustomField3 /><sCustomField4> </sCustomField4>\
        <sCustomField5>&#1;</sCustomField5><sLanguage>en</sLanguage><sTransferredTo />\
        <sTransferredComment>\"it's\"</sTransferredComment><bIsLead>true</bIsLead><bHandingOff>false</bHandingOff>";
    for (writer, version) in [(SoapWriter::v1(), ""), (SoapWriter::v2(), "_V2"), (SoapWriter::v3(), "_V3")] {
        let expected = format!(
            "{START}<getSession{version}Response xmlns=\"https://secure.logmeinrescue.com/API/API.asmx\">\
             <getSession{version}Result>getSession_OK</getSession{version}Result><aSessions>\
             <SESSION{version}>{content}</SESSION{version}><SESSION{version}><iID>8</iID></SESSION{version}>\
             </aSessions></getSession{version}Response>{END}"
        );
        let sessions = [full(), OwnedSession::new(8)];
        let body = writer.to_string(&sessions).unwrap();
        assert_eq!(body, expected);
        assert_eq!(items(&body).into_iter().map(Result::unwrap).collect::<Vec<_>>(), sessions);
        let soap_1_2 =
            expected.replace("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope");
        assert_eq!(writer.soap_1_2().to_string(sessions.iter()).unwrap(), soap_1_2);
        assert_eq!(writer.soap_1_2().to_string(sessions.to_vec()).unwrap(), soap_1_2);
        let empty = writer.to_string::<OwnedSession>([]).unwrap();
        assert!(empty.ends_with(&format!("<aSessions /></getSession{version}Response>{END}")));
        assert!(items(&empty).is_empty());
    }
}

#[test]
fn unknown_columns_are_written_as_elements() {
    let columns = [
        ("sNew", "a", "<sNew>a</sNew>"),
        ("sNew[2]", "", "<sNew />"),
        ("tree/leaf", "1", "<tree><leaf>1</leaf></tree>"),
        ("tree/leaf[2]", "2", "<tree><leaf>2</leaf></tree>"),
        ("tree", "x", "<tree>x</tree>"),
        ("tree/iID", "", "<tree><iID /></tree>"),
        ("ïd-1.x", "&", "<ïd-1.x>&amp;</ïd-1.x>"),
    ];
    let session = with(|it| {
        it.custom_fields = vec![None, None, None, None, None, None, None, Some("h".into())];
        it.unknown_columns = columns.iter().map(|(name, text, _)| ((*name).into(), Some((*text).into()))).collect();
    });
    let body = SoapWriter::v3().to_string([&session]).unwrap();
    let elements: String = columns.iter().map(|(_, _, xml)| *xml).collect();
    assert!(body.contains(&format!("<iID>7</iID><sCustomField7>h</sCustomField7>{elements}</SESSION_V3>")), "{body}");
    assert_eq!(only(&body), session);
}

fn error(change: impl FnOnce(&mut OwnedSession)) -> WriteError {
    SoapWriter::v3().to_string([full(), with(change)]).unwrap_err()
}

#[test]
fn what_would_not_be_read_as_equal_is_refused() {
    type Change = fn(&mut OwnedSession);
    let cases: [(&str, Option<Column>, Change); 12] = [
        ("Entry contains NUL", Some(Column::Entry), |it| it.entry = Some("a\0".into())),
        ("the status code contains NUL", None, |it| it.status_code = Some(StatusCode::Other("\0".into()))),
        ("Custom Field 7 contains NUL", Some(Column::CustomField(7)), |it| {
            it.custom_fields.resize(8, Some("\0".into()));
            it.custom_fields[..7].fill(None);
        }),
        ("Status is `Other` with the text of a known status", Some(Column::Status), |it| {
            it.status = Some(Status::Other("Active".into()));
        }),
        ("the status code is `Other` with the text of a known status", None, |it| {
            it.status_code = Some(StatusCode::Other("SESSION_WAITING".into()));
        }),
        ("Custom Field 1 has no value, so it would have no element", Some(Column::CustomField(1)), |it| {
            it.custom_fields = vec![Some("a".into()), None];
        }),
        ("unknown column 1 has no value, so it would have no element", None, |it| {
            it.unknown_columns = vec![("a".into(), None)];
        }),
        ("unknown column 2 contains NUL", None, |it| {
            it.unknown_columns = vec![("a".into(), Some("a".into())), ("b".into(), Some("\0".into()))];
        }),
        ("more than 256 columns", None, |it| it.custom_fields = vec![Some("a".into()); 256]),
        ("more than 256 columns", None, |it| it.custom_fields = vec![Some("a".into()); 257]),
        ("more than 256 columns", None, |it| it.custom_fields = vec![None; 257]),
        ("more than 256 columns", None, |it| {
            it.unknown_columns = (0..257).map(|number| (format!("a{number}"), Some(String::new()))).collect();
        }),
    ];
    let withheld = error(|it| {
        it.unknown_columns = vec![("a".into(), Some("a".into())), ("b".into(), None)];
        let mut damage = OwnedDamage::default();
        damage.columns = vec!["b".into()];
        it.damage = vec![damage];
    });
    assert_eq!((withheld.to_string(), withheld.column_name()), {
        ("session 2: unknown column 2 is withheld".to_owned(), Some("b"))
    });
    for (message, column, change) in cases {
        let error = error(change);
        assert_eq!(error.to_string(), format!("session 2: {message}"));
        assert_eq!((error.session(), error.column()), (Some(2), column), "{message}");
    }
    assert_eq!(error(|it| it.status_code = Some(StatusCode::Other("\0".into()))).column_name(), Some("bStatus"));
}

#[test]
fn withheld_values_are_refused() {
    let withhold = |session: &mut OwnedSession| {
        let mut damage = OwnedDamage::default();
        damage.columns = vec!["Technician".into(), "Shoe Size".into()];
        session.damage = vec![damage];
    };
    let error = error(withhold);
    assert_eq!(
        (error.to_string().as_str(), error.column()),
        ("session 2: Technician is withheld", Some(Column::Technician))
    );
    let error = SoapWriter::v3().to_string([with(|it| {
        withhold(it);
        it.technician = Some("a".into());
    })]);
    assert_eq!(error.unwrap_err().to_string(), "session 1: an unknown column is withheld");
}

#[test]
fn names_that_no_element_gives_are_refused() {
    let deep = |depth| vec!["a"; depth].join("/");
    let unknown = |names: &[&str]| {
        let session = with(|it| {
            it.unknown_columns = names.iter().map(|name| ((*name).into(), Some(String::new()))).collect();
        });
        let written = SoapWriter::v3().to_string([&session]);
        written.map(|body| assert_eq!(only(&body), session))
    };
    for names in [
        &[""][..],
        &["Shoe Size"],
        &["1"],
        &["p:a"],
        &["{u}a"],
        &["a/"],
        &["/a"],
        &["a//b"],
        &["iID"],
        &["sCustomField9"],
        &["sEntry/a"],
        &["a[2]"],
        &["a", "a"],
        &["a", "a[3]"],
        &["a", "a[02]"],
        &["a", "a[2]x"],
        &["a[1]"],
        &["a[2]", "a"],
        &["a\0"],
        &[&deep(28)],
    ] {
        let error = unknown(names).unwrap_err();
        assert_eq!(error.kind(), &WriteErrorKind::InvalidElementName, "{names:?}");
        let message = format!("session 1: unknown column {} has a name that no element gives", names.len());
        assert!(error.to_string() == message || names == ["a[2]", "a"], "{error}");
        assert_eq!(
            error.column_name(),
            Some(names[names.len() - 1]).filter(|_| names != ["a[2]", "a"]).or(Some("a[2]"))
        );
    }
    for names in
        [&["a", "b", "a[2]", "a[3]"][..], &["xml"], &["iid"], &["sCustomField256"], &["sCustomField00"], &[&deep(27)]]
    {
        unknown(names).unwrap();
    }
}

#[test]
fn the_limits_are_those_of_the_reader() {
    let with_entry = |len| with(|it| it.entry = Some("x".repeat(len)));
    let room = 65_536 - "<iID>7</iID><sEntry></sEntry>".len();
    let session = with_entry(room);
    assert_eq!(only(&SoapWriter::v3().to_string([&session]).unwrap()), session);
    let error = SoapWriter::v3().to_string([with_entry(room + 1)]).unwrap_err();
    assert_eq!(error.to_string(), "session 1: longer than 65536 bytes");
    let session = with(|it| it.custom_fields = vec![Some("a".into()); 255]);
    assert_eq!(only(&SoapWriter::v3().to_string([&session]).unwrap()), session);
}

#[test]
fn a_failure_is_read_as_the_same_failure() {
    use ReturnValue::{Error, InvalidParamNode, InvalidSecretAuthCode, NotLoggedIn, Other, PollRateExceeded};
    let known = [
        (Error, "getSession_Error"),
        (NotLoggedIn, "getSession_NotLoggedIn"),
        (InvalidParamNode, "getSession_InvalidParam_NodeID"),
        (InvalidSecretAuthCode, "getSession_Invalid_SecretAuthCode"),
        (ReturnValue::UserDeletedOrDisabled, "getSession_User_Deleted_Or_Disabled"),
        (PollRateExceeded, "getSession_PollRateExceeded"),
        (Other("a < b".into()), "a &lt; b"),
    ];
    for (value, text) in known {
        let body = SoapWriter::v1().failure(&value).unwrap();
        let expected = format!(
            "{START}<getSessionResponse xmlns=\"https://secure.logmeinrescue.com/API/API.asmx\">\
             <getSessionResult>{text}</getSessionResult></getSessionResponse>{END}"
        );
        assert_eq!(body, expected);
        for writer in [SoapWriter::v2(), SoapWriter::v3().soap_1_2()] {
            let body = writer.failure(&value).unwrap();
            assert_eq!(parse_any(body.as_bytes()).unwrap_err().into_kind(), ErrorKind::Failure(value.clone()));
        }
    }
    let long = "x".repeat(70_000);
    for text in ["getSession_Error", "getSession_V3_OK", " a", "a\n", "\0", &long] {
        let error = SoapWriter::v3().failure(&Other(text.into())).unwrap_err();
        assert_eq!(error.to_string(), "the return value is OK, or would not be read as the same failure", "{text}");
    }
    assert_eq!(SoapWriter::v3().failure(&ReturnValue::Ok).unwrap_err().kind(), &WriteErrorKind::InvalidReturnValue);
    let empty = SoapWriter::v3().failure(&Other("".into())).unwrap();
    assert!(empty.contains("<getSession_V3Result />"));
}

#[test]
fn a_fault_is_read_as_the_same_fault() {
    use FaultCode::{DataEncodingUnknown, MustUnderstand, Other, Receiver, Sender, VersionMismatch};
    let body = SoapWriter::v3().fault(Sender, "a & b").unwrap();
    let fault =
        "<soap:Fault><faultcode>soap:Client</faultcode><faultstring>a &amp; b</faultstring><detail /></soap:Fault>";
    assert_eq!(body, [START, fault, END].concat());
    let body = SoapWriter::v3().soap_1_2().fault(Receiver, "a").unwrap();
    let fault = "<soap:Fault><soap:Code><soap:Value>soap:Receiver</soap:Value></soap:Code><soap:Reason>\
                 <soap:Text xml:lang=\"en\">a</soap:Text></soap:Reason></soap:Fault>";
    assert_eq!(
        body,
        [START, fault, END]
            .concat()
            .replace("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope")
    );
    let long = "é".repeat(100_000);
    for code in [Sender, Receiver, MustUnderstand, VersionMismatch, DataEncodingUnknown, Other] {
        for text in ["", "a\r\nb", "Zoë", &long[..65_536]] {
            for writer in [SoapWriter::v1(), SoapWriter::v3().soap_1_2()] {
                let body = writer.fault(code, text).unwrap();
                let error = parse_any(body.as_bytes()).unwrap_err();
                assert_eq!(error.kind(), &ErrorKind::Soap(SoapError::Fault { code, text_len: text.len() }));
            }
        }
    }
    let error = SoapWriter::v3().fault(Sender, "\0").unwrap_err();
    assert_eq!(error.to_string(), "the text of the fault contains NUL");
    let error = SoapWriter::v3().fault(Sender, &long[..65_538]).unwrap_err();
    assert_eq!(error.to_string(), "the text of the fault: longer than 65536 bytes");
}

#[test]
fn sessions_are_written_in_blocks() {
    use std::io::{ErrorKind, Write};

    struct Sink(Vec<usize>);

    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.push(bytes.len());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    let sessions = vec![full(); 1_000];
    let mut sink = Sink(Vec::new());
    SoapWriter::v3().write_to(&mut sink, &sessions).unwrap();
    assert_eq!(sink.0.iter().sum::<usize>(), SoapWriter::v3().to_string(&sessions).unwrap().len());
    assert!(sink.0.len() > 5 && sink.0.iter().all(|len| *len < 68_000), "{:?}", sink.0);
    let mut sink = Sink(Vec::new());
    SoapWriter::v3().write_to(&mut sink, &sessions[..3]).unwrap();
    assert_eq!(sink.0.len(), 1, "a short response is one block");
    let error = SoapWriter::v3().write_to(std::io::sink(), [with(|it| it.entry = Some("\0".into()))]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(error.to_string(), "session 1: Entry contains NUL");
}
