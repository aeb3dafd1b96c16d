//! The compact form of a content that a server keeps to start quickly.
//!
//! It is private to one build of the program: no field has a name, nothing is checked again, and a
//! changed type changes the form. Whoever keeps it has to prove by a checksum that the bytes are
//! those that were written, and that the same code wrote them.
//!
//! Names such as slugs and codes are written once and shared by all records that are read together,
//! as [`crate::text`] shares them. That, and the exact sizes of lists, keeps the memory of a content
//! that is read as small as that of one that was loaded from tables.

mod primitives;
mod records;

use std::{collections::HashMap, sync::Arc};

use super::content::Content;

/// How many exams one part of a content has.
const EXAMS_IN_A_PART: usize = 256;

impl Content {
    /// The content in parts that can be written and read independently. [`Self::extend`] adds them
    /// up to this content, in order.
    pub fn parts(&self) -> Vec<Self> {
        let others = Self {
            exams: Vec::new(),
            ..self.clone()
        };
        let of_exams = |exams: &[Arc<_>]| Self {
            exams: exams.to_vec(),
            ..Self::default()
        };
        let exams = self.exams.chunks(EXAMS_IN_A_PART).map(of_exams);
        std::iter::once(others).chain(exams).collect()
    }

    /// The compact form.
    pub fn to_binary(&self) -> Vec<u8> {
        let mut records = BinaryWriter::default();
        self.write(&mut records);
        let mut whole = BinaryWriter::default();
        whole.length(records.names.len());
        let mut names: Vec<_> = records.names.iter().collect();
        names.sort_by_key(|(_, number)| **number);
        for (name, _) in names {
            whole.text(name);
        }
        whole.bytes.append(&mut records.bytes);
        whole.bytes
    }

    /// The content with this compact form; `None` if the same code did not write it.
    pub fn from_binary(bytes: &[u8]) -> Option<Self> {
        let mut reader = BinaryReader {
            rest: bytes,
            names: Vec::new(),
        };
        let count = reader.length()?;
        reader.names = (0..count)
            .map(|_| reader.text().map(Arc::from))
            .collect::<Option<_>>()?;
        let content = Self::read(&mut reader)?;
        reader.rest.is_empty().then_some(content)
    }
}

/// A value with a compact form.
pub(super) trait Binary: Sized {
    /// Appends the value.
    fn write(&self, writer: &mut BinaryWriter);

    /// Reads what [`Self::write`] wrote; `None` for anything else that is noticed.
    fn read(reader: &mut BinaryReader<'_>) -> Option<Self>;
}

/// The bytes of records, and the names in them, numbered as they occur.
#[derive(Default)]
pub(super) struct BinaryWriter {
    bytes: Vec<u8>,
    names: HashMap<Arc<str>, usize>,
}

impl BinaryWriter {
    fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// A number in seven bits a byte, lowest first (LEB128).
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.byte((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.byte((number & 0x7f) as u8);
    }

    fn length(&mut self, length: usize) {
        self.number(length as u64);
    }

    fn text(&mut self, text: &str) {
        self.length(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// A name, as its number.
    pub(super) fn name(&mut self, name: &Arc<str>) {
        let next = self.names.len();
        let number = *self.names.entry(Arc::clone(name)).or_insert(next);
        self.length(number);
    }
}

/// What is left to read, and the names in it.
pub(super) struct BinaryReader<'a> {
    rest: &'a [u8],
    names: Vec<Arc<str>>,
}

impl<'a> BinaryReader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*byte)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// A length, of which each item takes at least one byte.
    fn length(&mut self) -> Option<usize> {
        let length = usize::try_from(self.number()?).ok()?;
        (length <= self.rest.len()).then_some(length)
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.length()?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        std::str::from_utf8(text).ok()
    }

    /// A name by its number.
    pub(super) fn name(&mut self) -> Option<Arc<str>> {
        let number = usize::try_from(self.number()?).ok()?;
        self.names.get(number).cloned()
    }
}

/// Implements [`Binary`] for a struct: its fields in order. A field that is left out does not
/// compile.
macro_rules! binary_struct {
    ($type:ident { $($field:ident),+ $(,)? }) => {
        impl $crate::binary::Binary for $type {
            fn write(&self, writer: &mut $crate::binary::BinaryWriter) {
                let Self { $($field),+ } = self;
                $($crate::binary::Binary::write($field, writer);)+
            }

            fn read(reader: &mut $crate::binary::BinaryReader<'_>) -> Option<Self> {
                Some(Self { $($field: $crate::binary::Binary::read(reader)?),+ })
            }
        }
    };
    ($type:ident($field:ident)) => {
        impl $crate::binary::Binary for $type {
            fn write(&self, writer: &mut $crate::binary::BinaryWriter) {
                let Self($field) = self;
                $crate::binary::Binary::write($field, writer);
            }

            fn read(reader: &mut $crate::binary::BinaryReader<'_>) -> Option<Self> {
                $crate::binary::Binary::read(reader).map(Self)
            }
        }
    };
}

/// Implements [`Binary`] for an enum: a number for the variant, then what it holds. A variant that
/// is left out does not compile.
macro_rules! binary_enum {
    ($type:ident { $($number:literal => $variant:ident $(($field:ident))?),+ $(,)? }) => {
        impl $crate::binary::Binary for $type {
            fn write(&self, writer: &mut $crate::binary::BinaryWriter) {
                match self {
                    $(Self::$variant $(($field))? => {
                        let number: u8 = $number;
                        $crate::binary::Binary::write(&number, writer);
                        $($crate::binary::Binary::write($field, writer);)?
                    })+
                }
            }

            fn read(reader: &mut $crate::binary::BinaryReader<'_>) -> Option<Self> {
                let number: u8 = $crate::binary::Binary::read(reader)?;
                match number {
                    $($number => Some(Self::$variant $(({
                        let $field = $crate::binary::Binary::read(reader)?;
                        $field
                    }))?),)+
                    _ => None,
                }
            }
        }
    };
}

pub(super) use {binary_enum, binary_struct};
