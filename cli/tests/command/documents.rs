//! The man pages and the examples of `docs/command.md` are what the command gives.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::CommandFactory;

#[allow(dead_code)] // only its description is used
#[path = "../../src/args.rs"]
mod args;
#[path = "../../src/examples.rs"]
mod examples;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn man_pages_are_current() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("man");
    fs::create_dir_all(&folder).unwrap();
    let command = args::Cli::command().mut_subcommand("parquet", |parquet| parquet.hide(false)); // with and without it
    clap_mangen::generate_to(command, &folder).unwrap();
    let mut pages = 0;
    for page in fs::read_dir(&folder).unwrap() {
        let page = page.unwrap();
        let committed = fs::read_to_string(repository().join("docs/man").join(page.file_name())).unwrap_or_default();
        assert!(fs::read_to_string(page.path()).unwrap() == committed, "run docs/man/make: {page:?} differs");
        pages += 1;
    }
    assert_eq!(pages, 10);
}

/// In a block ```` ```console ````, a line `$ …` is a command, and the lines after it are its output on both streams.
#[cfg(unix)]
#[test]
fn examples_of_the_documentation_are_what_the_command_prints() {
    let text = fs::read_to_string(repository().join("docs/command.md")).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_rescue-sessions")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut examples = 0;
    for block in text.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        for example in format!("\n{block}").split("\n$ ").skip(1) {
            let (line, expected) = example.split_once('\n').unwrap();
            let mut shell = Command::new("sh");
            shell.args(["-c", &format!("{{ {line}; }} 2>&1")]).current_dir(repository());
            shell.env("TMPDIR", env!("CARGO_TARGET_TMPDIR"));
            let output = shell.env("PATH", &path).env("COLUMNS", "80").env_remove("CLICOLOR_FORCE").output().unwrap();
            let found = String::from_utf8(output.stdout).unwrap();
            assert_eq!(found.trim_end(), expected.trim_end(), "$ {line}");
            examples += 1;
        }
    }
    assert!(examples >= 8, "{examples} examples");
}
