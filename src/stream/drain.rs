//! What can be told of the pieces that have come.

use alloc::boxed::Box;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;

use crate::bytes::position::Position;
use crate::error::Error;
use crate::session::borrowed::Session;
use crate::session::sessions::{Between, Sessions};
use crate::stream::decoder::{self, Decoder, Progress, Stage};
use crate::table::header::Header;
use crate::table::record::Record;
use crate::table::records::Records;
use crate::table::rows::Rows;
use crate::table::window::Window;

impl Decoder<'_> {
    /// The sessions that can be told by now, each once. What is not taken is there the next time.
    ///
    /// # Errors
    ///
    /// Where the response is no session list, that, each time: all that [`Parser::parse_bytes`] can say.
    ///
    /// [`Parser::parse_bytes`]: crate::Parser::parse_bytes
    pub fn sessions(&mut self) -> Result<DecodedSessions<'_>, Error> {
        Ok(DecodedSessions(self.reading(Sessions::of_piece)?))
    }

    /// The records that can be told by now, each once: rows as they stand, none repaired. A row that was taken as a
    /// session is not there as a record, nor one that was taken as a record as a session.
    ///
    /// # Errors
    ///
    /// As [`Decoder::sessions`].
    pub fn records(&mut self) -> Result<DecodedRecords<'_>, Error> {
        Ok(DecodedRecords(
            self.reading(|header, rows, window, between| Records::of_piece(&header, rows, window, between.pending))?,
        ))
    }

    fn reading<'s, R: Rest<'s>>(
        &'s mut self,
        read: impl FnOnce(Header<'s>, Rows<'s>, Box<Window>, Between) -> R,
    ) -> Result<Reading<'s, R>, Error> {
        if self.list()?.is_none() || !self.pay() {
            return Ok(Reading::nothing(self.position()));
        }
        let end = self.end();
        let Decoder { buffer, start, base, is_finished, stage, met_end, told, check_budget, .. } = self;
        let Stage::Rows(list) = stage else { return Ok(Reading::nothing(Position::default())) };
        let more = (!*is_finished).then_some(&*met_end);
        let mut piece = decoder::piece(buffer, *start..end, *base, more);
        // Otherwise each row is checked by itself.
        if let Some(rest) = check_budget.checked_sub(piece.bytes().len()) {
            (*check_budget, piece) = (rest, piece.checked());
        }
        let rows = list.rows.of_piece(piece, &list.progress.mark);
        let window = list.progress.window.take().unwrap_or_default();
        let between = core::mem::take(&mut list.progress.between);
        let rest = Some(read(list.header.header(), rows, window, between));
        let place = Place { progress: &mut list.progress, start, told, base: *base, end };
        Ok(Reading { rest, decoder: Some(place), is_over: false, start: Position::default() })
    }
}

/// What is left of a piece.
trait Rest<'s>: Iterator {
    fn into_parts(self) -> (Rows<'s>, Box<Window>, Between);
}

impl<'s> Rest<'s> for Sessions<'s> {
    fn into_parts(self) -> (Rows<'s>, Box<Window>, Between) {
        self.into_parts()
    }
}

impl<'s> Rest<'s> for Records<'s> {
    fn into_parts(self) -> (Rows<'s>, Box<Window>, Between) {
        let (rows, window, pending) = self.into_parts();
        (rows, window, Between { pending, ..Between::default() })
    }
}

/// Reads a piece. How far it came is noted in the decoder when it is dropped.
struct Reading<'s, R: Rest<'s>> {
    rest: Option<R>,
    decoder: Option<Place<'s>>,
    /// Whether all was taken that could be told.
    is_over: bool,
    /// Where it would start, if there were something to read.
    start: Position,
}

impl<'s, R: Rest<'s>> Reading<'s, R> {
    fn nothing(start: Position) -> Self {
        Reading { rest: None, decoder: None, is_over: true, start }
    }

    #[inline]
    fn next(&mut self) -> Option<R::Item> {
        let next = self.rest.as_mut()?.next();
        self.is_over = next.is_none();
        next
    }
}

/// Where in the decoder it is noted.
struct Place<'s> {
    progress: &'s mut Progress,
    start: &'s mut usize,
    told: &'s mut Option<u64>,
    base: u64,
    /// Where in the buffer the piece ends.
    end: usize,
}

