//! The start page, and the pages that need JavaScript.

use super::{Page, roles};
use crate::{
    catalogue::Catalogue,
    http::pages::{html::escape, messages::Language},
};

/// The pages that work without JavaScript.
const PAGES: [(&str, &str); 6] = [
    ("/roles", "page-roles-title"),
    ("/exams", "page-exams-title"),
    ("/certifications", "page-certifications-title"),
    ("/map", "page-map-title"),
    ("/dates", "page-dates-title"),
    ("/whats-new", "page-whats-new-title"),
];

/// The start page: a search for exams, the roles, and the other pages.
pub(in crate::http::pages) fn start(catalogue: &Catalogue, language: Language) -> String {
    let mut page = Page::titled(&language.text("start-title"), language);
    page.paragraph(&language.text("page-paths-description"));
    page.search("");
    roles::write(&mut page, catalogue);
    page.heading("nav-pages");
    write_pages(&mut page);
    page.html
}

/// A page whose content is on the device of the reader or needs a script: what it is for, and what works
/// without.
pub(in crate::http::pages) fn scripted(title: &str, texts: &[&str], language: Language) -> String {
    let mut page = Page::titled(&language.text(title), language);
    for text in texts {
        page.paragraph(&language.text(text));
    }
    page.paragraph(&language.text("plain-works-without"));
    write_pages(&mut page);
    page.html
}

fn write_pages(page: &mut Page) {
    let language = page.language;
    page.list(PAGES.into_iter().map(|(address, name)| {
        let name = escape(&language.text(name));
        format!("<a href=\"{address}\">{name}</a>")
    }));
}
