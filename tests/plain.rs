//! Whole rows, read the fast way and row by row: values at the edges of what the fast way takes.

use common::strategies::values;
use proptest::prelude::*;
use proptest::sample::select;
use rescue_sessions::{Delimiter, Parser, Status};

const DELIMITERS: [&str; 5] = ["|", "\t", "||", r"\;", "é"];
proptest! {
    #![proptest_config(common::config(1_500))]

    /// A list reads its rows at once and fast, a record is typed by itself and with a look at each byte.
    #[test]
    fn a_list_and_its_records_give_the_same_sessions(
        (columns, rows) in values::list(),
        delimiter in select(&DELIMITERS[..]),
        newline in select(&["\n", "\r\n"][..]),
        trailing in any::<bool>(),
    ) {
        let lines = std::iter::once(&columns).chain(&rows).map(|fields| {
            fields.join(delimiter) + if trailing { delimiter } else { "" } + newline
        });
        let body = "OK\n\n".to_owned() + &lines.collect::<String>();
        prop_assume!(!rows.iter().flatten().any(|field| field.contains(delimiter)));
        let parser = Parser::new().recovery(false).delimiter(Delimiter::new(delimiter).unwrap());
        let Ok(list) = parser.parse(&body) else { return Err(TestCaseError::reject("columns that make no header")) };
        let mut sessions = list.sessions();
        for record in list.records() {
            let start = record.as_ref().map_or_else(|error| error.position(), |record| record.position());
            let by_itself = record.and_then(|record| record.to_session(list.header())).map_err(|error| error.to_string());
            let in_list = sessions.next().expect("as many").map_err(|error| error.to_string());
            prop_assert_eq!(in_list, by_itself);
            prop_assert_eq!(sessions.last_start().byte(), start.byte());
        }
        prop_assert!(sessions.next().is_none());

        let mut repaired = parser.recovery(true).parse(&body).unwrap().sessions();
        while let Some(session) = repaired.next() {
            let Some(session) = session.ok().filter(|session| session.damage().is_empty()) else { continue };
            let record = list.records().flatten().find(|record| record.position().byte() == repaired.last_start().byte());
            // Records whose end is open are errors; repaired, they can be whole.
            prop_assert!(record.is_some() || !trailing);
            let by_itself = record.map(|record| record.to_session(list.header()).unwrap());
            prop_assert_eq!(by_itself.unwrap_or_else(|| session.clone()), session.clone());
            prop_assert_eq!(session.status(), session.status_text().map(Status::from_text));
        }
    }
}
