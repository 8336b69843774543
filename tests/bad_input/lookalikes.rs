//! Nesting, quotes and escapes of other formats, which mean nothing in this format.

use super::table::{HTML, NOT_A_LIST, Section, XML, input};

pub fn sections() -> Vec<Section> {
    vec![nesting(), quoting()]
}

#[rustfmt::skip]
fn nesting() -> Section {
    Section {
        title: "Deep nesting",
        about: "The format has no nesting, so deep nesting has no effect.",
        inputs: vec![
            input("10,000 round brackets as the response", "⟨10,000 × (⟩", NOT_A_LIST),
            input("10,000 square brackets as the response", "⟨10,000 × [⟩", NOT_A_LIST),
            input("10,000 braces as the response", "⟨10,000 × {\"a\":⟩", NOT_A_LIST),
            input("10,000 less-than signs as the response", "⟨10,000 × <⟩", NOT_A_LIST),
            input("10,000 HTML elements as the response", "⟨10,000 × <div>⟩", HTML),
            input("10,000 XML elements as the response", "⟨10,000 × <item>⟩", XML),
            input("500 comments before a page", "⟨500 × <!---->⟩<html>", HTML),
            input("10,000 round brackets in a value", "OK\n\nID|Entry|\n7|⟨10,000 × (⟩|\n", &[r#"{"id":7,"entry":"⟨10,000 × (⟩"}"#]),
            input("10,000 square brackets in a value", "OK\n\nID|Entry|\n7|⟨10,000 × [⟩|\n", &[r#"{"id":7,"entry":"⟨10,000 × [⟩"}"#]),
            input("10,000 braces in a value", "OK\n\nID|Entry|\n7|⟨10,000 × {⟩|\n", &[r#"{"id":7,"entry":"⟨10,000 × {⟩"}"#]),
            input("10,000 less-than signs in a value", "OK\n\nID|Entry|\n7|⟨10,000 × <⟩|\n", &[r#"{"id":7,"entry":"⟨10,000 × <⟩"}"#]),
            input("10,000 HTML elements in a value", "OK\n\nID|Entry|\n7|⟨10,000 × <div>⟩|\n", &[r#"{"id":7,"entry":"⟨10,000 × <div>⟩"}"#]),
            input("10,000 quotes in a value", "OK\n\nID|Entry|\n7|⟨10,000 × \"⟩|\n", &[r#"{"id":7,"entry":"⟨10,000 × \"⟩"}"#]),
            input("10,000 backslashes in a value", "OK\n\nID|Entry|\n7|⟨10,000 × \\⟩|\n", &[r#"{"id":7,"entry":"⟨10,000 × \\⟩"}"#]),
        ],
    }
}

#[rustfmt::skip]
fn quoting() -> Section {
    Section {
        title: "Quotes and escapes",
        about: "Quotes and backslashes are data. They do not escape a delimiter or a newline.",
        inputs: vec![
            input("a value in quotes", "OK\n\nID|Entry|Language|\n7|\"Sales\"|en|\n", &[r#"{"id":7,"entry":"\"Sales\"","language":"en"}"#]),
            input("a delimiter in quotes, in a service column", "OK\n\nID|Status|Language|\n7|\"On|Hold\"|en|\n", &["record 1 (line 4, byte 24): row has 4 fields, expected 3"]),
            input("a delimiter in quotes, in a free-text column", "OK\n\nID|Entry|Language|\n7|\"a|b\"|en|\n",
                &[r#"{"id":7,"entry":"\"a|b\"","language":"en","damage":[{"columns":["Entry"],"raw":"\"a|b\"","resolved":true,"record":1,"line":4}]}"#]),
            input("a newline in quotes, in a free-text column", "OK\n\nID|Entry|Language|\n7|\"a\nb\"|en|\n",
                &[r#"{"id":7,"entry":"\"a\nb\"","language":"en","damage":[{"columns":["Entry"],"raw":"\"a\nb\"","resolved":true,"record":1,"line":4}]}"#]),
            input("a delimiter in quotes, in one of two adjacent free-text columns", "OK\n\nID|Entry|Technician|\n7|\"a|b\"|Jo|\n",
                &[r#"{"id":7,"entry":null,"technician":null,"damage":[{"columns":["Entry","Technician"],"raw":"\"a|b\"|Jo","resolved":false,"record":1,"line":4}]}"#]),
            input("an unclosed quote", "OK\n\nID|Entry|Language|\n7|\"a|en|\n8|b|de|\n", &[r#"{"id":7,"entry":"\"a","language":"en"}"#, r#"{"id":8,"entry":"b","language":"de"}"#]),
            input("a doubled quote", "OK\n\nID|Entry|Language|\n7|\"\"|en|\n", &[r#"{"id":7,"entry":"\"\"","language":"en"}"#]),
            input("an unclosed apostrophe", "OK\n\nID|Entry|Language|\n7|'a|en|\n8|b|de|\n", &[r#"{"id":7,"entry":"'a","language":"en"}"#, r#"{"id":8,"entry":"b","language":"de"}"#]),
            input("a delimiter after a backslash", "OK\n\nID|Entry|Language|\n7|a\\|b|en|\n",
                &[r#"{"id":7,"entry":"a\\|b","language":"en","damage":[{"columns":["Entry"],"raw":"a\\|b","resolved":true,"record":1,"line":4}]}"#]),
            input("a backslash before the newline", "OK\n\nID|Status|\n7|Active|\\\n8|Waiting|\n", &["record 1 (line 4, byte 15): row has 3 fields, expected 2", r#"{"id":8,"status":"Waiting"}"#]),
            input("a newline as a backslash and n", "OK\n\nID|Entry|\n7|a\\nb|\n", &[r#"{"id":7,"entry":"a\\nb"}"#]),
            input("a delimiter as an HTML entity", "OK\n\nID|Entry|\n7|a&#124;b|\n", &[r#"{"id":7,"entry":"a&#124;b"}"#]),
            input("a percent-encoded delimiter", "OK\n\nID|Entry|\n7|a%7Cb|\n", &[r#"{"id":7,"entry":"a%7Cb"}"#]),
            input("a full-width delimiter", "OK\n\nID|Entry|\n7|a｜b|\n", &[r#"{"id":7,"entry":"a｜b"}"#]),
            input("a spreadsheet formula", "OK\n\nID|Entry|\n7|=1+1|\n", &[r#"{"id":7,"entry":"=1+1"}"#]),
            input("an SQL statement", "OK\n\nID|Entry|\n7|'; DROP TABLE sessions; --|\n", &[r#"{"id":7,"entry":"'; DROP TABLE sessions; --"}"#]),
            input("a Windows path", "OK\n\nID|Entry|\n7|C:\\temp\\new|\n", &[r#"{"id":7,"entry":"C:\\temp\\new"}"#]),
            input("a terminal escape sequence", "OK\n\nID|Entry|\n7|\u{1b}[31mred\u{1b}[0m|\n", &[r#"{"id":7,"entry":"\u001b[31mred\u001b[0m"}"#]),
            input("a right-to-left override", "OK\n\nID|Entry|\n7|\u{202e}abc|\n", &["{\"id\":7,\"entry\":\"\u{202e}abc\"}"]),
        ],
    }
}
