//! Validators of answers, and the condition by which a client asks whether its copy still holds
//! (RFC 9110, sections 8.8.3 and 13.1.2).

use actix_web::http::header::{self, HeaderMap, HeaderValue};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// What tells one content from another: half of its SHA-256, which is plenty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ContentDigest([u8; 16]);

impl ContentDigest {
    /// The digest of these bytes.
    pub(super) fn of(content: &[u8]) -> Self {
        let hash: [u8; 32] = Sha256::digest(content).into();
        let (half, _) = hash.split_first_chunk().unwrap_or((&[0; 16], &[]));
        Self(*half)
    }
}

/// A strong entity tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct EntityTag(HeaderValue);

impl EntityTag {
    /// The tag of a content in one of its forms. The parts name the form (letters and dots): each
    /// media type and each coding has other bytes, so each needs a tag of its own.
    pub(super) fn new(digest: ContentDigest, form: [&'static str; 2]) -> Self {
        let [media, coding] = form;
        let name = BASE64_URL_SAFE_NO_PAD.encode(digest.0);
        let tag = format!("\"{name}{media}{coding}\"");
        // Nothing in it can be refused; an empty header would only never match.
        let header = HeaderValue::try_from(tag);
        Self(header.unwrap_or(HeaderValue::from_static("\"\"")))
    }

    /// The value of the header `ETag`.
    pub(super) fn header(&self) -> HeaderValue {
        self.0.clone()
    }

    /// Whether the header `If-None-Match` names it: the client has these bytes already.
    pub(super) fn is_named_in(&self, headers: &HeaderMap) -> bool {
        let mut values = headers.get_all(header::IF_NONE_MATCH);
        values.any(|value| names(value.as_bytes(), self.0.as_bytes()))
    }
}

/// Whether a list of tags has this one, weak or strong; `*` stands for any. What is no tag is
/// skipped up to the next comma; within quotes a comma belongs to the tag.
fn names(list: &[u8], tag: &[u8]) -> bool {
    if list.trim_ascii() == b"*" {
        return true;
    }
    let mut rest = list;
    loop {
        let start = rest
            .iter()
            .position(|byte| !matches!(byte, b' ' | b'\t' | b','));
        let Some(item) = start.and_then(|start| rest.get(start..)) else {
            return false;
        };
        let item = item.strip_prefix(b"W/").unwrap_or(item);
        let opaque = item.strip_prefix(b"\"").and_then(|text| {
            let end = text.iter().position(|byte| *byte == b'"')?;
            item.split_at_checked(end + 2)
        });
        let after = match opaque {
            Some((found, _)) if found == tag => return true,
            Some((_, after)) => after,
            None => item,
        };
        let Some(comma) = after.iter().position(|byte| *byte == b',') else {
            return false;
        };
        rest = after.get(comma..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lists_are_searched_for_the_tag() {
        for (list, expected) in [
            ("\"a\"", true),
            ("W/\"a\"", true),
            ("*", true),
            (" * ", true),
            ("\"b\", \"a\"", true),
            ("\"b\",W/\"a\"", true),
            (",, \"a\" ,", true),
            ("\"b,\", \"a\"", true),
            ("nonsense, \"a\"", true),
            ("", false),
            ("a", false),
            ("\"b\"", false),
            ("\"b, \"a", false),
            ("\"x\"a\"", false),
            ("w/\"a\"", false),
            ("\"A\"", false),
            ("\"b\", *", false),
            ("\"a", false),
            ("W/", false),
        ] {
            assert_eq!(names(list.as_bytes(), b"\"a\""), expected, "{list}");
        }
    }

    #[test]
    fn each_form_of_a_content_has_its_own_tag() {
        let tag = |content: &[u8], form| EntityTag::new(ContentDigest::of(content), form);
        let plain = tag(b"{}", [".json", ""]);
        assert_eq!(plain.header(), "\"RBNvo1WzZ4oRRq0W9-hkng.json\"");
        assert_eq!(plain, tag(b"{}", [".json", ""]));
        assert_ne!(plain, tag(b"[]", [".json", ""]));
        assert_ne!(plain, tag(b"{}", [".graphql", ""]));
        assert_ne!(plain, tag(b"{}", [".json", ".br"]));
    }

    proptest! {
        #[test]
        fn any_list_is_read(list in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = names(&list, b"\"a\"");
        }

        #[test]
        fn a_tag_is_found_wherever_it_stands(
            before in proptest::collection::vec("(W/)?\"[!#-~]{0,6}\"", 0..4),
            weak in any::<bool>(),
            tag in "[!#-~]{1,8}",
            after in proptest::collection::vec("(W/)?\"[!#-~]{0,6}\"", 0..4),
        ) {
            let tag = format!("\"{tag}\"");
            let others: Vec<&str> = before.iter().chain(&after).map(String::as_str).collect();
            let is_other = others.iter().any(|other| other.trim_start_matches("W/") == tag);
            prop_assert_eq!(names(others.join(", ").as_bytes(), tag.as_bytes()), is_other);
            let own = if weak { format!("W/{tag}") } else { tag.clone() };
            let mut all = before.clone();
            all.push(own);
            all.extend(after);
            prop_assert!(names(all.join(",").as_bytes(), tag.as_bytes()));
        }
    }
}
