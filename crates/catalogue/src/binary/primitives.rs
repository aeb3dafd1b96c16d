//! The compact form of numbers, texts, lists and days.

use std::sync::Arc;

use chrono::Datelike;

use super::{Binary, BinaryReader, BinaryWriter};
use crate::{date::Day, described_enum::DescribedEnum};

impl Binary for u8 {
    fn write(&self, writer: &mut BinaryWriter) {
        writer.byte(*self);
    }

    fn read(reader: &mut BinaryReader<'_>) -> Option<Self> {
        reader.byte()
    }
}

impl Binary for u16 {
    fn write(&self, writer: &mut BinaryWriter) {
        writer.number((*self).into());
    }

    fn read(reader: &mut BinaryReader<'_>) -> Option<Self> {
        reader.number()?.try_into().ok()
    }
}

impl Binary for i8 {
    fn write(&self, writer: &mut BinaryWriter) {
        writer.byte(self.cast_unsigned());
    }

    fn read(reader: &mut BinaryReader<'_>) -> Option<Self> {
        reader.byte().map(u8::cast_signed)
    }
}

/// Numbers near zero are short, whatever their sign.
impl Binary for i64 {
    fn write(&self, writer: &mut BinaryWriter) {
        writer.number(((self << 1) ^ (self >> 63)).cast_unsigned());
    }

    fn read(reader: &mut BinaryReader<'_>) -> Option<Self> {
        let number = reader.number()?;
        Some((number >> 1).cast_signed() ^ -((number & 1).cast_signed()))
    }
}

impl Binary for bool {
    fn write(&self, writer: &mut BinaryWriter) {
        writer.byte((*self).into());
    }

    fn read(reader: &mut BinaryReader<'_>) -> Option<Self> {
        match reader.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl<const LENGTH: usize> Binary for [u8; LENGTH] {
    fn write(&self, writer: &mut BinaryWriter) {
        for byte in self {
            writer.byte(*byte);
        }
    }

    fn read(reader: &mut BinaryReader<'_>) -> Option<Self> {
        let (bytes, rest) = reader.rest.split_first_chunk()?;
        reader.rest = rest;
        Some(*bytes)
    }
}

impl Binary for String {
    fn write(&self, writer: &mut BinaryWriter) {
        writer.text(self);
    }

    fn read(reader: &mut BinaryReader<'_>) -> Option<Self> {
        reader.text().map(str::to_owned)
    }
}

impl<T: Binary> Binary for Option<T> {
    fn write(&self, writer: &mut BinaryWriter) {
        self.is_some().write(writer);
        if let Some(value) = self {
            value.write(writer);
        }
    }

    fn read(reader: &mut BinaryReader<'_>) -> Option<Self> {
        if bool::read(reader)? {
            T::read(reader).map(Some)
        } else {
            Some(None)
        }
    }
}

impl<T: Binary> Binary for Vec<T> {
    fn write(&self, writer: &mut BinaryWriter) {
        writer.length(self.len());
        for item in self {
            item.write(writer);
        }
    }

    fn read(reader: &mut BinaryReader<'_>) -> Option<Self> {
        let length = reader.length()?;
        let mut items = Self::with_capacity(length);
        for _ in 0..length {
            items.push(T::read(reader)?);
        }
        Some(items)
    }
}

impl<T: Binary> Binary for Arc<T> {
    fn write(&self, writer: &mut BinaryWriter) {
        (**self).write(writer);
    }

    fn read(reader: &mut BinaryReader<'_>) -> Option<Self> {
        T::read(reader).map(Self::new)
    }
}

/// The days since the year 1, which every calendar day has.
impl Binary for Day {
    fn write(&self, writer: &mut BinaryWriter) {
        i64::from(self.num_days_from_ce()).write(writer);
    }

    fn read(reader: &mut BinaryReader<'_>) -> Option<Self> {
        Self::from_num_days_from_ce_opt(i64::read(reader)?.try_into().ok()?)
    }
}

/// The position among the values.
impl<T: DescribedEnum> Binary for T {
    fn write(&self, writer: &mut BinaryWriter) {
        let position = T::VALUES.iter().position(|(value, ..)| value == self);
        writer.length(position.unwrap_or(T::VALUES.len()));
    }

    fn read(reader: &mut BinaryReader<'_>) -> Option<Self> {
        let position = usize::try_from(reader.number()?).ok()?;
        T::VALUES.get(position).map(|(value, ..)| *value)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fact::FactName;

    fn read_back<T: Binary>(value: &T) -> Option<T> {
        let mut writer = BinaryWriter::default();
        value.write(&mut writer);
        let mut reader = BinaryReader {
            rest: &writer.bytes,
            names: Vec::new(),
        };
        let value = T::read(&mut reader)?;
        reader.rest.is_empty().then_some(value)
    }

    proptest! {
        #[test]
        fn numbers_texts_and_lists_read_back_as_written(
            number: i64, small: u16, signed: i8, texts: Vec<Option<String>>
        ) {
            prop_assert_eq!(read_back(&number), Some(number));
            prop_assert_eq!(read_back(&small), Some(small));
            prop_assert_eq!(read_back(&signed), Some(signed));
            prop_assert_eq!(read_back(&texts), Some(texts));
        }

        #[test]
        fn days_read_back_as_written(days in -90_000_000..90_000_000) {
            if let Some(day) = Day::from_num_days_from_ce_opt(days) {
                prop_assert_eq!(read_back(&day), Some(day));
            }
        }

        /// Bytes of another origin must not end the process.
        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let _ = crate::Content::from_binary(&bytes);
        }
    }

    #[test]
    fn the_first_and_the_last_value_read_back_as_written() {
        for number in [i64::MIN, -1, 0, 1, i64::MAX] {
            assert_eq!(read_back(&number), Some(number));
        }
        for day in [Day::MIN, Day::MAX] {
            assert_eq!(read_back(&day), Some(day));
        }
        for name in FactName::ALL {
            assert_eq!(read_back(name), Some(*name));
        }
    }
}
