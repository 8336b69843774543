//! Throughput of every work over bodies of one row to a million, under the headers of versions 1 and 3.
//!
//! `BENCH_ROWS="1 100"` chooses the sizes; criterion's filter chooses by `work/version/who/rows`.

use std::cell::OnceCell;
use std::env;
use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use rescue_sessions_benches::bodies::{Body, Version};
use rescue_sessions_benches::{ALL, Work};

const ROWS: &str = "1 100 10000 1000000";
const VERSIONS: [Version; 2] = [Version::V1, Version::V3];
/// From so many rows on a run takes so long that few of them have to do.
const MANY: usize = 1_000_000;

fn throughput(criterion: &mut Criterion) {
    let works = ALL.map(|work| work());
    for version in VERSIONS {
        for rows in rows() {
            let whole = Body::new(version, rows);
            for work in &works {
                if work.damage == 0.0 {
                    measure(criterion, work, &whole);
                }
            }
            for work in &works {
                if work.damage * rows as f64 >= 1.0 {
                    measure(criterion, work, &Body::damaged(version, rows, work.damage));
                }
            }
        }
    }
}

fn rows() -> Vec<usize> {
    let chosen = env::var("BENCH_ROWS").unwrap_or_else(|_| ROWS.to_owned());
    chosen.split_whitespace().map(|rows| rows.parse().expect("BENCH_ROWS is numbers of rows")).collect()
}

fn measure(criterion: &mut Criterion, work: &Work, body: &Body) {
    let mut group = criterion.benchmark_group(format!("{}/{:?}", work.name, body.version()));
    group.throughput(Throughput::Bytes(body.bytes() as u64));
    effort(&mut group, body);
    let expected = OnceCell::new();
    for contestant in &work.contestants {
        let name = contestant.name.replace(['*', '`'], "");
        group.bench_function(BenchmarkId::new(name, body.rows()), |bencher| {
            let expected = *expected.get_or_init(|| expectation(work, body));
            bencher.iter(|| assert_eq!((contestant.run)(black_box(body)), expected));
        });
    }
    group.finish();
}

fn effort(group: &mut BenchmarkGroup<'_, WallTime>, body: &Body) {
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    if body.rows() >= MANY {
        group.sampling_mode(SamplingMode::Flat).sample_size(10);
    }
}

/// What is known of the body, or what the contestant that is listed last finds: a peer, where there is one.
fn expectation(work: &Work, body: &Body) -> u64 {
    let last = || work.contestants.last().map_or(0, |peer| (peer.run)(body));
    let expected = work.expected.map_or_else(last, |expected| expected(body));
    assert!(expected >= body.rows() as u64);
    expected
}

criterion_group!(benches, throughput);
criterion_main!(benches);
