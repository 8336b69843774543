//! Rows with unescaped delimiters and newlines inside values.

use super::table::{Section, input};

pub fn sections() -> Vec<Section> {
    vec![joined(), withheld()]
}

#[rustfmt::skip]
fn joined() -> Section {
    Section {
        title: "Unescaped delimiters and newlines inside values",
        about: "Only interpretations in which each value fits the field type of its column count. A value that is the \
                same in all of them is given, and `damage` names its column.",
        inputs: vec![
            input("a delimiter in Entry", "OK\n\nID|Entry|Language|\n7|a|b|en|\n",
                &[r#"{"id":7,"entry":"a|b","language":"en","damage":[{"columns":["Entry"],"raw":"a|b","resolved":true,"record":1,"line":4}]}"#]),
            input("a newline in Entry", "OK\n\nID|Entry|Language|\n7|a\nb|en|\n",
                &[r#"{"id":7,"entry":"a\nb","language":"en","damage":[{"columns":["Entry"],"raw":"a\nb","resolved":true,"record":1,"line":4}]}"#]),
            input("a CRLF in Entry", "OK\n\nID|Entry|Language|\n7|a\r\nb|en|\n",
                &[r#"{"id":7,"entry":"a\r\nb","language":"en","damage":[{"columns":["Entry"],"raw":"a\r\nb","resolved":true,"record":1,"line":4}]}"#]),
            input("a delimiter in Technician", "OK\n\nID|Technician|Start Time|\n7|Jo|Roe|2/16/2012 9:00 AM|\n",
                &[r#"{"id":7,"technician":"Jo|Roe","start_time":"2012-02-16T09:00:00","damage":[{"columns":["Technician"],"raw":"Jo|Roe","resolved":true,"record":1,"line":4}]}"#]),
            input("a newline in Technician", "OK\n\nID|Technician|Start Time|\n7|Jo\nRoe|2/16/2012 9:00 AM|\n",
                &[r#"{"id":7,"technician":"Jo\nRoe","start_time":"2012-02-16T09:00:00","damage":[{"columns":["Technician"],"raw":"Jo\nRoe","resolved":true,"record":1,"line":4}]}"#]),
            input("a CRLF in Technician", "OK\n\nID|Technician|Start Time|\n7|Jo\r\nRoe|2/16/2012 9:00 AM|\n",
                &[r#"{"id":7,"technician":"Jo\r\nRoe","start_time":"2012-02-16T09:00:00","damage":[{"columns":["Technician"],"raw":"Jo\r\nRoe","resolved":true,"record":1,"line":4}]}"#]),
            input("a delimiter in a custom field", "OK\n\nID|Custom Field 0|Language|\n7|no|sound|en|\n",
                &[r#"{"id":7,"custom_fields":["no|sound"],"language":"en","damage":[{"columns":["Custom Field 0"],"raw":"no|sound","resolved":true,"record":1,"line":4}]}"#]),
            input("a newline in a custom field", "OK\n\nID|Custom Field 0|Language|\n7|no\nsound|en|\n",
                &[r#"{"id":7,"custom_fields":["no\nsound"],"language":"en","damage":[{"columns":["Custom Field 0"],"raw":"no\nsound","resolved":true,"record":1,"line":4}]}"#]),
            input("a CRLF in a custom field", "OK\r\n\r\nID|Custom Field 0|Language|\r\n7|no\r\nsound|en|\r\n",
                &[r#"{"id":7,"custom_fields":["no\r\nsound"],"language":"en","damage":[{"columns":["Custom Field 0"],"raw":"no\r\nsound","resolved":true,"record":1,"line":4}]}"#]),
            input("a delimiter in Transferred To", "OK\n\nID|Transferred To|HandingOff|\n7|Tom|Ng|yes|\n",
                &[r#"{"id":7,"transferred_to":"Tom|Ng","handing_off":true,"damage":[{"columns":["Transferred To"],"raw":"Tom|Ng","resolved":true,"record":1,"line":4}]}"#]),
            input("a newline in Transferred To", "OK\n\nID|Transferred To|Transferred Comment|HandingOff|\n7|Tom\nNg|call|yes|\n",
                &[r#"{"id":7,"transferred_to":"Tom\nNg","transferred_comment":"call","handing_off":true,"damage":[{"columns":["Transferred To"],"raw":"Tom\nNg","resolved":true,"record":1,"line":4}]}"#]),
            input("a delimiter in Transferred Comment", "OK\n\nID|Transferred Comment|HandingOff|\n7|call|back|yes|\n",
                &[r#"{"id":7,"transferred_comment":"call|back","handing_off":true,"damage":[{"columns":["Transferred Comment"],"raw":"call|back","resolved":true,"record":1,"line":4}]}"#]),
            input("a CRLF in Transferred Comment", "OK\n\nID|Transferred To|Transferred Comment|HandingOff|\n7|Tom|call\r\nback|yes|\n",
                &[r#"{"id":7,"transferred_to":"Tom","transferred_comment":"call\r\nback","handing_off":true,"damage":[{"columns":["Transferred Comment"],"raw":"call\r\nback","resolved":true,"record":1,"line":4}]}"#]),
            input("a delimiter in an unknown column", "OK\n\nID|Shoe Size|Language|\n7|4|5|en|\n",
                &[r#"{"id":7,"language":"en","extra":{"Shoe Size":"4|5"},"damage":[{"columns":["Shoe Size"],"raw":"4|5","resolved":true,"record":1,"line":4}]}"#]),
            input("a value of one delimiter", "OK\n\nID|Entry|Language|\n7|||en|\n",
                &[r#"{"id":7,"entry":"|","language":"en","damage":[{"columns":["Entry"],"raw":"|","resolved":true,"record":1,"line":4}]}"#]),
            input("newlines at both ends of a value", "OK\n\nID|Entry|Language|\n7|\na\n|en|\n",
                &[r#"{"id":7,"entry":"\na\n","language":"en","damage":[{"columns":["Entry"],"raw":"\na\n","resolved":true,"record":1,"line":4}]}"#]),
            input("a delimiter in one value and a newline in another", "OK\n\nID|Entry|Technician ID|Technician|Language|\n7|a|b|5|Jo\nRoe|en|\n",
                &[r#"{"id":7,"entry":"a|b","technician_id":5,"technician":"Jo\nRoe","language":"en","damage":[{"columns":["Entry"],"raw":"a|b","resolved":true,"record":1,"line":4},{"columns":["Technician"],"raw":"Jo\nRoe","resolved":true,"record":1,"line":4}]}"#]),
            input("a line with a delimiter after a row that ends with free text", "OK\n\nID|Entry|\n7|a|\nTotal|\n8|b|\n",
                &[r#"{"id":7,"entry":"a|\nTotal","damage":[{"columns":["Entry"],"raw":"a|\nTotal","resolved":true,"record":1,"line":4}]}"#, r#"{"id":8,"entry":"b"}"#]),
            input("a script in a custom field", "OK\n\nID|Custom Field 0|\n7|<script>alert(1)</script>|\n", &[r#"{"id":7,"custom_fields":["<script>alert(1)</script>"]}"#]),
            input("a script with a delimiter in a custom field", "OK\n\nID|Custom Field 0|Language|\n7|<script>a || b</script>|en|\n",
                &[r#"{"id":7,"custom_fields":["<script>a || b</script>"],"language":"en","damage":[{"columns":["Custom Field 0"],"raw":"<script>a || b</script>","resolved":true,"record":1,"line":4}]}"#]),
        ],
    }
}

#[rustfmt::skip]
fn withheld() -> Section {
    Section {
        title: "Ambiguous values",
        about: "A value that differs between the interpretations is withheld: it is `null`, and `damage` has the \
                text. A row without an interpretation is one error. A forged row (row injection) is read as a row.",
        inputs: vec![
            input("a delimiter in one of two custom fields", "OK\n\nID|Custom Field 0|Custom Field 1|Language|\n7|a|b|c|en|\n",
                &[r#"{"id":7,"custom_fields":[null,null],"language":"en","damage":[{"columns":["Custom Field 0","Custom Field 1"],"raw":"a|b|c","resolved":false,"record":1,"line":4}]}"#]),
            input("a delimiter in Transferred To or Transferred Comment", "OK\n\nID|Transferred To|Transferred Comment|HandingOff|\n7|Tom|call|back|yes|\n",
                &[r#"{"id":7,"transferred_to":null,"transferred_comment":null,"handing_off":true,"damage":[{"columns":["Transferred To","Transferred Comment"],"raw":"Tom|call|back","resolved":false,"record":1,"line":4}]}"#]),
            input("two numbers that could be the Technician ID", "OK\n\nID|Entry|Technician ID|Technician|\n7|a|2|5|c|\n",
                &[r#"{"id":7,"entry":null,"technician_id":null,"technician":null,"damage":[{"columns":["Entry","Technician ID","Technician"],"raw":"a|2|5|c","resolved":false,"record":1,"line":4}]}"#]),
            input("one delimiter too many and a value in the wrong format", "OK\n\nID|Entry|Language|\n7|a|b|English|\n8|c|en|\n",
                &["record 1 (line 4, byte 23): row has 4 fields, expected 3", r#"{"id":8,"entry":"c","language":"en"}"#]),
            input("a newline in a truncated row", "OK\n\nID|Entry|Language|\n7|a\nb\n8|c|en|\n",
                &["record 1 (line 4, byte 23): row has 2 fields, expected 3", r#"{"id":8,"entry":"c","language":"en"}"#]),
            input("one delimiter too many at the end of a row", "OK\n\nID|Entry\n7|a|\n8|b\n",
                &["record 1 (line 4, byte 17): row ends with a delimiter, but the header does not", r#"{"id":8,"entry":"b"}"#]),
            input("a forged row and the row that it truncates", "OK\n\nID|Custom Field 0|Language|\n7|Ann\n8|x|en|\n",
                &["record 1 (line 4, byte 32): row has 2 fields, expected 3", r#"{"id":8,"custom_fields":["x"],"language":"en"}"#]),
            input("a forged row that cannot be detected", "OK\n\nID|Custom Field 0|Language|\n7|Ann|en|\n8|x|en|\n",
                &[r#"{"id":7,"custom_fields":["Ann"],"language":"en"}"#, r#"{"id":8,"custom_fields":["x"],"language":"en"}"#]),
            input("two numbers that could be the ID", "OK\n\nEntry|ID|Technician|\na|1|2|b|\n", &["record 1 (line 4, byte 25): ID is ambiguous in the damaged row"]),
        ],
    }
}
