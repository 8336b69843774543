//! SOAP responses of version 3, as the service writes them.

use std::fmt::{self, Write};

use rescue_sessions_synthetic::{Plan, Version};

/// How the XML looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// As the service writes it: no whitespace between elements.
    Compact,
    /// Each element on a line of its own, indented.
    Indented,
    /// [`Layout::Compact`], but each session has a value with a reference: `&amp;`.
    References,
}

impl Layout {
    pub const ALL: [Layout; 3] = [Layout::Compact, Layout::Indented, Layout::References];
}

const HEAD: [(usize, &str); 6] = [
    (0, r#"<?xml version="1.0" encoding="utf-8"?>"#),
    (
        0,
        r#"<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">"#,
    ),
    (1, "<soap:Body>"),
    (2, r#"<getSession_V3Response xmlns="https://secure.logmeinrescue.com/API/API.asmx">"#),
    (3, "<getSession_V3Result>getSession_OK</getSession_V3Result>"),
    (3, "<aSessions>"),
];
const TAIL: [(usize, &str); 4] =
    [(3, "</aSessions>"), (2, "</getSession_V3Response>"), (1, "</soap:Body>"), (0, "</soap:Envelope>")];

/// The elements of a session, in the order of the columns. `bStatus`, which has no column, comes after `iID`.
const ELEMENTS: [&str; 19] = [
    "iID",
    "sStatus",
    "iEntry",
    "sEntry",
    "iTechnician",
    "sTechnician",
    "sStartTime",
    "iWaitingTimeInSec",
    "sCustomField0",
    "sCustomField1",
    "sCustomField2",
    "sCustomField3",
    "sCustomField4",
    "sCustomField5",
    "sLanguage",
    "sTransferredTo",
    "sTransferredComment",
    "bIsLead",
    "bHandingOff",
];
const COMPANY: usize = 9;

/// So many sessions as text, and as XML. Both have the same values, except for the status code, which only XML has.
pub fn text_and_xml(rows: u64, layout: Layout) -> (String, String) {
    let plan = Plan { rows, version: Version::V3, ..Plan::default() };
    let mut text = plan.head();
    let mut xml = Printer { xml: String::new(), is_indented: layout == Layout::Indented };
    write(&mut xml, HEAD);
    for mut row in plan.rows() {
        if layout == Layout::References {
            row.written[COMPANY].push_str(" & Sons");
        }
        for field in &row.written {
            text.extend([field, "|"]);
        }
        text.push('\n');
        xml.session(&row.written).expect("writing to a String cannot fail");
    }
    write(&mut xml, TAIL);
    (text, xml.xml)
}

fn write<const N: usize>(to: &mut Printer, lines: [(usize, &str); N]) {
    for (depth, line) in lines {
        to.start_line(depth);
        to.xml.push_str(line);
    }
}

struct Printer {
    xml: String,
    is_indented: bool,
}

impl Printer {
    fn start_line(&mut self, depth: usize) {
        if self.is_indented && !self.xml.is_empty() {
            self.xml.push('\n');
            self.xml.extend(std::iter::repeat_n("  ", depth));
        }
    }

    fn session(&mut self, fields: &[String]) -> fmt::Result {
        write(self, [(4, "<SESSION_V3>")]);
        for (element, field) in ELEMENTS.into_iter().zip(fields) {
            match (element, field.as_str()) {
                ("sStartTime", time) => self.element(element, &with_seconds(time))?,
                ("bIsLead" | "bHandingOff", "") => self.element(element, "false")?,
                ("bIsLead" | "bHandingOff", _) => self.element(element, "true")?,
                (_, text) => self.element(element, text)?,
            }
            if element == "iID" {
                self.element("bStatus", status_code(&fields[1]))?;
            }
        }
        write(self, [(4, "</SESSION_V3>")]);
        Ok(())
    }

    fn element(&mut self, name: &str, text: &str) -> fmt::Result {
        self.start_line(5);
        if text.is_empty() {
            return write!(self.xml, "<{name} />");
        }
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        write!(self.xml, "<{name}>{text}</{name}>")
    }
}

/// `2/16/2012 9:00:00 AM` for `2/16/2012 9:00 AM`.
fn with_seconds(time: &str) -> String {
    match time.rsplit_once(' ') {
        Some((minutes, half)) => format!("{minutes}:00 {half}"),
        None => time.to_owned(),
    }
}

/// A code for each status of the synthetic sessions.
fn status_code(status: &str) -> &'static str {
    match status {
        "Waiting" => "SESSION_WAITING",
        "Connecting" => "SESSION_CONNECTING",
        "On Hold" => "SESSION_ONHOLD",
        "Rebooting" => "SESSION_REBOOTING",
        "Reconnecting" => "SESSION_CONNECTIONPROBLEM",
        "Transferring" => "SESSION_TRANSFERINGBUTNOTPICKEDUP",
        "Closed by technician" => "SESSION_CLOSEDBYTECHNICIAN",
        "Closed by customer" => "SESSION_CLOSEDBYCUSTOMER",
        "Closed by waiting customer" => "SESSION_CLOSEDBYWAITINGCUSTOMER",
        "Timed out" => "SESSION_WAITINGTIMEOUT_PICKEDUP",
        "Disconnected" => "SESSION_OFFLINE",
        _ => "SESSION_PICKEDUP",
    }
}
