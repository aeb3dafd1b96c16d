//! The secrets of a webhook.

use std::fmt;

use catalogue::hexadecimal;
use chrono::{DateTime, TimeDelta, Utc};

use super::WebhookTextError;

/// The key that signs the events of one webhook: 24 to 64 bytes, as Standard Webhooks asks for.
///
/// Unlike a token it is stored as it is, because it has to sign. Only [`WebhookSecret::expose`]
/// returns it; formatting prints a placeholder.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookSecret(Vec<u8>);

impl WebhookSecret {
    /// The fewest and the most bytes.
    pub const LENGTHS: std::ops::RangeInclusive<usize> = 24..=64;

    /// A secret of these bytes.
    ///
    /// # Errors
    /// When there are too few or too many of them.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, WebhookTextError> {
        if Self::LENGTHS.contains(&bytes.len()) {
            Ok(Self(bytes))
        } else {
            Err(WebhookTextError("a secret has 24 to 64 bytes"))
        }
    }

    /// Generates 32 random bytes.
    ///
    /// # Errors
    /// If the operating system returns no random numbers.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = vec![0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// The bytes, to sign with or to show to their owner once.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// The bytes from hexadecimal digits, as stored.
    pub(super) fn from_hexadecimal(text: &str) -> Result<Self, WebhookTextError> {
        let digits = text.as_bytes();
        let bytes = digits.chunks(2).map(|pair| match pair {
            [high, low] => Some(value(*high)? << 4 | value(*low)?),
            _ => None,
        });
        let bytes: Option<Vec<u8>> = bytes.collect();
        bytes
            .ok_or(WebhookTextError("this is not hexadecimal"))
            .and_then(Self::from_bytes)
    }
}

/// How long a secret that was replaced signs beside its successor.
const OVERLAP: TimeDelta = TimeDelta::hours(24);

/// The most secrets that were replaced and still sign: the headers of an event stay short.
pub(super) const MAX_EARLIER: usize = 4;

/// A secret that was replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
struct EarlierSecret {
    secret: WebhookSecret,
    /// When it stops to sign.
    until: DateTime<Utc>,
}

/// The secrets of a webhook: the current one and those that it has replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookSecrets {
    current: WebhookSecret,
    /// The newest first.
    earlier: Vec<EarlierSecret>,
}

impl WebhookSecrets {
    /// One secret that has replaced none.
    pub const fn new(current: WebhookSecret) -> Self {
        Self {
            current,
            earlier: Vec::new(),
        }
    }

    /// Those that sign at an instant, the current one first.
    pub fn at(&self, now: DateTime<Utc>) -> impl Iterator<Item = &WebhookSecret> {
        let earlier = self.earlier_at(now).map(|earlier| &earlier.secret);
        std::iter::once(&self.current).chain(earlier)
    }

