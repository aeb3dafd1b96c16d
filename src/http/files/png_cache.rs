//! Pictures as PNG, rendered on the blocking pool and cached by their content.
//!
//! A PNG depends on nothing but the SVG text and its width. So the digest of both is the key, and an
//! entry is valid for every revision and day that draws the same picture.

use std::sync::Arc;

use actix_web::web::Bytes;
use quick_cache::{Weighter, sync::Cache};
use sha2::{Digest, Sha256};

use crate::{
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

/// Renders and caches PNG pictures. Clones share the cache.
#[derive(Debug, Clone)]
pub struct PngCache(Arc<Cache<Key, Bytes, ByteWeighter>>);

impl Default for PngCache {
    fn default() -> Self {
        let pictures = Cache::with_weighter(ESTIMATED_ENTRIES, CACHE_BYTES, ByteWeighter);
        Self(Arc::new(pictures))
    }
}

impl PngCache {
    /// The PNG of an SVG picture, of this width in pixels. Concurrent requests for the same picture
    /// share one rendering.
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
        let render = render(engine, svg, width);
        self.0.get_or_insert_async(&key, render).await
    }
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
        Err(RasterError::Cancelled) => {
            let message = "The picture took too long.".to_owned();
            Err((ErrorCode::Timeout, message))
        }
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
