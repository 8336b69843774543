//! `parquet`: a Parquet file from one or many responses.

mod convert;
mod faults;
mod names;
mod output;
mod poll_time;
mod responses;

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

use rescue_sessions::Parser;

use crate::Outcome;
use crate::args::{Format, OnError, Parquet};
use crate::output::stderr::print_message;
use crate::output::text::{counted, escaped};

use convert::{Totals, convert};
use faults::{Cause, Faults};
use poll_time::PollTime;
use responses::Responses;

pub(crate) fn run(args: &Parquet) -> io::Result<Outcome> {
    let poll_time = PollTime::new(args.poll_time.as_deref())?;
    let names = names::of_arguments(&args.files)?;
    let outputs = [Some(&args.output), args.bad_rows.as_ref()];
    names::check_outputs(&names, outputs.into_iter().flatten())?; // before one of them is created
    let mut faults = Faults::create(args.bad_rows.as_deref(), args.on_error == OnError::Skip)?;
    let responses = Responses::look(names, args.format, &poll_time, &mut faults);
    let Some(responses) = responses.filter(|_| faults.stopped().is_none()) else {
        return fail(&mut faults, Cause::NoList, args);
    };
    let faults = Arc::new(Mutex::new(faults));
    let converted = convert(responses, args, &faults);
    let faults = &mut faults::lock(&faults);
    let (mut totals, file) = match converted {
        Ok(Some(written)) => written,
        Ok(None) => return fail(faults, Cause::Row, args),
        Err(error) => return faults.close().and(Err(error)),
    };
    faults.close()?;
    totals.bytes_out = file.finish()?;
    faults.print();
    Ok(report(&totals, faults))
}

/// Prints what was read and written.
fn report(totals: &Totals, faults: &Faults) -> Outcome {
    if totals.incomplete_rows > 0 {
        let verb = if totals.incomplete_rows == 1 { "has" } else { "have" };
        print_message(format_args!("{} {verb} withheld values", counted(totals.incomplete_rows, "row")));
    }
    print_message(format_args!(
        "{}, {}, {}, {}, {}; {} read, {} written",
        counted(totals.files, "file"),
        counted(totals.rows, "row"),
        counted(faults.bad_rows, "bad row"),
        counted(faults.bad_files, "bad file"),
        counted(totals.withheld_values, "withheld value"),
        counted(totals.bytes_in, "byte"),
        counted(totals.bytes_out, "byte"),
    ));
    let problems = faults.bad_rows + faults.bad_files + totals.withheld_values;
    if problems == 0 { Outcome::Success } else { Outcome::Incomplete }
}

/// Prints why there is no Parquet file: the fault that ended the reading, or else `cause`.
fn fail(faults: &mut Faults, cause: Cause, args: &Parquet) -> io::Result<Outcome> {
    faults.close()?;
    faults.print();
    let message = format!("{} was not written", shown(&args.output));
    let outcome = match faults.stopped().unwrap_or(cause) {
        Cause::File => return Err(io::Error::other(message)),
        Cause::Row => Outcome::Incomplete,
        Cause::NoList => Outcome::NoList,
    };
    print_message(message);
    Ok(outcome)
}

fn parser(format: Format) -> Parser {
    Parser::new().delimiter(format.delimiter).strict(format.strict)
}

/// A path in a message.
fn shown(path: &Path) -> String {
    escaped(&path.to_string_lossy()).into_owned()
}

fn with_path(error: impl ToString, path: &Path) -> io::Error {
    io::Error::other(format!("{}: {}", shown(path), error.to_string()))
}
