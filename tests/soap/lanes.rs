//! The fast lane reads what the XML reader reads.

use std::io::{BufRead, BufReader};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rescue_sessions::{OwnedSession, Parser, ReadError, SoapReader};

use super::list;

/// XML that can be in a session, good and bad.
const FRAGMENTS: [&str; 40] = [
    "<iID>7</iID>",
    "<iID> 8\n</iID>",
    "<iID>x</iID>",
    "<bStatus>SESSION_WAITING</bStatus>",
    "<sStatus>Waiting</sStatus>",
    "<iEntry>0</iEntry>",
    "<sEntry />",
    "<sEntry/>",
    "<sEntry>Zoë 日本 &amp; Jo</sEntry>",
    "<sTechnician>&lt;b&#x3e;&#13;&quot;&apos;</sTechnician>",
    "<sTechnician>&new;</sTechnician>",
    "<sTechnician>&#0;</sTechnician>",
    "<sTechnician>a\r\nb\rc</sTechnician>",
    "<sStartTime>2/19/2024 2:36:37 PM</sStartTime>",
    "<iWaitingTimeInSec>35</iWaitingTimeInSec>",
    "<sCustomField0>a</sCustomField0>",
    "<sCustomField2>c</sCustomField2>",
    "<sCustomField7>g</sCustomField7>",
    "<sCustomField1><![CDATA[a]]>b</sCustomField1>",
    "<sLanguage a='b'>en</sLanguage>",
    "<sLanguage >en</sLanguage >",
    "<bIsLead>true</bIsLead>",
    "<bHandingOff>no</bHandingOff>",
    "<sNew>a<b/></sNew>",
    "<x:iID xmlns:x='y'>9</x:iID>",
    "<sTransferredTo>a<!--b--></sTransferredTo>",
    "</SESSION_V3><SESSION_V3>",
    "<SESSION_V3>",
    "<iID>",
    "</iID>",
    "<",
    ">",
    "&",
    ";",
    "/",
    " ",
    "\n",
    "a",
    "日",
    "\r",
];

fn items(reader: impl BufRead, parser: Parser) -> Vec<String> {
    let show = |item: Result<OwnedSession, ReadError>| match item {
        Ok(session) => format!("{session:?}"),
        Err(ReadError::Response(error)) => format!("{error:?} {error} {:?}", error.position()),
        Err(error) => panic!("{error}"),
    };
    SoapReader::new(parser, reader).map(show).collect()
}

/// The fast lane needs more than a byte in the buffer.
fn assert_same(body: &str, parser: Parser) {
    let slow = items(BufReader::with_capacity(1, body.as_bytes()), parser);
    assert_eq!(items(body.as_bytes(), parser), slow, "{body}");
    assert_eq!(items(BufReader::with_capacity(100, body.as_bytes()), parser), slow, "{body}");
}

proptest! {
    #[test]
    fn both_lanes_give_the_same_items(
        fragments in vec(select(&FRAGMENTS[..]), 0..30),
        id in any::<bool>(),
        long in (any::<Index>(), 900_usize..1_100),
        limits in (select(vec![100, 65_536]), select(vec![5, 256])),
    ) {
        let mut fragments: Vec<String> = fragments.into_iter().map(str::to_owned).collect();
        if let (long, len) = long && len > 1_000 && !fragments.is_empty() {
            let index = long.index(fragments.len());
            let text = "é".repeat(len / 2 - 10);
            fragments[index] = format!("<sTransferredComment>{text}</sTransferredComment>");
        }
        let first = if id { "<iID>1</iID>" } else { "" };
        let body = list(&format!("<SESSION_V3>{first}{}</SESSION_V3><SESSION_V3><iID>2</iID></SESSION_V3>", fragments.concat()));
        assert_same(&body, Parser::new().max_record(limits.0).max_columns(limits.1));
    }
}

#[test]
fn a_value_around_the_length_of_a_window_is_read() {
    for len in 950..1_050 {
        for text in ["x".repeat(len), "日".repeat(len / 3), "x".repeat(len - 7) + "&amp;"] {
            let sessions =
                format!("<SESSION_V3><iID>1</iID><sEntry>{text}</sEntry><sLanguage>en</sLanguage></SESSION_V3>");
            assert_same(&list(&sessions.repeat(2)), Parser::new());
        }
    }
}
