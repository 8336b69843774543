//! Finds types and traits of private dependencies in the public API.

use public_api::PublicApi;
use serde_json::Value;

use crate::list::inner;

/// The crates that the public API may name: the standard library's, and those with a feature of the same name.
const KNOWN: [&str; 7] = ["rescue_sessions", "std", "core", "alloc", "chrono", "serde", "serde_core"];

/// Returns a line for each foreign name, with the item that contains it.
pub fn lines(api: &PublicApi, docs: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for item in api.items() {
        let mut ids = Vec::new();
        collect(inner(docs, item.id().0), &mut ids);
        let names = ids.into_iter().filter_map(|id| foreign(docs, id));
        lines.extend(names.map(|name| format!("{name} belongs to a private dependency, but appears in\n  {item}\n")));
    }
    lines
}

/// Collects the ids of all types and traits in a signature or re-export.
fn collect(value: &Value, ids: &mut Vec<u64>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, ids)),
        Value::Object(fields) => {
            ids.extend(fields.get("id").and_then(Value::as_u64));
            fields.values().for_each(|value| collect(value, ids));
        }
        _ => {}
    }
}

/// Returns the path of a foreign type. A type whose crate rustdoc does not know counts as foreign.
fn foreign(docs: &Value, id: u64) -> Option<String> {
    let found = &docs["paths"][id.to_string()];
    let path: Vec<&str> = found["path"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let name = match found["crate_id"].as_u64() {
        Some(0) => "rescue_sessions",
        number => docs["external_crates"][number.unwrap_or(u64::MAX).to_string()]["name"].as_str().unwrap_or("unknown"),
    };
    (!KNOWN.contains(&name)).then(|| format!("{} ({name})", path.join("::")))
}
