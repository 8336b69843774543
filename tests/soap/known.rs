//! Known answers.

use rescue_sessions::{OwnedSession, StartTime, Status, StatusCode};

use super::{API, SOAP_1_1, envelope, items, list, only, session};

/// A session as the service sends it (observed for version 3).
const OBSERVED: &str = r#"
  <?xml version="1.0" encoding="utf-8"?>
  <soap:Envelope
    xmlns:soap="http://www.w3.org/2003/05/soap-envelope"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:xsd="http://www.w3.org/2001/XMLSchema"
  >
    <soap:Body>
      <getSession_V3Response xmlns="https://secure.logmeinrescue.com/API/API.asmx">
        <getSession_V3Result>getSession_OK</getSession_V3Result>
        <aSessions>
          <SESSION_V3>
            <iID>1053624838</iID>
            <bStatus>SESSION_WAITING</bStatus>
            <sStatus>Waiting</sStatus>
            <iEntry>0</iEntry>
            <sEntry/>
            <iTechnician>26054541</iTechnician>
            <sTechnician>Jane Roe</sTechnician>
            <sStartTime>2/19/2024 2:36:37 PM</sStartTime>
            <iWaitingTimeInSec>35</iWaitingTimeInSec>
            <sCustomField0>ticket #215</sCustomField0>
            <sCustomField1>215</sCustomField1>
            <sCustomField2/>
            <sCustomField3></sCustomField3>
            <sCustomField4/>
            <sCustomField5/>
            <sLanguage>en</sLanguage>
            <sTransferredTo/>
            <sTransferredComment/>
            <bIsLead>true</bIsLead>
            <bHandingOff>false</bHandingOff>
          </SESSION_V3>
        </aSessions>
      </getSession_V3Response>
    </soap:Body>
  </soap:Envelope>
"#;

fn observed() -> OwnedSession {
    let empty = Some(String::new());
    let mut session = OwnedSession::new(1_053_624_838);
    session.status = Some(Status::Waiting);
    session.status_code = Some(StatusCode::Waiting);
    session.entry_id = Some(0);
    session.entry = empty.clone();
    session.technician_id = Some(26_054_541);
    session.technician = Some("Jane Roe".into());
    session.start_time = StartTime::new(2024, 2, 19, 14, 36, 37);
    session.waiting_time = Some(35);
    session.custom_fields = vec![Some("ticket #215".into()), Some("215".into()), empty.clone()];
    session.custom_fields.extend([empty.clone(), empty.clone(), empty.clone()]);
    session.language = Some("en".into());
    session.transferred_to = empty.clone();
    session.transferred_comment = empty;
    session.is_lead_technician = Some(true);
    session.is_handing_off = Some(false);
    session
}

#[test]
fn the_observed_response_has_its_session() {
    assert_eq!(only(OBSERVED), observed());
}

#[test]
fn versions_of_soap_and_of_the_method_give_the_same_session() {
    for soap in ["http://www.w3.org/2003/05/soap-envelope", SOAP_1_1] {
        for version in ["_V3", "_v3", "_V2", ""] {
            let body = OBSERVED.replace("http://www.w3.org/2003/05/soap-envelope", soap).replace("_V3", version);
            assert_eq!(only(&body), observed(), "{soap} {version}");
        }
    }
}

#[test]
fn prefixes_do_not_matter() {
    let body = format!(
        "<Envelope xmlns=\"{SOAP_1_1}\"><Header><x:a xmlns:x=\"x\">1</x:a></Header><Body>\
         <r:getSessionResponse xmlns:r=\"{API}\"><r:getSessionResult>getSession_OK</r:getSessionResult>\
         <r:aSessions><r:SESSION><q:iID xmlns:q=\"{API}\">7</q:iID></r:SESSION></r:aSessions>\
         </r:getSessionResponse></Body></Envelope>"
    );
    assert_eq!(only(&body), OwnedSession::new(7));
}

#[test]
fn elements_can_be_in_any_order_absent_or_nil() {
    let nil = "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:nil";
    let body = session(&format!(
        "<sEntry {nil}=\"true\"/><bIsLead> 1 </bIsLead><sLanguage {nil}='false'>de</sLanguage>\n<iID>\r\n-2 </iID>"
    ));
    let mut expected = OwnedSession::new(-2);
    expected.is_lead_technician = Some(true);
    expected.language = Some("de".into());
    assert_eq!(only(&body), expected);

    // The return value after the list.
    let body = envelope(&format!(
        "<getSessionResponse xmlns=\"{API}\"><aSessions><SESSION><iID>7</iID></SESSION></aSessions>\
         <getSessionResult>getSession_OK</getSessionResult></getSessionResponse>"
    ));
    assert_eq!(only(&body), OwnedSession::new(7));
}

