//! [`BatchReader`]: the sessions of one response or of many as record batches.

use std::fmt;
use std::io::Read;
use std::iter;
use std::ops::ControlFlow;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use rescue_sessions::{AnyReader, Parser, ReadError, SessionBatch};

use crate::poll::{Poll, Response};
use crate::problem::{Problem, TableError};
use crate::rows::Rows;
use crate::table::Table;

/// The rows of a batch, at most, unless [`BatchReader::batch_size`] sets another number.
const BATCH_SIZE: usize = 8_192;
/// The bytes of text after which a batch ends before it has all its rows.
const MAX_TEXT: usize = 64 << 20;

/// Reads the sessions of one response or of many, as record batches.
///
/// Batches go across responses: each but the last has the set number of rows, or at least 64 MiB of text. So memory is
/// bounded by one batch, one block of a response, and one session.
///
/// # Rows that cannot be read
///
/// The first one ends the reader with an error, after a batch with the rows before it. The error is a [`TableError`] in
/// [`ArrowError::ExternalError`]. [`BatchReader::on_problem`] decides otherwise.
///
/// [`ArrowError::OffsetOverflowError`] ends the reader too: a column of a batch has more than 2 GiB of text, which needs one value
/// longer than the default of [`Parser::max_record`].
pub struct BatchReader<R, I = iter::Empty<Response<R>>> {
    parser: Parser,
    table: Table,
    rows: Rows,
    batch_size: usize,
    responses: I,
    current: Option<AnyReader<R>>,
    poll: Poll,
    on_problem: OnProblem,
    failure: Option<TableError>,
    has_ended: bool,
}

