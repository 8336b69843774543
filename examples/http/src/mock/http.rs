//! As much of HTTP/1.1 as the mock server needs: one request for each connection, and a response in chunks.

use std::io::{self, BufRead, BufReader, Read, Write};

use crate::mock::soap;

/// The longest request: no client sends more.
const MAX_REQUEST: u64 = 1 << 16;

/// So short that rows are split between chunks.
const CHUNK: usize = 50;

/// A request with the parameters of its query, its form or its envelope.
#[derive(Debug, Default)]
pub struct Request {
    pub path: String,
    /// The method of a SOAP request.
    pub method: Option<String>,
    parameters: Vec<(String, String)>,
    cookies: Vec<String>,
}

impl Request {
    /// Reads a request.
    pub fn read(connection: impl Read) -> io::Result<Request> {
        let mut reader = BufReader::new(connection.take(MAX_REQUEST));
        let start = line(&mut reader)?;
        let target = start.split(' ').nth(1).unwrap_or_default();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut request = Request { path: path.to_owned(), ..Request::default() };
        let mut length = 0;
        loop {
            let header = line(&mut reader)?;
            let Some((name, value)) = header.split_once(':') else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().map_err(io::Error::other)?,
                "cookie" => request.cookies.extend(value.split(';').map(|cookie| cookie.trim().to_owned())),
                _ => {}
            }
        }
        let mut form = Vec::new();
        reader.take(length).read_to_end(&mut form)?;
        if let Some((method, parameters)) = std::str::from_utf8(&form).ok().and_then(soap::parameters) {
            return Ok(Request { method: Some(method), parameters, ..request });
        }
        for part in [query.as_bytes(), &form] {
            request.parameters.extend(form_urlencoded::parse(part).into_owned());
        }
        Ok(request)
    }

    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(parameter, _)| parameter == name).map(|(_, value)| value.as_str())
    }

    /// Whether the request has a cookie, such as `name=value`.
    pub fn has_cookie(&self, cookie: &str) -> bool {
        self.cookies.iter().any(|it| it == cookie)
    }
}

fn line(reader: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    Ok(line.trim_end().to_owned())
}

/// A response. The status is 200, also of a failure (observed), but 500 of a SOAP fault (documented by SOAP).
#[derive(Debug, Default)]
pub struct Response {
    pub is_fault: bool,
    pub body: Vec<u8>,
    pub cookie: Option<String>,
}

impl Response {
    /// Writes the response in chunks.
    pub fn write(&self, mut connection: impl Write) -> io::Result<()> {
        let status = if self.is_fault { "500 Internal Server Error" } else { "200 OK" };
        let mut head = format!("HTTP/1.1 {status}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n");
        if let Some(cookie) = &self.cookie {
            head += &format!("Set-Cookie: {cookie}; path=/; HttpOnly\r\n");
        }
        connection.write_all(format!("{head}\r\n").as_bytes())?;
        for chunk in self.body.chunks(CHUNK) {
            write!(connection, "{:x}\r\n", chunk.len())?;
            connection.write_all(chunk)?;
            connection.write_all(b"\r\n")?;
        }
        connection.write_all(b"0\r\n\r\n")?;
        connection.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_has_parameters_of_query_and_form() {
        let text =
            "POST /login.aspx?node=-2 HTTP/1.1\r\nCookie: a=1; b=2\r\nContent-Length: 19\r\n\r\nemail=ann%40a.b&x=+";
        let request = Request::read(text.as_bytes()).unwrap();
        assert_eq!(request.path, "/login.aspx");
        assert_eq!(
            [request.get("node"), request.get("email"), request.get("x"), request.get("pwd")],
            [Some("-2"), Some("ann@a.b"), Some(" "), None]
        );
        assert!(request.has_cookie("b=2") && !request.has_cookie("b=3"));
    }
}
