//! Parses a list while it arrives, with ureq.
//!
//! With an asynchronous client the loop is the same: `while let Some(chunk) = response.chunk().await? { decoder.push(&chunk); … }`.

use std::error::Error;
use std::io::Read;

use rescue_sessions::{DecodedSessions, Decoder, Parser};

/// Calls `on_sessions` with the sessions of each chunk. Each session comes once.
pub fn receive(url: &str, mut on_sessions: impl FnMut(DecodedSessions<'_>)) -> Result<(), Box<dyn Error>> {
    let mut body = ureq::get(url).call()?.into_body().into_reader();
    let mut decoder = Decoder::new(Parser::new());
    let mut chunk = [0; 16 * 1024];
    loop {
        let len = body.read(&mut chunk)?;
        if len == 0 {
            break;
        }
        decoder.push(&chunk[..len]);
        on_sessions(decoder.sessions()?); // the sessions that are complete, perhaps none
    }
    decoder.finish();
    on_sessions(decoder.sessions()?); // the rows that needed more input
    Ok(())
}

/// Counts the waiting sessions, and prints the errors of the others.
pub fn count_waiting(sessions: DecodedSessions<'_>) -> usize {
    let mut waiting = 0;
    for session in sessions {
        match session {
            Ok(session) => waiting += usize::from(session.status_text() == Some("Waiting")),
            Err(error) => eprintln!("skipped a row: {error}"),
        }
    }
    waiting
}

#[cfg(test)]
#[expect(clippy::disallowed_types, reason = "the tests need a server")]
mod tests {
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;
    use std::thread;
    use std::time::Duration;

    use super::*;

    /// Answers one request in chunks of seven bytes. Returns the URL.
    fn serve(body: &'static str) -> String {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/getSession.aspx", server.local_addr().unwrap());
        thread::spawn(move || {
            let (mut client, _) = server.accept().unwrap();
            let request = BufReader::new(client.try_clone().unwrap());
            request.lines().map_while(Result::ok).take_while(|line| !line.is_empty()).for_each(drop);
            client.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n").unwrap();
            for chunk in body.as_bytes().chunks(7) {
                write!(client, "{:x}\r\n", chunk.len()).unwrap();
                client.write_all(chunk).unwrap();
                client.write_all(b"\r\n").unwrap();
                client.flush().unwrap();
                thread::sleep(Duration::from_millis(1));
            }
            client.write_all(b"0\r\n\r\n").unwrap();
        });
        url
    }

    #[test]
    fn sessions_arrive_before_the_response_ends() {
        let url = serve("OK\n\nID|Status|Entry|\n7|Waiting|a|\n8|Active|line\nbreak|\n9|Waiting||\n");
        let (mut calls, mut waiting) = (0, 0);
        receive(&url, |sessions| {
            calls += 1;
            waiting += count_waiting(sessions);
        })
        .unwrap();
        assert_eq!(waiting, 2);
        assert!(calls > 2, "{calls} calls");
    }

    #[test]
    fn failed_response_is_an_error() {
        assert_eq!(receive(&serve("NOTLOGGEDIN"), |_| {}).unwrap_err().to_string(), "the service answered NOTLOGGEDIN");
    }
}
