//! Measures all workloads in one run, and prints a table. With `--chart PATH`, it also draws the table of the README.
//!
//! Each round runs every contestant once, so a change in the speed of the machine affects all of them alike.

mod chart;
mod soap;

use std::env;
use std::hint::black_box;
use std::time::{Duration, Instant};

use rescue_sessions_benches::bodies::{Body, Version};
use rescue_sessions_benches::measure::{machine, median};
use rescue_sessions_benches::{
    Contestant, Workload, chunks, collected, deserialized, fields, records, sessions, written,
};

const ROWS: usize = 10_000;
const WARM_UP: usize = 5;
const ROUNDS: usize = 201;
/// SOAP is slower than text, so it takes part in one round out of so many.
const SOAP_EVERY: usize = 4;

fn main() {
    let body = Body::new(Version::V1, ROWS);
    let mut workloads =
        [records(), fields(), sessions(), deserialized(), collected(), written(), chunks()].map(Measured::new);
    workloads.iter().for_each(|workload| workload.check(&body));
    let mut soap = soap::Section::all(ROWS);
    for round in 0..WARM_UP + ROUNDS {
        for workload in &mut workloads {
            workload.run(&body, round >= WARM_UP);
        }
        if round.is_multiple_of(SOAP_EVERY) {
            soap.iter_mut().for_each(|section| section.run(round >= WARM_UP));
        }
    }
    println!("{}\n", machine());
    println!("{}\n", description(&body));
    println!("| workload | parser | GB/s (median) | ns/row | ratio to `parse` |\n|---|---|--:|--:|--:|");
    for workload in &mut workloads {
        let first = workload.medians()[0];
        workload.print(&body, first);
    }
    print_ratios(&mut workloads, &body);
    soap::print(&mut soap);
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [option, path] = arguments.as_slice()
        && option == "--chart"
    {
        chart::draw(path, &groups(&mut workloads, &body), &format!("{}, one thread", machine()))
            .expect("the path is writable");
    }
}

/// The peers in the chart, by the start of their names. The table of the README has the first few.
const PEERS: [&str; 5] = [
    "simd-csv zero-copy",
    "csv `ByteRecord`",
    "csv + serde + chrono",
    "`str::lines` + `split`",
    "nom `separated_list0`",
];
const IN_TABLE: usize = 3;

fn print_ratios(workloads: &mut [Measured], body: &Body) {
    let peers = &PEERS[..IN_TABLE];
    println!("\n| | this crate | {} |\n|---|---{}|", peers.join(" | "), "|--:".repeat(IN_TABLE));
    for measured in workloads.iter_mut().filter(|measured| measured.workload.name != "chunks") {
        let medians = measured.medians();
        let ratios = peers.iter().map(|peer| {
            let index = measured.index_of(peer);
            index.map_or(String::new(), |index| format!("{:.1}", medians[index] / medians[0]))
        });
        let ratios: Vec<String> = ratios.collect();
        let speed = body.bytes() as f64 / medians[0];
        println!("| {} | 1 ({speed:.1} GB/s) | {} |", measured.workload.name, ratios.join(" | "));
    }
}

/// The throughput of this crate and of its peers, for each workload of the table.
fn groups(workloads: &mut [Measured], body: &Body) -> Vec<chart::Group> {
    let mut groups = Vec::new();
    for measured in workloads.iter_mut().filter(|measured| measured.workload.name != "chunks") {
        let speeds: Vec<f64> = measured.medians().iter().map(|nanos| body.bytes() as f64 / nanos).collect();
        let contestants = &measured.workload.contestants;
        let names = contestants.iter().map(|contestant| contestant.name);
        let bars = names.zip(&speeds).enumerate().filter_map(|(index, (name, speed))| match index {
            0 => Some(("rescue-sessions".to_owned(), *speed)),
            _ => PEERS.iter().find(|peer| name.starts_with(**peer)).map(|peer| (peer.replace('`', ""), *speed)),
        });
        groups.push(chart::Group { name: measured.workload.name.to_owned(), bars: bars.collect() });
    }
    groups
}

struct Measured {
    workload: Workload,
    times: Vec<Vec<Duration>>,
}

impl Measured {
    fn new(workload: Workload) -> Self {
        let times = workload.contestants.iter().map(|_| Vec::with_capacity(ROUNDS)).collect();
        Measured { workload, times }
    }

    fn check(&self, body: &Body) {
        let [first, others @ ..] = self.workload.contestants.as_slice() else { return };
        let expected = (first.run)(body);
        for other in others {
            assert_eq!((other.run)(body), expected, "{}: {} against {}", self.workload.name, other.name, first.name);
        }
        if self.workload.name == "records" {
            assert_eq!(expected, body.rows() as u64);
        }
    }

    fn run(&mut self, body: &Body, is_counted: bool) {
        for (contestant, times) in self.workload.contestants.iter().zip(&mut self.times) {
            let time = time(contestant, body);
            if is_counted {
                times.push(time);
            }
        }
    }

    fn medians(&mut self) -> Vec<f64> {
        self.times.iter_mut().map(|times| median(times).as_nanos() as f64).collect()
    }

    /// The contestant whose name starts like this.
    fn index_of(&self, start: &str) -> Option<usize> {
        self.workload.contestants.iter().position(|contestant| contestant.name.starts_with(start))
    }

    fn rounds(&self) -> usize {
        self.times.first().map_or(0, Vec::len)
    }

    /// A row for each contestant, with its ratio to a time.
    fn print(&mut self, body: &Body, reference: f64) {
        let bytes = self.workload.bytes(body) as f64;
        let medians = self.medians();
        for (contestant, nanos) in self.workload.contestants.iter().zip(&medians) {
            println!(
                "| {} | {} | {:.2} | {:.1} | {:.2} |",
                self.workload.name,
                contestant.name,
                bytes / nanos,
                nanos / body.rows() as f64,
                nanos / reference,
            );
        }
    }
}

/// The time of the second of two runs: the first one brings the body into the cache, whichever contestant ran before.
fn time(contestant: &Contestant, body: &Body) -> Duration {
    black_box((contestant.run)(black_box(body)));
    let start = Instant::now();
    black_box((contestant.run)(black_box(body)));
    start.elapsed()
}

fn description(body: &Body) -> String {
    let columns = Version::V1.columns().len();
    let row = body.bytes() as f64 / body.rows() as f64;
    format!("{columns} columns, {} rows of {row:.0} bytes, {ROUNDS} rounds", body.rows())
}
