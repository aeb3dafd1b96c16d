//! Cards for link previews: a title and a few lines, in the size that chats and networks expect.

use super::{
    canvas::{Canvas, Size, Style, clean, fitting},
    theme::Theme,
};
use svg::node::element::Rectangle;

/// The size of a card, in pixels.
pub const CARD_SIZE: (u32, u32) = (1_200, 630);

const MARGIN: f64 = 72.0;

/// The most lines of a title.
const TITLE_LINES: usize = 3;

/// The most lines below the title.
const LINES: usize = 4;

/// The texts of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// A short line above the title. Example: `Microsoft · Associate`.
    pub overline: String,
    /// The title.
    pub title: String,
    /// Lines below it; those that do not fit are left out.
    pub lines: Vec<String>,
}

/// Draws a card.
pub fn draw_card(card: &Card, theme: Theme) -> String {
    let (width, height) = (f64::from(CARD_SIZE.0), f64::from(CARD_SIZE.1));
    let size = Size {
        width,
        height,
        units_per_mm: None,
    };
    let mut canvas = Canvas::sized(size, theme, &card.title, &card.lines.join(" "));
    let colours = canvas.colours;
    canvas.append(
        Rectangle::new()
            .set("width", 18)
            .set("height", height)
            .set("fill", colours.accent),
    );
    let space = width - 2.0 * MARGIN;
    let overline = Style::start(30.0, 700, colours.accent);
    canvas.text((MARGIN, 96.0), &card.overline, overline, space);
    let mut y = 180.0;
    let title = Style::start(64.0, 700, colours.ink);
    for line in wrapped(&card.title, title, space, TITLE_LINES) {
        canvas.text((MARGIN, y), &line, title, space);
        y += 76.0;
    }
    y += 4.0;
    let text = Style::start(34.0, 400, colours.quiet);
    let bottom = height - 96.0;
    for line in card
        .lines
        .iter()
        .take(LINES)
        .filter(|line| !line.is_empty())
    {
        if y <= bottom {
            canvas.text((MARGIN, y), line, text, space);
            y += 52.0;
        }
    }
    let brand = Style::start(28.0, 700, colours.quiet);
    canvas.text((MARGIN, height - 48.0), "certgraph", brand, space);
    canvas.finish()
}

/// A text in lines of this width, broken between words; the last one is truncated.
fn wrapped(text: &str, style: Style, width: f64, most: usize) -> Vec<String> {
    let text = clean(text);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let is_last = lines.len() == most;
        match lines.last_mut() {
            Some(line) => {
                let longer = format!("{line} {word}");
                if is_last || fitting(&longer, style, width) == longer {
                    *line = longer;
                } else {
                    lines.push(word.to_owned());
                }
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_titles_are_wrapped_and_cut() {
        let text = Style::start(64.0, 700, "#000000");
        assert_eq!(wrapped("AI-103", text, 1_000.0, 3), ["AI-103"]);
        let lines = wrapped(&"word ".repeat(60), text, 1_000.0, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines[0].len() < 40, "{lines:?}");
        assert!(wrapped("", text, 1_000.0, 3).is_empty());
    }

    #[test]
    fn hostile_texts_stay_texts() {
        let hostile = "</title><script>alert(1)</script>\u{0}\"";
        let card = Card {
            overline: hostile.to_owned(),
            title: hostile.to_owned(),
            lines: vec![hostile.to_owned(); 20],
        };
        let text = draw_card(&card, Theme::Light);
        assert!(!text.contains("<script"), "{text}");
        assert_eq!(text.matches("font-size=\"34\"").count(), LINES);
    }
}