#[test]
fn no_sessions_are_an_empty_list() {
    for content in ["<aSessions></aSessions>", "<aSessions/>", "", "<aSessions>\n </aSessions><!-- none -->"] {
        let body = envelope(&format!(
            "<getSessionResponse xmlns=\"{API}\"><getSessionResult>getSession_OK</getSessionResult>{content}</getSessionResponse>"
        ));
        assert!(items(&body).is_empty(), "{content}");
    }
    assert!(items(&list("<SESSION_V3 xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='1'/>")).is_empty());
}

#[test]
fn text_is_unescaped_and_kept() {
    let cases = [
        ("a &amp; b &lt;c&gt; &quot;d&quot; &apos;e&apos;", "a & b <c> \"d\" 'e'"),
        ("&#65;&#x42;&#128512;&#xA;&#13;", "AB😀\n\r"),
        ("<![CDATA[a & <b> ]] c]]>", "a & <b> ]] c"),
        ("x<!-- c -->y<?p i?>z", "xyz"),
        ("  two  spaces  ", "  two  spaces  "),
        ("no|sound\nat all", "no|sound\nat all"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("&#27;[31m", "\u{1b}[31m"),
        ("Zoë 日本", "Zoë 日本"),
        ("]] >", "]] >"),
        ("", ""),
    ];
    for (xml, expected) in cases {
        let session = only(&session(&format!("<iID>7</iID><sCustomField0>{xml}</sCustomField0>")));
        assert_eq!(session.custom_fields, [Some(expected.to_owned())], "{xml}");
        assert!(session.damage.is_empty());
    }
}

#[test]
fn unknown_elements_are_unknown_columns() {
    let body = session(
        "<iID>7</iID><sNew>a</sNew><sNew>b</sNew><sNew>c</sNew><tree>x<leaf/><leaf>1</leaf> <deep><er>2</er></deep></tree>\
         <f:sStatus xmlns:f='urn:f'>f</f:sStatus><sEmpty/><iid>8</iid>",
    );
    let expected = [
        ("sNew", "a"),
        ("sNew[2]", "b"),
        ("sNew[3]", "c"),
        ("tree", "x"),
        ("tree/leaf", ""),
        ("tree/leaf[2]", "1"),
        ("tree/deep/er", "2"),
        ("{urn:f}sStatus", "f"),
        ("sEmpty", ""),
        ("iid", "8"),
    ];
    let expected = expected.map(|(name, text)| (name.to_owned(), Some(text.to_owned())));
    assert_eq!(only(&body).unknown_columns, expected);
}

#[test]
fn a_missing_custom_field_keeps_the_index_of_the_others() {
    let session = only(&session("<iID>7</iID><sCustomField2>c</sCustomField2><sCustomField6>g</sCustomField6>"));
    let expected = [None, None, Some("c"), None, None, None, Some("g")].map(|text| text.map(str::to_owned));
    assert_eq!(session.custom_fields, expected);
    assert!(!session.has_withheld());
}

#[test]
fn status_codes_keep_their_names() {
    for code in StatusCode::KNOWN {
        let session = only(&session(&format!("<iID>7</iID><bStatus>{code}</bStatus><sStatus>Ativas</sStatus>")));
        assert_eq!(session.status_code.as_ref(), Some(code));
        let answers = [code.is_waiting(), code.is_in_progress(), code.is_closed()];
        let expected = usize::from(*code != StatusCode::NotSupported);
        assert_eq!(answers.into_iter().filter(|answer| *answer).count(), expected, "{code}");
    }
    let session = only(&session("<iID>7</iID><bStatus>SESSION_NEW</bStatus>"));
    assert_eq!(session.status_code, Some(StatusCode::Other("SESSION_NEW".into())));
}

#[test]
fn a_response_without_an_envelope_is_read() {
    let inner = "<getSession_V3Result>getSession_OK</getSession_V3Result><aSessions><SESSION_V3><iID>7</iID></SESSION_V3></aSessions>";
    assert_eq!(only(&format!("<getSession_V3Response>{inner}</getSession_V3Response>")), OwnedSession::new(7));
    let with_namespace = format!("<getSession_V3Response xmlns='{API}'>{inner}</getSession_V3Response>");
    assert_eq!(only(&with_namespace), OwnedSession::new(7));
}
