//! Well-formed rows in both lanes: values at the limits of what the fast lane takes.

use common::strategies::values;
use proptest::prelude::*;
use proptest::sample::select;
use rescue_sessions::{Delimiter, Parser, Status};

const DELIMITERS: [&str; 5] = ["|", "\t", "||", r"\;", "é"];
proptest! {
    #![proptest_config(common::config(1_500))]

    /// A list goes through the fast lane; `Record::to_session` converts each record in the reference lane.
    #[test]
    fn sessions_are_the_conversions_of_the_records(
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
        let Ok(list) = parser.parse(&body) else { return Err(TestCaseError::reject("not a header")) };
        let mut sessions = list.sessions();
        for record in list.records() {
            let start = record.as_ref().map_or_else(|error| error.position(), |record| record.position());
            let converted = record.and_then(|record| record.to_session(list.header())).map_err(|error| error.to_string());
            let in_list = sessions.next().expect("as many").map_err(|error| error.to_string());
            prop_assert_eq!(in_list, converted);
            prop_assert_eq!(sessions.last_start().byte(), start.byte());
        }
        prop_assert!(sessions.next().is_none());

        let mut recovered = parser.recovery(true).parse(&body).unwrap().sessions();
        while let Some(session) = recovered.next() {
            let Some(session) = session.ok().filter(|session| session.damage().is_empty()) else { continue };
            let record = list.records().flatten().find(|record| record.position().byte() == recovered.last_start().byte());
            // A record with an ambiguous end is an error, but recovery can decide it.
            prop_assert!(record.is_some() || !trailing);
            let converted = record.map(|record| record.to_session(list.header()).unwrap());
            prop_assert_eq!(converted.unwrap_or_else(|| session.clone()), session.clone());
            prop_assert_eq!(session.status(), session.status_text().map(Status::from_text));
        }
    }
}
