//! Pictures as PNG, with an embedded font: the same bytes on every machine.

use std::sync::{Arc, LazyLock};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb::Database},
};

use advice::Cancel;

/// Inter without the letters outside Latin, Greek and Cyrillic; `fonts/README.md` has the command.
const FONTS: [&[u8]; 2] = [
    include_bytes!("../fonts/Inter-Regular.otf"),
    include_bytes!("../fonts/Inter-Bold.otf"),
];
const FAMILY: &str = "Inter";

/// The most pixels of a picture: A2 paper at 150 dots per inch, and some more.
pub const MAX_PIXELS: u64 = 12_000_000;

/// Why there is no PNG.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RasterError {
    /// It would have more than [`MAX_PIXELS`] pixels.
    TooLarge,
    /// The work was cancelled.
    Cancelled,
    /// The SVG text or the encoder is faulty.
    Faulty,
}

/// The fonts of pictures, loaded for the first one.
static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for font in FONTS {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family(FAMILY);
    Options {
        font_family: FAMILY.to_owned(),
        fontdb: Arc::new(fonts),
        ..Options::default()
    }
});

/// A picture as PNG of this width in pixels.
///
/// # Errors
/// If it is too large, was cancelled, or is no SVG.
pub fn png(svg: &str, width: u32, cancel: &dyn Cancel) -> Result<Vec<u8>, RasterError> {
    let tree = Tree::from_str(svg, &OPTIONS).map_err(|_| RasterError::Faulty)?;
    let scale = f64::from(width) / f64::from(tree.size().width());
    let height = pixels(f64::from(tree.size().height()) * scale).ok_or(RasterError::TooLarge)?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(RasterError::TooLarge);
    }
    check(cancel)?;
    let mut pixmap = Pixmap::new(width, height).ok_or(RasterError::Faulty)?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a factor needs no precision"
    )]
    let scale = scale as f32;
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixmap.as_mut(),
    );
    check(cancel)?;
    pixmap.encode_png().map_err(|_| RasterError::Faulty)
}

fn check(cancel: &dyn Cancel) -> Result<(), RasterError> {
    if cancel.is_cancelled() {
        Err(RasterError::Cancelled)
    } else {
        Ok(())
    }
}

/// A length as a number of pixels; `None` if there is no such number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the bounds are checked"
)]
fn pixels(length: f64) -> Option<u32> {
    let rounded = length.round();
    (1.0..f64::from(u32::MAX))
        .contains(&rounded)
        .then_some(rounded as u32)
}

#[cfg(test)]
mod tests {
    use advice::NeverCancelled;

    use super::*;
    use crate::canvas::{Canvas, Style};
    use crate::theme::Theme;

    fn svg() -> String {
        let mut canvas = Canvas::new(100.0, Theme::Light, "Title", "Description");
        let style = Style::start(40.0, 700, "#000000");
        canvas.text((40.0, 60.0), "AI-103 für Ελλάδα", style, 900.0);
        canvas.finish()
    }

    #[test]
    fn letters_are_drawn_with_the_embedded_font() {
        let bytes = png(&svg(), 960, &NeverCancelled).unwrap();
        let picture = Pixmap::decode_png(&bytes).unwrap();
        assert_eq!((picture.width(), picture.height()), (960, 100));
        let dark = picture
            .pixels()
            .iter()
            .filter(|pixel| pixel.red() < 64 && pixel.alpha() == 255);
        assert!(dark.count() > 2_000, "the text is missing");
    }

    #[test]
    fn the_bytes_are_always_the_same() {
        let of = || png(&svg(), 300, &NeverCancelled).unwrap();
        assert_eq!(of(), of());
    }

    #[test]
    fn too_large_or_faulty_or_cancelled_pictures_are_refused() {
        #[derive(Debug)]
        struct Cancelled;
        impl Cancel for Cancelled {
            fn is_cancelled(&self) -> bool {
                true
            }
        }
        let outcome = |width| png(&svg(), width, &NeverCancelled).err();
        assert_eq!(outcome(0), Some(RasterError::TooLarge));
        assert_eq!(outcome(20_000), Some(RasterError::TooLarge));
        assert_eq!(outcome(u32::MAX), Some(RasterError::TooLarge));
        assert_eq!(png("<svg", 10, &NeverCancelled), Err(RasterError::Faulty));
        assert_eq!(png(&svg(), 10, &Cancelled), Err(RasterError::Cancelled));
    }
}