type OnProblem = Box<dyn FnMut(&Problem<'_>) -> ControlFlow<()> + Send>;

/// How reading goes on after a block.
enum Step {
    Continue,
    /// The response has ended.
    Ended,
    /// The response cannot be read further.
    Failed(TableError),
}

impl<R: Read> BatchReader<R> {
    /// Reads one response, text or SOAP, with the settings of a parser. `body` needs no buffer.
    ///
    /// The table has the columns of the header. A SOAP response has no header, so the table has the documented columns of
    /// the version, and a session with another column is an error. To read it all the same, use [`Table::from_response`] and
    /// [`BatchReader::from_responses`].
    ///
    /// ```
    /// use arrow_array::RecordBatchReader;
    /// use rescue_sessions::Parser;
    /// use rescue_sessions_arrow::BatchReader;
    ///
    /// let body = &b"OK\n\nID|Status|Waiting Time|\n7|Waiting|35|\n8|Active|4|\n"[..];
    /// let mut batches = BatchReader::from_response(Parser::new(), body)?;
    /// assert_eq!(batches.schema().field(2).name(), "waiting_time");
    /// assert_eq!(batches.next().unwrap()?.num_rows(), 2);
    /// assert!(batches.next().is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// - [`ReadError::Io`]: a read failed.
    /// - [`ReadError::Response`]: the response is not a session list, for example `NOTLOGGEDIN`.
    pub fn from_response(parser: Parser, body: R) -> Result<BatchReader<R>, ReadError> {
        let mut reader = AnyReader::new(parser, body)?;
        let table = Table::from_reader(&mut reader)?;
        let mut batches = BatchReader::new(parser, table, iter::empty());
        batches.start(reader)?;
        Ok(batches)
    }
}

impl<R: Read, I: Iterator<Item = Response<R>>> BatchReader<R, I> {
    /// Reads many responses, with the settings of a parser, into one table.
    ///
    /// A column that a response lacks is null in its rows. A response with a column that the table lacks is an error, and
    /// none of its rows is read; collect the columns with [`Table::add`] first.
    ///
    /// ```
    /// use rescue_sessions::Parser;
    /// use rescue_sessions_arrow::{BatchReader, Poll, Response, Table};
    ///
    /// let bodies = ["OK\n\nID|Status|\n7|Waiting|\n", "OK\n\nID|Status|Language|\n7|Active|en|\n"];
    /// let mut table = Table::from_response(Parser::new(), bodies[0].as_bytes())?;
    /// table.add(&Table::from_response(Parser::new(), bodies[1].as_bytes())?);
    ///
    /// let responses = bodies.iter().zip(0..).map(|(body, minute)| {
    ///     let poll = Poll { time: Some(1_735_689_600 + 60 * minute), file: None };
    ///     Response::new(poll, Ok(body.as_bytes()))
    /// });
    /// let mut batches = BatchReader::from_responses(Parser::new(), table.with_poll(), responses);
    /// assert_eq!(batches.next().unwrap()?.num_rows(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_responses(
        parser: Parser,
        table: Table,
        responses: impl IntoIterator<IntoIter = I>,
    ) -> BatchReader<R, I> {
        BatchReader::new(parser, table, responses.into_iter())
    }

    fn new(parser: Parser, table: Table, responses: I) -> BatchReader<R, I> {
        let rows = Rows::new(&table);
        BatchReader {
            parser,
            table,
            rows,
            batch_size: BATCH_SIZE,
            responses,
            current: None,
            poll: Poll::default(),
            on_problem: Box::new(|_| ControlFlow::Break(())),
            failure: None,
            has_ended: false,
        }
    }

    /// The rows of a batch: 8,192, unless another number is set here. 0 counts as 1.
    #[must_use]
    pub fn batch_size(mut self, rows: usize) -> Self {
        self.batch_size = rows.max(1);
        self
    }

    /// Receives each row and each response that cannot be read, in order, and says whether to continue without it
    /// ([`ControlFlow::Continue`]) or to end with the error ([`ControlFlow::Break`]). The reader can move to another thread, so the
    /// function must be `Send`: share state with it through a channel, an atomic or a mutex.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use std::sync::mpsc;
    ///
    /// use rescue_sessions::Parser;
    /// use rescue_sessions_arrow::BatchReader;
    ///
    /// let (sender, problems) = mpsc::channel();
    /// let body = &b"OK\n\nID|Status|\n7|Waiting|\nx|Active|\n8|Active|\n"[..];
    /// let batches = BatchReader::from_response(Parser::new(), body)?.on_problem(move |problem| {
    ///     let _ = sender.send((problem.error.to_string(), problem.raw.map(<[u8]>::to_vec)));
    ///     ControlFlow::Continue(())
    /// });
    /// let rows: usize = batches.map(|batch| batch.map(|batch| batch.num_rows())).sum::<Result<_, _>>()?;
    /// assert_eq!(rows, 2);
    /// assert_eq!(problems.recv()?.1.unwrap(), b"x|Active|");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn on_problem(mut self, receive: impl FnMut(&Problem<'_>) -> ControlFlow<()> + Send + 'static) -> Self {
        self.on_problem = Box::new(receive);
        self
    }

    /// Builds these columns only, by their 0-based indices in [`Table::to_arrow`]: the batches have them in this order. Without
    /// any, a batch has only a number of rows. A second call replaces the first; its indices are those of the table, too.
    ///
    /// Rows are checked as before, and the same ones are problems. The column `withheld`, if it is built, also names columns that
    /// are not.
    ///
    /// ```
    /// use arrow_array::RecordBatchReader;
    /// use rescue_sessions::Parser;
    /// use rescue_sessions_arrow::BatchReader;
    ///
    /// let body = &b"OK\n\nID|Status|Waiting Time|\n7|Waiting|35|\n8|Active|4|\n"[..];
    /// let batches = BatchReader::from_response(Parser::new(), body)?;
    /// let waiting_time = batches.schema().index_of("waiting_time")?;
    /// let mut batches = batches.project(&[waiting_time])?;
    /// assert_eq!(batches.next().unwrap()?.num_columns(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ArrowError::SchemaError`]: the table has no column with such an index, for example 4 in a table of four columns.
    pub fn project(mut self, indices: &[usize]) -> Result<Self, ArrowError> {
        self.rows.project(indices)?;
        Ok(self)
    }

    /// The columns of the table. [`RecordBatchReader::schema`] has those that are built.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// Starts to read a response whose columns the table has.
    fn start(&mut self, mut reader: AnyReader<R>) -> Result<(), ReadError> {
        if let AnyReader::Text(reader) = &mut reader {
            self.rows.start_text(&reader.header()?);
        }
        self.current = Some(reader);
        Ok(())
    }

    fn open(&mut self, body: std::io::Result<R>) -> Result<(), TableError> {
        let body = body.map_err(|error| TableError::Response(error.into()))?;
        let mut reader = AnyReader::new(self.parser, body).map_err(TableError::Response)?;
        let columns = Table::from_reader(&mut reader).map_err(TableError::Response)?;
        if !self.table.contains(&columns) {
            return Err(TableError::MissingColumn);
        }
        self.start(reader).map_err(TableError::Response)
    }

    /// Opens the next response. `false`: there is none.
    fn open_next(&mut self) -> bool {
        let Some(Response { poll, body }) = self.responses.next() else { return false };
        self.rows.start(poll.clone());
        self.poll = poll;
        if let Err(error) = self.open(body) {
            self.report(error);
        }
        true
    }

    fn report(&mut self, error: TableError) {
        let problem = Problem { poll: &self.poll, error: &error, raw: None };
        if (self.on_problem)(&problem).is_break() {
            self.failure = Some(error);
        }
    }

    /// Reads rows until the batch is full, a block has ended, or reading must end.
    fn read_block(&mut self) {
        let step = match &mut self.current {
            Some(AnyReader::Text(_)) => self.read_text(),
            Some(AnyReader::Soap(_)) => self.read_soap(),
            _ => Step::Ended,
        };
        match step {
            Step::Continue => {}
            Step::Ended => self.current = None,
            Step::Failed(error) => {
                self.current = None;
                self.report(error);
            }
        }
    }

    fn read_text(&mut self) -> Step {
        let BatchReader { current, rows, batch_size, poll, on_problem, failure, .. } = self;
        let Some(AnyReader::Text(reader)) = current else { return Step::Ended };
        let mut sessions = match reader.next_block() {
            Ok(Some(sessions)) => sessions,
            Ok(None) => return Step::Ended,
            Err(error) => return Step::Failed(TableError::Response(error)),
        };
        let mut batch = SessionBatch::new();
        while failure.is_none() && !is_full(rows, *batch_size) {
            if sessions.read_batch(&mut batch, *batch_size - rows.len()) {
                rows.push_batch(&batch);
                continue;
            }
            match sessions.next() {
                Some(Ok(session)) => rows.push(&session),
                Some(Err(error)) => {
                    let error = TableError::Row(error);
                    let problem = Problem { poll, error: &error, raw: sessions.last_raw() };
                    if on_problem(&problem).is_break() {
                        *failure = Some(error);
                    }
                }
                None => break,
            }
        }
        Step::Continue
    }

    fn read_soap(&mut self) -> Step {
        let Some(AnyReader::Soap(reader)) = &mut self.current else { return Step::Ended };
        let error = match reader.next() {
            None => return Step::Ended,
            Some(Ok(session)) => {
                if self.table.contains_all_of(&session) {
                    self.rows.push_owned(&session);
                    return Step::Continue;
                }
                TableError::MissingColumnOfRow
            }
            Some(Err(ReadError::Response(error))) if error.scope() == rescue_sessions::Scope::Row => {
                TableError::Row(error)
            }
            Some(Err(error)) => return Step::Failed(TableError::Response(error)),
        };
        self.report(error);
        Step::Continue
    }
}

fn is_full(rows: &Rows, batch_size: usize) -> bool {
    rows.len() >= batch_size || rows.text_len() >= MAX_TEXT
}

impl<R: Read, I: Iterator<Item = Response<R>>> Iterator for BatchReader<R, I> {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !is_full(&self.rows, self.batch_size) && self.failure.is_none() && !self.has_ended {
            if self.current.is_some() {
                self.read_block();
            } else {
                self.has_ended = !self.open_next();
            }
        }
        if self.rows.len() > 0 {
            let batch = self.rows.finish();
            if batch.is_err() {
                self.current = None;
                self.has_ended = true;
            }
            return Some(batch);
        }
        self.has_ended = true;
        self.failure.take().map(|error| Err(ArrowError::ExternalError(Box::new(error))))
    }
}

impl<R: Read, I: Iterator<Item = Response<R>>> RecordBatchReader for BatchReader<R, I> {
    fn schema(&self) -> SchemaRef {
        self.rows.schema().clone()
    }
}

/// Shows no text of a response.
impl<R, I> fmt::Debug for BatchReader<R, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchReader").field("table", &self.table).finish_non_exhaustive()
    }
}
