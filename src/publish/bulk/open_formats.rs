//! The exports in open vocabularies, written one record at a time.

use std::io::{self, Write};

use crate::{
    catalogue::Catalogue,
    open_data::{case, ctdl},
};

/// Writes vendors, certifications, exams and competencies as one JSON-LD document in CTDL, one node per
/// line, and returns the number of nodes.
///
/// # Errors
/// When the writer fails.
pub fn ctdl_jsonld(catalogue: &Catalogue, mut writer: impl Write) -> io::Result<u64> {
    write!(writer, "{{\"@context\":{},\"@graph\":[", ctdl::context())?;
    let mut count = 0;
    for node in ctdl::nodes(catalogue) {
        writer.write_all(if count == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut writer, &node)?;
        count += 1;
    }
    writer.write_all(b"\n]}\n")?;
    Ok(count)
}

/// Writes each blueprint as a package of CASE 1.1, one per line, and returns their number.
///
/// # Errors
/// When the writer fails.
pub fn case_jsonl(catalogue: &Catalogue, mut writer: impl Write) -> io::Result<u64> {
    let mut count = 0;
    for package in case::packages(catalogue) {
        serde_json::to_writer(&mut writer, &package)?;
        writer.write_all(b"\n")?;
        count += 1;
    }
    Ok(count)
}
