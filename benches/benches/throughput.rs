//! Throughput of every workload over bodies of one row to a million, under the headers of versions 1 and 3.
//!
//! SOAP responses have version 3 only, in three layouts.
//!
//! `BENCH_ROWS="1 100"` chooses the sizes. The filter of criterion matches `workload/version/parser/rows`, or
//! `soap/layout/parser/rows`.

use std::cell::OnceCell;
use std::env;
use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use rescue_sessions_benches::bodies::{Body, Version};
use rescue_sessions_benches::envelope::Layout;
use rescue_sessions_benches::{ALL, Workload, soap};

const ROWS: &str = "1 100 10000 1000000";
const VERSIONS: [Version; 2] = [Version::V1, Version::V3];
/// From this number of rows on, a run is slow, so criterion takes fewer samples.
const MANY: usize = 1_000_000;

fn throughput(criterion: &mut Criterion) {
    let workloads = ALL.map(|workload| workload());
    for version in VERSIONS {
        for rows in rows() {
            let well_formed = Body::new(version, rows);
            for workload in &workloads {
                if workload.damage == 0.0 {
                    let group = format!("{}/{version:?}", workload.name);
                    measure(criterion, &group, workload, &well_formed);
                }
            }
            for workload in &workloads {
                if workload.damage * rows as f64 >= 1.0 {
                    let group = format!("{}/{version:?}", workload.name);
                    measure(criterion, &group, workload, &Body::damaged(version, rows, workload.damage));
                }
            }
        }
    }
}

fn soap_throughput(criterion: &mut Criterion) {
    let workload = soap();
    for layout in Layout::ALL {
        for rows in rows() {
            measure(criterion, &format!("soap/{layout:?}"), &workload, &Body::soap(rows, layout));
        }
    }
}

fn rows() -> Vec<usize> {
    let chosen = env::var("BENCH_ROWS").unwrap_or_else(|_| ROWS.to_owned());
    chosen.split_whitespace().map(|rows| rows.parse().expect("BENCH_ROWS is a list of numbers of rows")).collect()
}

fn measure(criterion: &mut Criterion, group: &str, workload: &Workload, body: &Body) {
    let mut group = criterion.benchmark_group(group);
    group.throughput(Throughput::Bytes(workload.bytes(body) as u64));
    configure(&mut group, body);
    let expected = OnceCell::new();
    for contestant in &workload.contestants {
        let name = contestant.name.replace(['*', '`'], "");
        group.bench_function(BenchmarkId::new(name, body.rows()), |bencher| {
            let expected = *expected.get_or_init(|| expected_result(workload, body));
            bencher.iter(|| assert_eq!((contestant.run)(black_box(body)), expected));
        });
    }
    group.finish();
}

fn configure(group: &mut BenchmarkGroup<'_, WallTime>, body: &Body) {
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    if body.rows() >= MANY {
        group.sampling_mode(SamplingMode::Flat).sample_size(10);
    }
}

/// The known result, or that of the last contestant, which is a peer if the workload has one.
fn expected_result(workload: &Workload, body: &Body) -> u64 {
    let last = || workload.contestants.last().map_or(0, |peer| (peer.run)(body));
    let expected = workload.expected.map_or_else(last, |expected| expected(body));
    assert!(expected >= body.rows() as u64);
    expected
}

criterion_group!(benches, throughput, soap_throughput);
criterion_main!(benches);
