//! References in XML.

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::BytesRef;

/// The character of a reference: `amp`, `#65`, `#x41`.
pub(crate) fn character(reference: &str) -> Option<char> {
    match BytesRef::new(reference).resolve_char_ref() {
        Ok(Some(character)) => Some(character),
        Ok(None) => resolve_xml_entity(reference)?.chars().next(),
        Err(_) => None,
    }
}
