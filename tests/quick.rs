//! The tests of behaviour as one program, which is rebuilt in a second or two: mutation testing does so two thousand times
//! (see `mutants`).

#[path = "accounting.rs"]
mod accounting;
#[path = "alignments.rs"]
mod alignments;
#[path = "allocations.rs"]
mod allocations;
#[path = "bad_input.rs"]
mod bad_input;
#[path = "body.rs"]
mod body;
#[path = "builds.rs"]
mod builds;
#[path = "corpus.rs"]
mod corpus;
#[path = "damage.rs"]
mod damage;
#[path = "debug_output.rs"]
mod debug_output;
#[path = "errors.rs"]
mod errors;
#[path = "lanes.rs"]
mod lanes;
#[path = "limits.rs"]
mod limits;
#[path = "oracle.rs"]
mod oracle;
#[path = "regressions.rs"]
mod regressions;
#[path = "seeds.rs"]
mod seeds;
#[path = "sessions.rs"]
mod sessions;
#[path = "stream.rs"]
mod stream;
#[path = "traits.rs"]
mod traits;
#[path = "truth.rs"]
mod truth;
