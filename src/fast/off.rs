//! The fast lane of a build without it: the reference lane reads everything.

use crate::error::Error;
use crate::session::borrowed::Session;
use crate::table::column_slots::ColumnSlots;
use crate::table::record::Record;
use crate::table::row_cursor::RowCursor;

#[derive(Clone, Default)]
pub(crate) struct FastLane(());

impl FastLane {
    pub(crate) fn start(&mut self, _: &RowCursor<'_>, _: bool, _: bool) {}

    pub(crate) fn forget(&mut self) {}

    pub(crate) fn record<'a>(
        &mut self,
        rows: &mut RowCursor<'a>,
        reference: impl FnOnce(&mut RowCursor<'a>) -> Option<Result<Record<'a>, Error>>,
    ) -> Option<Result<Record<'a>, Error>> {
        reference(rows)
    }

    pub(crate) fn session<'a>(
        &mut self,
        rows: &mut RowCursor<'a>,
        _: &ColumnSlots,
        reference: impl FnOnce(&mut RowCursor<'a>, Option<Result<Record<'a>, Error>>) -> Option<Result<Session<'a>, Error>>,
    ) -> Option<Result<Session<'a>, Error>> {
        reference(rows, None)
    }
}
