//! Runs the fuzz targets without libFuzzer: each target on its own seeds, and all targets on all bodies of the corpus.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// Runs a target on a file, and prints the name of the file if the target panics.
fn run(target: &str, path: &Path) {
    let data = fs::read(path).unwrap();
    if let Err(panic) = std::panic::catch_unwind(|| checks::run(target, &data)) {
        eprintln!("{target} fails on {}", path.display());
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn every_seed_passes_its_target() {
    for (target, _) in checks::TARGETS {
        let seeds = files(&root().join("fuzz/seeds").join(target));
        assert!(!seeds.is_empty(), "{target} has no seed");
        seeds.iter().for_each(|seed| run(target, seed));
    }
}

#[test]
fn every_body_of_the_corpus_passes_every_target() {
    let is_body = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "txt" || extension == "xml");
    let bodies = files(&root().join("corpus")).into_iter().filter(is_body);
    let mut count = 0;
    for body in bodies {
        checks::TARGETS.iter().for_each(|(target, _)| run(target, &body));
        count += 1;
    }
    assert!(count >= 100, "{count} bodies");
}

/// The bytes after the NUL encode the parser settings. If their encoding changes, the seeds need to change too.
#[test]
fn a_seed_has_the_settings_of_its_name() {
    use checks::case::{Case, DELIMITERS};
    use rescue_sessions::{Delimiter, Parser};

    let mut count = 0;
    for seed in ["parse", "stream"].iter().flat_map(|target| files(&root().join("fuzz/seeds").join(target))) {
        let data = fs::read(&seed).unwrap();
        let case = Case::new(&data);
        let expected = match seed.file_name().unwrap().to_str().unwrap() {
            "strict" => Parser::new().strict(true),
            "without-recovery" => Parser::new().recovery(false),
            name => match name.strip_prefix("delimiter-") {
                Some(number) => {
                    let delimiter = DELIMITERS[number.parse::<usize>().unwrap()];
                    assert!(case.text().unwrap().contains(&format!("ID{delimiter}")), "{name}");
                    Parser::new().delimiter(Delimiter::new(delimiter).unwrap())
                }
                None => continue,
            },
        };
        assert_eq!(case.parser, expected, "{}", seed.display());
        count += 1;
    }
    assert_eq!(count, 2 * DELIMITERS.len() + 2);
}

/// A target skips inputs that it can't check. A skipped seed tests nothing.
#[test]
fn no_seed_is_skipped_by_its_target() {
    use arbitrary::{Arbitrary, Unstructured};
    use checks::oracle::Table;
    use checks::owned_lists::OwnedList;
    use checks::{case::Case, record, roundtrip, writer};

    let is_table = |data: &[u8]| {
        let case = Case::new(data);
        case.text().and_then(|text| Table::of(text, case.delimiter).map(|table| !table.rows().is_empty())) == Some(true)
    };
    let is_strict = |data: &[u8]| {
        let case = Case::new(data);
        let list = case.parser.strict(true).parse_bytes(case.body);
        list.is_ok_and(|list| list.records().count() > 0 && list.sessions().all(|session| session.is_ok()))
    };
    let is_record = |data: &[u8]| {
        record::Written::arbitrary(&mut Unstructured::new(data)).is_ok_and(|written| record::is_one_record(&written))
    };
    let is_list = |data: &[u8]| {
        let written = roundtrip::Written::arbitrary(&mut Unstructured::new(data)).ok();
        written.and_then(roundtrip::Written::writable).is_some_and(|written| !written.sessions.is_empty())
    };
    let is_written = |data: &[u8]| {
        let list = OwnedList::arbitrary(&mut Unstructured::new(data)).ok();
        list.is_some_and(|list| !list.sessions.is_empty() && writer::check(&list).is_some())
    };
    #[cfg(feature = "soap")]
    let is_soap = |data: &[u8]| match data[0] {
        b'<' | 0xef => rescue_sessions::parse_any(data).map_or_else(
            |error| {
                ["xml", "soap", "empty"].iter().any(|start| error.kind().code().starts_with(start))
                    || error.retry().is_some()
            },
            |sessions| sessions.is_soap(),
        ),
        b'|' => OwnedList::arbitrary(&mut Unstructured::new(&data[1..]))
            .is_ok_and(|list| checks::soap::check_both_formats(&list)),
        _ => checks::soap::SessionList::arbitrary(&mut Unstructured::new(data))
            .is_ok_and(|list| !list.sessions.is_empty()),
    };
    type IsChecked<'a> = &'a dyn Fn(&[u8]) -> bool;
    let targets: &[(&str, IsChecked<'_>)] = &[
        ("differential", &is_table),
        ("strict", &is_strict),
        ("alignments", &is_record),
        ("roundtrip", &is_list),
        ("writer", &is_written),
        #[cfg(feature = "soap")]
        ("soap", &is_soap),
    ];
    for (target, is_checked) in targets {
        let seeds = files(&root().join("fuzz/seeds").join(target));
        let skipped: Vec<&PathBuf> = seeds.iter().filter(|seed| !is_checked(&fs::read(seed).unwrap())).collect();
        assert!(skipped.is_empty(), "{target} skips {skipped:?}");
    }
    let bodies = files(&root().join("corpus")).into_iter().filter(|path| path.extension().is_some_and(|e| e == "txt"));
    assert!(bodies.filter(|body| is_table(&fs::read(body).unwrap())).count() >= 50);
}

/// Each target has a fuzz program that calls its check, and each fuzz program has a target.
#[test]
fn each_target_has_its_program() {
    let programs = files(&root().join("fuzz/fuzz_targets"));
    let names: Vec<&str> = programs.iter().map(|path| path.file_stem().unwrap().to_str().unwrap()).collect();
    for (target, _) in checks::TARGETS {
        let program = fs::read_to_string(root().join(format!("fuzz/fuzz_targets/{target}.rs"))).unwrap();
        let check_calls = [format!("checks::run(\"{target}\", data)"), format!("checks::{target}::fuzz(data)")];
        assert!(check_calls.iter().any(|call| program.contains(call)), "{target}");
    }
    #[cfg(all(feature = "serde", feature = "soap"))]
    assert_eq!(names.len(), checks::TARGETS.len(), "{names:?}");
    assert!(names.len() >= checks::TARGETS.len());
}
