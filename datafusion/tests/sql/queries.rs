//! The queries of `tests/engines/queries`, over Parquet files and over raw responses.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use datafusion::prelude::{ParquetReadOptions, SessionContext};
use rescue_sessions::Parser;
use rescue_sessions_datafusion::PollTable;

use crate::archive::Archive;
use crate::{context, rows};

/// The text of each query, by its name.
fn queries() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/engines/queries");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap()))
        .collect()
}

async fn check(context: &SessionContext, archive: &Archive) {
    let expected = archive.expected();
    let queries = queries();
    assert!(queries.keys().eq(expected.keys()), "each query has a known answer");
    for (name, query) in queries {
        let found = rows(context, &query).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!found.is_empty(), "{name}");
        assert_eq!(found, expected[name.as_str()], "{name}");
    }
}

#[tokio::test]
async fn raw_responses_and_parquet_files_give_the_known_answers() {
    let archive = Archive::simulate();

    let raw = context(PollTable::from_files(Parser::new(), archive.raw_files()).unwrap());
    check(&raw, &archive).await;

    let packed = SessionContext::new();
    packed.register_parquet("polls", archive.write_parquet(), ParquetReadOptions::default()).await.unwrap();
    check(&packed, &archive).await;

    // Every value of the two tables, not only what the queries read. The order of the columns differs: DataFusion appends
    // those that only the second Parquet file has.
    let schema = raw.table_provider("polls").await.unwrap().schema();
    let names: Vec<_> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    let all = format!("SELECT {} FROM polls ORDER BY poll_time, id", names.join(", "));
    let (of_raw, of_packed) = (rows(&raw, &all).await.unwrap(), rows(&packed, &all).await.unwrap());
    let difference = of_raw.iter().zip(&of_packed).find(|(raw, packed)| raw != packed);
    assert_eq!((of_raw.len(), difference), (of_packed.len(), None));
}
