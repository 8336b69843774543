//! `generate`: a synthetic response, or those of a simulated help desk.

use std::io::{self, BufWriter, Write};

use rescue_sessions_synthetic::{DeskPlan, Plan, Version};

use crate::Outcome;
use crate::args;
use crate::commands::polls;

pub(crate) fn run(args: args::Generate) -> io::Result<Outcome> {
    let args::Generate { rows, seed, version, damage, delimiter, desk } = args;
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
    let args::Desk { polls, out_dir, start, interval, sessions_per_day, upgrade_at } = desk;
    if let Some((polls, dir)) = polls.zip(out_dir) {
        let Plan { delimiter, .. } = plan;
        let plan = DeskPlan { polls, seed, version, upgrade_at, start, interval, sessions_per_day, delimiter };
        return polls::write(plan, &dir);
    }
    print(&plan)
}

fn print(plan: &Plan) -> io::Result<Outcome> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    out.write_all(plan.head().as_bytes())?;
    for row in plan.rows() {
        out.write_all(row.text.as_bytes())?;
    }
    out.flush()?;
    Ok(Outcome::Success)
}
