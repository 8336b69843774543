//! The alignments of damaged records: known answers, and a comparison with an enumeration of all of them.

use checks::record;
use common::strategies::records;
use proptest::prelude::*;
use rescue_sessions::{Column, Damage, Parser, Session};

proptest! {
    #![proptest_config(common::config(4_000))]

    /// A column is given if all alignments agree on its value. Otherwise it is withheld, with its text and the alignments
    /// of that text.
    #[test]
    fn a_column_is_given_if_all_alignments_agree(written in records::record()) {
        prop_assume!(record::is_one_record(&written));
        record::check(&written);
    }
}

fn first_session<'b>(body: &'b str, delimiter: &str) -> Session<'b> {
    let list = Parser::new().delimiter(delimiter.parse().unwrap()).parse(body).unwrap();
    list.into_iter().next().unwrap().unwrap()
}

/// Each alignment as its values, separated by `·`.
fn listed(damage: &Damage<'_>) -> Vec<String> {
    let texts = |alignment: rescue_sessions::Alignment<'_>| {
        let texts: Vec<&str> = alignment.values().map(|(_, text)| text).collect();
        texts.join("·")
    };
    damage.alignments().map(texts).collect()
}

/// Delimiter, header, row, and the alignments of its last damage.
#[rustfmt::skip]
const CASES: &[(&str, &str, &str, &[&str])] = &[
    ("|", "ID|Entry|Technician|", "7|a|b|c|\n", &["a·b|c", "a|b·c"]),
    ("|", "ID|Entry|Technician", "7|a|b|c\n", &["a·b|c", "a|b·c"]),
    ("|", "Entry|Technician|ID", "a|b|c|7\n", &["a·b|c", "a|b·c"]),
    ("|", "ID|Entry|Technician|Custom Field 0", "7|a|b|c|d|e\n",
        &["a·b·c|d|e", "a·b|c·d|e", "a·b|c|d·e", "a|b·c·d|e", "a|b·c|d·e", "a|b|c·d·e"]),
    // A resolved damage has one alignment.
    ("|", "ID|Entry|Language|", "7|a\nb|en|\n", &["a\nb"]),
    ("|", "ID|Entry|Language|", "7|a||b|en|\n", &["a||b"]),
    ("|", "ID|Entry|Language|", "7||\n\n|en|\n", &["|\n\n"]),
    // A newline is never between two columns.
    ("|", "ID|Entry|Technician|", "7|a\nb|c|d|\n", &["a\nb·c|d", "a\nb|c·d"]),
    ("|", "ID|Entry|Technician|Language|", "7|a|b\n|\nc|en|\n", &["a·b\n|\nc", "a|b\n·\nc"]),
    // Blank lines inside a value, and CRs: before a newline, before a delimiter, and before the line end of the record.
    ("|", "ID|Entry|Technician|", "7|a\n\n \n\nb||c|\n", &["a\n\n \n\nb·|c", "a\n\n \n\nb|·c"]),
    ("|", "ID|Entry|Technician|", "7|a\r\nb|c|d\r\n\r\n|\r\n", &["a\r\nb·c|d\r\n\r\n", "a\r\nb|c·d\r\n\r\n"]),
    ("|", "ID|Entry|Technician|Language|", "7|\r\r\n\r|\r|\r|en|\n", &["\r\r\n\r·\r|\r", "\r\r\n\r|\r·\r"]),
    ("|", "ID|Entry|Technician", "7|a|b|c\r\r\n", &["a·b|c\r", "a|b·c\r"]),
    // A text that starts or ends with a newline.
    ("|", "ID|Entry|Technician|Language|", "7|\na|b|c\n|en|\n", &["\na·b|c\n", "\na|b·c\n"]),
    // A delimiter that overlaps itself: the search for it goes from left to right.
    ("||", "ID||Entry||Technician||", "7||a||b|||c||\n", &["a·b|||c", "a||b·|c"]),
    ("||", "ID||Entry||Technician||Language||", "7|||a|||b||||en||\n", &["|a·|b||", "|a|||b·"]),
    ("aba", "IDabaEntryabaTechnicianabaLanguage", "7ababababacabadabaen\n", &["b·bacabad", "bababac·d"]),
    ("é|", "IDé|Entryé|Techniciané|", "7é|éé|ééé|é|\n", &["é·ééé|", "éé|éé·"]),
    // A Language between texts.
    ("|", "ID|Custom Field 0|Language|Transferred To|", "7|a|en||b|\n", &["a·en·|b", "a|en··b"]),
    ("|", "ID|Custom Field 0|Language|Transferred To|", "7|a|x|en|b|\n", &["a|x"]),
    // It has the same value in all alignments, so it is not listed.
    ("|", "ID|Custom Field 0|Language|Transferred To|", "7||||en|\n", &["·|en", "|·en"]),
    ("|", "ID|Custom Field 0|Language|Transferred To|Entry|", "7|a||b|c|d|\n", &["b·c|d", "b|c·d"]),
    // An unknown column, and a service column that needs a value.
    ("|", "ID|Shoe Size|Technician ID|Hat Size|", "7|1|2|3|4|\n", &["1·2·3|4", "1|2·3·4"]),
    ("|", "ID|Entry|Technician ID|Technician|", "7|a|5|x|5|b|\n", &["a·x|5|b", "a|5|x·b"]),
];

