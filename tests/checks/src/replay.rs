//! Runs inputs of a fuzz target without libFuzzer: `replay TARGET FILE…`, with files or directories of files.
//!
//! A failing input panics, and the name of its file is printed after the message.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let target = arguments.next().and_then(|target| target.into_string().ok()).ok_or("usage: replay TARGET FILE…")?;
    let mut count = 0;
    for path in arguments.map(PathBuf::from) {
        for file in files(&path)? {
            let data = fs::read(&file)?;
            if let Err(panic) = std::panic::catch_unwind(|| checks::run(&target, &data)) {
                eprintln!("{target} failed for {}", file.display());
                std::panic::resume_unwind(panic);
            }
            count += 1;
        }
    }
    println!("{count} inputs passed {target}");
    Ok(())
}

fn files(path: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = fs::read_dir(path)?.map(|file| Ok(file?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
    files.retain(|file| file.is_file());
    files.sort();
    Ok(files)
}
