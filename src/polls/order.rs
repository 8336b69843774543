//! Sorting and grouping.

use alloc::collections::BinaryHeap;
use alloc::vec::Vec;
use core::iter;

/// Sorts the items, in O(n log n) for any order of them.
///
/// A heap sort: the sorts of slices panic if they detect that an order is not total. Equal items are not kept in order.
pub(crate) fn sorted<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    items.into_iter().collect::<BinaryHeap<T>>().into_sorted_vec()
}

/// Splits items into runs with the same key.
///
/// `chunk_by` of slices contains a panic that the optimizer does not always remove.
pub(crate) fn runs<'r, T, K: PartialEq>(mut rest: &'r [T], key: impl Fn(&'r T) -> K) -> impl Iterator<Item = &'r [T]> {
    iter::from_fn(move || {
        let first = key(rest.first()?);
        let len = rest.iter().take_while(|item| key(item) == first).count();
        let (run, after) = rest.split_at_checked(len)?;
        rest = after;
        Some(run)
    })
}
