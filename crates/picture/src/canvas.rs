//! An SVG canvas: background, title, description, and the few shapes of the pictures.

use svg::{
    Document, Node,
    node::{
        self,
        element::{Circle, Description, Line, Path, Rectangle, Text, Title},
    },
};

use super::theme::{Colours, Theme};

/// The width of every picture.
pub(super) const WIDTH: f64 = 960.0;

/// The margin at the left and the right edge.
pub(super) const MARGIN: f64 = 36.0;

/// The average letter width relative to the font size, thin and bold. Fonts differ, so both are
/// generous.
const LETTER: [f64; 2] = [0.52, 0.57];

const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

/// The style of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) size: f64,
    pub(super) weight: u16,
    pub(super) colour: &'static str,
    pub(super) anchor: Anchor,
}

impl Style {
    /// The style of a text that begins at its position.
    pub(super) const fn start(size: f64, weight: u16, colour: &'static str) -> Self {
        Self {
            size,
            weight,
            colour,
            anchor: Anchor::Start,
        }
    }
}

/// The anchor of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A picture under construction.
pub(super) struct Canvas {
    document: Document,
    pub(super) colours: Colours,
}

/// The size of a picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
    /// The units of a millimetre, for pictures to print; screen pixels otherwise.
    pub(super) units_per_mm: Option<f64>,
}

impl Canvas {
    /// An empty canvas of the usual width. Screen readers announce the title and the description.
    pub(super) fn new(height: f64, theme: Theme, title: &str, description: &str) -> Self {
        let size = Size {
            width: WIDTH,
            height,
            units_per_mm: None,
        };
        Self::sized(size, theme, title, description)
    }

    /// An empty canvas.
    pub(super) fn sized(size: Size, theme: Theme, title: &str, description: &str) -> Self {
        let colours = theme.colours();
        let length = |units: f64| match size.units_per_mm {
            Some(scale) => format!("{}mm", rounded(units / scale)),
            None => rounded(units).to_string(),
        };
        let document = Document::new()
            .set("viewBox", (0, 0, rounded(size.width), rounded(size.height)))
            .set("width", length(size.width))
            .set("height", length(size.height))
            .set("role", "img")
            .set("aria-labelledby", "title description")
            .set("font-family", FONT)
            .add(Title::new(clean(title)).set("id", "title"))
            .add(
                Description::new()
                    .set("id", "description")
                    .add(node::Text::new(clean(description))),
            );
        let mut canvas = Self { document, colours };
        let ground = Rectangle::new()
            .set("width", rounded(size.width))
            .set("height", rounded(size.height))
            .set("rx", 14)
            .set("fill", colours.ground);
        canvas.document.append(ground);
        canvas
    }

    /// A single-line text, truncated to the width `max_width`.
    pub(super) fn text(&mut self, (x, y): (f64, f64), text: &str, style: Style, max_width: f64) {
        let anchor = match style.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let text = Text::new(fitting(&clean(text), style, max_width))
            .set("x", rounded(x))
            .set("y", rounded(y))
            .set("font-size", style.size)
            .set("font-weight", style.weight)
            .set("fill", style.colour)
            .set("text-anchor", anchor);
        // Guide lines end a little before the letters.
        self.document
            .append(if style.colour == self.colours.on_accent {
                text
            } else {
                text.set("stroke", self.colours.ground)
                    .set("stroke-width", 4)
                    .set("paint-order", "stroke")
            });
    }

    /// Appends a shape.
    pub(super) fn append(&mut self, shape: impl Into<Box<dyn Node>>) {
        self.document.append(shape);
    }

    /// A bar with round ends.
    pub(super) fn bar(
        &mut self,
        (x, y): (f64, f64),
        (width, height): (f64, f64),
        colour: &'static str,
    ) {
        let bar = Rectangle::new()
            .set("x", rounded(x))
            .set("y", rounded(y))
            .set("width", rounded(width.max(height / 2.0)))
            .set("height", rounded(height))
            .set("rx", rounded(height / 2.0))
            .set("fill", colour);
        self.document.append(bar);
    }

