//! Prints sessions as XML in one of many equal spellings. It shares no code with the writer of the crate.

use arbitrary::{Result, Unstructured};
use rescue_sessions::{OwnedSession, StartTime};

const API: &str = "https://secure.logmeinrescue.com/API/API.asmx";
const SOAP: [&str; 2] = ["http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"];
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Prints without choices.
pub(super) fn print_plainly(sessions: &[OwnedSession]) -> String {
    print(sessions, &mut Unstructured::new(&[])).unwrap_or_default()
}

/// Prints with choices. Without any left, each one is the first.
pub(super) fn print(sessions: &[OwnedSession], choices: &mut Unstructured<'_>) -> Result<String> {
    let mut printer = Printer { u: choices, prefix: "", nil: "" };
    printer.response(sessions)
}

struct Printer<'p, 'u> {
    u: &'p mut Unstructured<'u>,
    /// The prefix of the service's namespace, with its colon. Empty: it is the default namespace.
    prefix: &'static str,
    /// The prefix of `nil`, with its colon.
    nil: &'static str,
}

impl Printer<'_, '_> {
    fn pick<'t>(&mut self, options: &[&'t str]) -> Result<&'t str> {
        self.u.choose(options).copied()
    }

    /// What may be between two elements.
    fn space(&mut self) -> Result<&'static str> {
        self.pick(&[
            "",
            "",
            "",
            "\n  ",
            "\r\n",
            " ",
            "\t",
            "<!-- <a>&b; -->",
            "<?a <b>?>",
            " <!----> \n",
            "<![CDATA[]]>",
        ])
    }

    fn response(&mut self, sessions: &[OwnedSession]) -> Result<String> {
        let soap = self.pick(&["s:", "soap:", ""])?;
        self.prefix = if soap.is_empty() { "r:" } else { self.pick(&["", "r:"])? };
        self.nil = self.pick(&["xsi:", "i:"])?;
        let version = self.pick(&["", "_V2", "_V3", "_v3"])?;
        let binding = |prefix: &str| match prefix.strip_suffix(':') {
            Some(prefix) => format!("xmlns:{prefix}"),
            None => "xmlns".to_owned(),
        };
        let declaration = self.pick(&["", "<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<?xml version='1.0'?>"])?;
        let start =
            self.pick(&["", "\u{feff}", " \n"])?.to_owned() + declaration + self.pick(&["", "\n", "<!--a-->"])?;
        let header = ["", "<{soap}Header/>", "<{soap}Header>a<x>b</x></{soap}Header>"];
        let header = self.pick(&header)?.replace("{soap}", soap);
        let method = format!("{}getSession{version}", self.prefix);
        let result = self.pick(&["getSession_OK", "\n getSession_OK ", "get<!-- -->Session&#95;OK"])?;
        let result = format!("<{method}Result>{result}</{method}Result>");
        let list = self.list(sessions, version)?;
        let (first, second) = if self.u.ratio(1, 4)? { (list, result) } else { (result, list) };
        let content = [self.space()?, &first, self.space()?, &second, self.space()?].concat();
        let (namespace, quote) = (self.u.choose_index(2)?, self.pick(&["'", "\""])?);
        let envelope = format!(
            "<{soap}Envelope {}={quote}{}{quote} {}={quote}{XSI}{quote}>",
            binding(soap),
            SOAP[namespace],
            binding(self.nil)
        );
        let open = format!("<{soap}Body><{method}Response {}={quote}{API}{quote}>", binding(self.prefix));
        let close = format!("</{method}Response></{soap}Body></{soap}Envelope>");
        let end = self.pick(&["", "\n", "<!--a-->\n"])?;
        Ok([&start, &envelope, self.space()?, &header, &open, &content, &close, end].concat())
    }

    fn list(&mut self, sessions: &[OwnedSession], version: &str) -> Result<String> {
        let prefix = self.prefix;
        let mut list = self.space()?.to_owned();
        if sessions.is_empty() {
            let empty = ["", "<{}aSessions/>", "<{}aSessions />", "<{}aSessions></{}aSessions>"];
            return Ok(self.pick(&empty)?.replace("{}", prefix));
        }
        for session in sessions {
            let content = self.session(session)?;
            let attribute = self.pick(&["", " ", " a='<iID/>'"])?.replace('<', "&lt;");
            list += &format!("<{prefix}SESSION{version}{attribute}>{content}</{prefix}SESSION{version}>");
            list += self.space()?;
        }
        Ok(format!("<{prefix}aSessions>{list}</{prefix}aSessions>"))
    }

    fn session(&mut self, session: &OwnedSession) -> Result<String> {
        let mut elements = Vec::new();
        for (name, value) in values(session) {
            match value {
                Some(value) => {
                    let is_word =
                        matches!(name.as_bytes()[0], b'i') || name.starts_with("bIs") || name.starts_with("bH");
                    let padding = if is_word { self.pick(&["", "", " ", "\n"])? } else { "" };
                    elements.push(self.element(&name, &format!("{padding}{value}{padding}"))?);
                }
                None if self.u.ratio(1, 4)? => elements.push(self.nil_element(&name)?),
                None => {}
            }
        }
        self.shuffle(&mut elements)?;
        // Unknown elements keep their order among themselves.
        let mut at = 0;
        for (name, text) in &session.unknown_columns {
            let path: Vec<&str> = name.split('[').next().unwrap_or_default().split('/').collect();
            let mut element = self.element(path[path.len() - 1], text.as_deref().unwrap_or_default())?;
            for outer in path[..path.len() - 1].iter().rev() {
                let (prefix, space) = (self.prefix, self.space()?);
                element = format!("<{prefix}{outer}>{space}{element}{space}</{prefix}{outer}>");
            }
            at = self.u.int_in_range(at..=elements.len())?;
            elements.insert(at, element);
            at += 1;
        }
        let mut content = self.space()?.to_owned();
        for element in elements {
            content += &element;
            content += self.space()?;
        }
        Ok(content)
    }

    fn shuffle(&mut self, elements: &mut [String]) -> Result<()> {
        if self.u.arbitrary()? {
            for index in 1..elements.len() {
                elements.swap(index, self.u.int_in_range(0..=index)?);
            }
        }
        Ok(())
    }

    fn nil_element(&mut self, name: &str) -> Result<String> {
        let (prefix, nil, value) = (self.prefix, self.nil, self.pick(&["true", "1"])?);
        Ok(match self.u.arbitrary()? {
            true => format!("<{prefix}{name} {nil}nil='{value}' />"),
            false => format!("<{prefix}{name} {nil}nil='{value}'>x<y/></{prefix}{name}>"),
        })
    }

    fn element(&mut self, name: &str, text: &str) -> Result<String> {
        let name = format!("{}{name}", self.prefix);
        if text.is_empty() {
            let empty = ["<{}/>", "<{} />", "<{}></{}>", "<{}><!--a--></{}>", "<{}><![CDATA[]]></{} >", "<{} a='b'/>"];
            return Ok(self.pick(&empty)?.replace("{}", &name));
        }
        let (attribute, text) = (self.pick(&["", "", " ", " xmlns:q='q' q:nil='true'"])?, self.text(text)?);
        let space = self.pick(&["", "", " "])?;
        Ok(format!("<{name}{attribute}>{text}</{name}{space}>"))
    }

    /// A text, some parts of it as CDATA or references.
    fn text(&mut self, text: &str) -> Result<String> {
        let mut xml = String::new();
        let style = self.u.int_in_range(0..=3_u8)?;
        for c in text.chars() {
            let is_safe_in_cdata = c != '\r' && c != ']';
            match (c, if style == 3 { self.u.int_in_range(0..=3_u8)? } else { style }) {
                // A CR that is a spelling of LF would take this one as a part of the same line end.
                ('\n', 0 | 3) if xml.ends_with('\r') => xml += "&#10;",
                ('\n', 0) => xml += self.pick(&["\n", "\r\n", "\r", "&#10;"])?,
                (c, 1) if is_safe_in_cdata => xml += &format!("<![CDATA[{c}]]>"),
                (c, 2) => xml += &format!("&#x{:x};", u32::from(c)),
                ('\r', _) => xml += "&#13;",
                ('&', _) => xml += "&amp;",
                ('<', _) => xml += "&lt;",
                ('>', _) => xml += "&gt;",
                ('\'', 3) => xml += "&apos;",
                ('"', 3) => xml += "&quot;",
                (c, _) => xml.push(c),
            }
            if self.u.ratio(1, 32)? {
                xml += self.pick(&["<!--<&-->", "<?a?>"])?;
            }
        }
        Ok(xml)
    }
}

