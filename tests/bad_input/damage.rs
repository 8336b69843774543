//! Rows that somebody's delimiter or newline has broken.

use super::table::{Section, plain};

pub fn sections() -> Vec<Section> {
    vec![joined(), withheld()]
}

#[rustfmt::skip]
fn joined() -> Section {
    Section {
        title: "A delimiter or a newline that somebody typed",
        about: "Of all readings only those count in which every value has its column's form. What all of them agree on is \
                given, and `damage` names the column.",
        inputs: vec![
            plain("a delimiter in Entry", "OK\n\nID|Entry|Language|\n7|a|b|en|\n",
                &[r#"{"id":7,"entry":"a|b","language":"en","damage":[{"columns":["Entry"],"raw":"a|b","resolved":true}]}"#]),
            plain("a newline in Entry", "OK\n\nID|Entry|Language|\n7|a\nb|en|\n",
                &[r#"{"id":7,"entry":"a\nb","language":"en","damage":[{"columns":["Entry"],"raw":"a\nb","resolved":true}]}"#]),
            plain("a CRLF in Entry", "OK\n\nID|Entry|Language|\n7|a\r\nb|en|\n",
                &[r#"{"id":7,"entry":"a\r\nb","language":"en","damage":[{"columns":["Entry"],"raw":"a\r\nb","resolved":true}]}"#]),
            plain("a delimiter in Technician", "OK\n\nID|Technician|Start Time|\n7|Jo|Roe|2/16/2012 9:00 AM|\n",
                &[r#"{"id":7,"technician":"Jo|Roe","start_time":"2012-02-16T09:00:00","damage":[{"columns":["Technician"],"raw":"Jo|Roe","resolved":true}]}"#]),
            plain("a newline in Technician", "OK\n\nID|Technician|Start Time|\n7|Jo\nRoe|2/16/2012 9:00 AM|\n",
                &[r#"{"id":7,"technician":"Jo\nRoe","start_time":"2012-02-16T09:00:00","damage":[{"columns":["Technician"],"raw":"Jo\nRoe","resolved":true}]}"#]),
            plain("a CRLF in Technician", "OK\n\nID|Technician|Start Time|\n7|Jo\r\nRoe|2/16/2012 9:00 AM|\n",
                &[r#"{"id":7,"technician":"Jo\r\nRoe","start_time":"2012-02-16T09:00:00","damage":[{"columns":["Technician"],"raw":"Jo\r\nRoe","resolved":true}]}"#]),
            plain("a delimiter in a custom field", "OK\n\nID|Custom Field 0|Language|\n7|no|sound|en|\n",
                &[r#"{"id":7,"custom_fields":["no|sound"],"language":"en","damage":[{"columns":["Custom Field 0"],"raw":"no|sound","resolved":true}]}"#]),
            plain("a newline in a custom field", "OK\n\nID|Custom Field 0|Language|\n7|no\nsound|en|\n",
                &[r#"{"id":7,"custom_fields":["no\nsound"],"language":"en","damage":[{"columns":["Custom Field 0"],"raw":"no\nsound","resolved":true}]}"#]),
            plain("a CRLF in a custom field", "OK\r\n\r\nID|Custom Field 0|Language|\r\n7|no\r\nsound|en|\r\n",
                &[r#"{"id":7,"custom_fields":["no\r\nsound"],"language":"en","damage":[{"columns":["Custom Field 0"],"raw":"no\r\nsound","resolved":true}]}"#]),
            plain("a delimiter in Transferred To", "OK\n\nID|Transferred To|HandingOff|\n7|Tom|Ng|yes|\n",
                &[r#"{"id":7,"transferred_to":"Tom|Ng","handing_off":true,"damage":[{"columns":["Transferred To"],"raw":"Tom|Ng","resolved":true}]}"#]),
            plain("a newline in Transferred To", "OK\n\nID|Transferred To|Transferred Comment|HandingOff|\n7|Tom\nNg|call|yes|\n",
                &[r#"{"id":7,"transferred_to":"Tom\nNg","transferred_comment":"call","handing_off":true,"damage":[{"columns":["Transferred To"],"raw":"Tom\nNg","resolved":true}]}"#]),
            plain("a delimiter in Transferred Comment", "OK\n\nID|Transferred Comment|HandingOff|\n7|call|back|yes|\n",
                &[r#"{"id":7,"transferred_comment":"call|back","handing_off":true,"damage":[{"columns":["Transferred Comment"],"raw":"call|back","resolved":true}]}"#]),
            plain("a CRLF in Transferred Comment", "OK\n\nID|Transferred To|Transferred Comment|HandingOff|\n7|Tom|call\r\nback|yes|\n",
                &[r#"{"id":7,"transferred_to":"Tom","transferred_comment":"call\r\nback","handing_off":true,"damage":[{"columns":["Transferred Comment"],"raw":"call\r\nback","resolved":true}]}"#]),
            plain("a delimiter in an unknown column", "OK\n\nID|Shoe Size|Language|\n7|4|5|en|\n",
                &[r#"{"id":7,"language":"en","extra":{"Shoe Size":"4|5"},"damage":[{"columns":["Shoe Size"],"raw":"4|5","resolved":true}]}"#]),
            plain("two delimiters in a row, and nothing between them", "OK\n\nID|Entry|Language|\n7|||en|\n",
                &[r#"{"id":7,"entry":"|","language":"en","damage":[{"columns":["Entry"],"raw":"|","resolved":true}]}"#]),
            plain("newlines at both ends of a value", "OK\n\nID|Entry|Language|\n7|\na\n|en|\n",
                &[r#"{"id":7,"entry":"\na\n","language":"en","damage":[{"columns":["Entry"],"raw":"\na\n","resolved":true}]}"#]),
            plain("a delimiter in one value and a newline in another", "OK\n\nID|Entry|Technician ID|Technician|Language|\n7|a|b|5|Jo\nRoe|en|\n",
                &[r#"{"id":7,"entry":"a|b","technician_id":5,"technician":"Jo\nRoe","language":"en","damage":[{"columns":["Entry"],"raw":"a|b","resolved":true},{"columns":["Technician"],"raw":"Jo\nRoe","resolved":true}]}"#]),
            plain("a line with a delimiter behind a row that ends with free text", "OK\n\nID|Entry|\n7|a|\nTotal|\n8|b|\n",
                &[r#"{"id":7,"entry":"a|\nTotal","damage":[{"columns":["Entry"],"raw":"a|\nTotal","resolved":true}]}"#, r#"{"id":8,"entry":"b"}"#]),
            plain("a script in a custom field", "OK\n\nID|Custom Field 0|\n7|<script>alert(1)</script>|\n", &[r#"{"id":7,"custom_fields":["<script>alert(1)</script>"]}"#]),
            plain("a script with a delimiter in a custom field", "OK\n\nID|Custom Field 0|Language|\n7|<script>a || b</script>|en|\n",
                &[r#"{"id":7,"custom_fields":["<script>a || b</script>"],"language":"en","damage":[{"columns":["Custom Field 0"],"raw":"<script>a || b</script>","resolved":true}]}"#]),
        ],
    }
}

#[rustfmt::skip]
fn withheld() -> Section {
    Section {
        title: "What can't be told",
        about: "What the readings differ on is withheld: it is `null`, and `damage` has the text. No reading is one error. \
                A row that somebody forged is a row.",
        inputs: vec![
            plain("a delimiter in one of two custom fields", "OK\n\nID|Custom Field 0|Custom Field 1|Language|\n7|a|b|c|en|\n",
                &[r#"{"id":7,"custom_fields":[null,null],"language":"en","damage":[{"columns":["Custom Field 0","Custom Field 1"],"raw":"a|b|c","resolved":false}]}"#]),
            plain("a delimiter in a name or a comment", "OK\n\nID|Transferred To|Transferred Comment|HandingOff|\n7|Tom|call|back|yes|\n",
                &[r#"{"id":7,"transferred_to":null,"transferred_comment":null,"handing_off":true,"damage":[{"columns":["Transferred To","Transferred Comment"],"raw":"Tom|call|back","resolved":false}]}"#]),
            plain("a number that two columns could hold", "OK\n\nID|Entry|Technician ID|Technician|\n7|a|2|5|c|\n",
                &[r#"{"id":7,"entry":null,"technician_id":null,"technician":null,"damage":[{"columns":["Entry","Technician ID","Technician"],"raw":"a|2|5|c","resolved":false}]}"#]),
            plain("a delimiter too many, and a value of the wrong form", "OK\n\nID|Entry|Language|\n7|a|b|English|\n8|c|en|\n",
                &["record 1 (line 4, byte 23): row has 4 fields, expected 3", r#"{"id":8,"entry":"c","language":"en"}"#]),
            plain("a newline, and no end", "OK\n\nID|Entry|Language|\n7|a\nb\n8|c|en|\n",
                &["record 1 (line 4, byte 23): row has 2 fields, expected 3", r#"{"id":8,"entry":"c","language":"en"}"#]),
            plain("a delimiter too many at a row's end", "OK\n\nID|Entry\n7|a|\n8|b\n",
                &["record 1 (line 4, byte 17): row ends with a delimiter, but the header does not", r#"{"id":8,"entry":"b"}"#]),
            plain("a forged row, and what it cost", "OK\n\nID|Custom Field 0|Language|\n7|Ann\n8|x|en|\n",
                &["record 1 (line 4, byte 32): row has 2 fields, expected 3", r#"{"id":8,"custom_fields":["x"],"language":"en"}"#]),
            plain("a forged row that nothing tells", "OK\n\nID|Custom Field 0|Language|\n7|Ann|en|\n8|x|en|\n",
                &[r#"{"id":7,"custom_fields":["Ann"],"language":"en"}"#, r#"{"id":8,"custom_fields":["x"],"language":"en"}"#]),
            plain("an ID that two values could be", "OK\n\nEntry|ID|Technician|\na|1|2|b|\n", &["record 1 (line 4, byte 25): ID is ambiguous in the damaged row"]),
        ],
    }
}
