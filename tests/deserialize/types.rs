//! Types whose rows could differ from the first one on, and types that other formats know.

use std::collections::{BTreeMap, HashMap};

use rescue_sessions::*;
use serde::Deserialize;

use super::{DAMAGED, field, list, one, read};

/// A row of a tagged enum can lack a column that other rows do not need. That is no error of the header.
#[test]
fn rows_of_a_tagged_enum_do_not_end_at_the_first_error() {
    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(tag = "Status")]
    enum Row {
        Waiting {
            #[serde(rename = "ID")]
            id: i64,
        },
        Active {
            #[serde(rename = "Custom Field 9")]
            text: String,
        },
    }
    let missing = "record 2 (line 5, byte 26): column Custom Field 9 is missing, but the type requires it";
    assert_eq!(
        read::<Row>("ID|Status|", "1|Waiting|\n2|Active|\n3|Waiting|"),
        [Ok(Row::Waiting { id: 1 }), Err(missing.into()), Ok(Row::Waiting { id: 3 })]
    );
}

/// An alias can be the name of another field. Then the names have fewer fields than they seem to.
#[test]
#[allow(unreachable_patterns)]
fn an_alias_that_is_the_name_of_another_field_changes_no_row() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Row {
        #[serde(rename = "ID")]
        id: i64,
        #[serde(rename = "Entry")]
        entry: String,
        #[serde(rename = "Technician", alias = "Entry")]
        technician: String,
    }
    let row = |id| Ok(Row { id, entry: "e".into(), technician: "t".into() });
    assert_eq!(read::<Row>("ID|Entry|Technician|", "1|e|t|\n2|e|t|\n3|e|t|"), [row(1), row(2), row(3)]);
}

/// A type may lack names in its list of fields, and ignore their case.
#[test]
fn a_type_that_accepts_other_names_gets_all_columns_of_each_row() {
    use serde::de::{Deserializer, MapAccess, Visitor};

    #[derive(Debug, PartialEq)]
    struct Lowercase(BTreeMap<String, String>);
    struct Names;
    impl<'de> Visitor<'de> for Names {
        type Value = Lowercase;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("names")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Lowercase, A::Error> {
            let mut values = BTreeMap::new();
            while let Some((name, value)) = map.next_entry::<String, String>()? {
                values.insert(name.to_lowercase(), value);
            }
            Ok(Lowercase(values))
        }
    }
    impl<'de> Deserialize<'de> for Lowercase {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_struct("Lowercase", &["id", "entry"], Names)
        }
    }
    let row =
        |id: &str, entry: &str| Ok(Lowercase([("id", id), ("entry", entry)].map(|(a, b)| (a.into(), b.into())).into()));
    assert_eq!(read::<Lowercase>("ID|Entry|", "1|a|\n2|b|\n3|c|"), [row("1", "a"), row("2", "b"), row("3", "c")]);
}

/// A `Value` is withheld only if the row says so.
#[test]
fn a_value_from_another_format_is_given() {
    use serde::de::IntoDeserializer;
    use serde::de::value::{BorrowedStrDeserializer, Error, I64Deserializer, StrDeserializer};

    let text = BorrowedStrDeserializer::<Error>::new("hello");
    assert_eq!(Value::<&str, &str>::deserialize(text).unwrap(), Value::Given("hello"));
    let text: StrDeserializer<'_, Error> = "hello".into_deserializer();
    assert_eq!(Value::<String>::deserialize(text).unwrap(), Value::Given("hello".to_owned()));
    let number: I64Deserializer<Error> = 7_i64.into_deserializer();
    assert_eq!(Value::<u8>::deserialize(number).unwrap(), Value::Given(7));
    assert!(Value::<i64>::deserialize(BorrowedStrDeserializer::<Error>::new("hello")).is_err());
    let row: HashMap<Value<&str, &str>, &str> = one("ID|Entry|", "7|a|").unwrap();
    assert_eq!(row[&Value::Given("Entry")], "a");
}

/// What a customer types is no number because a number has that name.
#[test]
fn words_and_numbers_that_are_too_large_are_no_floating_point_numbers() {
    for text in ["nan", "NaN", "-NaN", "inf", "Infinity", "1e999", ""] {
        assert!(field::<f64>("Custom Field 0", text).is_err(), "{text}");
        assert!(field::<f32>("Custom Field 0", text).is_err(), "{text}");
    }
    assert!(field::<f32>("Custom Field 0", "1e300").is_err());
    assert_eq!(field::<f32>("Custom Field 0", "-2.5e3"), Ok(-2500.0));
}

