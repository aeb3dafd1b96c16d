//! Compresses whole response bodies: they are in memory and may be cached.

use std::io::{self, Write};

use actix_web::web::{Bytes, block};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

use crate::http::negotiation::content_coding::ContentCoding;

/// Larger bodies are compressed on the blocking pool, so that no other request waits.
const MAX_INLINE_BYTES: usize = 64 * 1_024;

/// Higher levels cost much more time than they save bytes of JSON.
const GZIP_LEVEL: u32 = 6;
const BROTLI_LEVEL: i32 = 5;
const ZSTANDARD_LEVEL: i32 = 3;

/// Encodes bytes.
///
/// # Errors
/// If the encoder fails; none does on bytes in memory.
pub(in crate::http) async fn encode(coding: ContentCoding, bytes: Bytes) -> io::Result<Bytes> {
    if coding == ContentCoding::Identity {
        return Ok(bytes);
    }
    if bytes.len() <= MAX_INLINE_BYTES {
        return compress(coding, &bytes);
    }
    let compressing = block(move || compress(coding, &bytes));
    compressing.await.map_err(io::Error::other)?
}

fn compress(coding: ContentCoding, bytes: &[u8]) -> io::Result<Bytes> {
    let compressed = match coding {
        ContentCoding::Identity => bytes.to_vec(),
        ContentCoding::Gzip => {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::new(GZIP_LEVEL));
            encoder.write_all(bytes)?;
            encoder.finish()?
        }
        ContentCoding::Brotli => {
            let parameters = BrotliEncoderParams {
                quality: BROTLI_LEVEL,
                size_hint: bytes.len(),
                ..BrotliEncoderParams::default()
            };
            let mut compressed = Vec::new();
            brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
            compressed
        }
        ContentCoding::Zstandard => zstd::bulk::compress(bytes, ZSTANDARD_LEVEL)?,
    };
    Ok(compressed.into())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use proptest::prelude::*;

    use super::*;

    fn decompress(coding: ContentCoding, bytes: &[u8]) -> Vec<u8> {
        let mut read = Vec::new();
        match coding {
            ContentCoding::Identity => read.extend_from_slice(bytes),
            ContentCoding::Gzip => {
                let mut decoder = flate2::read::GzDecoder::new(bytes);
                decoder.read_to_end(&mut read).unwrap();
            }
            ContentCoding::Brotli => brotli::BrotliDecompress(&mut &*bytes, &mut read).unwrap(),
            ContentCoding::Zstandard => read = zstd::decode_all(bytes).unwrap(),
        }
        read
    }

    proptest! {
        #[test]
        fn what_is_compressed_comes_back(words in "([a-z]{1,5} ){0,400}") {
            for coding in ContentCoding::COMPRESSED {
                let compressed = compress(coding, words.as_bytes()).unwrap();
                prop_assert_eq!(decompress(coding, &compressed), words.as_bytes());
                // The same bytes each time: entity tags rely on it.
                prop_assert_eq!(compress(coding, words.as_bytes()).unwrap(), compressed);
            }
        }
    }
}
