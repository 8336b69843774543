//! [`SessionBatch`]: which rows it takes, and that its values are those of the sessions. Lists with
//! something typed into their rows are in `builds.rs`.

use checks::batches;
use checks::case::Case;
use common::strategies::values;
use proptest::collection::vec;
use proptest::prelude::*;
use rescue_sessions::{Column, Decoder, Parser, SessionBatch, parse, parse_bytes};
use rescue_sessions_synthetic::{Plan, Version};

/// The sizes of the batches of a list. 0: a row that only the iterator reads.
fn batch_sizes(body: &[u8], parser: Parser) -> Vec<usize> {
    let list = parser.parse_bytes(body).unwrap();
    let (mut sessions, mut batch, mut sizes) = (list.sessions(), SessionBatch::new(), Vec::new());
    while sessions.read_batch(&mut batch, usize::MAX) || sessions.next().is_some() {
        sizes.push(batch.len());
    }
    sizes
}

#[test]
#[cfg(feature = "fast")]
fn well_formed_rows_are_read_in_batches() {
    for version in [Version::V1, Version::V2, Version::V3] {
        let body = Plan { rows: 5_000, version, ..Plan::default() }.body();
        let sizes = batch_sizes(body.as_bytes(), Parser::new());
        assert_eq!(sizes.iter().sum::<usize>(), 5_000);
        // Each batch is what one index of lines has; the last row of it waits for the next one.
        assert!(sizes.len() < 5_000 / 50, "{}", sizes.len());
    }
}

/// The sizes of the batches of a list with usual rows, this row, and six usual rows more.
#[cfg(feature = "fast")]
fn sizes_around(row: &str, before: usize) -> Vec<usize> {
    const HEADER: &str = "OK\n\nID|Status|Entry ID|Start Time|Waiting Time|Language|Is Lead Technician|\n";
    const USUAL: &str = "7|Active|1|2/16/2012 9:00 AM|13|en|yes|\n";
    let body = [HEADER, &USUAL.repeat(before), row, "\n", &USUAL.repeat(6)].concat();
    batch_sizes(body.as_bytes(), Parser::new())
}

#[test]
#[cfg(feature = "fast")]
fn values_in_unusual_formats_are_in_batches() {
    for row in [
        "-7|Active|1|2/16/2012 9:00 AM|13|en|yes|",
        "7|Active|12345678901234567|2/16/2012 9:00 AM|-9223372036854775808|en|yes|",
        "7|Active|1|2/29/2012 9:00 AM|13|pt-BR|YES|",
        "7|Active|1|2/16/2012 9:00:01 AM|13|fil|oui|",
        "007|?|1|02/16/2012 09:00 AM|13||sí|",
    ] {
        for before in [0, 1, 3, 4, 5, 9] {
            assert_eq!(sizes_around(row, before), [before + 7], "{row}");
        }
    }
}

#[test]
#[cfg(feature = "fast")]
fn a_batch_ends_before_a_row_with_an_invalid_value() {
    for row in [
        "7|Active|x|2/16/2012 9:00 AM|13|en|yes|",
        "7|Active|9223372036854775808|2/16/2012 9:00 AM|13|en|yes|",
        "7|Active|1|2/30/2012 9:00 AM|13|en|yes|",
        "7|Active|1|2/16/2012 9:00 AM|1 |en|yes|",
        "7|Active|1|2/16/2012 9:00 AM|13|English|yes|",
        "7|Active|1|2/16/2012 9:00 AM|13|en|1|",
    ] {
        for before in [0, 1, 3, 4, 5, 9] {
            let sizes = sizes_around(row, before);
            let (first, rest) = sizes.split_at(usize::from(before > 0));
            assert_eq!(first, &[before][..usize::from(before > 0)], "{row}");
            assert_eq!(rest.iter().filter(|size| **size == 0).count(), 1, "{row}");
            assert_eq!((rest[0], rest.iter().sum::<usize>()), (0, 6), "{row}");
        }
    }
}

/// The row before such a line may have an embedded newline, so that is left to the iterator, too.
#[test]
#[cfg(feature = "fast")]
fn a_batch_ends_before_the_row_before_a_line_that_is_no_row() {
    for line in [
        "x|Active|1|2/16/2012 9:00 AM|13|en|yes|",
        "7|Act|ive|1|2/16/2012 9:00 AM|13|en|yes|",
        "7|Active|1|2/16/2012 9:00 AM|13|en|",
        "all",
    ] {
        let sizes = sizes_around(line, 5);
        assert_eq!(sizes[..2], [4, 0], "{line}");
        let after = sizes[1..].iter().sum::<usize>();
        assert!((5..=6).contains(&after), "{line}: {after}");
    }
}

