//! Cert Atlas as a catalogue: 1,606 real exams, to hold the program against more and less tidy data
//! than it ships.

use std::{path::Path, sync::LazyLock};

use certgraph::{
    catalogue::Content,
    publish::cert_atlas::{CertAtlas, Findings, merge_entries, read_cert_atlas},
};

/// The index as its authors wrote it.
pub static ATLAS: LazyLock<CertAtlas> = LazyLock::new(|| {
    let atlas = read_cert_atlas(Path::new(FILE)).expect("the index is readable");
    atlas.atlas
});

/// The index.
pub const FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/data/cert-atlas/cert-atlas.json.gz"
);

/// The index as a catalogue's whole content, and what was made of its oddities.
pub fn content_of(atlas: &CertAtlas) -> (Content, Findings) {
    let mut findings = Findings::default();
    let content = merge_entries(Content::default(), atlas, &mut findings);
    (content.expect("the slugs of the index are slugs"), findings)
}

/// The shipped index as a catalogue's whole content.
pub fn content() -> Content {
    content_of(&ATLAS).0
}
