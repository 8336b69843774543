//! Adversarial bodies take linear time and bounded memory.

use std::io::{BufReader, Read};
use std::time::{Duration, Instant};

use common::memory::asked;
use rescue_sessions::{Parser, SoapReader};

use super::list;

/// What a body repeats between its start and its end.
fn adversarial() -> Vec<(&'static str, String)> {
    let session = |content: &str| format!("<SESSION_V3>{content}</SESSION_V3>");
    let long_name = "n".repeat(200);
    vec![
        ("tiny sessions", session("<iID>7</iID>")),
        ("sessions without elements", "<SESSION_V3/>".into()),
        ("whitespace", " \n\t\r".repeat(100)),
        ("comments", "<!---->".into()),
        ("long comments", format!("<!--{}-->", "-x".repeat(2_000))),
        ("instructions", "<?a?>".into()),
        ("elements that are no sessions", "<a/>".into()),
        ("errors", session("<iID>x</iID>")),
        ("errors on one line without characters of one byte", session("<iID>é</iID>")),
        ("repeated unknown elements", session(&("<iID>7</iID>".to_owned() + &format!("<{long_name}/>").repeat(255)))),
        ("unknown elements over the limit", session(&"<a/>".repeat(15_000))),
        (
            "nested unknown elements",
            session(&("<iID>7</iID>".to_owned() + &("<a>".repeat(27) + "x" + &"</a>".repeat(27)).repeat(100))),
        ),
        ("references", session(&format!("<iID>7</iID><sEntry>{}</sEntry>", "&amp;".repeat(10_000)))),
        ("CDATA", session(&format!("<iID>7</iID><sEntry>{}</sEntry>", "<![CDATA[]]>".repeat(5_000)))),
        (
            "almost the end of CDATA",
            session(&format!("<iID>7</iID><sEntry><![CDATA[{}]]></sEntry>", "]]".repeat(20_000))),
        ),
        (
            "attributes",
            session(&format!("<iID {}>7</iID>", (0..4_000).map(|n| format!("a{n}='b' ")).collect::<String>())),
        ),
        (
            "namespaces",
            session(&format!("<iID {}>7</iID>", (0..100).map(|n| format!("xmlns:a{n}='b' ")).collect::<String>())),
        ),
        (
            "long texts that are no leaves",
            session(&("<iID>7</iID>".to_owned() + &format!("<sEntry>{}&lt;</sEntry>", "x".repeat(60_000)))),
        ),
        ("duplicate elements", session(&"<sEntry/>".repeat(7_000))),
    ]
}

/// Repeats a part between the start and the end of a list, without holding the body in memory.
struct Repeated {
    parts: [Vec<u8>; 3],
    counts: [usize; 3],
    at: usize,
}

impl Repeated {
    fn new(part: &str, len: usize) -> Repeated {
        let (start, end) = list("|").split_once('|').map(|(start, end)| (start.into(), end.into())).unwrap();
        Repeated { parts: [start, part.as_bytes().to_vec(), end], counts: [1, len / part.len(), 1], at: 0 }
    }
}

impl Read for Repeated {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        for (part, count) in self.parts.iter().zip(&mut self.counts) {
            if *count == 0 {
                continue;
            }
            let len = out.len().min(part.len() - self.at);
            out[..len].copy_from_slice(&part[self.at..self.at + len]);
            self.at += len;
            if self.at == part.len() {
                (self.at, *count) = (0, *count - 1);
            }
            return Ok(len);
        }
        Ok(0)
    }
}

fn read(part: &str, len: usize) -> (Duration, u64, usize) {
    let reader = BufReader::with_capacity(65_536, Repeated::new(part, len));
    let start = Instant::now();
    let (memory, count) = asked(|| SoapReader::new(Parser::new(), reader).count());
    (start.elapsed(), memory.most, count)
}

#[test]
fn adversarial_bodies_take_bounded_memory() {
    for (name, part) in adversarial() {
        let (_, few, _) = read(&part, 1 << 18);
        let (_, many, count) = read(&part, 1 << 20);
        assert!(many < 800_000 && many <= few + 70_000, "{name}: {few} bytes, then {many} of {count} items");
    }
}

/// Prints the time of each body. `cargo test --release … adversarial_bodies_take_linear_time -- --ignored --nocapture`
#[test]
#[ignore = "it measures time"]
fn adversarial_bodies_take_linear_time() {
    for (name, part) in adversarial() {
        let times = [1, 4, 16].map(|mega| (mega, read(&part, mega << 20)));
        let shown = times.map(|(mega, (time, memory, count))| {
            format!("{mega} MB: {:.1} ms, {} kB, {count} items", time.as_secs_f64() * 1e3, memory / 1_000)
        });
        println!("{name:50} {}", shown.join("; "));
        let [(_, (small, ..)), _, (_, (large, ..))] = times;
        assert!(large < small.max(Duration::from_millis(5)) * 16 * 3, "{name}");
    }
}