    /// When the current one is the only one that signs; `None` when it is now.
    pub fn earlier_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.earlier_at(now).map(|earlier| earlier.until).max()
    }

    fn earlier_at(&self, now: DateTime<Utc>) -> impl Iterator<Item = &EarlierSecret> {
        let signs = move |earlier: &&EarlierSecret| now < earlier.until;
        self.earlier.iter().filter(signs)
    }

    /// With another current secret; the one before signs for 24 hours more. The current one again
    /// changes nothing, and an earlier one is current instead of earlier.
    ///
    /// # Errors
    /// When four earlier ones would still sign beside the replaced one, the instant from which one
    /// no longer does: none loses its 24 hours.
    pub(super) fn rotated(
        self,
        current: WebhookSecret,
        now: DateTime<Utc>,
    ) -> Result<Self, DateTime<Utc>> {
        if current == self.current {
            return Ok(self);
        }
        let kept = self.earlier_at(now).filter(|kept| kept.secret != current);
        let kept: Vec<_> = kept.cloned().collect();
        if kept.len() >= MAX_EARLIER {
            return Err(kept.iter().map(|kept| kept.until).min().unwrap_or(now));
        }
        let replaced = EarlierSecret {
            secret: self.current,
            until: now + OVERLAP,
        };
        let earlier = std::iter::once(replaced).chain(kept).collect();
        Ok(Self { current, earlier })
    }

    /// The current one, as stored.
    pub(super) fn current_text(&self) -> String {
        hexadecimal(self.current.expose())
    }

    /// The earlier ones, as stored: each with its end in milliseconds since 1970.
    pub(super) fn earlier_text(&self) -> Option<String> {
        let texts = self.earlier.iter().map(|earlier| {
            let digits = hexadecimal(earlier.secret.expose());
            format!("{digits}@{}", earlier.until.timestamp_millis())
        });
        let texts: Vec<_> = texts.collect();
        (!texts.is_empty()).then(|| texts.join("|"))
    }

    /// Reads them as stored.
    pub(super) fn from_text(
        current: &str,
        earlier: Option<&str>,
    ) -> Result<Self, WebhookTextError> {
        let one = |text: &str| {
            let end = |(digits, until): (&str, &str)| {
                let until = DateTime::from_timestamp_millis(until.parse().ok()?)?;
                Some((digits.to_owned(), until))
            };
            let parts = text.split_once('@').and_then(end);
            let (digits, until) =
                parts.ok_or(WebhookTextError("this is no secret with its end"))?;
            let secret = WebhookSecret::from_hexadecimal(&digits)?;
            Ok(EarlierSecret { secret, until })
        };
        let earlier = earlier.into_iter().flat_map(|text| text.split('|'));
        Ok(Self {
            current: WebhookSecret::from_hexadecimal(current)?,
            earlier: earlier.map(one).collect::<Result<_, _>>()?,
        })
    }
}

fn value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("WebhookSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_secret_survives_the_database(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let secret = WebhookSecret::from_bytes(bytes.clone());
            prop_assert_eq!(secret.is_ok(), (24..=64).contains(&bytes.len()));
            let read = WebhookSecret::from_hexadecimal(&hexadecimal(&bytes));
            prop_assert_eq!(&read, &secret);
            if let Ok(secret) = secret {
                prop_assert_eq!(secret.expose(), &bytes[..]);
                prop_assert_eq!(format!("{secret:?}"), "WebhookSecret(…)");
            }
        }

        /// A webhook whose secret is replaced again and again by one of some, each time after some
        /// hours: each that was current in the last 24 hours signs, once.
        #[test]
        fn a_replaced_secret_signs_for_a_day(
            rotations in prop::collection::vec((0_i64..30, 0_u8..8), 0..12),
        ) {
            let secret = |byte| WebhookSecret::from_bytes(vec![byte; 32]).unwrap();
            let mut now = DateTime::UNIX_EPOCH;
            let (mut secrets, mut current) = (WebhookSecrets::new(secret(0)), 0);
            // The end of each replaced secret.
            let mut ends = BTreeMap::new();
            for (hours, next) in rotations {
                now += TimeDelta::hours(hours);
                ends.retain(|_, end| now < *end);
                let others = ends.iter().filter(|(replaced, _)| **replaced != next);
                let others: Vec<_> = others.map(|(_, end)| *end).collect();
                let rotated = secrets.clone().rotated(secret(next), now);
                if next != current && others.len() == 4 {
                    prop_assert_eq!(rotated, Err(*others.iter().min().unwrap()));
                } else {
                    secrets = rotated.unwrap();
                    if next != current {
                        ends.remove(&next);
                        ends.insert(current, now + TimeDelta::hours(24));
                        current = next;
                    }
                }
                prop_assert_eq!(secrets.earlier_until(now), ends.values().copied().max());
                let mut signing: Vec<u8> = secrets.at(now).map(|one| one.expose()[0]).collect();
                prop_assert_eq!(signing.remove(0), current);
                signing.sort_unstable();
                prop_assert_eq!(signing, ends.keys().copied().collect::<Vec<_>>());
                let read = WebhookSecrets::from_text(
                    &secrets.current_text(),
                    secrets.earlier_text().as_deref(),
                );
                prop_assert_eq!(&read, &Ok(secrets.clone()));
            }
            let end = now + TimeDelta::hours(24);
            prop_assert_eq!(secrets.at(end).count(), 1);
            prop_assert_eq!(secrets.earlier_until(end), None);
        }
    }
}
