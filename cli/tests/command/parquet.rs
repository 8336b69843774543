//! `parquet`, with the feature of this name.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, TimestampMillisecondType};
use arrow_array::{Array, RecordBatch};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;
use serde_json::Value;

use crate::run::{BAD, DAMAGED, GOOD, HOSTILE, is_hostile, outcome, soap};

/// The pattern of the files of `generate --polls`.
const GENERATED: &str = "getSession_%Y-%m-%dT%H-%M-%SZ.txt";

/// An empty folder for a test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("parquet").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    fn file(&self, name: &str, content: &str) -> String {
        fs::write(self.path(name), content).unwrap();
        self.path(name)
    }

    fn names(&self) -> Vec<String> {
        let names = fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    }

    /// Runs the command, which writes `out.parquet` here.
    fn convert(&self, args: &[&str], stdin: &str) -> (Option<i32>, String) {
        let (status, stdout, stderr) = outcome(&[&["parquet", "-o", &self.path("out.parquet")], args].concat(), stdin);
        assert_eq!(stdout, "");
        (status, stderr)
    }

    /// The names of the files, once for each row.
    fn poll_files(&self) -> Vec<String> {
        let files = column(&self.table(), "poll_file");
        files.iter().map(|path| path.rsplit('/').next().unwrap().to_owned()).collect()
    }

    fn table(&self) -> RecordBatch {
        let file = File::open(self.path("out.parquet")).unwrap();
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
        let schema = reader.schema().clone();
        let batches: Vec<_> = reader.with_batch_size(1 << 20).build().unwrap().collect::<Result<_, _>>().unwrap();
        match batches.as_slice() {
            [] => RecordBatch::new_empty(schema),
            [batch] => batch.clone(),
            _ => panic!("a test has few rows"),
        }
    }
}

fn names(table: &RecordBatch) -> Vec<String> {
    table.schema().fields().iter().map(|field| field.name().clone()).collect()
}

/// The values of a column as text; `-` is null.
fn column(table: &RecordBatch, name: &str) -> Vec<String> {
    let array = table.column_by_name(name).unwrap_or_else(|| panic!("no column {name}"));
    (0..array.len()).map(|row| if array.is_null(row) { "-".to_owned() } else { value(array, row) }).collect()
}

fn value(array: &dyn Array, row: usize) -> String {
    if let Some(integers) = array.as_primitive_opt::<Int64Type>() {
        integers.value(row).to_string()
    } else if let Some(times) = array.as_primitive_opt::<TimestampMillisecondType>() {
        times.value(row).to_string()
    } else if let Some(flags) = array.as_boolean_opt() {
        flags.value(row).to_string()
    } else if let Some(words) = array.as_any_dictionary_opt() {
        value(words.values(), words.normalized_keys()[row])
    } else if let Some(lists) = array.as_list_opt::<i32>() {
        let names = lists.value(row);
        (0..names.len()).map(|index| value(&names, index)).collect::<Vec<_>>().join(",")
    } else {
        array.as_string::<i32>().value(row).to_owned()
    }
}

const V3: &str = "OK\n\nID|Status|Entry ID|Entry|Technician ID|Technician|Start Time|Waiting Time|Custom Field 0|\
                  Custom Field 1|Custom Field 2|Custom Field 3|Custom Field 4|Custom Field 5|Language|Transferred To|\
                  Transferred Comment|Is Lead Technician|HandingOff|\n\
                  7|Active|9|Sales|5|Jo Roe|2/16/2012 9:00 AM|13|Ann|ACME|c2|c3|c4|c5|en|Ops|please|yes||\n";

