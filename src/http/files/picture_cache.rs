//! Pictures that take long to make, each made once on the blocking pool and cached.
//!
//! A PNG depends on nothing but the SVG text and its width. So the digest of both is the key, and an
//! entry is valid for every revision and day that draws the same picture. An SVG that needs a search
//! depends on the snapshot, the day and the request.

use std::{sync::Arc, time::Duration};

use actix_web::web::Bytes;
use quick_cache::{Weighter, sync::Cache};
use sha2::{Digest, Sha256};
use tokio::time::timeout;

use crate::{
    advice::Cancel,
    catalogue::{Catalogue, Day},
    graphql::{Engine, ErrorCode},
    http::files::query_params::Refusal,
};

/// The size of the cache in bytes.
const CACHE_BYTES: u64 = 16 * 1024 * 1024;

/// The expected number of entries; it only sizes tables.
const ESTIMATED_ENTRIES: usize = 256;

type Key = [u8; 32];

#[derive(Debug, Clone)]
struct ByteWeighter;

impl Weighter<Key, Bytes> for ByteWeighter {
    fn weight(&self, key: &Key, png: &Bytes) -> u64 {
        (key.len() + png.len()) as u64
    }
}

/// Makes and caches pictures. Clones share the cache.
#[derive(Debug, Clone)]
pub struct PictureCache(Arc<Cache<Key, Bytes, ByteWeighter>>);

impl Default for PictureCache {
    fn default() -> Self {
        let pictures = Cache::with_weighter(ESTIMATED_ENTRIES, CACHE_BYTES, ByteWeighter);
        Self(Arc::new(pictures))
    }
}

/// What an SVG picture depends on. Requests with equal values get the same picture.
pub(in crate::http) struct Drawing<'a> {
    /// The snapshot.
    pub(in crate::http) catalogue: &'a Catalogue,
    /// The day where the request names none.
    pub(in crate::http) today: Day,
    /// The object that is drawn.
    pub(in crate::http) subject: &'a str,
    /// The query string.
    pub(in crate::http) query: &'a str,
}

impl Drawing<'_> {
    fn key(&self) -> Key {
        let snapshot = (self.catalogue.revision(), self.catalogue.committed_at());
        let parts = format!("{snapshot:?} {}", self.today);
        let mut digest = Sha256::new();
        for part in ["svg", &parts, self.subject, self.query] {
            digest.update(part.len().to_le_bytes());
            digest.update(part);
        }
        digest.finalize().into()
    }
}

impl PictureCache {
    /// The PNG of an SVG picture, of this width in pixels.
    ///
    /// # Errors
    /// If the pool is full, the deadline has passed, or the picture is too large.
    pub(in crate::http) async fn get_or_render(
        &self,
        engine: &Engine,
        svg: Bytes,
        width: u32,
    ) -> Result<Bytes, Refusal> {
        let digest = Sha256::new().chain_update(width.to_le_bytes());
        let key: Key = digest.chain_update(&svg).finalize().into();
        self.get_or_make(engine.deadline(), key, render(engine, svg, width))
            .await
    }

    /// The SVG picture that this work draws.
    ///
    /// # Errors
    /// As the work has, or if the pool is full or the deadline has passed.
    pub(in crate::http) async fn get_or_draw(
        &self,
        engine: &Engine,
        drawing: &Drawing<'_>,
        draw: impl FnOnce(&dyn Cancel) -> Result<String, Refusal> + Send + 'static,
    ) -> Result<Bytes, Refusal> {
        let drawn = async { Ok(engine.compute(draw).await??.into()) };
        self.get_or_make(engine.deadline(), drawing.key(), drawn)
            .await
    }

    /// The picture with this key. Concurrent requests for it wait until one of them has made it, but
    /// none longer than the limit. When that one fails, the next tries.
    async fn get_or_make(
        &self,
        limit: Duration,
        key: Key,
        make: impl Future<Output = Result<Bytes, Refusal>>,
    ) -> Result<Bytes, Refusal> {
        let picture = self.0.get_or_insert_async(&key, make);
        let answer = timeout(limit, picture).await;
        answer.unwrap_or_else(|_| Err(too_slow()))
    }
}

fn too_slow() -> Refusal {
    (ErrorCode::Timeout, "The picture took too long.".to_owned())
}

#[cfg(feature = "png")]
async fn render(engine: &Engine, svg: Bytes, width: u32) -> Result<Bytes, Refusal> {
    use crate::picture::{RasterError, png};

    let rendered = engine.compute(move |cancel| {
        let svg = String::from_utf8_lossy(&svg);
        png(&svg, width, cancel)
    });
    match rendered.await? {
        Ok(png) => Ok(png.into()),
        Err(RasterError::TooLarge) => {
            let message = "This picture is too large for PNG; request the SVG.".to_owned();
            Err((ErrorCode::BadUserInput, message))
        }
        Err(RasterError::Cancelled) => Err(too_slow()),
        Err(RasterError::Faulty) => {
            tracing::error!("a picture cannot be rendered");
            let message = "The picture cannot be rendered.".to_owned();
            Err((ErrorCode::Internal, message))
        }
    }
}

#[cfg(not(feature = "png"))]
async fn render(_: &Engine, _: Bytes, _: u32) -> Result<Bytes, Refusal> {
    let message = "This server renders no PNG.".to_owned();
    Err((ErrorCode::NotFound, message))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use futures_util::future::join_all;
    use tokio::time::sleep;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(5);

    #[tokio::test]
    async fn concurrent_requests_for_one_picture_share_one_making() {
        let cache = PictureCache::default();
        let count = Cell::new(0);
        let request = |key: u8| {
            let make = async {
                count.set(count.get() + 1);
                sleep(Duration::from_millis(20)).await;
                Ok(Bytes::from_static(b"picture"))
            };
            cache.get_or_make(LIMIT, [key; 32], make)
        };
        let answers = join_all((0..50).map(|_| request(1))).await;
        assert!(answers.iter().all(Result::is_ok));
        assert_eq!(count.get(), 1);
        assert!(request(2).await.is_ok());
        assert_eq!(count.get(), 2);
    }

    #[tokio::test]
    async fn a_failure_is_not_cached_and_no_request_waits_beyond_the_limit() {
        let cache = PictureCache::default();
        let failed = cache.get_or_make(LIMIT, [0; 32], async { Err(too_slow()) });
        assert!(failed.await.is_err());
        let made = cache.get_or_make(LIMIT, [0; 32], async { Ok(Bytes::new()) });
        assert!(made.await.is_ok());

        let slow = || {
            let never = std::future::pending();
            cache.get_or_make(Duration::from_millis(20), [1; 32], never)
        };
        let started = tokio::time::Instant::now();
        let answers = join_all((0..50).map(|_| slow())).await;
        assert!(answers.into_iter().all(|answer| answer == Err(too_slow())));
        assert!(started.elapsed() < Duration::from_secs(1));
    }
}
