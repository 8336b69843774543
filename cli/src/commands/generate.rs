//! `generate`: a synthetic response.

use std::io::{self, BufWriter, Write};

use rescue_sessions_synthetic::{Plan, Version};

use crate::Outcome;
use crate::args;

pub(crate) fn run(args: args::Generate) -> io::Result<Outcome> {
    let args::Generate { rows, seed, version, damage, delimiter } = args;
    let version = match version {
        args::Version::V1 => Version::V1,
        args::Version::V2 => Version::V2,
        args::Version::V3 => Version::V3,
    };
    let plan = Plan { rows, seed, version, damage, delimiter: delimiter.as_str().to_owned() };
    if !plan.is_readable() {
        return Err(io::Error::other(
            "--delimiter: generated values may contain this text; \
             use a delimiter with a character other than letters, digits, spaces and +#,:/-",
        ));
    }
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    out.write_all(plan.head().as_bytes())?;
    for row in plan.rows() {
        out.write_all(row.text.as_bytes())?;
    }
    out.flush()?;
    Ok(Outcome::Success)
}
