//! The SOAP requests of a client: the name of the method, and its parameters.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;

/// The elements that have text, by their names without a prefix, and the name of the element in the body.
pub(super) fn parameters(xml: &str) -> Option<(String, Vec<(String, String)>)> {
    let mut reader = Reader::from_str(xml);
    let (mut open, mut text) = (Vec::new(), String::new());
    let (mut method, mut parameters) = (None, Vec::new());
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                open.push(tag.local_name().as_ref().to_owned());
                if let [_, body, name] = open.as_slice()
                    && body == "Body"
                {
                    method = Some(name.clone());
                }
                text.clear();
            }
            Event::Empty(tag) if open.last().is_some_and(|name| name == "Body") => {
                method = Some(tag.local_name().as_ref().to_owned());
            }
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().ok()? {
                Some(character) => text.push(character),
                None => text.push_str(resolve_xml_entity(&reference)?),
            },
            Event::End(_) => parameters.push((open.pop()?, std::mem::take(&mut text))),
            Event::Eof => return method.map(|method| (method, parameters)),
            _ => {}
        }
    }
}