/// The names and the texts of the known elements.
fn values(session: &OwnedSession) -> Vec<(String, Option<String>)> {
    let integer = |value: Option<i64>| value.map(|value| value.to_string());
    let flag = |value: Option<bool>| value.map(|value| value.to_string());
    let mut values = vec![
        ("iID", Some(session.id.to_string())),
        ("bStatus", session.status_code.as_ref().map(|code| code.as_str().to_owned())),
        ("sStatus", session.status.as_ref().map(|status| status.as_str().to_owned())),
        ("iEntry", integer(session.entry_id)),
        ("sEntry", session.entry.clone()),
        ("iTechnician", integer(session.technician_id)),
        ("sTechnician", session.technician.clone()),
        ("sStartTime", session.start_time.map(start_time)),
        ("iWaitingTimeInSec", integer(session.waiting_time)),
        ("sLanguage", session.language.clone()),
        ("sTransferredTo", session.transferred_to.clone()),
        ("sTransferredComment", session.transferred_comment.clone()),
        ("bIsLead", flag(session.is_lead_technician)),
        ("bHandingOff", flag(session.is_handing_off)),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect::<Vec<_>>();
    let custom_fields = session.custom_fields.iter().enumerate();
    values.extend(custom_fields.map(|(number, text)| (format!("sCustomField{number}"), text.clone())));
    values
}

fn start_time(time: StartTime) -> String {
    let (hour, half) = (time.hour(), if time.hour() < 12 { "AM" } else { "PM" });
    let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
    let date = format!("{}/{}/{:04}", time.month(), time.day(), time.year());
    format!("{date} {hour}:{:02}:{:02} {half}", time.minute(), time.second())
}
