//! [`Partition`]: the files that one task of DataFusion reads.

use std::fmt;
use std::fs::File;
use std::ops::ControlFlow;
use std::sync::{Arc, mpsc};

use datafusion::arrow::datatypes::SchemaRef;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_plan::stream::RecordBatchReceiverStreamBuilder;
use datafusion::physical_plan::streaming::PartitionStream;
use rescue_sessions::Parser;
use rescue_sessions_arrow::{BatchReader, Problem, Response, Table};

use crate::error::with_poll;
use crate::file::PollFile;

/// The batches that are read ahead.
const READ_AHEAD: usize = 2;

pub(crate) type OnProblem = Arc<dyn Fn(&Problem<'_>) -> ControlFlow<()> + Send + Sync>;

/// How files are read.
#[derive(Clone)]
pub(crate) struct ReadSettings {
    pub(crate) parser: Parser,
    pub(crate) table: Table,
    pub(crate) on_problem: OnProblem,
}

pub(crate) struct Partition {
    pub(crate) settings: ReadSettings,
    /// The columns of the table that the query needs.
    pub(crate) projection: Vec<usize>,
    /// The schema of these.
    pub(crate) schema: SchemaRef,
    pub(crate) files: Vec<PollFile>,
    /// The rows that the query needs, at most.
    pub(crate) limit: Option<usize>,
}

impl PartitionStream for Partition {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// Reads the files in a thread for blocking work, which waits while enough batches are read ahead.
    fn execute(&self, context: Arc<TaskContext>) -> SendableRecordBatchStream {
        let ReadSettings { parser, table, on_problem } = self.settings.clone();
        let (files, projection) = (self.files.clone(), self.projection.clone());
        let batch_size = context.session_config().batch_size();
        let batch_size = self.limit.map_or(batch_size, |limit| limit.min(batch_size));
        let mut stream = RecordBatchReceiverStreamBuilder::new(Arc::clone(&self.schema), READ_AHEAD);
        let output = stream.tx();
        stream.spawn_blocking(move || {
            let (sender, failed) = mpsc::channel();
            let is_needed = output.clone();
            let responses = files.into_iter().take_while(|_| !is_needed.is_closed());
            let responses = responses.map(|file| Response::new(file.poll(), File::open(&file.path)));
            let batches =
                BatchReader::from_responses(parser, table, responses).project(&projection)?.batch_size(batch_size);
            let batches = batches.on_problem(move |problem| {
                let flow = on_problem(problem);
                if flow.is_break() {
                    let _ = sender.send(problem.poll.clone()); // the receiver lives as long as the reader
                }
                flow
            });
            for batch in batches {
                let batch = batch.map_err(|error| with_poll(error, failed.try_recv().ok()));
                if output.blocking_send(batch).is_err() {
                    break; // the query has ended
                }
            }
            Ok(())
        });
        stream.build()
    }
}

impl fmt::Debug for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Partition");
        debug.field("files", &self.files).field("projection", &self.projection).field("limit", &self.limit);
        debug.finish_non_exhaustive()
    }
}
