//! Throughput of records, fields and sessions over small and large bodies.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rescue_sessions_benches::bodies::{Body, Version};
use rescue_sessions_benches::{Work, fields, records, sessions};

const ROWS: [usize; 3] = [1, 100, 10_000];

fn throughput(criterion: &mut Criterion) {
    let bodies = ROWS.map(|rows| Body::new(Version::V1, rows));
    for work in [records(), fields(), sessions()] {
        for body in &bodies {
            measure(criterion, &work, body);
        }
    }
}

fn measure(criterion: &mut Criterion, work: &Work, body: &Body) {
    let expected = expected(work, body);
    let mut group = criterion.benchmark_group(work.name);
    group.throughput(Throughput::Bytes(body.bytes() as u64));
    for contestant in &work.contestants {
        let name = contestant.name.replace(['*', '`'], "");
        group.bench_function(BenchmarkId::new(name, body.rows()), |bencher| {
            bencher.iter(|| assert_eq!((contestant.run)(black_box(body)), expected));
        });
    }
    group.finish();
}

/// What the peer that is listed last finds.
fn expected(work: &Work, body: &Body) -> u64 {
    let expected = work.contestants.last().map_or(0, |peer| (peer.run)(body));
    assert!(expected >= body.rows() as u64);
    expected
}

criterion_group!(benches, throughput);
criterion_main!(benches);