impl<'s, R: Rest<'s>> Drop for Reading<'s, R> {
    fn drop(&mut self) {
        if let (Some(rest), Some(place)) = (self.rest.take(), &mut self.decoder) {
            let Place { progress, start, told, base, end } = place;
            **told = self.is_over.then(|| base.saturating_add(*end as u64));
            let (rows, mut window, between) = rest.into_parts();
            let read_to = rows.position.byte().saturating_sub(*base) as usize;
            // The window counts from where the piece started.
            if read_to != **start {
                window.forget();
            }
            **start = read_to;
            **progress = Progress { mark: rows.mark(), window: Some(window), between };
        }
    }
}

/// The sessions that a [`Decoder`] can tell by now.
///
/// `None` says that more has to come, or that all was told. What is not taken before it is dropped comes again.
///
/// ```
/// use rescue_sessions::{Decoder, Parser};
///
/// let mut decoder = Decoder::new(Parser::new());
/// decoder.push(b"OK\n\nID|Status|\n7|Waiting|\n8|Active|\n9|");
/// assert_eq!(decoder.sessions()?.next().unwrap()?.id(), 7);
/// let mut sessions = decoder.sessions()?;
/// assert!(sessions.next().is_none()); // 9 may be more of the row of 8
/// assert_eq!((sessions.position().line(), sessions.position().byte()), (5, 26));
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
pub struct DecodedSessions<'s>(Reading<'s, Sessions<'s>>);

impl<'s> DecodedSessions<'s> {
    /// Where the last session or error starts, as [`Sessions::last_start`].
    #[must_use]
    pub fn last_start(&self) -> Position {
        self.0.rest.as_ref().map_or(self.0.start, Sessions::last_start)
    }

    /// Where the last session or error stands, in bytes of the whole body, as [`Sessions::last_span`].
    #[must_use]
    pub fn last_span(&self) -> Range<u64> {
        self.0.rest.as_ref().map_or(self.0.start.byte()..self.0.start.byte(), Sessions::last_span)
    }

    /// Where the next line starts: all before it has been read. Its record is the last one that was.
    #[must_use]
    pub fn position(&self) -> Position {
        self.0.rest.as_ref().map_or(self.0.start, Sessions::position)
    }

    /// The fields of the last session as they stand in the body, as [`Sessions::last_fields`].
    pub fn last_fields(&self) -> impl Iterator<Item = Option<&'s str>> {
        self.0.rest.iter().flat_map(Sessions::last_fields)
    }
}

impl<'s> Iterator for DecodedSessions<'s> {
    type Item = Result<Session<'s>, Error>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

impl FusedIterator for DecodedSessions<'_> {}

impl fmt::Debug for DecodedSessions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodedSessions").finish_non_exhaustive()
    }
}

/// The records that a [`Decoder`] can tell by now.
///
/// `None` says that more has to come, or that all was told. What is not taken before it is dropped comes again.
///
/// ```
/// use rescue_sessions::{Decoder, Parser};
///
/// let mut decoder = Decoder::new(Parser::new());
/// decoder.push(b"OK\n\nID|Status|\n7|Waiting|\n");
/// decoder.finish();
/// assert_eq!(decoder.records()?.next().unwrap()?.get(1), Some("Waiting"));
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
pub struct DecodedRecords<'s>(Reading<'s, Records<'s>>);

impl DecodedRecords<'_> {
    /// Where the next line starts, as [`Records::position`].
    #[must_use]
    pub fn position(&self) -> Position {
        self.0.rest.as_ref().map_or(self.0.start, Records::position)
    }

    /// Where the last record or error stands, in bytes of the whole body, as [`Records::last_span`].
    #[must_use]
    pub fn last_span(&self) -> Range<u64> {
        self.0.rest.as_ref().map_or(self.0.start.byte()..self.0.start.byte(), Records::last_span)
    }
}

impl<'s> Iterator for DecodedRecords<'s> {
    type Item = Result<Record<'s>, Error>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

impl FusedIterator for DecodedRecords<'_> {}

impl fmt::Debug for DecodedRecords<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodedRecords").finish_non_exhaustive()
    }
}