#[test]
#[cfg(feature = "fast")]
fn batches_grow_again_after_invalid_rows() {
    let invalid = "7|2/30/2012 9:00 AM|\n".repeat(40);
    let valid = "7|2/16/2012 9:00 AM|\n".repeat(2_000);
    let body = ["OK\n\nID|Start Time|\n", &invalid, &valid].concat();
    let sizes = batch_sizes(body.as_bytes(), Parser::new());
    assert_eq!(sizes[..40], [0; 40]);
    assert_eq!(sizes[40..47], [1, 2, 4, 8, 16, 32, 64]);
    assert!(sizes.len() < 40 + 7 + 12, "{}", sizes.len());
}

#[test]
#[cfg(feature = "fast")]
fn lists_of_any_layout_have_batches() {
    let delimited = |delimiter| Parser::new().delimiter(common::delimiter(delimiter));
    for (name, rows, parser) in [
        ("no trailing delimiter", "ID|Status|Language\n7|Active|\n8|Active|en\n9|Waiting|\n", Parser::new()),
        ("an unknown column", "ID|Shoe Size|Status|\n7|43|Active|\n8||Waiting|\n9|43|x|\n", Parser::new()),
        ("two bytes", "ID||Status||Entry||\n7||Active||a||\n8||Active||||\n9||||||\n", delimited("||")),
        ("two bytes in use", "ID\\;Status\\;Language\n7\\;Active\\;en\n8\\;a\\;\n9\\;\\;\n", delimited("\\;")),
        ("another first column", "Entry ID|Status|ID|\n1|Active|7|\n1|Active|8|\n1||9|\n", Parser::new()),
        ("CRLF", "ID|Status|Entry|\r\n7|Active||\r\n8|Active|a|\r\n9|||\r\n", Parser::new()),
    ] {
        let body = format!("OK\n\n{rows}");
        assert_eq!(batch_sizes(body.as_bytes(), parser), [3], "{name}");
        batches::check(&Case { body: body.as_bytes(), delimiter: "|", parser, cuts: vec![1, 3, 50] });
    }
}

#[test]
fn a_row_on_the_line_of_the_header_is_in_a_batch() {
    let body =
        Plan { rows: 3, version: Version::V1, ..Plan::default() }.body().replacen("HandingOff|\n", "HandingOff|", 1);
    let sizes = if cfg!(feature = "fast") { vec![3] } else { vec![0; 3] };
    assert_eq!(batch_sizes(body.as_bytes(), Parser::new()), sizes);
    batches::check(&Case { body: body.as_bytes(), delimiter: "|", parser: Parser::new(), cuts: vec![1] });
}

/// These are left to the iterator.
#[test]
fn lists_that_have_no_batches() {
    let fields = |count| (0..count).map(|number| format!("Custom Field {number}|")).collect::<String>();
    let unknown = |count| (0..count).map(|number| format!("x{number}|")).collect::<String>();
    for (name, rows) in [
        ("a column of text first", "Status|ID|\nActive|7|\n".to_owned()),
        ("text last, without trailing delimiter", "ID|Status\n7|Active\n8|Active\n".to_owned()),
        ("seven custom fields", format!("ID|{}\n7|||||||a|\n", fields(7))),
        ("24 columns", format!("ID|{}\n7|{}\n", unknown(23), "|".repeat(23))),
        ("CRLF without trailing delimiter", "ID|Entry|Status\r\n7||Active\r\n8|a|Active\r\n".to_owned()),
        ("no rows", "ID|Status|\n".to_owned()),
    ] {
        let sizes = batch_sizes(format!("OK\n\n{rows}").as_bytes(), Parser::new());
        assert_eq!(sizes, vec![0; rows.lines().count() - 1], "{name}");
    }
    // Text of which a part is not UTF-8.
    let mut body = Plan { rows: 50, ..Plan::default() }.body().into_bytes();
    body.extend(b"x|\xff\n");
    assert_eq!(batch_sizes(&body, Parser::new()), [0; 51]);
}

#[test]
fn the_limit_is_not_exceeded() {
    let body = Plan { rows: 100, ..Plan::default() }.body();
    let (mut sessions, mut batch) = (parse(&body).unwrap().into_iter(), SessionBatch::new());
    assert!(!sessions.read_batch(&mut batch, 0));
    for limit in [1, 7, 64] {
        assert_eq!(sessions.read_batch(&mut batch, limit), cfg!(feature = "fast"));
        assert_eq!(batch.len(), if cfg!(feature = "fast") { limit } else { 0 });
    }
    let left = if cfg!(feature = "fast") { 100 - 72 } else { 100 };
    assert_eq!(sessions.count(), left);
}

