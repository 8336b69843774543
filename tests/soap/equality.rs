//! Sessions are read equal in every spelling of the XML, from both formats, and in buffers of any size.

use arbitrary::{Arbitrary, Unstructured};
use checks::owned_lists::OwnedList;
use checks::soap::{SessionList, check_both_formats, check_bytes, check_list};
use proptest::collection::vec;
use proptest::prelude::*;

proptest! {
    #![proptest_config(common::config(2_000))]

    #[test]
    fn sessions_are_read_equal_in_every_spelling(bytes in vec(any::<u8>(), 0..1_500)) {
        let mut choices = Unstructured::new(&bytes);
        if let Ok(list) = SessionList::arbitrary(&mut choices) {
            check_list(&list, &mut choices);
        }
    }

    #[test]
    fn sessions_are_read_equal_from_both_formats(bytes in vec(any::<u8>(), 0..600)) {
        if let Ok(list) = OwnedList::arbitrary(&mut Unstructured::new(&bytes)) {
            check_both_formats(&list);
        }
    }

    #[test]
    fn any_xml_is_read_in_buffers_of_any_size(pieces in vec(0..PIECES.len(), 0..40)) {
        let xml: String = pieces.into_iter().map(|index| PIECES[index]).collect();
        check_bytes(xml.as_bytes());
        check_bytes(super::list(&xml).as_bytes());
        check_bytes(super::session(&xml).as_bytes());
    }
}

/// Parts of XML, whole and broken.
const PIECES: [&str; 44] = [
    "<iID>7</iID>",
    "<iID>",
    "</iID>",
    "7",
    " ",
    "\n",
    "\r",
    "<iID/>",
    "<iID />",
    "<SESSION_V3/>",
    "<SESSION_V3>",
    "</SESSION_V3>",
    "<SESSION_V3 xmlns=''>",
    "<aSessions>",
    "</aSessions>",
    "<sEntry>a</sEntry>",
    "<sEntry />",
    "<sEntry>a&amp;b</sEntry>",
    "<sNew>",
    "</sNew>",
    "<sNew/>",
    "<p:iID>8</p:iID>",
    "<iID xmlns=''>9</iID>",
    "<iID xmlns='urn:a'>9</iID>",
    "<bIsLead>true</bIsLead>",
    "<bIsLead>maybe</bIsLead>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?",
    "?>",
    "&#13;",
    "&x;",
    "&",
    "é",
    "x",
    "<sCustomField7>g</sCustomField7>",
    "<iEntry> 8 </iEntry>",
    "<iEntry>x</iEntry>",
    "xmlns='https://secure.logmeinrescue.com/API/API.asmx'",
    "<a",
    ">",
    "\t",
];
