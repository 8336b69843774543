//! Compares the alignments of the damages of one record with an enumeration of all alignments of the record.

use rescue_sessions::{Damage, Session};

use crate::alignments::Span;

/// Each combination of the alignments of the damages is one alignment of the record, in the same order.
///
/// `fields` has the given values, and `None` for each withheld one.
pub fn check(session: &Session<'_>, fields: &[Option<String>], names: &[&str], span: &Span<'_>, trailing: bool) {
    let expected = span.alignments(names, trailing);
    let totals = session.damage().iter().map(check_total);
    assert_eq!(totals.product::<u64>(), expected.len() as u64, "{:?}", span.text);

    let mut values: Vec<Option<&str>> = fields.iter().map(Option::as_deref).collect();
    let mut expected = expected.iter().map(|alignment| span.values(&alignment[..names.len()]));
    check_combinations(session.damage(), names, &mut values, &mut expected);
    assert!(expected.next().is_none(), "{:?} has more alignments", span.text);
}

/// The number of alignments, after a check that the iterator gives as many of them.
fn check_total(damage: &Damage<'_>) -> u64 {
    let mut alignments = damage.alignments();
    let total = alignments.total();
    let first = damage.alignments().next().expect("there is an alignment");
    let mut varies = vec![false; damage.columns().len()];
    for left in (0..total).rev() {
        let alignment = alignments.next().expect("there are as many alignments as `total` says");
        assert!(alignment.values().map(|(name, _)| name).eq(damage.columns()));
        for (varies, (one, other)) in varies.iter_mut().zip(alignment.values().zip(first.values())) {
            *varies |= one != other;
        }
        assert_eq!(alignments.size_hint(), (left as usize, Some(left as usize)));
        assert_eq!(alignments.total(), total);
    }
    assert!(alignments.next().is_none() && alignments.next().is_none());
    match damage.is_resolved() {
        true => assert!(total == 1 && first.values().map(|(_, text)| text).eq([damage.raw()])),
        false => assert!(varies.iter().all(|varies| *varies), "{damage}: a withheld column has one value only"),
    }
    total
}

/// Sets the values of the damages in every combination, and compares each with the next expected alignment.
fn check_combinations<'a>(
    damage: &[Damage<'a>],
    names: &[&str],
    values: &mut Vec<Option<&'a str>>,
    expected: &mut impl Iterator<Item = Vec<&'a str>>,
) {
    let Some((first, rest)) = damage.split_first() else {
        let expected = expected.next().expect("the record has as many alignments");
        return assert!(values.iter().flatten().eq(&expected), "{values:?} is not {expected:?}");
    };
    for alignment in first.alignments() {
        for (name, text) in alignment.values() {
            let column = names.iter().position(|known| *known == name).expect("the header has the column");
            values[column] = Some(text);
        }
        check_combinations(rest, names, values, expected);
    }
}
