//! No damage of an archive is read.

use std::io::Cursor;

use catalogue::{Content, LogPosition, Revision};
use sha2::{Digest, Sha256};

use super::format::{Position, Unusable, read, write};

const POSITION: Position = Position {
    revision: Revision::new(7),
    log_head: LogPosition {
        sequence: 12,
        chain: [1, 2, 3, 4, 5, 6, 7, 8],
    },
};

/// Where the header's list of parts begins, and the length of an item.
const LIST: usize = 80;
const ITEM: usize = 40;

/// The length of the header.
const HEADER: usize = LIST + 3 * ITEM + 32;

/// A content of 300 exams: three parts.
fn content() -> Content {
    let exams: Vec<_> = (0..300)
        .map(|number| {
            serde_json::json!({
                "vendor": "acme", "code": format!("AC-{number}"), "title": "Acme Cloud",
                "facts": [{
                    "name": "FEE", "value": "99.00 USD",
                    "evidence": { "sources": ["list"], "as_of": "2026-10", "confidence": "OFFICIAL" }
                }]
            })
        })
        .collect();
    let mut content: Content = serde_json::from_value(serde_json::json!({
        "source": [{
            "key": "list", "title": "List", "publisher": "Acme",
            "url": "https://example.org/", "kind": "OFFICIAL"
        }],
        "vendor": [{ "slug": "acme", "name": "Acme" }],
        "exam": exams,
    }))
    .unwrap();
    content.sort();
    content
}

fn file_of(content: &Content) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    write(&mut file, content, POSITION).unwrap();
    file.into_inner()
}

fn content_of(file: &[u8]) -> Result<Content, Unusable> {
    let (content, position) = read(&mut &file[..], file.len() as u64, |_| true)?;
    assert_eq!(position, POSITION);
    Ok(content)
}

/// Numbers that look random (Steele and others, "Fast splittable pseudorandom number generators").
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((number ^ (number >> 31)) % limit as u64).unwrap()
    }
}

/// Writes the digest of a changed header again, as another program would have.
fn seal(file: &mut [u8]) {
    let count: [u8; 8] = file[LIST - 8..LIST].try_into().unwrap();
    let end = LIST + usize::try_from(u64::from_le_bytes(count)).unwrap() * ITEM;
    let digest = Sha256::digest(&file[..end]);
    file[end..end + digest.len()].copy_from_slice(&digest);
}

#[test]
fn an_archive_reads_back_as_written() {
    for content in [Content::default(), content()] {
        assert_eq!(content_of(&file_of(&content)).unwrap(), content);
    }
}

#[test]
fn no_one_of_ten_thousand_damages_is_read() {
    let file = file_of(&content());
    let mut numbers = Numbers(1);
    for round in 0..10_000 {
        let mut damaged = file.clone();
        let place = numbers.below(file.len());
        match round % 7 {
            // One bit, anywhere and in the header.
            0 => damaged[place] ^= 1 << numbers.below(8),
            1 => damaged[numbers.below(HEADER)] ^= 1 << numbers.below(8),
            2 => damaged.truncate(place),
            3 => damaged.extend_from_slice(&file[place..]),
            // A piece from elsewhere, and a piece that is missing.
            4 => {
                let length = 1 + numbers.below(file.len() - place.max(1) + 1).min(4_000);
                let length = length.min(file.len() - place);
                let from = numbers.below(file.len() - length + 1);
                damaged.copy_within(from..from + length, place);
            }
            5 => {
                let end = (place + 1 + numbers.below(4_000)).min(file.len());
                damaged.drain(place..end);
            }
            // Zeros, as a file has after a power failure.
            _ => damaged[place..].fill(0),
        }
        if damaged != file {
            assert!(content_of(&damaged).is_err(), "round {round}");
        }
    }
}

#[test]
fn parts_in_another_order_are_not_read() {
    let file = file_of(&content());
    let length = |part: usize| {
        let at = LIST + part * ITEM;
        usize::try_from(u64::from_le_bytes(file[at..at + 8].try_into().unwrap())).unwrap()
    };
    let (first, second) = (length(0), length(1));
    let mut swapped = file.clone();
    swapped[HEADER..HEADER + first + second].rotate_left(first);
    assert!(content_of(&swapped).is_err());
}

#[test]
fn parts_of_another_archive_are_not_read() {
    let file = file_of(&content());
    let mut other = content();
    "Acme Mists".clone_into(&mut std::sync::Arc::make_mut(&mut other.exams[0]).title);
    let other = file_of(&other);
    assert_eq!(other.len(), file.len());
    let mixed = [&file[..HEADER], &other[HEADER..]].concat();
    assert!(content_of(&mixed).is_err());
}

#[test]
fn an_archive_of_another_version_is_not_read() {
    let mut file = file_of(&content());
    file[20] ^= 1;
    seal(&mut file);
    assert!(matches!(content_of(&file), Err(Unusable::OtherVersion)));
}

#[test]
fn an_archive_of_another_state_is_not_parsed() {
    let file = file_of(&content());
    let read = read(&mut &file[..], file.len() as u64, |position| {
        assert_eq!(position, POSITION);
        false
    });
    assert!(matches!(read, Err(Unusable::OtherState)));
}