#[test]
fn every_value_of_a_response_is_in_the_file() {
    let folder = Folder::new("v3");
    let file = folder.file("getSession_2025-01-01T00-01-02Z.txt", V3);
    let (status, stderr) = folder.convert(&[&file, "--poll-time", GENERATED], "");
    assert_eq!(status, Some(0), "{stderr}");
    let len = fs::metadata(folder.path("out.parquet")).unwrap().len();
    let expected = "1 file, 1 row, 0 bad rows, 0 bad files, 0 withheld values";
    assert_eq!(stderr, format!("rescue-sessions: {expected}; {} bytes read, {len} bytes written\n", V3.len()));
    let table = folder.table();
    let expected = [
        ("id", "7"),
        ("status", "Active"),
        ("entry_id", "9"),
        ("entry", "Sales"),
        ("technician_id", "5"),
        ("technician", "Jo Roe"),
        ("start_time", "1329382800000"),
        ("waiting_time", "13"),
        ("custom_field_0", "Ann"),
        ("custom_field_1", "ACME"),
        ("custom_field_2", "c2"),
        ("custom_field_3", "c3"),
        ("custom_field_4", "c4"),
        ("custom_field_5", "c5"),
        ("language", "en"),
        ("transferred_to", "Ops"),
        ("transferred_comment", "please"),
        ("is_lead_technician", "true"),
        ("handing_off", "false"),
        ("withheld", ""),
        ("poll_time", "1735689662000"),
        ("poll_file", &file),
    ];
    assert_eq!(names(&table), expected.map(|(name, _)| name));
    for (name, value) in expected {
        assert_eq!(column(&table, name), [value], "{name}");
    }
    let types: Vec<_> = ["start_time", "poll_time"].map(|name| table[name].data_type().to_string()).into();
    assert_eq!(types, ["Timestamp(ms)", "Timestamp(ms, \"UTC\")"]);
}

#[test]
fn table_has_the_columns_of_all_responses() {
    let folder = Folder::new("columns");
    let session = "<SESSION_V3><iID>11</iID><bStatus>SESSION_WAITING</bStatus><sStatus>Waiting</sStatus></SESSION_V3>";
    let bodies = [GOOD, "OK\n\nID|Shoe Size|Language|\n5|43|en|\n", V3, &soap(session), "OK\n\nID|Shoe Size|\n6|44|\n"];
    let files: Vec<_> = bodies.iter().zip(0..).map(|(body, n)| folder.file(&format!("{n}.txt"), body)).collect();
    let args: Vec<_> = files.iter().map(String::as_str).collect();
    let (status, stderr) = folder.convert(&args, "");
    assert_eq!(status, Some(0), "{stderr}");
    let table = folder.table();
    assert_eq!(column(&table, "Shoe Size"), ["-", "-", "43", "-", "-", "44"]);
    assert_eq!(column(&table, "id"), ["1", "2", "5", "7", "11", "6"]);
    assert_eq!(column(&table, "status_code"), ["-", "-", "-", "-", "SESSION_WAITING", "-"]);
    assert_eq!(column(&table, "language")[..4], ["-", "-", "en", "en"]);
    assert_eq!(column(&table, "poll_file")[2], files[1]);
}

#[test]
fn withheld_values_are_null_and_named() {
    let folder = Folder::new("damaged");
    let file = folder.file("a.txt", DAMAGED);
    let (status, stderr) = folder.convert(&[&file, "--on-error", "skip"], "");
    assert_eq!(status, Some(1));
    assert!(stderr.contains("1 row has withheld values\n") && stderr.contains("3 rows, 1 bad row, "), "{stderr}");
    let table = folder.table();
    assert_eq!(column(&table, "entry"), ["Sales\nNight", "a", "b"]);
    let withheld = column(&table, "withheld");
    assert_eq!((withheld[0].as_str(), withheld[2].as_str()), ("", ""));
    assert!(withheld[1].contains("custom_field_0"), "{withheld:?}");
    assert_eq!(column(&table, "custom_field_0"), ["a", "-", "c"]);
    // Without an unreadable row, stop writes the file too: a withheld value is no reason to have none.
    let file = folder.file("b.txt", DAMAGED.split_once("10|").unwrap().0);
    assert_eq!((folder.convert(&[&file], "").0, folder.table().num_rows()), (Some(1), 3));
}

#[test]
fn bad_row_leaves_the_old_file() {
    let folder = Folder::new("bad-row");
    let (good, bad) = (folder.file("a.txt", GOOD), folder.file("b.txt", BAD));
    folder.file("out.parquet", "old");
    let (status, stderr) = folder.convert(&[&good, &bad], "");
    let message = "record 2 (line 5, byte 49): Waiting Time is not an integer";
    let out = folder.path("out.parquet");
    let expected = format!("rescue-sessions: {bad}: {message}\nrescue-sessions: {out} was not written\n");
    assert_eq!((status, stderr), (Some(1), expected));
    assert_eq!(fs::read_to_string(&out).unwrap(), "old");
    assert_eq!(folder.names(), ["a.txt", "b.txt", "out.parquet"]);

    let list = folder.path("bad.jsonl");
    let (status, stderr) = folder.convert(&[&good, &bad, "--on-error", "skip", "--bad-rows", &list], "");
    assert!(status == Some(1) && stderr.contains("2 files, 4 rows, 1 bad row, 0 bad files"), "{stderr}");
    assert_eq!(column(&folder.table(), "id"), ["1", "2", "1", "3"]);
    let line: Value = serde_json::from_str(&fs::read_to_string(list).unwrap()).unwrap();
    let json = outcome(&["json", &bad], "").1;
    let of_json: Value = serde_json::from_str(json.lines().nth(1).unwrap()).unwrap();
    assert_eq!((&line["file"], &line["error"]), (&bad.into(), &of_json["error"]));
}

