//! Permanent identifiers of catalogue objects.
//!
//! An identity is a digest of the kind and the *first* name of an object (an exam's oldest code).
//! It survives renames and reveals nothing about rows or codes.

use std::fmt::{self, Write};

use sha2::{Digest, Sha256};

use super::{exam::Exam, text::ExamKey};

/// The kinds of objects that have an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectKind {
    /// A vendor.
    Vendor,
    /// A certification.
    Certification,
    /// An exam.
    Exam,
    /// A role.
    Role,
    /// A contradiction.
    Contradiction,
}

impl ObjectKind {
    /// Its name in the digest, which must never change.
    pub fn word(self) -> &'static str {
        match self {
            Self::Vendor => "Vendor",
            Self::Certification => "Certification",
            Self::Exam => "Exam",
            Self::Role => "Role",
            Self::Contradiction => "Contradiction",
        }
    }
}

/// Bytes as lowercase hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The permanent identifier of an object: 12 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity([u8; 12]);

impl Identity {
    /// The identity of the object of this kind whose first name was `name`.
    pub fn of(kind: ObjectKind, name: &impl fmt::Display) -> Self {
        let digest = Sha256::digest(format!("{}:{name}", kind.word()));
        let mut bytes = [0; 12];
        bytes.copy_from_slice(&digest[..12]);
        Self(bytes)
    }

    /// The identity of an exam, derived from its oldest code.
    pub fn of_exam(exam: &Exam) -> Self {
        let code = exam.former_codes.first().unwrap_or(&exam.code).clone();
        Self::of(
            ObjectKind::Exam,
            &ExamKey {
                vendor: exam.vendor.clone(),
                code,
            },
        )
    }

    /// The identity with these bytes; `None` unless there are exactly 12.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}