/// Formats without names for fields, too.
#[test]
fn an_owned_session_with_damage_survives_a_binary_format() {
    for session in list(DAMAGED.0, DAMAGED.1).partition_owned().0 {
        let bytes = postcard::to_allocvec(&session).unwrap();
        assert_eq!(postcard::from_bytes::<OwnedSession>(&bytes).unwrap(), session);
    }
}

/// A `Deserialize` that is written by hand may read names only. The rows after the first are given to it by name too.
#[test]
fn a_type_that_reads_names_only_gets_names() {
    use serde::de::{Deserializer, MapAccess, Visitor};

    #[derive(Debug, PartialEq)]
    struct Named(String);
    struct Names;
    impl<'de> Visitor<'de> for Names {
        type Value = Named;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("names")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Named, A::Error> {
            let mut text = String::new();
            while let Some((name, value)) = map.next_entry::<String, String>()? {
                text += &format!("{name}={value};");
            }
            Ok(Named(text))
        }
    }
    impl<'de> Deserialize<'de> for Named {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_struct("Named", &["Status", "ID"], Names)
        }
    }
    let named = |text: &str| Ok(Named(text.to_owned()));
    let rows = read::<Named>("ID|Status|Entry|", "7|a|x|\n8|b|y|\n9|c|z|");
    assert_eq!(
        rows,
        [named("ID=7;Status=a;Entry=x;"), named("ID=8;Status=b;Entry=y;"), named("ID=9;Status=c;Entry=z;")]
    );
}

/// An error in one row does not change how the next ones are read.
#[test]
fn rows_after_an_error_are_read() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Row {
        #[serde(rename = "Custom Field 0")]
        text: u8,
        #[serde(rename = "ID")]
        id: i64,
    }
    let rows = read::<Row>("ID|Custom Field 0|", "7|1|\n8|x|\n9|3|");
    let error = "record 2 (line 5, byte 30): Custom Field 0 is text, expected u8";
    assert_eq!(rows, [Ok(Row { id: 7, text: 1 }), Err(error.into()), Ok(Row { id: 9, text: 3 })]);
}

#[test]
fn rows_are_counted_and_cloned_like_sessions() {
    let list = list(DAMAGED.0, DAMAGED.1);
    let rows = list.deserialize::<(i64, Option<&str>, Option<&str>, &str)>().withheld_as_none(true);
    assert_eq!(rows.size_hint(), list.sessions().size_hint());
    assert_eq!(rows.clone().filter(Result::is_ok).count(), 2, "the copy has the same settings");
    assert!(format!("{rows:?}").starts_with("Rows { position: "));
}

#[test]
fn an_error_has_the_index_and_the_column() {
    let error =
        list("Entry|ID|Custom Field 0|", "a|7|x|").deserialize::<(&str, i64, u8)>().next().unwrap().unwrap_err();
    let ErrorKind::Deserialize(why) = error.kind() else { panic!("{error:?}") };
    assert_eq!((why.index(), why.column()), (Some(2), Some(Column::CustomField(0))));
    assert_eq!(error.kind().column(), Some(Column::CustomField(0)));
}

/// The message says what the value is, for each value that a type can reject. It does not show the value.
#[test]
fn the_message_of_a_type_that_rejects_a_value_names_what_it_found() {
    use serde::de::{Deserializer, Error, Unexpected};

    const CASES: [(Unexpected<'static>, &str); 13] = [
        (Unexpected::Bool(true), "a flag"),
        (Unexpected::Unsigned(987), "an integer"),
        (Unexpected::Signed(-987), "an integer"),
        (Unexpected::Float(9.87), "a number"),
        (Unexpected::Char('S'), "a character"),
        (Unexpected::Str("S3CRET"), "text"),
        (Unexpected::Bytes(b"S3CRET"), "text"),
        (Unexpected::Unit, "empty"),
        (Unexpected::Option, "empty"),
        (Unexpected::Map, "a row"),
        (Unexpected::UnitVariant, "a word"),
        (Unexpected::Enum, "a word"),
        (Unexpected::Seq, "another value"),
    ];
    #[derive(Debug)]
    struct Rejects<const CASE: usize>;
    impl<'de, const CASE: usize> Deserialize<'de> for Rejects<CASE> {
        fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
            Err(D::Error::invalid_type(CASES[CASE].0, &"another type"))
        }
    }
    fn check<const CASE: usize>() {
        let message = field::<Rejects<CASE>>("Custom Field 0", "x").unwrap_err();
        let expected =
            format!("record 1 (line 4, byte 25): Custom Field 0 is {}, expected another type", CASES[CASE].1);
        assert_eq!(message, expected);
    }
    check::<0>();
    check::<1>();
    check::<2>();
    check::<3>();
    check::<4>();
    check::<5>();
    check::<6>();
    check::<7>();
    check::<8>();
    check::<9>();
    check::<10>();
    check::<11>();
    check::<12>();
}

