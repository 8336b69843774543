//! Accuracy on 100,000 rows, a quarter of them damaged: compares what the crate reads with what was written.

use common::score::{READERS, Score, clients, plan, rows_and_body, sessions};
use rescue_sessions_synthetic::{Damage, Version};

#[test]
fn nothing_is_silently_wrong_lost_or_invented() {
    for version in [Version::V1, Version::V3] {
        let plan = plan(version, 100_000);
        let (rows, body) = rows_and_body(&plan);
        let score = Score::of(sessions, &body, &rows, version);
        let damaged = score.all_damaged();
        assert!((24_000..26_000).contains(&damaged.total), "{damaged:?}");
        assert_eq!((score.invented, score.wrong_values), (0, 0), "{version:?}");
        assert_eq!((damaged.wrong, damaged.lost), (0, 0), "{version:?}");
        assert_eq!(score.undamaged.exact, score.undamaged.total);

        for (kind, rows) in Damage::ALL.iter().zip(&score.damaged) {
            assert!(rows.total > 3_000, "{kind}: {rows:?}");
            match kind {
                Damage::NewLine => assert_eq!(rows.exact, rows.total),
                // An empty custom field could be the Language. No other service column is ever withheld.
                Damage::CustomField => assert_eq!(rows.service_withheld_except_language, 0),
                _ => {}
            }
        }
    }
}

/// If a fragment of Entry or Technician is a number, it could be the Technician ID. Otherwise there is one alignment.
#[test]
fn a_delimiter_in_entry_or_technician_is_recovered_if_one_alignment_exists() {
    for version in [Version::V1, Version::V3] {
        let (mut rows, _) = rows_and_body(&plan(version, 40_000));
        rows.retain(|row| matches!(row.damage, Some(Damage::Entry | Damage::Technician)));
        rows.retain(|row| {
            let mut fragments = row.written[3].split('|').chain(row.written[5].split('|'));
            !fragments.any(|fragment| fragment.parse::<i64>().is_ok())
        });
        let body = rows.iter().fold(plan(version, 0).head(), |body, row| body + &row.text);
        let damaged = Score::of(sessions, &body, &rows, version).all_damaged();
        assert!(damaged.total > 2_000);
        assert_eq!(damaged.exact, damaged.total);
    }
}

/// Every reader is exact on undamaged rows. On damaged rows, the score shows the errors of the other strategies.
#[test]
fn the_score_distinguishes_readers() {
    let undamaged = rescue_sessions_synthetic::Plan { damage: 0.0, ..plan(Version::V3, 2_000) };
    let (rows, body) = rows_and_body(&undamaged);
    for (name, reader) in READERS {
        let score = Score::of(reader, &body, &rows, Version::V3);
        assert_eq!((score.undamaged.exact, score.invented), (2_000, 0), "{name}");
    }
    let (rows, body) = rows_and_body(&plan(Version::V3, 2_000));
    let score = |reader| Score::of(reader, &body, &rows, Version::V3);
    assert!(score(clients::pad).invented > 0 && score(clients::pad).all_damaged().wrong > 0);
    assert!(score(clients::join).all_damaged().wrong > 0 && score(clients::overflow).all_damaged().wrong > 0);
    let dropped = score(clients::drop).all_damaged();
    assert_eq!(dropped.lost, dropped.total);
}
