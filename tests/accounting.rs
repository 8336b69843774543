//! Nothing is lost: every byte of a body is of its return value, its header, a record, an error, or stands between two
//! of them.

use common::strategies;
use proptest::prelude::*;
use rescue_sessions::{Damage, Delimiter, Error, Header, Parser};
use rescue_sessions_synthetic::{Plan, Version};

/// Where the items of a list stand, as they come.
struct Account<'a> {
    body: &'a [u8],
    at: usize,
}

impl Account<'_> {
    fn is_separator(&self, to: usize) -> bool {
        self.body[self.at..to].iter().all(|byte| b" \t\r\n".contains(byte))
    }

    /// The next item stands there: nothing but separators before it, at a line's start, up to a line's end.
    fn item(&mut self, span: std::ops::Range<u64>) -> Result<(), TestCaseError> {
        let (start, end) = (span.start as usize, span.end as usize);
        prop_assert!(self.at <= start && start <= end && end <= self.body.len(), "{span:?}");
        prop_assert!(self.is_separator(start), "{} to {start} is in nothing", self.at);
        prop_assert!(
            matches!(self.body[end..], [] | [b'\n', ..] | [b'\r', b'\n', ..] | [b'\r']),
            "{span:?} ends in a line"
        );
        self.at = end;
        Ok(())
    }

    fn end(&self) -> Result<(), TestCaseError> {
        prop_assert!(self.is_separator(self.body.len()), "{} and more is in nothing", self.at);
        Ok(())
    }
}

/// What stands before the rows: `OK`, the names in their order, and delimiters and white space around them.
fn head_is_accounted_for(head: &str, header: &Header<'_>, delimiter: &str) -> Result<(), TestCaseError> {
    let mut rest = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).strip_prefix("OK").unwrap();
    let parting = |text: &str| text.replace(delimiter, "").trim_matches([' ', '\t', '\r', '\n']).is_empty();
    for name in header.iter() {
        let at = rest.find(name).unwrap();
        prop_assert!(parting(&rest[..at]), "{:?}", rest);
        rest = &rest[at + name.len()..];
    }
    prop_assert!(parting(rest), "{:?}", rest);
    Ok(())
}

fn every_byte_is_accounted_for(parser: Parser<'_>, delimiter: &str, body: &[u8]) -> Result<(), TestCaseError> {
    let Ok(list) = parser.parse_bytes(body) else { return Ok(()) }; // the whole is one error
    let rows = list.records().position().byte() as usize;
    head_is_accounted_for(std::str::from_utf8(&body[..rows]).unwrap(), list.header(), delimiter)?;

    let mut account = Account { body, at: rows };
    let mut records = list.records();
    while let Some(record) = records.next() {
        account.item(records.span())?;
        if let Ok(record) = record {
            prop_assert_eq!(
                record.as_str().as_bytes(),
                &body[records.span().start as usize..records.span().end as usize]
            );
        }
    }
    account.end()?;

    let mut account = Account { body, at: rows };
    let mut sessions = list.sessions();
    while let Some(session) = sessions.next() {
        let span = sessions.span();
        account.item(span.clone())?;
        prop_assert!(sessions.position().byte() >= span.end);
        match session {
            Ok(session) => {
                let text = std::str::from_utf8(&body[span.start as usize..span.end as usize]).unwrap();
                let fields: Vec<_> = list.header().iter().zip(sessions.fields()).collect();
                nothing_of_a_record_is_lost(&fields, session.damage(), text, delimiter)?;
            }
            Err(error) => is_inside(&error, span.start, span.end)?,
        }
    }
    account.end()
}

fn is_inside(error: &Error, start: u64, end: u64) -> Result<(), TestCaseError> {
    prop_assert!((start..=end).contains(&error.position().byte()), "{error:?} is not in {start} to {end}");
    Ok(())
}

/// The values that are given, and the raw text of those that are not, make up the record again with a delimiter
/// between them.
fn nothing_of_a_record_is_lost(
    fields: &[(&str, Option<&str>)],
    damage: &[Damage<'_>],
    text: &str,
    delimiter: &str,
) -> Result<(), TestCaseError> {
    let mut parts = Vec::new();
    let mut unresolved = damage.iter().filter(|damage| !damage.is_resolved());
    let mut withheld_up_to = None;
    for (name, field) in fields {
        match (field, withheld_up_to) {
            (_, Some(_)) => {}
            (Some(field), None) => parts.push(*field),
            (None, None) => {
                let damage = unresolved.next().unwrap();
                parts.push(damage.raw());
                withheld_up_to = damage.columns().last();
            }
        }
        withheld_up_to = withheld_up_to.filter(|last| last != name);
    }
    let rest = text.strip_prefix(&parts.join(delimiter));
    let is_end = |rest: &str| rest.strip_prefix(delimiter).unwrap_or(rest).trim_matches([' ', '\t', '\r']).is_empty();
    prop_assert!(unresolved.next().is_none() && withheld_up_to.is_none());
    prop_assert!(rest.is_some_and(is_end), "{parts:?} are not {text:?}");
    Ok(())
}

proptest! {
    #![proptest_config(common::config(2_000))]

    #[test]
    fn of_broken_rows(
        (delimiter, rows) in strategies::delimiter().prop_flat_map(|d| (Just(d.clone()), strategies::broken_rows(d))),
        order in Just(["ID", "Entry", "Entry ID", "Technician", "Language"]).prop_shuffle(),
        columns in 1usize..=5,
        trailing in any::<bool>(),
        (strict, repair) in any::<(bool, bool)>(),
        max_record in prop_oneof![Just(65_536), 1usize..60],
    ) {
        let names = &order[..columns];
        let header = names.join(&delimiter) + if trailing { &delimiter } else { "" };
        prop_assume!(header.split(&delimiter).take(columns).eq(names.iter().copied()) && names.contains(&"ID"));
        let body = format!("OK\n{header}\n{rows}");
        let parser = Parser::new().delimiter(Delimiter::new(&delimiter).unwrap());
        let parser = parser.strict(strict).repair(repair).max_record(max_record);
        every_byte_is_accounted_for(parser, &delimiter, body.as_bytes())?;
    }

    #[test]
    fn of_rows_that_people_broke(
        seed in any::<u64>(),
        version in prop_oneof![Just(Version::V1), Just(Version::V3)],
        cut in any::<proptest::sample::Index>(),
        flipped in any::<(proptest::sample::Index, u8)>(),
    ) {
        let plan = Plan { rows: 12, seed, version, damage: 0.6, ..Plan::default() };
        let body = plan.body();
        every_byte_is_accounted_for(Parser::new(), "|", body.as_bytes())?;
        every_byte_is_accounted_for(Parser::new(), "|", &body.as_bytes()[..cut.index(body.len())])?;
        let mut bytes = body.into_bytes();
        let rows = plan.head().len();
        let at = rows + flipped.0.index(bytes.len() - rows);
        bytes[at] = flipped.1;
        every_byte_is_accounted_for(Parser::new(), "|", &bytes)?;
    }
}