    /// A short upright mark across the middle of a bar.
    pub(super) fn mark(&mut self, (x, y): (f64, f64), colour: &'static str) {
        let mark = Rectangle::new()
            .set("x", rounded(x - 1.5))
            .set("y", rounded(y - 13.0))
            .set("width", 3)
            .set("height", 26)
            .set("rx", 1.5)
            .set("fill", colour);
        self.document.append(mark);
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &'static str) {
        let line = Line::new()
            .set("x1", rounded(from.0))
            .set("y1", rounded(from.1))
            .set("x2", rounded(to.0))
            .set("y2", rounded(to.1))
            .set("stroke", colour);
        self.document.append(line);
    }

    /// A curve from one point down to another; dashed for recommended prerequisites.
    pub(super) fn edge(&mut self, from: (f64, f64), to: (f64, f64), broken: bool) {
        let bend = (to.1 - from.1) * 0.55;
        let numbers = [from.0, from.1 + bend, to.0, to.1 - bend, to.0, to.1]
            .map(|number| rounded(number).to_string());
        let edge = Path::new()
            .set(
                "d",
                format!(
                    "M{} {}C{}",
                    rounded(from.0),
                    rounded(from.1),
                    numbers.join(" ")
                ),
            )
            .set("fill", "none")
            .set("stroke", self.colours.edge)
            .set("stroke-width", 2);
        self.document.append(if broken {
            edge.set("stroke-dasharray", "4 4")
        } else {
            edge
        });
    }

    /// A disc with a number in it.
    pub(super) fn disc(&mut self, (x, y): (f64, f64), number: usize) {
        let disc = Circle::new()
            .set("cx", rounded(x))
            .set("cy", rounded(y))
            .set("r", 13)
            .set("fill", self.colours.accent)
            .set("stroke", self.colours.ground)
            .set("stroke-width", 2);
        self.document.append(disc);
        let style = Style {
            size: 13.0,
            weight: 700,
            colour: self.colours.on_accent,
            anchor: Anchor::Middle,
        };
        self.text((x, y + 4.5), &number.to_string(), style, 26.0);
    }

    /// The picture as SVG text.
    pub(super) fn finish(self) -> String {
        self.document.to_string()
    }
}

/// Coordinates to tenths: finer ones only enlarge the file.
pub(super) fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// XML does not allow control characters.
pub(super) fn clean(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

/// The text, truncated to the available width.
pub(super) fn fitting(text: &str, style: Style, max_width: f64) -> String {
    let letter = style.size * LETTER[usize::from(style.weight > 500)];
    let mut width = 0.0;
    for (place, (at, _)) in text.char_indices().enumerate() {
        width += letter;
        if width > max_width && place > 0 {
            return format!("{}…", text[..at].trim_end());
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_where_there_is_no_room() {
        let style = |weight| Style::start(10.0, weight, "#000000");
        assert_eq!(fitting("AI-102", style(400), 100.0), "AI-102");
        assert_eq!(fitting("AI-102 and more", style(400), 40.0), "AI-102…");
        assert_eq!(fitting("Überblick", style(400), 12.0), "Üb…");
        assert_eq!(fitting("Überblick", style(700), 50.0), "Überblic…");
        assert_eq!(fitting("Überblick", style(400), 50.0), "Überblick");
    }

    #[test]
    fn texts_stay_texts() {
        let hostile = "</title><script>alert(1)</script> & \" ' \u{0}\u{1b}";
        let mut canvas = Canvas::new(100.0, Theme::Light, hostile, hostile);
        let style = Style::start(10.0, 400, "#000000");
        canvas.text((0.0, 0.0), hostile, style, 900.0);
        let text = canvas.finish();
        assert!(!text.contains("<script"), "{text}");
        assert!(
            !text
                .chars()
                .any(|letter| letter.is_control() && letter != '\n')
        );
        assert_eq!(text.matches("&lt;script&gt;alert(1)").count(), 3, "{text}");
        assert_eq!(text.matches(" &amp; ").count(), 3, "{text}");
    }
}
