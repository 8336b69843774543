//! [`PollTable`]: a table of DataFusion over saved responses.

use std::fmt;
use std::fs::File;
use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::array::{ArrayRef, RecordBatch, StringArray, TimestampSecondArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{Schema, SchemaRef};
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::DFSchema;
use datafusion::common::cast::as_boolean_array;
use datafusion::common::tree_node::TreeNode;
use datafusion::datasource::TableType;
use datafusion::error::Result;
use datafusion::logical_expr::utils::conjunction;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::streaming::{PartitionStream, StreamingTableExec};
use rescue_sessions::{Parser, ReadError};
use rescue_sessions_arrow::{Problem, Table, TableError};

use crate::error::PollError;
use crate::file::PollFile;
use crate::partition::{Partition, ReadSettings};

/// The columns that have one value in all rows of a file.
const POLL_COLUMNS: [&str; 2] = ["poll_time", "poll_file"];

/// A DataFusion table over saved responses, text or SOAP. See the [crate's documentation](crate) for an example.
///
/// A table is a snapshot of a list of files: a file that is saved later is in a new table.
#[derive(Clone)]
pub struct PollTable {
    settings: ReadSettings,
    schema: SchemaRef,
    files: Arc<[PollFile]>,
}

impl PollTable {
    /// A table whose columns are known, and the columns `poll_time` and `poll_file`. It opens no file.
    ///
    /// A response with a column that the table lacks cannot be read. There may be no file: then the table is empty.
    ///
    /// ```
    /// use rescue_sessions::Parser;
    /// use rescue_sessions_arrow::Table;
    /// use rescue_sessions_datafusion::PollTable;
    ///
    /// let columns = Table::from_response(Parser::new(), &b"OK\n\nID|Status|\n"[..])?;
    /// let table = PollTable::new(Parser::new(), columns, Vec::new());
    /// assert_eq!(table.schema().fields().len(), 5); // with `withheld`, `poll_time` and `poll_file`
    /// # Ok::<(), rescue_sessions::ReadError>(())
    /// ```
    #[must_use]
    pub fn new(parser: Parser, columns: Table, files: Vec<PollFile>) -> PollTable {
        let table = columns.with_poll();
        let schema = table.to_arrow();
        let on_problem = Arc::new(|_: &Problem<'_>| ControlFlow::Break(()));
        PollTable { settings: ReadSettings { parser, table, on_problem }, schema, files: files.into() }
    }

    /// A table with the columns of all files. It opens each file and reads its header; a SOAP response is read whole.
    ///
    /// A file without a session list adds no column. It stays in the table, so queries report it.
    ///
    /// # Errors
    ///
    /// No file has a session list, so the columns are not known. The error has the [`PollError`] of the last file.
    pub fn from_files(parser: Parser, files: Vec<PollFile>) -> io::Result<PollTable> {
        let (mut table, mut error) = (None::<Table>, io::Error::other("there is no file to read"));
        for file in &files {
            let body = File::open(&file.path).map_err(ReadError::Io);
            match body.and_then(|body| Table::from_response(parser, body)) {
                Ok(columns) => match &mut table {
                    Some(table) => table.add(&columns),
                    None => table = Some(columns),
                },
                Err(cause) => {
                    error = io::Error::other(PollError { poll: file.poll(), error: TableError::Response(cause) });
                }
            }
        }
        Ok(PollTable::new(parser, table.ok_or(error)?, files))
    }

    /// Receives each row and each response that a query cannot read, and says whether the query continues without it
    /// ([`ControlFlow::Continue`]) or ends with a [`PollError`] ([`ControlFlow::Break`]).
    ///
    /// Several threads may call it at the same time. A query that reads the table twice reports a problem twice.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicU64, Ordering};
    ///
    /// use rescue_sessions_datafusion::PollTable;
    ///
    /// /// Skips what cannot be read, and counts it.
    /// fn counted(table: PollTable) -> (PollTable, Arc<AtomicU64>) {
    ///     let count = Arc::new(AtomicU64::new(0));
    ///     let counter = Arc::clone(&count);
    ///     let table = table.on_problem(move |_| {
    ///         counter.fetch_add(1, Ordering::Relaxed);
    ///         ControlFlow::Continue(())
    ///     });
    ///     (table, count)
    /// }
    /// ```
    #[must_use]
    pub fn on_problem(
        mut self,
        receive: impl Fn(&Problem<'_>) -> ControlFlow<()> + Send + Sync + 'static,
    ) -> PollTable {
        self.settings.on_problem = Arc::new(receive);
        self
    }

    /// The columns.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// The files whose rows can pass the filters, which name the columns of the poll only.
    fn files(&self, session: &dyn Session, filters: &[Expr]) -> Result<Vec<PollFile>> {
        let Some(filter) = conjunction(filters.to_vec()) else { return Ok(self.files.to_vec()) };
        let polls = self.polls()?;
        let filter = session.create_physical_expr(filter, &DFSchema::try_from(polls.schema())?)?;
        let is_read = filter.evaluate(&polls)?.into_array(polls.num_rows())?;
        let is_read = as_boolean_array(&is_read)?;
        let files = self.files.iter().zip(is_read);
        Ok(files.filter(|(_, is_read)| *is_read == Some(true)).map(|(file, _)| file.clone()).collect())
    }

    /// The columns of the poll, with a row for each file.
    fn polls(&self) -> Result<RecordBatch> {
        let times: TimestampSecondArray = self.files.iter().map(|file| file.time).collect();
        let names: StringArray = self.files.iter().map(|file| file.poll().file).collect();
        let arrays: [ArrayRef; 2] = [Arc::new(times.with_timezone("UTC")), Arc::new(names)];
        let (mut fields, mut columns) = (Vec::new(), Vec::new());
        for (name, array) in POLL_COLUMNS.iter().zip(arrays) {
            let field = self.schema.field_with_name(name)?;
            columns.push(cast(&array, field.data_type())?);
            fields.push(field.clone());
        }
        Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)?)
    }
}

#[async_trait]
impl TableProvider for PollTable {
    fn schema(&self) -> SchemaRef {
        self.schema()
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    /// A filter that names the columns of the poll only has the same value for all rows of a file.
    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        let support = |filter: &&Expr| {
            let columns = filter.column_refs();
            let is_of_poll = columns.iter().all(|column| POLL_COLUMNS.contains(&column.name.as_str()));
            let is_fixed = is_of_poll && !filter.is_volatile() && !filter.exists(|part| Ok(is_subquery(part)))?;
            let exact = TableProviderFilterPushDown::Exact;
            Ok(if is_fixed { exact } else { TableProviderFilterPushDown::Unsupported })
        };
        filters.iter().map(support).collect()
    }

    async fn scan(
        &self,
        session: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let files = self.files(session, filters)?;
        // One after the other in turn: the polls of a night have fewer rows than those of a day. At least one partition,
        // which StreamingTableExec needs.
        let count = session.config().target_partitions().min(files.len()).max(1);
        let projection = projection.cloned().unwrap_or_else(|| (0..self.schema.fields().len()).collect());
        let schema = Arc::new(self.schema.project(&projection)?);
        let partition = |first| {
            let files = files.iter().skip(first).step_by(count).cloned().collect();
            let (settings, projection, schema) = (self.settings.clone(), projection.clone(), Arc::clone(&schema));
            Arc::new(Partition { settings, projection, schema, files, limit }) as Arc<dyn PartitionStream>
        };
        let partitions = (0..count).map(partition).collect();
        Ok(Arc::new(StreamingTableExec::try_new(schema, partitions, None, [], false, limit)?))
    }
}

impl fmt::Debug for PollTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PollTable").field("table", &self.settings.table).field("files", &self.files.len()).finish()
    }
}

/// A subquery may name columns of other tables, and has no value yet when the files are chosen.
fn is_subquery(part: &Expr) -> bool {
    matches!(part, Expr::Exists(_) | Expr::InSubquery(_) | Expr::ScalarSubquery(_) | Expr::SetComparison(_))
}
