//! Reads a session list while an HTTP client receives it: `cargo run --manifest-path examples/http/Cargo.toml -- URL`.
//!
//! The crate opens no socket; the client here is ureq. With an asynchronous one the loop is the same:
//! `while let Some(piece) = response.chunk().await? { decoder.push(&piece); … }`.

use std::error::Error;
use std::io::Read;

use rescue_sessions::{DecodedSessions, Decoder, Parser};

fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("which URL? (with the login's cookie or auth code, and `node`, in it)")?;
    let mut waiting = 0;
    receive(&url, |sessions| waiting += count_waiting(sessions))?;
    println!("{waiting} waiting");
    Ok(())
}

/// Hands the sessions on as they come, each once.
fn receive(url: &str, mut sessions: impl FnMut(DecodedSessions<'_>)) -> Result<(), Box<dyn Error>> {
    let mut body = ureq::get(url).call()?.into_body().into_reader();
    let mut decoder = Decoder::new(Parser::new());
    let mut piece = [0; 16 * 1024];
    loop {
        let len = body.read(&mut piece)?;
        if len == 0 {
            break;
        }
        decoder.push(&piece[..len]);
        sessions(decoder.sessions()?); // what can be told by now, perhaps nothing
    }
    decoder.finish();
    sessions(decoder.sessions()?); // the last row, for which nothing more can come
    Ok(())
}

fn count_waiting(sessions: DecodedSessions<'_>) -> usize {
    let mut waiting = 0;
    for session in sessions {
        match session {
            Ok(session) => waiting += usize::from(session.status_text() == Some("Waiting")),
            Err(error) => eprintln!("one row is left out: {error}"),
        }
    }
    waiting
}

#[cfg(test)]
#[allow(clippy::disallowed_types)] // a server, to have something to ask
mod tests {
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;
    use std::thread;
    use std::time::Duration;

    use super::*;

    /// Answers one request, a few bytes at a time.
    fn serve(body: &'static str) -> String {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/getSession.aspx", server.local_addr().unwrap());
        thread::spawn(move || {
            let (mut client, _) = server.accept().unwrap();
            let request = BufReader::new(client.try_clone().unwrap());
            request.lines().map_while(Result::ok).take_while(|line| !line.is_empty()).for_each(drop);
            client.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n").unwrap();
            for piece in body.as_bytes().chunks(7) {
                write!(client, "{:x}\r\n", piece.len()).unwrap();
                client.write_all(piece).unwrap();
                client.write_all(b"\r\n").unwrap();
                client.flush().unwrap();
                thread::sleep(Duration::from_millis(1));
            }
            client.write_all(b"0\r\n\r\n").unwrap();
        });
        url
    }

    #[test]
    fn sessions_come_piece_by_piece() {
        let url = serve("OK\n\nID|Status|Entry|\n7|Waiting|a|\n8|Active|line\nbreak|\n9|Waiting||\n");
        let (mut calls, mut waiting) = (0, 0);
        receive(&url, |sessions| {
            calls += 1;
            waiting += count_waiting(sessions);
        })
        .unwrap();
        assert_eq!(waiting, 2);
        assert!(calls > 2, "{calls} pieces");
    }

    #[test]
    fn a_failure_is_an_error() {
        assert_eq!(receive(&serve("NOTLOGGEDIN"), |_| {}).unwrap_err().to_string(), "the service answered NOTLOGGEDIN");
    }
}
