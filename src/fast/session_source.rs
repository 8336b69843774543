//! What the lanes need of the session iterator.

use crate::error::Error;
use crate::session::borrowed::Session;
use crate::table::column_slots::ColumnSlots;
use crate::table::record::Record;
use crate::table::row_cursor::RowCursor;

/// The state of a session iterator.
pub(crate) trait SessionSource<'a> {
    type Lane;

    #[cfg_attr(not(feature = "fast"), expect(dead_code, reason = "the reference lane has its own access"))]
    fn parts(&mut self) -> (&mut Self::Lane, &mut RowCursor<'a>, &ColumnSlots);

    /// The last item is a well-formed row that the fast lane has taken.
    #[cfg_attr(not(feature = "fast"), expect(dead_code, reason = "the reference lane takes all rows"))]
    fn has_taken_line(&mut self);

    /// What the reference lane says of a record; without one, of the next line.
    fn reference(&mut self, record: Option<Result<Record<'a>, Error>>) -> Option<Result<Session<'a>, Error>>;
}