#[test]
fn bad_file_stops_or_is_skipped() {
    let folder = Folder::new("bad-file");
    let (good, failed) = (folder.file("a.txt", GOOD), folder.file("b.txt", "NOTLOGGEDIN"));
    let missing = folder.path("missing.txt");
    for (bad, expected, message) in [(&failed, 3, "NOTLOGGEDIN"), (&missing, 2, "No such file")] {
        let (status, stderr) = folder.convert(&[&good, bad], "");
        assert_eq!(status, Some(expected), "{stderr}");
        let (first, last) = stderr.split_once('\n').unwrap();
        assert!(first.starts_with(&format!("rescue-sessions: {bad}: ")) && first.contains(message), "{stderr}");
        assert_eq!(last, format!("rescue-sessions: {} was not written\n", folder.path("out.parquet")));
        assert_eq!(folder.names(), ["a.txt", "b.txt"]);
    }
    let list = folder.path("bad.jsonl");
    let skip = ["--on-error", "skip", "--bad-rows", &list];
    let (status, stderr) = folder.convert(&[&[&*failed, &good, &missing], &skip[..]].concat(), "");
    assert!(status == Some(1) && stderr.contains("1 file, 2 rows, 0 bad rows, 2 bad files"), "{stderr}");
    let lines = fs::read_to_string(&list).unwrap();
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<_> = lines.iter().map(|line| line["error"]["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["not_logged_in", "io"]);
    assert_eq!(folder.table().num_rows(), 2);
    fs::remove_file(folder.path("out.parquet")).unwrap();
    assert_eq!(folder.convert(&[&[&*failed], &skip[..]].concat(), "").0, Some(3));
    assert_eq!(folder.names(), ["a.txt", "b.txt", "bad.jsonl"]);
}

#[test]
fn first_problems_are_listed() {
    let folder = Folder::new("many");
    let mut body = "OK\n\nID|Status|\n".to_owned();
    (0..12).for_each(|_| body += "x|SECRET|\n");
    let file = folder.file("a.txt", &body);
    let (status, stderr) = folder.convert(&[&file, "--on-error", "skip"], "");
    assert!(status == Some(1) && !stderr.contains("SECRET"), "{stderr}");
    let lines: Vec<_> = stderr.lines().collect();
    assert_eq!(lines[10], "rescue-sessions: there are more problems; --bad-rows FILE lists all of them");
    assert!(lines.len() == 12 && lines[11].contains("0 rows, 12 bad rows"), "{stderr}");
    assert_eq!(folder.table().num_rows(), 0);
}

#[test]
fn poll_time_is_of_the_name_or_of_the_file() {
    let folder = Folder::new("time");
    let file = folder.file("2025-01-01.txt", GOOD);
    let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_700_000_000_500);
    File::options().write(true).open(&file).unwrap().set_modified(time).unwrap();
    assert_eq!(folder.convert(&[&file], "").0, Some(0));
    assert_eq!(column(&folder.table(), "poll_time")[0], "1700000000000");
    assert_eq!(folder.convert(&[&file, "--poll-time", "time/%F.txt"], "").0, Some(0));
    assert_eq!(column(&folder.table(), "poll_time")[0], "1735689600000");
    let (status, stderr) = folder.convert(&[&file, "--poll-time", GENERATED], "");
    let message = "the pattern of --poll-time does not fit the name of the file";
    assert!(status == Some(2) && stderr.starts_with(&format!("rescue-sessions: {file}: {message}\n")), "{stderr}");
    for wrong in ["%H", "%!", ""] {
        let (status, stderr) = folder.convert(&[&file, "--poll-time", wrong], "");
        assert!(status == Some(2) && stderr.starts_with("rescue-sessions: --poll-time: "), "{stderr}");
    }
}

#[test]
fn names_are_arguments_patterns_or_lines() {
    let folder = Folder::new("names");
    let files = ["b.txt", "a.txt", "c [1].txt"].map(|name| folder.file(name, "OK\n\nID|\n1|\n"));
    let read = |args: &[&str], stdin: &str| {
        let (status, stderr) = folder.convert(args, stdin);
        assert_eq!(status, Some(0), "{stderr}");
        column(&folder.table(), "poll_file").iter().map(|path| path.rsplit('/').next().unwrap().to_owned()).collect()
    };
    let read = |args: &[&str], stdin: &str| -> Vec<String> { read(args, stdin) };
    assert_eq!(read(&[&folder.path("*.txt")], ""), ["a.txt", "b.txt", "c [1].txt"]);
    assert_eq!(read(&[&folder.path("**/?.txt")], ""), ["a.txt", "b.txt"]);
    assert_eq!(read(&[&files[0], &files[2]], ""), ["b.txt", "c [1].txt"]);
    let lines = format!("{}\r\n\n{}\n", files[0], files[1]);
    assert_eq!(read(&[], &lines), ["b.txt", "a.txt"]);
    assert_eq!(read(&["-", &files[2]], &lines), ["b.txt", "a.txt", "c [1].txt"]);
    let (status, stderr) = folder.convert(&[], "");
    assert_eq!((status, stderr.as_str()), (Some(2), "rescue-sessions: there is no file to read\n"));
    let pattern = folder.path("*.csv");
    let (status, stderr) = folder.convert(&[&pattern], "");
    assert_eq!((status, stderr), (Some(2), format!("rescue-sessions: {pattern}: no file fits this pattern\n")));
}

#[test]
fn file_that_is_named_twice_is_read_once() {
    let folder = Folder::new("twice");
    let [first, second] = ["a.txt", "b.txt"].map(|name| folder.file(name, "OK\n\nID|\n1|\n"));
    fs::hard_link(&first, folder.path("same.txt")).unwrap();
    let (pattern, other) = (folder.path("*.txt"), folder.path("../twice/./a.txt"));
    let (status, stderr) = folder.convert(&[&second, &pattern, &other], "");
    assert_eq!(folder.poll_files(), ["b.txt", "a.txt", "same.txt"]); // another name is another file
    let message = "rescue-sessions: 2 repeated file names: each file is read once\n";
    assert!(status == Some(0) && stderr.starts_with(message), "{stderr}");

    let missing = folder.path("missing.txt");
    let (status, stderr) = folder.convert(&[&missing, &missing, "--on-error", "skip", &first, &first], "");
    assert_eq!(status, Some(1));
    assert!(stderr.contains(": 2 repeated file names: ") && stderr.contains("1 bad file,"), "{stderr}");
}

#[cfg(unix)]
#[test]
fn link_is_a_file_with_its_own_time() {
    let folder = Folder::new("links");
    let first = folder.file("2025-01-01.txt", "OK\n\nID|\n1|\n");
    std::os::unix::fs::symlink(&first, folder.path("2025-01-02.txt")).unwrap();
    let (status, stderr) = folder.convert(&[&folder.path("*.txt"), "--poll-time", "%F.txt"], "");
    assert_eq!((status, folder.poll_files().len()), (Some(0), 2), "{stderr}");
}

#[cfg(target_os = "linux")]
#[test]
fn name_that_is_not_utf_8_does_not_end_a_search() {
    use std::os::unix::ffi::OsStrExt;

    let folder = Folder::new("not-utf-8");
    folder.file("a.txt", "OK\n\nID|\n1|\n");
    for name in [&b"\xff"[..], b"b\xfe.txt"] {
        fs::write(folder.0.join(std::ffi::OsStr::from_bytes(name)), "OK\n\nID|\n2|\n").unwrap();
    }
    let (status, stderr) = folder.convert(&[&folder.path("*.txt")], "");
    assert_eq!(
        (status, folder.poll_files()),
        (Some(0), vec!["a.txt".to_owned(), "b\u{fffd}.txt".to_owned()]),
        "{stderr}"
    );
}

#[test]
fn patterns_fit_as_in_a_shell() {
    let folder = Folder::new("patterns");
    for name in ["a", "a/b", "a/.c"] {
        fs::create_dir_all(folder.0.join(name)).unwrap();
    }
    for name in ["1.txt", ".2.txt", "a/3.txt", "a/b/4.txt", "a/.c/5.txt", "a/x.csv"] {
        folder.file(name, "OK\n\nID|\n1|\n");
    }
    let cases = [
        ("*.txt", &["1.txt"][..]),
        (".*.txt", &[".2.txt"]),
        ("**/*.txt", &["1.txt", "3.txt", "4.txt"]),
        ("**/b/**/*.txt", &["4.txt"]),
        ("*/*", &["3.txt", "x.csv"]),
        ("a/**", &["3.txt", "4.txt", "x.csv"]),
        ("[a-b]/[!x]*", &["3.txt"]),
        ("?/../1.tx?", &["1.txt"]),
    ];
    for (pattern, expected) in cases {
        let (status, stderr) = folder.convert(&[&folder.path(pattern)], "");
        assert_eq!(
            (status, folder.poll_files()),
            (Some(0), expected.iter().map(ToString::to_string).collect()),
            "{pattern} {stderr}"
        );
        fs::remove_file(folder.path("out.parquet")).unwrap();
    }
    for (pattern, message) in [("c/*.txt", "no file fits this pattern"), ("a/***", "wildcards are either regular")] {
        let (status, stderr) = folder.convert(&[&folder.path(pattern)], "");
        assert!(status == Some(2) && stderr.contains(message), "{pattern} {stderr}");
    }
}

#[cfg(unix)]
#[test]
fn outputs_replace_names_and_not_contents() {
    let folder = Folder::new("outputs");
    let good = folder.file("good.txt", GOOD);
    let bad = folder.file("bad.txt", "NOTLOGGEDIN");
    let report = folder.path("report.jsonl");
    fs::hard_link(&good, &report).unwrap();
    let args = [&*bad, &good, "--bad-rows", &report, "--on-error", "skip"];
    assert_eq!(folder.convert(&args, "").0, Some(1));
    assert_eq!(fs::read_to_string(&good).unwrap(), GOOD);
    assert!(fs::read_to_string(&report).unwrap().contains("not_logged_in"), "{:?}", fs::read_to_string(&report));

    let link = folder.path("link");
    std::os::unix::fs::symlink(folder.path("out.parquet"), &link).unwrap();
    fs::remove_file(folder.path("out.parquet")).unwrap();
    let args = [&*bad, &good, "--bad-rows", &link, "--on-error", "skip"];
    assert_eq!(folder.convert(&args, "").0, Some(1));
    assert_eq!(folder.table().num_rows(), 2);
    assert!(fs::read_to_string(&link).unwrap().contains("not_logged_in"));
    assert_eq!(folder.names(), ["bad.txt", "good.txt", "link", "out.parquet", "report.jsonl"]);
}

#[cfg(unix)]
#[test]
fn replaced_file_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new("permissions");
    let out = folder.file("out.parquet", "");
    fs::set_permissions(&out, fs::Permissions::from_mode(0o600)).unwrap();
    let good = folder.file("good.txt", GOOD);
    assert_eq!(folder.convert(&[&good], "").0, Some(0));
    assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn an_input_is_never_replaced() {
    let folder = Folder::new("replace");
    let file = folder.file("out.parquet", GOOD);
    let other = folder.path("./out.parquet");
    for args in [&[&*file][..], &[&other], &["-"]] {
        let (status, stderr) = folder.convert(args, &file);
        assert!(status == Some(2) && stderr.contains("is read, so it cannot be written"), "{stderr}");
    }
    let input = folder.file("a.txt", GOOD);
    for bad_rows in [&input, &file] {
        assert_eq!(folder.convert(&[&input, "--bad-rows", bad_rows], "").0, Some(2));
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), GOOD);
    assert_eq!(fs::read_to_string(&input).unwrap(), GOOD);
    let (status, _, stderr) = outcome(&["parquet", &input, "-o", &folder.path("")], "");
    assert!(status == Some(2) && stderr.contains("no regular file"), "{stderr}");
    let (status, _, stderr) = outcome(&["parquet", &input, "-o", &folder.path("no/out.parquet")], "");
    assert!(status == Some(2) && stderr.contains("out.parquet: "), "{stderr}");
    assert_eq!(folder.names(), ["a.txt", "out.parquet"]);
}

