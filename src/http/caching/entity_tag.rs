//! Entity tags and conditional requests (RFC 9110, sections 8.8.3, 13.1.1, 13.1.2 and 13.1.5).

use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// A digest of content: half of its SHA-256 suffices for a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) struct ContentDigest([u8; 16]);

impl ContentDigest {
    /// The digest of these bytes.
    pub(in crate::http) fn of(content: &[u8]) -> Self {
        Self::of_hash(Sha256::digest(content).into())
    }

    /// The digest of bytes with this SHA-256.
    pub(in crate::http) fn of_hash(hash: [u8; 32]) -> Self {
        let (half, _) = hash.split_first_chunk().unwrap_or((&[0; 16], &[]));
        Self(*half)
    }
}

/// A strong entity tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::http) struct EntityTag(HeaderValue);

impl EntityTag {
    /// The tag of a representation. The parts (letters and dots) name its media type and content
    /// coding, since each has other bytes.
    pub(in crate::http) fn new(digest: ContentDigest, form: [&'static str; 2]) -> Self {
        let [media, coding] = form;
        let name = BASE64_URL_SAFE_NO_PAD.encode(digest.0);
        let tag = format!("\"{name}{media}{coding}\"");
        // The characters are always valid; an empty tag never matches.
        let header = HeaderValue::try_from(tag);
        Self(header.unwrap_or(HeaderValue::from_static("\"\"")))
    }

    /// The value of the header `ETag`.
    pub(in crate::http) fn header(&self) -> HeaderValue {
        self.0.clone()
    }

    /// Evaluates `If-Match` and `If-None-Match`.
    pub(in crate::http) fn precondition(&self, headers: &HeaderMap) -> Precondition {
        let names = |name: HeaderName, comparison| {
            let mut values = headers.get_all(name);
            values.any(|value| names(value.as_bytes(), self.0.as_bytes(), comparison))
        };
        // In this order (section 13.2.2).
        if headers.contains_key(header::IF_MATCH) && !names(header::IF_MATCH, Comparison::Strong) {
            Precondition::Failed
        } else if names(header::IF_NONE_MATCH, Comparison::Weak) {
            Precondition::Known
        } else {
            Precondition::Met
        }
    }

    /// Whether a range may be sent: there is no `If-Range`, or it has this tag. Dates never match:
    /// responses have no `Last-Modified`.
    pub(in crate::http) fn allows_range(&self, headers: &HeaderMap) -> bool {
        let mut values = headers.get_all(header::IF_RANGE);
        values.all(|value| value == self.0)
    }
}

/// The result of the preconditions of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Precondition {
    /// The response is sent.
    Met,
    /// The client has this representation: 304.
    Known,
    /// The client requires another representation: 412.
    Failed,
}

/// How tags are compared (section 8.8.3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    /// A weak tag matches a strong one.
    Weak,
    /// A weak tag never matches.
    Strong,
}

/// Whether a list of tags has this one; `*` matches any. Malformed items are skipped up to the next
/// comma; within quotes a comma belongs to the tag.
fn names(list: &[u8], tag: &[u8], comparison: Comparison) -> bool {
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
        let weak = item.strip_prefix(b"W/");
        let counts = weak.is_none() || comparison == Comparison::Weak;
        let item = weak.unwrap_or(item);
        let opaque = item.strip_prefix(b"\"").and_then(|text| {
            let end = text.iter().position(|byte| *byte == b'"')?;
            item.split_at_checked(end + 2)
        });
        let after = match opaque {
            Some((found, _)) if counts && found == tag => return true,
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
            let found = names(list.as_bytes(), b"\"a\"", Comparison::Weak);
            assert_eq!(found, expected, "{list}");
            let strong = names(list.as_bytes(), b"\"a\"", Comparison::Strong);
            assert_eq!(strong, expected && !list.contains("W/"), "{list}");
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
            let _ = names(&list, b"\"a\"", Comparison::Weak);
        }

        #[test]
        fn a_tag_is_found_at_any_position(
            before in proptest::collection::vec("(W/)?\"[!#-~]{0,6}\"", 0..4),
            weak in any::<bool>(),
            tag in "[!#-~]{1,8}",
            after in proptest::collection::vec("(W/)?\"[!#-~]{0,6}\"", 0..4),
        ) {
            let tag = format!("\"{tag}\"");
            let others: Vec<&str> = before.iter().chain(&after).map(String::as_str).collect();
            let is_other = others.iter().any(|other| other.trim_start_matches("W/") == tag);
            prop_assert_eq!(names(others.join(", ").as_bytes(), tag.as_bytes(), Comparison::Weak), is_other);
            let own = if weak { format!("W/{tag}") } else { tag.clone() };
            let mut all = before.clone();
            all.push(own);
            all.extend(after);
            prop_assert!(names(all.join(",").as_bytes(), tag.as_bytes(), Comparison::Weak));
        }
    }
}