#[test]
fn damages_have_known_alignments() {
    for (delimiter, header, row, expected) in CASES {
        let body = format!("OK\n\n{header}\n{row}");
        let session = first_session(&body, delimiter);
        let damage = session.damage().last().unwrap_or_else(|| panic!("{body:?} has no damage"));
        assert_eq!(listed(damage), *expected, "{body:?}");
        assert_eq!(damage.alignments().total(), expected.len() as u64, "{body:?}");
        assert_eq!(damage.is_resolved(), expected.len() == 1);
    }
}

#[test]
fn each_damage_of_a_row_has_its_own_alignments() {
    let body = "OK\n\nID|Entry|Technician ID|Technician|Custom Field 0|Language|\n7|A|B|5|Jo|no|sound|en|\n";
    let session = first_session(body, "|");
    let alignments: Vec<_> = session.damage().iter().map(listed).collect();
    assert_eq!(alignments, [vec!["A|B"], vec!["Jo·no|sound", "Jo|no·sound"]]);
}

#[test]
fn an_alignment_has_the_values_of_the_affected_columns() {
    let body = "OK\n\nID|Custom Field 0|Language|Shoe Size|\n7||||38|\n";
    let session = first_session(body, "|");
    let [damage] = session.damage() else { panic!() };
    assert!(damage.columns().eq(["Custom Field 0", "Shoe Size"]));
    assert_eq!((damage.columns().len(), session.language()), (2, Some("")));

    let alignment = damage.alignments().last().unwrap();
    assert_eq!(alignment.values().len(), 2);
    assert!(alignment.values().eq([("Custom Field 0", "|"), ("Shoe Size", "38")]));
    assert_eq!(alignment.get(Column::CustomField(0)), Some("|"));
    assert_eq!([Column::Language, Column::Entry].map(|column| alignment.get(column)), [None, None]);
    let by_name = ["Custom Field 0", "Shoe Size", "Language", "shoe size"].map(|name| alignment.get_by_name(name));
    assert_eq!(by_name, [Some("|"), Some("38"), None, None]);
    assert_ne!(alignment, damage.alignments().next().unwrap());
}

#[test]
fn names_and_texts_borrow_the_body() {
    let body = "OK\n\nID|Entry|Shoe Size|\n7|a|b|c|\n".to_owned();
    let alignments = first_session(&body, "|").damage()[0].alignments();
    let last: Vec<(&str, &str)> = alignments.last().unwrap().values().collect();
    assert_eq!(last, [("Entry", "a|b"), ("Shoe Size", "c")]);
    assert!(last.iter().all(|(_, text)| body.as_bytes().as_ptr_range().contains(&text.as_ptr())));
}

