//! How the cost of a byte grows with rows, columns and damage: prints the figures, and draws `growth.svg`.
//!
//! `growth 1000000` goes up to so many rows instead of ten million, which take 1.3 GB.

mod lists;
mod plot;

use std::hint::black_box;
use std::time::{Duration, Instant};

use rescue_sessions_benches::measure::machine;

use plot::{Line, Panel};

const PLOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/growth.svg");
const MOST_ROWS: usize = 10_000_000;
const WARM_UP: usize = 1;
/// For bodies of about a mebibyte. The largest ones have to do with fewer.
const ROUNDS: usize = 101;
const FEW_ROUNDS: usize = 15;
/// A body is read as often as it takes to have read so many bytes: a single small one is too short for the clock.
const BYTES: usize = 1 << 20;

/// Reads a body, and tells how many rows it could read.
type Work = fn(&str) -> usize;

/// A body, and where in the plot it stands.
#[derive(Clone)]
struct Point<'b> {
    x: f64,
    body: &'b str,
    /// How many rows can be read, at least.
    rows: usize,
    times: Vec<Duration>,
}

impl<'b> Point<'b> {
    fn new(x: f64, body: &'b str, rows: usize) -> Self {
        Point { x, body, rows, times: Vec::new() }
    }

    /// By the fastest round: whatever else the machine does can only add to a time.
    fn cost(self) -> (f64, f64) {
        let bytes = self.body.len() * self.runs();
        (self.x, self.times.iter().min().map_or(0.0, Duration::as_secs_f64) * 1e9 / bytes as f64)
    }

    fn runs(&self) -> usize {
        (BYTES / self.body.len()).max(1)
    }
}

/// A line that is to be measured.
struct Series<'b> {
    name: &'static str,
    work: Work,
    points: Vec<Point<'b>>,
}

impl<'b> Series<'b> {
    fn new(name: &'static str, work: Work, points: &[Point<'b>]) -> Self {
        Series { name, work, points: points.to_vec() }
    }
}

fn main() {
    let most = std::env::args().nth(1).map_or(MOST_ROWS, |rows| rows.parse().expect("a number of rows"));
    let panels = [of_rows(most), of_columns(), of_damage()];
    let machine = machine();
    println!("{machine}\n\nns/byte, fastest of {FEW_ROUNDS} rounds for rows, of {ROUNDS} for the others");
    panels.iter().for_each(print);
    plot::draw(PLOT, &panels, &machine).expect("a file to draw in");
    println!("\n{PLOT}");
}

fn of_rows(most: usize) -> Panel {
    let body = lists::generated(most, 0.0); // the smaller ones are the start of it
    let sizes = (0..).map(|power| 10_usize.pow(power)).take_while(|rows| *rows <= most);
    let points: Vec<_> = sizes.map(|rows| Point::new(rows as f64, lists::first(&body, rows), rows)).collect();
    let series =
        vec![Series::new("sessions", lists::sessions, &points), Series::new("records", lists::records, &points)];
    Panel { x: "rows (of 16 columns)", x_is_power: true, lines: measure(FEW_ROUNDS, series) }
}

fn of_columns() -> Panel {
    const COLUMNS: [usize; 14] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 40, 48, 56, 64];
    let [unknown, custom] =
        ["Unknown ", "Custom Field "].map(|name| COLUMNS.map(|n| lists::of_columns(name, n, BYTES)));
    let [unknown, custom] = [&unknown, &custom].map(|bodies| {
        let points = COLUMNS.iter().zip(bodies);
        points.map(|(columns, (body, rows))| Point::new(*columns as f64, body, *rows)).collect::<Vec<_>>()
    });
    let series = vec![
        Series::new("sessions, custom fields", lists::all_texts, &custom),
        Series::new("records", lists::records, &custom),
        Series::new("sessions, unknown columns", lists::all_texts, &unknown),
    ];
    Panel { x: "columns (a field: 8 bytes)", x_is_power: false, lines: measure(ROUNDS, series) }
}

fn of_damage() -> Panel {
    const ROWS: usize = 10_000;
    let rates: Vec<f64> = (0..=10).map(|tenths| f64::from(tenths) / 10.0).collect();
    let bodies: Vec<String> = rates.iter().map(|rate| lists::generated(ROWS, *rate)).collect();
    let points: Vec<_> = rates.iter().zip(&bodies).map(|(rate, body)| Point::new(*rate, body, ROWS)).collect();
    // Which rows are damaged is drawn by lot, so a few fewer may be whole.
    let whole = |point: &Point| (ROWS as f64 * (1.0 - point.x) * 0.9) as usize;
    let some: Vec<_> = points.iter().map(|point| Point { rows: whole(point), ..point.clone() }).collect();
    let series = vec![
        Series::new("sessions", lists::sessions, &points),
        Series::new("records", lists::records, &some),
        Series::new("sessions, not repaired", lists::sessions_of_whole_rows, &some),
    ];
    Panel { x: "share of damaged rows", x_is_power: false, lines: measure(ROUNDS, series) }
}

/// What a byte costs, in nanoseconds. In each round every body is read by every work.
fn measure(rounds: usize, mut series: Vec<Series>) -> Vec<Line> {
    for round in 0..WARM_UP + rounds {
        for Series { work, points, .. } in &mut series {
            for point in points {
                let time = time(*work, point);
                if round >= WARM_UP {
                    point.times.push(time);
                }
            }
        }
    }
    let line = |Series { name, points, .. }| Line { name, points: points.into_iter().map(Point::cost).collect() };
    series.into_iter().map(line).collect()
}

fn time(work: Work, point: &Point) -> Duration {
    let start = Instant::now();
    for _ in 0..point.runs() {
        assert!(work(black_box(point.body)) >= point.rows);
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
