//! Measures how the cost of a byte grows with rows, columns and damage. Prints the numbers, and draws `growth.svg`.
//!
//! `growth 1000000` stops at this number of rows instead of ten million, which take 1.3 GB.

mod lists;
mod plot;

use std::hint::black_box;
use std::time::{Duration, Instant};

use rescue_sessions_benches::measure::machine;

use plot::{Line, Panel};

const PLOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/growth.svg");
const MAX_ROWS: usize = 10_000_000;
const WARM_UP: usize = 1;
/// The rounds for bodies of about a mebibyte. The panel with the largest bodies has fewer.
const ROUNDS: usize = 101;
const FEW_ROUNDS: usize = 15;
/// A smaller body is parsed repeatedly, up to this number of bytes: a single run is too short for the clock.
const BYTES: usize = 1 << 20;

/// Parses a body. Returns the number of rows that it could read.
type Workload = fn(&str) -> usize;

/// A point of the plot: its position on the x axis, and its body.
#[derive(Clone)]
struct Point<'b> {
    x: f64,
    body: &'b str,
    /// The least number of rows that the workload must read.
    min_rows: usize,
    times: Vec<Duration>,
}

impl<'b> Point<'b> {
    fn new(x: f64, body: &'b str, min_rows: usize) -> Self {
        Point { x, body, min_rows, times: Vec::new() }
    }

    /// The cost in the fastest round: other load on the machine can only add to a time.
    fn cost(self) -> (f64, f64) {
        let bytes = self.body.len() * self.runs();
        (self.x, self.times.iter().min().map_or(0.0, Duration::as_secs_f64) * 1e9 / bytes as f64)
    }

    fn runs(&self) -> usize {
        (BYTES / self.body.len()).max(1)
    }
}

/// A line of the plot, before it is measured.
struct Series<'b> {
    name: &'static str,
    workload: Workload,
    points: Vec<Point<'b>>,
}

impl<'b> Series<'b> {
    fn new(name: &'static str, workload: Workload, points: &[Point<'b>]) -> Self {
        Series { name, workload, points: points.to_vec() }
    }
}

fn main() {
    let max_rows = std::env::args().nth(1).map_or(MAX_ROWS, |rows| rows.parse().expect("a number of rows"));
    let panels = [rows_panel(max_rows), columns_panel(), damage_panel()];
    let machine = machine();
    println!(
        "{machine}\n\nns/byte, fastest of {FEW_ROUNDS} rounds for rows, of {ROUNDS} rounds for columns and damage"
    );
    panels.iter().for_each(print);
    plot::draw(PLOT, &panels, &machine).expect("growth.svg is writable");
    println!("\n{PLOT}");
}

fn rows_panel(max_rows: usize) -> Panel {
    let body = lists::generated(max_rows, 0.0); // the smaller bodies are the start of this one
    let sizes = (0..).map(|power| 10_usize.pow(power)).take_while(|rows| *rows <= max_rows);
    let points: Vec<_> = sizes.map(|rows| Point::new(rows as f64, lists::first_rows(&body, rows), rows)).collect();
    let series =
        vec![Series::new("sessions", lists::sessions, &points), Series::new("records", lists::records, &points)];
    Panel { x: "rows (of 16 columns)", is_logarithmic: true, lines: measure(FEW_ROUNDS, series) }
}

fn columns_panel() -> Panel {
    const COLUMNS: [usize; 14] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 40, 48, 56, 64];
    let [unknown, custom] =
        ["Unknown ", "Custom Field "].map(|name| COLUMNS.map(|n| lists::with_columns(name, n, BYTES)));
    let [unknown, custom] = [&unknown, &custom].map(|bodies| {
        let points = COLUMNS.iter().zip(bodies);
        points.map(|(columns, (body, rows))| Point::new(*columns as f64, body, *rows)).collect::<Vec<_>>()
    });
    let series = vec![
        Series::new("sessions, custom fields", lists::all_texts, &custom),
        Series::new("records", lists::records, &custom),
        Series::new("sessions, unknown columns", lists::all_texts, &unknown),
    ];
    Panel { x: "columns (a field: 8 bytes)", is_logarithmic: false, lines: measure(ROUNDS, series) }
}

fn damage_panel() -> Panel {
    const ROWS: usize = 10_000;
    let rates: Vec<f64> = (0..=10).map(|tenths| f64::from(tenths) / 10.0).collect();
    let bodies: Vec<String> = rates.iter().map(|rate| lists::generated(ROWS, *rate)).collect();
    let points: Vec<_> = rates.iter().zip(&bodies).map(|(rate, body)| Point::new(*rate, body, ROWS)).collect();
    // The damaged rows are random, so there may be a few more than the rate: allow 10% fewer well-formed rows.
    let well_formed = |point: &Point| (ROWS as f64 * (1.0 - point.x) * 0.9) as usize;
    let only_well_formed: Vec<_> =
        points.iter().map(|point| Point { min_rows: well_formed(point), ..point.clone() }).collect();
    let series = vec![
        Series::new("sessions", lists::sessions, &points),
        Series::new("records", lists::records, &only_well_formed),
        Series::new("sessions, no recovery", lists::sessions_without_recovery, &only_well_formed),
    ];
    Panel { x: "share of damaged rows", is_logarithmic: false, lines: measure(ROUNDS, series) }
}

/// The cost of a byte, in nanoseconds. Each round runs every workload on every body.
fn measure(rounds: usize, mut series: Vec<Series>) -> Vec<Line> {
    for round in 0..WARM_UP + rounds {
        for Series { workload, points, .. } in &mut series {
            for point in points {
                let time = time(*workload, point);
                if round >= WARM_UP {
                    point.times.push(time);
                }
            }
        }
    }
    let line = |Series { name, points, .. }| Line { name, points: points.into_iter().map(Point::cost).collect() };
    series.into_iter().map(line).collect()
}

fn time(workload: Workload, point: &Point) -> Duration {
    let start = Instant::now();
    for _ in 0..point.runs() {
        assert!(workload(black_box(point.body)) >= point.min_rows);
    }
    start.elapsed()
}

fn print(panel: &Panel) {
    println!("\n| {} | {} |", panel.x, panel.lines.iter().map(|line| line.name).collect::<Vec<_>>().join(" | "));
    println!("|--:|{}", "--:|".repeat(panel.lines.len()));
    for (index, (x, _)) in panel.lines[0].points.iter().enumerate() {
        let costs = panel.lines.iter().map(|line| format!("{:.3}", line.points[index].1));
        println!("| {x} | {} |", costs.collect::<Vec<_>>().join(" | "));
    }
}