/// A value that is withheld by the second damage of a row has the text of that one.
#[test]
fn a_withheld_value_is_the_text_of_its_own_damage() {
    let header = "ID|Technician|Custom Field 0|Waiting Time|Transferred To|Transferred Comment|Is Lead Technician|";
    type Row = (i64, Value<String>, Value<String>, Value<u32>, Value<String>, Value<String>, bool);
    let row: Row = one(header, "7|Jo|no|sound|90|a|b|c|yes|").unwrap();
    let withheld = |text: &str| Value::<String>::Withheld(text.to_owned());
    let (first, second) = (withheld("Jo|no|sound"), withheld("a|b|c"));
    assert_eq!(row, (7, first.clone(), first, Value::Given(90), second.clone(), second, true));
}

/// Only `Value` takes a withheld value: another newtype must not get the text of the damage.
#[test]
fn a_newtype_gets_no_withheld_value() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Name(Option<String>);
    let name = Name(Some("Bo".to_owned()));
    assert_eq!(super::technicians::<Name>(), [Err(super::WITHHELD.into()), Ok(name)]);
}

#[test]
fn a_value_is_read_from_a_format_without_newtypes() {
    use serde::de::value::{BytesDeserializer, Error, MapDeserializer, SeqDeserializer};

    let list = SeqDeserializer::<_, Error>::new([1_u8, 2].into_iter());
    assert_eq!(Value::<Vec<u8>>::deserialize(list).unwrap(), Value::Given(vec![1, 2]));
    let map = MapDeserializer::<_, Error>::new([("a", 1_u8)].into_iter());
    assert_eq!(Value::<BTreeMap<String, u8>>::deserialize(map).unwrap(), Value::Given([("a".to_owned(), 1)].into()));
    let error = Value::<String>::deserialize(BytesDeserializer::<Error>::new(b"x")).unwrap_err();
    assert_eq!(error.to_string(), "invalid type: byte array, expected a value");
}

/// A length of one value is no number of columns.
#[test]
fn a_value_of_another_length_is_an_error_of_its_column() {
    use serde::de::{Deserializer, Error};

    #[derive(Debug)]
    struct Four;
    impl<'de> Deserialize<'de> for Four {
        fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
            Err(D::Error::invalid_length(3, &"four characters"))
        }
    }
    assert_eq!(
        field::<Four>("Custom Field 0", "abc").unwrap_err(),
        "record 1 (line 4, byte 25): Custom Field 0 has another length, expected four characters"
    );
}

/// A type may require in one row what it has no field for. The next rows can still fit.
#[test]
fn a_missing_column_that_is_no_field_is_an_error_of_the_row() {
    use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};

    #[derive(Debug, PartialEq)]
    struct Odd(i64);
    struct Columns;
    impl<'de> Visitor<'de> for Columns {
        type Value = Odd;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a row")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Odd, A::Error> {
            let (_, id) = map.next_entry::<&str, i64>()?.unwrap();
            while map.next_entry::<&str, IgnoredAny>()?.is_some() {}
            if id % 2 == 1 { Ok(Odd(id)) } else { Err(A::Error::missing_field("Hat")) }
        }
    }
    impl<'de> Deserialize<'de> for Odd {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_struct("Odd", &["ID"], Columns)
        }
    }
    let rows = read::<Odd>("ID|", "6|\n7|");
    let message = "record 1 (line 4, byte 8): column Hat is missing, but the type requires it";
    assert_eq!(rows, [Err(message.to_owned()), Ok(Odd(7))]);
}

/// The messages for JSON that is no session say what was expected.
#[test]
fn the_message_for_json_of_another_type_says_what_is_expected() {
    for (entry, expected) in [
        (r#""extra":5"#, "a map of column names and texts"),
        (r#""start_time":5"#, "a date and time such as 2012-02-16T09:00:00"),
        (r#""status":5"#, "the text of a status"),
        (r#""status_code":5"#, "the name of a status code"),
    ] {
        let error = serde_json::from_str::<OwnedSession>(&format!(r#"{{"id":7,{entry}}}"#)).unwrap_err();
        assert!(error.to_string().contains(&format!("expected {expected}")), "{error}");
    }
}
