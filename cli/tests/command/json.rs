//! `json`.

use crate::run::{BAD, DAMAGED, HOSTILE, is_hostile, outcome};

#[test]
fn json_prints_one_object_or_error_per_line() {
    let lines = "\
{\"id\":1,\"status\":\"Active\",\"waiting_time\":7}
{\"error\":{\"kind\":\"invalid_integer\",\"line\":5,\"column\":10,\"byte\":49,\"record\":2,\"message\":\"record 2 (line 5, byte 49): Waiting Time is not an integer\"}}
{\"id\":3,\"status\":\"Waiting\",\"waiting_time\":9}
";
    let count = "rescue-sessions: 1 record could not be read\n";
    assert_eq!(outcome(&["json"], BAD), (Some(1), lines.to_owned(), count.to_owned()));
}

#[test]
fn json_describes_damage() {
    let (status, json, _) = outcome(&["json"], DAMAGED);
    assert_eq!(status, Some(1));
    let lines: Vec<&str> = json.lines().collect();
    assert!(
        lines[0].ends_with(
            r#","damage":[{"columns":["Entry"],"raw":"Sales\nNight","resolved":true,"record":1,"line":4}]}"#
        ),
        "{json}"
    );
    let withheld = r#"{"id":8,"entry":"a","technician_id":6,"technician":null,"custom_fields":[null],"language":"en","damage":[{"columns":["Technician","Custom Field 0"],"raw":"Jo|no|sound","resolved":false,"record":2,"line":6}]}"#;
    assert_eq!(lines[1], withheld);
    // A joined value is read; only withheld values change the exit status.
    let joined = DAMAGED.lines().take(5).map(|line| line.to_owned() + "\n").collect::<String>();
    assert_eq!(outcome(&["json"], &joined).0, Some(0));
}

#[test]
fn json_escapes_control_characters_in_files_too() {
    let (_, json, _) = outcome(&["json"], HOSTILE);
    assert!(!is_hostile(&json), "{json:?}");
    let text = r#""custom_fields":["a\u001b]0;x\u0007\u009b31m\u007f\u202eb\u2066\r\u2028c"]"#;
    assert!(json.contains(text), "{json}");
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(HOSTILE.contains(value["custom_fields"][0].as_str().unwrap()));
    // A name of a column too.
    let (_, json, _) = outcome(&["json"], "OK\n\nID|a\u{202e}b|\n7|x|\n");
    assert_eq!(json, "{\"id\":7,\"extra\":{\"a\\u202eb\":\"x\"}}\n");
}

#[test]
fn json_prints_the_chosen_columns_in_their_order() {
    let body = "OK\n\nID|Status|Custom Field 0|Custom Field 1|Custom Field 2|Shoe Size|Hat|Is Lead Technician|\n\
                7|Aborted|a|b|c|44|red|yes|\n";
    let json = |columns: &str| outcome(&["json", "--columns", columns], body).1;
    assert_eq!(json("status,ID"), "{\"status\":\"Aborted: technician was deleted or disabled\",\"id\":7}\n");
    assert_eq!(json("id,Custom Field 1"), "{\"id\":7,\"custom_fields\":[null,\"b\"]}\n");
    assert_eq!(json("Hat,is_lead_technician"), "{\"extra\":{\"Hat\":\"red\"},\"is_lead_technician\":true}\n");
    // A damage is there if it affects a chosen column.
    let (status, json, _) = outcome(&["json", "--columns", "ID,Technician"], DAMAGED);
    assert_eq!(status, Some(1));
    let damage = r#""damage":[{"columns":["Technician","Custom Field 0"],"raw":"Jo|no|sound","resolved":false,"record":2,"line":6}]"#;
    let lines: Vec<&str> = json.lines().collect();
    assert_eq!(lines[..2], ["{\"id\":7,\"technician\":\"Jo\"}", &format!("{{\"id\":8,\"technician\":null,{damage}}}")]);
}

#[test]
fn json_prints_sessions_with_the_chosen_statuses() {
    let body = "OK\n\nID|Status|\n1|Waiting|\n2|Active|\n3|Ativas|\n4|On Hold|\n";
    let json = |status: &str| outcome(&["json", "--columns", "ID", "--status", status], body);
    assert_eq!(json("waiting,on-hold").1, "{\"id\":1}\n{\"id\":4}\n");
    assert_eq!(json("Ativas"), (Some(0), "{\"id\":3}\n".to_owned(), String::new()));
    assert_eq!(json("Offline"), (Some(0), String::new(), String::new()));
    let message = "rescue-sessions: no session has the status `Waitng`; did you mean `Waiting`?\n";
    assert_eq!(json("Waitng"), (Some(0), String::new(), message.to_owned()));
}
