//! The five-line client: the body of a response comes in on standard input.
//!
//! ```text
//! cargo run --example client < corpus/v3.txt
//! ```

use std::error::Error;
use std::io::{self, Read};

fn main() -> Result<(), Box<dyn Error>> {
    let mut body = String::new();
    io::stdin().read_to_string(&mut body)?;

    for session in rescue_sessions::parse(&body)? {
        match session {
            Ok(session) => println!("{} {}", session.id(), session.status_text().unwrap_or("?")),
            Err(error) => eprintln!("one row is left out: {error}"),
        }
    }
    Ok(())
}
