//! The program in `no-panic` must call every public function of the library: the proof covers only functions that it
//! calls. This test compares names only.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What requires `std`, `serde` or `soap`; the program is built without them.
const NOT_BUILT: [&str; 15] = [
    "SessionReader<",
    "IntoRows<",
    "Rows<",
    "::deserialize",
    "::serialize",
    "DeserializeError::",
    "HiddenMessage::",
    "ReadError::",
    "IntoSessions<",
    "Writer::write_to",
    "::write_json",
    "AnyReader<",
    "IntoAnySessions<",
    "SoapReader<",
    "SoapWriter::",
];

/// The function names in the list of the public API, each with the number of types that have it.
fn public_functions(api: &str) -> BTreeMap<String, usize> {
    let functions = api.lines().filter(|line| line.starts_with("pub fn ") || line.starts_with("pub const fn "));
    let paths = functions.filter_map(|line| line.split('(').next());
    let mut functions_by_name = BTreeMap::new();
    for path in paths.filter(|path| !NOT_BUILT.iter().any(|part| path.contains(part))) {
        let path = without_generics(path);
        *functions_by_name.entry(path.rsplit("::").next().unwrap().to_owned()).or_default() += 1;
    }
    functions_by_name
}

/// A path without what is between angle brackets, which can contain paths too.
fn without_generics(path: &str) -> String {
    let mut depth = 0;
    let outside = path.chars().filter(|char| {
        depth += i32::from(*char == '<') - i32::from(*char == '>');
        depth == 0 && *char != '>'
    });
    outside.collect()
}

#[test]
fn the_no_panic_program_calls_every_public_function() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let api = fs::read_to_string(folder.join("public-api/api.txt")).unwrap();
    let files = fs::read_dir(folder.join("no-panic/src")).unwrap().map(|entry| entry.unwrap().path());
    let program: String = files.map(|path| fs::read_to_string(path).unwrap()).collect();
    let words: Vec<&str> = program.split(|char: char| char != '_' && !char.is_alphanumeric()).collect();
    let functions = public_functions(&api);
    assert!(functions.len() > 70, "{functions:?}");
    for (name, types) in functions {
        let calls = words.iter().filter(|word| **word == name).count();
        assert!(calls >= types, "{types} types have {name}, but the program names it {calls} times");
    }
}
