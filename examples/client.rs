//! A minimal client, which reads the body of a response from standard input.
//!
//! ```text
//! cargo run --example client < corpus/v3.txt
//! ```

use std::io::{self, Read};
use std::process::ExitCode;

fn main() -> io::Result<ExitCode> {
    let mut body = Vec::new();
    io::stdin().read_to_end(&mut body)?;
    if let Err(error) = print(&body) {
        eprintln!("{error}");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

fn print(body: &[u8]) -> Result<(), rescue_sessions::Error> {
    for session in rescue_sessions::parse_bytes(body)? {
        match session {
            Ok(session) => {
                println!("{} {:?} {:?}", session.id(), session.status(), session.waiting_time());
                session.damage().iter().for_each(|damage| eprintln!("session {}: {damage}", session.id()));
            }
            Err(error) => eprintln!("skipped a row: {error}"), // the iterator continues with the next row
        }
    }
    Ok(())
}