#[cfg(unix)]
#[test]
fn file_has_usual_permissions_and_a_link_stays() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new("permissions");
    let (file, target) = (folder.file("a.txt", GOOD), folder.file("target", "old"));
    symlink(&target, folder.path("out.parquet")).unwrap();
    let _ = fs::remove_file(&target).and_then(|()| fs::write(&target, "old"));
    let usual = fs::metadata(&target).unwrap().permissions().mode();
    assert_eq!(folder.convert(&[&file], "").0, Some(0));
    assert!(fs::symlink_metadata(folder.path("out.parquet")).unwrap().is_symlink());
    assert_eq!((fs::metadata(&target).unwrap().permissions().mode(), folder.table().num_rows()), (usual, 2));
    assert_eq!(outcome(&["parquet", &file, "-o", "/dev/null"], "").0, Some(2));
}

#[test]
fn row_groups_and_compression_are_as_chosen() {
    let folder = Folder::new("groups");
    let file = folder.file("a.txt", &outcome(&["generate", "--rows", "1000"], "").1);
    let codecs = [("zstd", "ZSTD"), ("snappy", "SNAPPY"), ("none", "UNCOMPRESSED")];
    for (codec, expected) in codecs {
        let (status, stderr) = folder.convert(&[&file, "--row-group", "300", "--compression", codec], "");
        assert_eq!(status, Some(0), "{stderr}");
        let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(folder.path("out.parquet")).unwrap()).unwrap();
        let groups = reader.metadata().row_groups();
        assert_eq!(groups.iter().map(|group| group.num_rows()).collect::<Vec<_>>(), [300, 300, 300, 100]);
        let compression: Compression = groups[0].column(0).compression();
        assert!(format!("{compression:?}").starts_with(expected), "{compression:?}");
        assert!(groups.iter().all(|group| group.columns().iter().all(|column| column.statistics().is_some())));
    }
    assert_eq!(folder.convert(&[&file, "--row-group", "0"], "").0, Some(2));
}