#[test]
fn the_iterator_says_how_many_alignments_are_left() {
    let session = first_session("OK\n\nID|Entry|Technician|\n7|a|b|c|d|\n", "|");
    let mut alignments = session.damage()[0].alignments();
    for left in [3, 2, 1, 0] {
        assert_eq!((alignments.total(), alignments.size_hint()), (3, (left, Some(left))));
        let mut copy = alignments.clone();
        assert_eq!(copy.next(), alignments.next());
        assert_eq!((copy.count(), alignments.clone().count()), (left.saturating_sub(1), left.saturating_sub(1)));
    }
    assert_eq!(alignments.next(), None);
}

/// A row of ID and free-text columns, with more fragments than these.
fn row_of(columns: usize, fragments: usize) -> String {
    let names: String = (1..columns).map(|number| format!("|c{number}")).collect();
    let fields: String = (1..=fragments).map(|number| format!("|{number}")).collect();
    format!("OK\n\nID|Entry{names}\n7{fields}\n")
}

#[test]
fn millions_of_alignments_are_counted_without_listing_them() {
    // Five columns share 73 fragments: the choices of the four starts after the first one.
    let body = row_of(5, 73);
    let session = first_session(&body, "|");
    let mut alignments = session.damage()[0].alignments();
    assert_eq!(alignments.total(), 1_028_790);
    assert_eq!(alignments.clone().count(), 1_028_790);
    let starts = |alignment: rescue_sessions::Alignment<'_>| {
        let starts = alignment.values().map(|(_, text)| text.split('|').next().unwrap());
        starts.collect::<Vec<_>>().join(" ")
    };
    let first: Vec<String> = alignments.by_ref().take(3).map(starts).collect();
    assert_eq!(first, ["1 2 3 4 5", "1 2 3 4 6", "1 2 3 4 7"]);
    assert_eq!(alignments.size_hint(), (1_028_787, Some(1_028_787)));

    // 60 columns share 70 fragments: the starts of 59 columns among 69 fragments.
    let body = row_of(60, 70);
    let session = first_session(&body, "|");
    let mut alignments = session.damage()[0].alignments();
    assert_eq!(alignments.total(), 340_032_449_328);
    let lasts: Vec<&str> = alignments.by_ref().take(3).map(|alignment| alignment.values().last().unwrap().1).collect();
    assert_eq!(
        lasts,
        ["60|61|62|63|64|65|66|67|68|69|70", "61|62|63|64|65|66|67|68|69|70", "62|63|64|65|66|67|68|69|70"]
    );
    assert_eq!(alignments.size_hint().0, 340_032_449_325);
}

#[test]
fn the_number_of_alignments_saturates() {
    let body = row_of(63, 10_000);
    let session = first_session(&body, "|");
    let mut alignments = session.damage()[0].alignments();
    assert_eq!(alignments.total(), u64::MAX);
    assert_eq!(alignments.size_hint(), (usize::MAX, None));
    let first = alignments.next().unwrap();
    assert!(first.values().take(62).map(|(_, text)| text).eq((1..63).map(|number| number.to_string())));
    assert_eq!(alignments.by_ref().take(1_000).count(), 1_000);
    assert_eq!(alignments.size_hint(), (usize::MAX - 1_001, None));
}

/// Each fragment can start several columns, so a walk without the passes would end in many dead ends.
#[test]
fn listing_has_no_dead_ends() {
    let fields = "|5".repeat(2_000);
    let body = format!(
        "OK\n\nID|Entry|Technician ID|Technician|Waiting Time|Custom Field 0|Start Time\n7{fields}|2/16/2012 9:00 AM\n"
    );
    let session = first_session(&body, "|");
    let alignments = session.damage()[0].alignments();
    // Two of the 2,000 fragments are service values. Three texts share the others: the choices of two starts.
    assert_eq!(alignments.total(), 1_997 * 1_996 / 2);
    assert_eq!(alignments.take(5_000).count(), 5_000);
}

#[test]
fn debug_shows_no_text() {
    let body = "OK\n\nID|Entry|Secret Name|\n7|secret|b|secret|\n";
    let session = first_session(body, "|");
    let mut alignments = session.damage()[0].alignments();
    assert_eq!(format!("{:?}", alignments.next().unwrap()), "Alignment { values: 2, .. }");
    assert_eq!(format!("{alignments:?}"), "DamageAlignments { total: 2, taken: 1, .. }");
}
