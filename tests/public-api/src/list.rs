//! The list: one line per item, without the items that other lines imply.

use std::collections::HashSet;

use public_api::{PublicApi, PublicItem};
use serde_json::Value;

/// Auto traits and compiler-internal markers that do not matter to users. `Send` and `Sync` are not here: losing one breaks programs.
const NOISE: [&str; 6] = ["Freeze", "RefUnwindSafe", "StructuralPartialEq", "Unpin", "UnsafeUnpin", "UnwindSafe"];

/// Returns the lines, in rustdoc's order. Two `impl` blocks of the same type give one line.
pub fn lines(api: &PublicApi, docs: &Value) -> Vec<String> {
    let mut seen = HashSet::new();
    let items = api.items().filter(|item| !is_implied(item, docs) && !is_noise(item, docs));
    items.map(PublicItem::to_string).filter(|line| seen.insert(line.clone())).collect()
}

/// Whether the item is a function of a trait implementation: the trait implies it.
fn is_implied(item: &PublicItem, docs: &Value) -> bool {
    let parent = item.parent_id().map(|id| inner(docs, id.0));
    !inner(docs, item.id().0)["function"].is_null() && parent.is_some_and(|it| !it["impl"]["trait"].is_null())
}

fn is_noise(item: &PublicItem, docs: &Value) -> bool {
    let name = inner(docs, item.id().0)["impl"]["trait"]["path"].as_str();
    name.and_then(|path| path.rsplit("::").next()).is_some_and(|name| NOISE.contains(&name))
}

/// Returns rustdoc's data on an item.
pub fn inner(docs: &Value, id: u32) -> &Value {
    &docs["index"][id.to_string()]["inner"]
}
