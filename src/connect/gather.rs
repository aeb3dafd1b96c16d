//! Fetches responses: page by page over HTTP, or from a file.

use std::{collections::BTreeSet, fs::File, io::Read, path::Path};

use flate2::read::GzDecoder;
use url::Url;

use super::{
    client::{Client, check},
    connector::{AnswerFault, Connector},
    error::{ConnectError, shown},
};

/// The magic number of gzip. No JSON text starts with it.
const GZIP: [u8; 2] = [0x1f, 0x8b];

const MEBIBYTE: u64 = 1024 * 1024;

/// The address, if the text is one rather than a file name.
///
/// # Errors
/// [`ConnectError::Address`] for unsupported addresses.
pub fn address(text: &str) -> Result<Option<Url>, ConnectError> {
    if !text.contains("://") {
        return Ok(None);
    }
    let url = Url::parse(text).map_err(|_| ConnectError::Address {
        // An address that cannot be parsed may contain a password anywhere.
        address: "the address".to_owned(),
        reason: "it is not a valid address",
    })?;
    check(&url)?;
    Ok(Some(url))
}

/// Fetches the addresses and their following pages.
///
/// # Errors
/// The first error; earlier pages are discarded.
pub fn fetch<C: Connector>(
    connector: &C,
    client: &Client,
    starts: &[Url],
) -> Result<Vec<C::Answer>, ConnectError> {
    let mut answers = Vec::new();
    let mut asked: BTreeSet<Url> = BTreeSet::new();
    let mut left = client.limits.bytes;
    for start in starts {
        let mut next = Some(start.clone());
        while let Some(url) = next.take() {
            let refuse = |reason| ConnectError::Paging {
                address: shown(&url),
                reason,
            };
            if url.origin() != start.origin() {
                return Err(refuse("the next page is on another host"));
            }
            if asked.len() >= client.limits.pages {
                return Err(refuse("there are too many pages"));
            }
            if !asked.insert(url.clone()) {
                return Err(refuse("the pages form a cycle"));
            }
            tracing::debug!(page = %shown(&url), "fetching");
            let address = || shown(&url);
            let text = text(client.get(&url, left)?, left, client.limits.bytes, address)?;
            left -= text.len() as u64;
            let pages = connector
                .read(&text)
                .map_err(|fault| ConnectError::Answer {
                    address: address(),
                    fault,
                })?;
            for page in pages {
                answers.push(page.answer);
                if let Some(link) = page.next {
                    let link = url
                        .join(&link)
                        .map_err(|_| refuse("the link to the next page is not a valid address"))?;
                    next = Some(link);
                }
            }
        }
    }
    Ok(answers)
}

/// Reads a saved response, gzipped or not, or several concatenated ones.
///
/// # Errors
/// [`ConnectError::File`], [`ConnectError::TooLarge`] or [`ConnectError::Answer`].
pub fn read_file<C: Connector>(
    connector: &C,
    path: &Path,
    most: u64,
) -> Result<Vec<C::Answer>, ConnectError> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    read.map_err(|source| ConnectError::File {
        path: path.to_owned(),
        source,
    })?;
    let address = || path.display().to_string();
    let text = text(bytes, most, most, address)?;
    let pages = connector
        .read(&text)
        .map_err(|fault| ConnectError::Answer {
            address: address(),
            fault,
        })?;
    Ok(pages.into_iter().map(|page| page.answer).collect())
}

/// The decompressed text of a response, of at most `most` of `all` bytes.
///
/// # Errors
/// [`ConnectError::TooLarge`] or [`ConnectError::Answer`].
pub fn text(
    mut bytes: Vec<u8>,
    most: u64,
    all: u64,
    address: impl Fn() -> String,
) -> Result<String, ConnectError> {
    let invalid = |message: &str| ConnectError::Answer {
        address: address(),
        fault: AnswerFault {
            line: 1,
            path: String::new(),
            message: message.to_owned(),
        },
    };
    let check_size = |bytes: &[u8]| {
        if bytes.len() as u64 > most {
            return Err(ConnectError::TooLarge {
                address: address(),
                mebibytes: all.div_ceil(MEBIBYTE),
            });
        }
        Ok(())
    };
    check_size(&bytes)?;
    if bytes.starts_with(&GZIP) {
        let packed = std::mem::take(&mut bytes);
        let unpacked = GzDecoder::new(&packed[..])
            .take(most.saturating_add(1))
            .read_to_end(&mut bytes);
        unpacked.map_err(|_| invalid("its gzip data is corrupt"))?;
        check_size(&bytes)?;
    }
    String::from_utf8(bytes).map_err(|_| invalid("it is not UTF-8 text"))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_small_packed_answer_cannot_become_a_large_one() {
        let name = || "x".to_owned();
        assert_eq!(text(packed(b"{}"), 100, 100, name).unwrap(), "{}");
        let bomb = packed(&vec![b' '; 1_000_000]);
        assert!(bomb.len() < 2_000);
        let error = text(bomb, 2_000, 2_000, name).unwrap_err();
        assert_eq!(error.code(), "FETCH_TOO_LARGE");
        let mut broken = packed(b"{\"value\": []}");
        broken.truncate(12);
        let error = text(broken, 100, 100, name).unwrap_err();
        assert_eq!(error.code(), "FETCH_ANSWER_INVALID");
    }

    #[test]
    fn an_address_has_a_supported_scheme() {
        assert!(address("answers/learn.json").unwrap().is_none());
        assert!(address("C:\\learn.json").unwrap().is_none());
        assert!(address("https://example.org/x").unwrap().is_some());
        for bad in [
            "file:///etc/passwd",
            "gopher://example.org",
            "https://",
            "https://a:pw@example.org",
        ] {
            let error = address(bad).unwrap_err();
            assert_eq!(error.code(), "FETCH_ADDRESS_INVALID", "{bad}");
            assert!(!error.to_string().contains("pw"), "{error}");
        }
    }
}