#[test]
fn a_batch_is_replaced() {
    let body = Plan { rows: 10, ..Plan::default() }.body();
    let (mut sessions, mut batch) = (parse(&body).unwrap().into_iter(), SessionBatch::new());
    assert_eq!(sessions.read_batch(&mut batch, usize::MAX), cfg!(feature = "fast"));
    assert!(!sessions.by_ref().any(|session| session.is_err()));
    assert!(!sessions.read_batch(&mut batch, usize::MAX));
    assert!(batch.is_empty());
    assert_eq!(batch.integers(Column::Id), None);
    assert_eq!(batch.texts(Column::Status).map(Iterator::count), None);

    let mut other = parse_bytes(b"OK\n\nID|Waiting Time|\n7|1|\n8|1|\n").unwrap().into_iter();
    assert_eq!(other.read_batch(&mut batch, usize::MAX), cfg!(feature = "fast"));
    assert_eq!(batch.texts(Column::Status).map(Iterator::count), None);
    assert_eq!(batch.integers(Column::EntryId), None);
}

#[test]
#[cfg(feature = "fast")]
fn the_next_batch_uses_the_memory_of_the_last_one() {
    let body = Plan { rows: 2_000, ..Plan::default() }.body();
    let (mut sessions, mut batch) = (parse(&body).unwrap().into_iter(), SessionBatch::new());
    assert!(sessions.read_batch(&mut batch, 60));
    let (allocations, ()) = common::memory::asked(|| while sessions.read_batch(&mut batch, 60) {});
    assert_eq!((allocations.count, sessions.next().is_none()), (0, true));
}

#[test]
fn debug_output_has_no_values() {
    let (mut sessions, mut batch) =
        (parse("OK\n\nID|Waiting Time|\n7|1|\n8|1|\n").unwrap().into_iter(), SessionBatch::new());
    assert_eq!(sessions.read_batch(&mut batch, usize::MAX), cfg!(feature = "fast"));
    let len = if cfg!(feature = "fast") { 2 } else { 0 };
    assert_eq!(format!("{batch:?}"), format!("SessionBatch {{ len: {len}, .. }}"));
    if let (Some(texts), Some(bytes)) = (batch.texts(Column::Id), batch.bytes(Column::Id)) {
        assert_eq!(format!("{texts:?} {bytes:?}"), "BatchTexts { left: 2, .. } BatchBytes { left: 2, .. }");
    }
}

#[test]
fn sessions_that_are_not_taken_from_a_decoder_are_in_its_next_batch() {
    let mut decoder = Decoder::new(Parser::new());
    decoder.push(b"OK\n\nID|Waiting Time|\n7|1|\n8|1|\n9|1|\n");
    let mut ids = Vec::new();
    for _ in 0..3 {
        let (mut sessions, mut batch) = (decoder.sessions().unwrap(), SessionBatch::new());
        match sessions.read_batch(&mut batch, 1) {
            true => ids.extend(batch.integers(Column::Id).unwrap()),
            false => ids.extend(sessions.next().map(|session| session.unwrap().id())),
        }
        drop(sessions);
        decoder.finish();
    }
    assert_eq!(ids, [7, 8, 9]);
}

proptest! {
    #![proptest_config(common::config(600))]

    #[test]
    fn values_at_the_limits_of_the_fast_lane(
        (columns, rows) in values::list(),
        newline in prop::sample::select(&["\n", "\r\n"][..]),
        trailing in prop::bool::weighted(0.8),
        cuts in vec(any::<usize>(), 0..12),
    ) {
        let end = if trailing { "|" } else { "" };
        let lines = std::iter::once(&columns).chain(&rows).map(|fields| fields.join("|") + end + newline);
        let body = "OK\n\n".to_owned() + &lines.collect::<String>();
        batches::check(&Case { body: body.as_bytes(), delimiter: "|", parser: Parser::new(), cuts });
    }

    #[test]
    fn long_lists(
        seed in any::<u64>(),
        version in prop::sample::select(&[Version::V1, Version::V2, Version::V3][..]),
        damage in prop_oneof![Just(0.0), Just(0.02), Just(0.3)],
        cuts in vec(any::<usize>(), 0..6),
        flipped in prop::option::of((any::<usize>(), any::<u8>())),
    ) {
        let mut body = Plan { rows: 400, seed, version, damage, ..Plan::default() }.body().into_bytes();
        if let Some((index, byte)) = flipped {
            let index = index % body.len();
            body[index] = byte;
        }
        batches::check(&Case { body: &body, delimiter: "|", parser: Parser::new(), cuts });
    }
}
