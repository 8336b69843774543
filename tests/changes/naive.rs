//! The changes between two polls by a search in both lists for each rule.

use std::collections::BTreeSet;

use rescue_sessions::{OwnedSession, Status};

/// A change as its code and the indexes of its rows.
pub type Fact = (&'static str, Option<usize>, Option<usize>);

/// The documented rules, each as a search in both lists.
pub struct Naive<'a> {
    old: &'a [OwnedSession],
    new: &'a [OwnedSession],
    /// The old and the new row of each pair.
    pairs: Vec<(usize, usize)>,
}

impl<'a> Naive<'a> {
    pub fn new(old: &'a [OwnedSession], new: &'a [OwnedSession]) -> Naive<'a> {
        Naive { old, new, pairs: Vec::new() }
    }

    /// The rows of the ID that no rule has matched, and that meet a condition.
    fn left(&self, id: i64, is_wanted: impl Fn(&OwnedSession) -> bool) -> (Vec<usize>, Vec<usize>) {
        let wanted = |row: &OwnedSession| row.id == id && is_wanted(row);
        let old =
            (0..self.old.len()).filter(|at| wanted(&self.old[*at]) && self.pairs.iter().all(|pair| pair.0 != *at));
        let new =
            (0..self.new.len()).filter(|at| wanted(&self.new[*at]) && self.pairs.iter().all(|pair| pair.1 != *at));
        (old.collect(), new.collect())
    }

    pub fn facts(mut self) -> Vec<Fact> {
        let of_row = |row: &OwnedSession| (row.id, row.technician_id, row.status.clone());
        let all: Vec<_> = self.old.iter().chain(self.new).map(of_row).collect();
        for (id, technician, status) in &all {
            let (old, new) = self.left(*id, |row| row.technician_id == *technician && row.status == *status);
            self.pairs.extend(old.into_iter().zip(new));
        }
        for (id, technician, _) in &all {
            if let ([old], [new]) = self.left(*id, |row| row.technician_id == *technician).as_slices() {
                self.pairs.push((*old, *new));
            }
        }
        let same_technician = self.pairs.clone();
        let mut transfers = Vec::new();
        for id in all.iter().map(|row| row.0).collect::<BTreeSet<_>>() {
            let (old, new) = self.left(id, |_| true);
            let rows = old.iter().map(|at| &self.old[*at]).chain(new.iter().map(|at| &self.new[*at]));
            if rows.clone().any(|row| row.technician_id.is_none()) {
                if let ([old], [new]) = (&old[..], &new[..]) {
                    self.pairs.push((*old, *new));
                }
                continue;
            }
            let technicians = |rows: &[usize], list: &[OwnedSession]| -> Vec<_> {
                rows.iter().map(|at| list[*at].technician_id).collect()
            };
            let (before, after) = (technicians(&old, self.old), technicians(&new, self.new));
            if before.iter().any(|technician| after.contains(technician)) {
                continue;
            }
            let is_closed = |row: &OwnedSession| row.status.as_ref().is_some_and(Status::is_closed);
            let open: Vec<_> = old.into_iter().filter(|at| !is_closed(&self.old[*at])).collect();
            let leads: Vec<_> = new.iter().filter(|at| self.new[**at].is_lead_technician == Some(true)).collect();
            let have_technicians = new.iter().all(|at| self.new[*at].technician_id != Some(0));
            let became = same_technician.iter().filter(|(old, new)| {
                let (old, new) = (&self.old[*old], &self.new[*new]);
                old.id == id
                    && old.status.is_some()
                    && old.status != new.status
                    && new.status == Some(Status::Transferred)
            });
            match (&open[..], &new[..], &became.collect::<Vec<_>>()[..]) {
                ([old], [new], _) => self.pairs.push((*old, *new)),
                ([old], ..) if self.old[*old].technician_id == Some(0) && have_technicians && leads.len() == 1 => {
                    self.pairs.push((*old, *leads[0]));
                }
                ([], [new], [from]) => transfers.push((from.0, *new)),
                _ => {}
            }
        }
        self.facts_of_rows(&transfers)
    }

    fn facts_of_rows(&self, transfers: &[(usize, usize)]) -> Vec<Fact> {
        let mut facts = Vec::new();
        for new in 0..self.new.len() {
            let after = &self.new[new];
            if let Some((old, _)) = transfers.iter().find(|(_, to)| *to == new) {
                let is_unassigned = self.old[*old].technician_id == Some(0);
                facts.push((if is_unassigned { "picked_up" } else { "transferred" }, Some(*old), Some(new)));
            } else if let Some((old, _)) = self.pairs.iter().find(|pair| pair.1 == new) {
                let before = &self.old[*old];
                if before.status.is_some() && after.status.is_some() && before.status != after.status {
                    facts.push(("status", Some(*old), Some(new)));
                }
                if let (Some(from), Some(to)) = (before.technician_id, after.technician_id)
                    && from != to
                {
                    facts.push((if from == 0 { "picked_up" } else { "transferred" }, Some(*old), Some(new)));
                }
            } else {
                facts.push(("new", None, Some(new)));
            }
        }
        let gone = (0..self.old.len()).filter(|old| self.pairs.iter().all(|pair| pair.0 != *old));
        facts.extend(gone.map(|old| ("gone", Some(old), None)));
        facts
    }
}

trait AsSlices<T> {
    fn as_slices(&self) -> (&[T], &[T]);
}

impl<T> AsSlices<T> for (Vec<T>, Vec<T>) {
    fn as_slices(&self) -> (&[T], &[T]) {
        (&self.0, &self.1)
    }
}
