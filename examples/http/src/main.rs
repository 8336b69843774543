//! The whole story, against a mock of the service: `cargo run --manifest-path examples/http/Cargo.toml`.

use std::error::Error;

use http_example::{Form, MockServer, asynchronous, blocking};
use rescue_sessions::{Login, OwnedSession, Request, StartTime, Status};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start()?;
    let mut waiting = OwnedSession::new(7);
    waiting.status = Some(Status::Waiting);
    waiting.start_time = StartTime::new(2012, 2, 16, 9, 0, 0);
    waiting.waiting_time = Some(35);
    waiting.custom_fields = vec![Some("no sound".into())];
    server.set_sessions(337366, &[waiting]);

    let request = Request::v3().node(337366);
    let login = Login::new(MockServer::EMAIL, MockServer::PASSWORD)?;
    for form in Form::ALL {
        server.expire_login();
        let client = blocking::Client::new(server.endpoint(), login.clone(), form);
        let list = client.sessions(&request)?;
        println!("{form:?}, blocking: {} session after login {}", list.sessions.len(), server.logins());

        let client = asynchronous::Client::new(server.endpoint(), login.clone(), form)?;
        let list = client.sessions(&request).await?;
        println!("{form:?}, asynchronous: {} session after login {}", list.sessions.len(), server.logins());
    }
    Ok(())
}
