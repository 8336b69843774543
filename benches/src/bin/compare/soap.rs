//! The SOAP section: each layout of the XML, and the same sessions as text.

use rescue_sessions_benches::bodies::Body;
use rescue_sessions_benches::envelope::Layout;
use rescue_sessions_benches::soap::check;
use rescue_sessions_benches::{soap, soap_as_text};

use crate::Measured;

const FROM_STR: &str = "quick-xml + serde, `from_str`";

/// One body, read as XML and as text.
pub struct Section {
    layout: Layout,
    body: Body,
    xml: Measured,
    text: Measured,
}

impl Section {
    pub fn all(rows: usize) -> Vec<Section> {
        Layout::ALL.map(|layout| Section::new(rows, layout)).into()
    }

    fn new(rows: usize, layout: Layout) -> Section {
        let body = Body::soap(rows, layout);
        let section = Section { layout, body, xml: Measured::new(soap()), text: Measured::new(soap_as_text()) };
        check(&section.body);
        section.xml.check(&section.body);
        section.text.check(&section.body);
        section
    }

    pub fn run(&mut self, is_counted: bool) {
        self.xml.run(&self.body, is_counted);
        self.text.run(&self.body, is_counted);
    }
}

pub fn print(sections: &mut [Section]) {
    for Section { layout, body, xml, text } in sections.iter_mut() {
        let bytes = |measured: &Measured| measured.workload.bytes(body) as f64 / body.rows() as f64;
        println!(
            "\n{layout:?} XML, {:.0} bytes per session, {:.0} as text; {} rounds\n",
            bytes(xml),
            bytes(text),
            xml.rounds()
        );
        println!("| format | parser | GB/s (median) | ns/session | ratio to `parse_any` |\n|---|---|--:|--:|--:|");
        let parse_any = xml.medians()[0];
        xml.print(body, parse_any);
        text.print(body, parse_any);
    }
    println!("\n| SOAP, collected | this crate | quick-xml + serde | the same sessions as text |\n|---|--:|--:|--:|");
    for Section { layout, body, xml, text } in sections {
        let medians = xml.medians();
        let speed = xml.workload.bytes(body) as f64 / medians[0];
        let from_str = xml.index_of(FROM_STR).map_or(0.0, |index| medians[index] / medians[0]);
        println!("| {layout:?} | 1 ({speed:.2} GB/s) | {from_str:.1} | {:.2} |", text.medians()[0] / medians[0]);
    }
}