#[test]
fn format_is_that_of_the_options() {
    let folder = Folder::new("format");
    let tabs = folder.file("a.txt", &GOOD.replace('|', "\t"));
    let (status, stderr) = folder.convert(&[&tabs], "");
    assert!(status == Some(3) && stderr.contains("try --delimiter tab"), "{stderr}");
    assert_eq!(folder.convert(&[&tabs, "-d", "tab"], "").0, Some(0));
    let file = folder.file("b.txt", GOOD);
    assert_ne!(folder.convert(&[&file, "--strict"], "").0, Some(0));
}

#[test]
fn no_byte_of_a_response_or_a_name_acts_on_a_terminal() {
    let folder = Folder::new("hostile");
    let hostile = folder.file("a\u{1b}[31m.txt", &HOSTILE.replace("7|", "x\u{1b}[1m|Active|\u{9b}|\n7|"));
    let (_, stderr) = folder.convert(&[&hostile], "");
    assert!(!is_hostile(&stderr) && stderr.contains(r"a\u{1b}[31m.txt: record "), "{stderr:?}");
    let list = folder.path("bad.jsonl");
    folder.convert(&[&hostile, "--on-error", "skip", "--bad-rows", &list], "");
    assert!(!is_hostile(&fs::read_to_string(list).unwrap()));
    assert!(column(&folder.table(), "custom_field_0")[0].contains('\u{1b}'));
}

#[test]
fn polls_of_a_desk_have_the_known_rows() {
    let folder = Folder::new("desk");
    let desk = folder.path("polls");
    let args = ["generate", "--polls", "2", "--start", "2025-01-06T10:00:00", "--version", "2", "--upgrade-at", "1"];
    assert_eq!(outcome(&[&args[..], &["--out-dir", &desk]].concat(), "").0, Some(0));
    let answers: Value = serde_json::from_slice(&fs::read(folder.path("polls/answers.json")).unwrap()).unwrap();
    let pattern = folder.path("polls/*/getSession_*.txt");
    assert_eq!(folder.convert(&[&pattern, "--poll-time", GENERATED], "").0, Some(0));
    let table = folder.table();
    assert_eq!(answers["rows"].as_u64(), Some(table.num_rows() as u64));
    for (status, rows) in answers["rows_by_status"].as_object().unwrap() {
        let count = column(&table, "status").iter().filter(|text| *text == status).count();
        assert_eq!(rows.as_u64(), Some(count as u64), "{status}");
    }
    let mut times = column(&table, "poll_time");
    times.dedup();
    assert_eq!(times, ["1736157600000", "1736157660000"]);
}
