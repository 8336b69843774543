//! A hundred thousand rows, a quarter of them damaged, against what was written.

use common::score::{READERS, Score, clients, plan, rows_and_body, sessions};
use rescue_sessions_synthetic::{Damage, Version};

#[test]
fn nothing_is_silently_wrong_lost_or_invented() {
    for version in [Version::V1, Version::V3] {
        let plan = plan(version, 100_000);
        let (rows, body) = rows_and_body(&plan);
        let score = Score::of(sessions, &body, &rows, version);
        let damaged = score.all_damaged();
        assert!((24_000..26_000).contains(&damaged.written), "{damaged:?}");
        assert_eq!((score.invented, score.wrong_values), (0, 0), "{version:?}");
        assert_eq!((damaged.wrong, damaged.lost), (0, 0), "{version:?}");
        assert_eq!(score.whole.exact, score.whole.written);

        for (kind, rows) in Damage::ALL.iter().zip(&score.damaged) {
            assert!(rows.written > 3_000, "{kind}: {rows:?}");
            match kind {
                Damage::NewLine => assert_eq!(rows.exact, rows.written),
                // All service columns but the Language are there: an empty custom field could be it.
                Damage::CustomField => assert_eq!(rows.service_withheld_beside_language, 0),
                _ => {}
            }
        }
    }
}

/// A number typed into Entry or Technician can be the Technician ID; anything else leaves one reading.
#[test]
fn a_delimiter_in_entry_or_technician_is_recovered_where_there_is_one_reading() {
    for version in [Version::V1, Version::V3] {
        let (mut rows, _) = rows_and_body(&plan(version, 40_000));
        rows.retain(|row| matches!(row.damage, Some(Damage::Entry | Damage::Technician)));
        rows.retain(|row| {
            let mut pieces = row.written[3].split('|').chain(row.written[5].split('|'));
            !pieces.any(|piece| piece.parse::<i64>().is_ok())
        });
        let body = rows.iter().fold(plan(version, 0).head(), |body, row| body + &row.text);
        let damaged = Score::of(sessions, &body, &rows, version).all_damaged();
        assert!(damaged.written > 2_000);
        assert_eq!(damaged.exact, damaged.written);
    }
}

/// The score can tell: on whole rows every reader is right, on damaged ones the others are not.
#[test]
fn the_score_tells_readers_apart() {
    let whole = rescue_sessions_synthetic::Plan { damage: 0.0, ..plan(Version::V3, 2_000) };
    let (rows, body) = rows_and_body(&whole);
    for (name, reader) in READERS {
        let score = Score::of(reader, &body, &rows, Version::V3);
        assert_eq!((score.whole.exact, score.invented), (2_000, 0), "{name}");
    }
    let (rows, body) = rows_and_body(&plan(Version::V3, 2_000));
    let score = |reader| Score::of(reader, &body, &rows, Version::V3);
    assert!(score(clients::pad).invented > 0 && score(clients::pad).all_damaged().wrong > 0);
    assert!(score(clients::join).all_damaged().wrong > 0 && score(clients::overflow).all_damaged().wrong > 0);
    let dropped = score(clients::drop).all_damaged();
    assert_eq!(dropped.lost, dropped.written);
}
