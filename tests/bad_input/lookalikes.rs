//! What other formats nest, quote or escape, and this one does not.

use super::table::{HTML, NO_LIST, Section, XML, plain};

pub fn sections() -> Vec<Section> {
    vec![nesting(), quoting()]
}

#[rustfmt::skip]
fn nesting() -> Section {
    Section {
        title: "Deep nesting",
        about: "Nothing nests, so nothing can nest too deep.",
        inputs: vec![
            plain("10,000 round brackets as the response", "⟨10,000 × (⟩", NO_LIST),
            plain("10,000 square brackets as the response", "⟨10,000 × [⟩", NO_LIST),
            plain("10,000 braces as the response", "⟨10,000 × {\"a\":⟩", NO_LIST),
            plain("10,000 less-than signs as the response", "⟨10,000 × <⟩", NO_LIST),
            plain("10,000 elements of a page as the response", "⟨10,000 × <div>⟩", HTML),
            plain("10,000 elements of XML as the response", "⟨10,000 × <item>⟩", XML),
            plain("500 comments before a page", "⟨500 × <!---->⟩<html>", HTML),
            plain("10,000 round brackets in a value", "OK\n\nID|Entry|\n7|⟨10,000 × (⟩|\n", &[r#"{"id":7,"entry":"⟨10,000 × (⟩"}"#]),
            plain("10,000 square brackets in a value", "OK\n\nID|Entry|\n7|⟨10,000 × [⟩|\n", &[r#"{"id":7,"entry":"⟨10,000 × [⟩"}"#]),
            plain("10,000 braces in a value", "OK\n\nID|Entry|\n7|⟨10,000 × {⟩|\n", &[r#"{"id":7,"entry":"⟨10,000 × {⟩"}"#]),
            plain("10,000 less-than signs in a value", "OK\n\nID|Entry|\n7|⟨10,000 × <⟩|\n", &[r#"{"id":7,"entry":"⟨10,000 × <⟩"}"#]),
            plain("10,000 elements of a page in a value", "OK\n\nID|Entry|\n7|⟨10,000 × <div>⟩|\n", &[r#"{"id":7,"entry":"⟨10,000 × <div>⟩"}"#]),
            plain("10,000 quotes in a value", "OK\n\nID|Entry|\n7|⟨10,000 × \"⟩|\n", &[r#"{"id":7,"entry":"⟨10,000 × \"⟩"}"#]),
            plain("10,000 backslashes in a value", "OK\n\nID|Entry|\n7|⟨10,000 × \\⟩|\n", &[r#"{"id":7,"entry":"⟨10,000 × \\⟩"}"#]),
        ],
    }
}

#[rustfmt::skip]
fn quoting() -> Section {
    Section {
        title: "Quotes and escapes",
        about: "They are data. A delimiter or a newline between quotes, or behind a backslash, is one all the same.",
        inputs: vec![
            plain("a value in quotes", "OK\n\nID|Entry|Language|\n7|\"Sales\"|en|\n", &[r#"{"id":7,"entry":"\"Sales\"","language":"en"}"#]),
            plain("a delimiter in quotes, where nobody types", "OK\n\nID|Status|Language|\n7|\"On|Hold\"|en|\n", &["record 1 (line 4, byte 24): row has 4 fields, expected 3"]),
            plain("a delimiter in quotes, where somebody types", "OK\n\nID|Entry|Language|\n7|\"a|b\"|en|\n",
                &[r#"{"id":7,"entry":"\"a|b\"","language":"en","damage":[{"columns":["Entry"],"raw":"\"a|b\"","resolved":true}]}"#]),
            plain("a newline in quotes, where somebody types", "OK\n\nID|Entry|Language|\n7|\"a\nb\"|en|\n",
                &[r#"{"id":7,"entry":"\"a\nb\"","language":"en","damage":[{"columns":["Entry"],"raw":"\"a\nb\"","resolved":true}]}"#]),
            plain("a delimiter in quotes between two columns that somebody types", "OK\n\nID|Entry|Technician|\n7|\"a|b\"|Jo|\n",
                &[r#"{"id":7,"entry":null,"technician":null,"damage":[{"columns":["Entry","Technician"],"raw":"\"a|b\"|Jo","resolved":false}]}"#]),
            plain("a quote that is never closed", "OK\n\nID|Entry|Language|\n7|\"a|en|\n8|b|de|\n", &[r#"{"id":7,"entry":"\"a","language":"en"}"#, r#"{"id":8,"entry":"b","language":"de"}"#]),
            plain("a quote doubled", "OK\n\nID|Entry|Language|\n7|\"\"|en|\n", &[r#"{"id":7,"entry":"\"\"","language":"en"}"#]),
            plain("an apostrophe that is never closed", "OK\n\nID|Entry|Language|\n7|'a|en|\n8|b|de|\n", &[r#"{"id":7,"entry":"'a","language":"en"}"#, r#"{"id":8,"entry":"b","language":"de"}"#]),
            plain("a delimiter behind a backslash", "OK\n\nID|Entry|Language|\n7|a\\|b|en|\n",
                &[r#"{"id":7,"entry":"a\\|b","language":"en","damage":[{"columns":["Entry"],"raw":"a\\|b","resolved":true}]}"#]),
            plain("a backslash before the newline", "OK\n\nID|Status|\n7|Active|\\\n8|Waiting|\n", &["record 1 (line 4, byte 15): row has 3 fields, expected 2", r#"{"id":8,"status":"Waiting"}"#]),
            plain("a newline written as a backslash and n", "OK\n\nID|Entry|\n7|a\\nb|\n", &[r#"{"id":7,"entry":"a\\nb"}"#]),
            plain("a delimiter as an entity", "OK\n\nID|Entry|\n7|a&#124;b|\n", &[r#"{"id":7,"entry":"a&#124;b"}"#]),
            plain("a delimiter as a percent code", "OK\n\nID|Entry|\n7|a%7Cb|\n", &[r#"{"id":7,"entry":"a%7Cb"}"#]),
            plain("a full-width delimiter", "OK\n\nID|Entry|\n7|a｜b|\n", &[r#"{"id":7,"entry":"a｜b"}"#]),
            plain("a formula", "OK\n\nID|Entry|\n7|=1+1|\n", &[r#"{"id":7,"entry":"=1+1"}"#]),
            plain("a statement of SQL", "OK\n\nID|Entry|\n7|'; DROP TABLE sessions; --|\n", &[r#"{"id":7,"entry":"'; DROP TABLE sessions; --"}"#]),
            plain("a path of Windows", "OK\n\nID|Entry|\n7|C:\\temp\\new|\n", &[r#"{"id":7,"entry":"C:\\temp\\new"}"#]),
            plain("a sequence that colours a terminal", "OK\n\nID|Entry|\n7|\u{1b}[31mred\u{1b}[0m|\n", &[r#"{"id":7,"entry":"\u001b[31mred\u001b[0m"}"#]),
            plain("a text that runs from right to left", "OK\n\nID|Entry|\n7|\u{202e}abc|\n", &["{\"id\":7,\"entry\":\"\u{202e}abc\"}"]),
        ],
    }
}
