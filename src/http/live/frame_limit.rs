//! Limits the length of WebSocket frames as soon as their header arrives: the library checks it only
//! when the whole frame is in memory.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use actix_web::{error::PayloadError, web::Bytes};
use futures_util::{Stream, StreamExt};

/// The bytes of a client up to the first frame that is too long; then [`PayloadError::Overflow`].
pub(super) struct FrameLimit<S> {
    bytes: S,
    frames: Frames,
}

impl<S> FrameLimit<S> {
    /// `most` is the most bytes of a frame after its header.
    pub(super) fn new(bytes: S, most: usize) -> Self {
        Self {
            bytes,
            frames: Frames {
                most: u64::try_from(most).unwrap_or(u64::MAX),
                header: Vec::new(),
                left: 0,
            },
        }
    }
}

impl<S: Stream<Item = Result<Bytes, PayloadError>> + Unpin> Stream for FrameLimit<S> {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.bytes.poll_next_unpin(context);
        next.map(|chunk| {
            let chunk = chunk?;
            Some(chunk.and_then(|chunk| match self.frames.read(&chunk) {
                Ok(()) => Ok(chunk),
                Err(TooLong) => Err(PayloadError::Overflow),
            }))
        })
    }
}

/// The position within the frames of a client (RFC 6455, section 5.2).
struct Frames {
    most: u64,
    /// The received part of a header.
    header: Vec<u8>,
    /// The bytes left of the frame after its header.
    left: u64,
}

/// A frame exceeds the limit.
#[derive(Debug, PartialEq, Eq)]
struct TooLong;

impl Frames {
    fn read(&mut self, mut bytes: &[u8]) -> Result<(), TooLong> {
        while let Some((first, rest)) = bytes.split_first() {
            if self.left > 0 {
                let here = usize::try_from(self.left).unwrap_or(usize::MAX);
                let here = here.min(bytes.len());
                self.left -= u64::try_from(here).unwrap_or(self.left);
                bytes = bytes.get(here..).unwrap_or_default();
                continue;
            }
            self.header.push(*first);
            bytes = rest;
            if let Some(length) = length_of(&self.header) {
                if length > self.most {
                    return Err(TooLong);
                }
                self.left = length;
                self.header.clear();
            }
        }
        Ok(())
    }
}

/// The length in a complete header.
fn length_of(header: &[u8]) -> Option<u64> {
    let second = header.get(1)?;
    let mask = if second & 0x80 == 0 { 0 } else { 4 };
    let (extended, short) = match second & 0x7f {
        126 => (2, None),
        127 => (8, None),
        short => (0, Some(u64::from(short))),
    };
    let whole = header.len() >= 2 + extended + mask;
    let bytes = header.get(2..2 + extended).unwrap_or_default();
    let long = || {
        bytes
            .iter()
            .fold(0, |length, byte| length << 8 | u64::from(*byte))
    };
    whole.then(|| short.unwrap_or_else(long))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(parts: &[&[u8]]) -> Result<(), TooLong> {
        let mut frames = Frames {
            most: 300,
            header: Vec::new(),
            left: 0,
        };
        parts.iter().try_for_each(|part| frames.read(part))
    }

    #[test]
    fn a_frame_is_rejected_by_its_header() {
        let mask = [0; 4];
        assert_eq!(read(&[&[0x81, 0xfe, 0x01, 0x2d], &mask]), Err(TooLong));
        assert_eq!(read(&[&[0x81, 0xfe, 0x01, 0x2c], &mask]), Ok(()));
        let huge = [0x81, 0xff, 0, 0, 0, 1, 0, 0, 0, 0];
        assert_eq!(read(&[&huge]), Ok(()));
        assert_eq!(read(&[&huge, &mask]), Err(TooLong));
    }

    #[test]
    fn frames_are_parsed_in_any_pieces() {
        let mut bytes = vec![0x81, 0x85, 0, 0, 0, 0];
        bytes.extend_from_slice(b"hello");
        bytes.extend_from_slice(&[0x89, 0x80, 0, 0, 0, 0, 0x01, 0xfe, 0x01, 0x00, 0, 0, 0, 0]);
        bytes.extend_from_slice(&[b'x'; 256]);
        let fits = bytes.clone();
        bytes.extend_from_slice(&[0x81, 0xfe, 0x02, 0x00, 0, 0, 0, 0]);
        for size in 1..20 {
            let parts = |bytes: &[u8]| read(&bytes.chunks(size).collect::<Vec<_>>());
            assert_eq!(parts(&fits), Ok(()), "{size}");
            assert_eq!(parts(&bytes), Err(TooLong), "{size}");
        }
    }
}
