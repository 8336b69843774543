//! A client with custom settings: another delimiter, lower limits, what to do about a failure, untyped records.
//!
//! ```text
//! cargo run --example settings
//! ```

use rescue_sessions::{Column, Delimiter, Error, Parser, Retry};

/// The delimiter that `setDelimiter` has set for the account. No person types it, so no value contains it.
const DELIMITER: Delimiter = Delimiter::new("⁂rescue⁂").unwrap();

static PARSER: Parser = Parser::new().delimiter(DELIMITER).max_record(16_384).max_columns(32);

const BODY: &str = "OK\n\nID⁂rescue⁂Status⁂rescue⁂Technician⁂rescue⁂\n\
    7⁂rescue⁂Active⁂rescue⁂Jane | Support⁂rescue⁂\n8⁂rescue⁂Waiting⁂rescue⁂⁂rescue⁂\n";

fn main() {
    for body in [BODY, "NOTLOGGEDIN", "POLLRATEEXCEEDED", "INVALIDPARAM_NODE"] {
        if let Err(error) = technicians(body) {
            match error.retry() {
                Some(Retry::AfterLogin) => println!("log in again, then repeat the request once"),
                Some(Retry::Later) => println!("wait, then repeat the request"),
                _ => println!("give up ({}): {error}", error.kind().code()),
            }
        }
    }
}

fn technicians(body: &str) -> Result<(), Error> {
    let list = PARSER.parse(body)?;
    let Some(technician) = list.header().index_of(Column::Technician) else {
        println!("the list has no column Technician");
        return Ok(());
    };
    for record in list.records() {
        let record = record?;
        println!("line {}: {:?}", record.position().line(), record.get(technician));
    }
    Ok(())
}
