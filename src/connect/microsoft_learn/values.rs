//! Collects the values of one entry.

use super::{
    answer::{StudyGuideItem, Term},
    mapping::LABEL,
};
use crate::{
    catalogue::{FactContent, FactName, FactValue, Level, Quantity},
    connect::{FactStatement, Stated},
};

/// The values of one entry.
#[derive(Default)]
pub(super) struct Facts(pub(super) Vec<FactStatement>);

impl Facts {
    pub(super) fn add(&mut self, name: FactName, content: Stated<FactContent>) {
        self.0.push(FactStatement {
            name,
            about: None,
            content,
            note: None,
            is_wording: false,
        });
    }

    pub(super) fn quantity(&mut self, name: FactName, text: &str) {
        if let Ok(quantity) = text.parse::<Quantity>() {
            let value = FactValue::Quantity(quantity);
            self.add(name, Stated::Given(FactContent::Known(value)));
        }
    }

    /// A tier, with its origin.
    pub(super) fn level(&mut self, level: Option<Level>, kind: Option<&str>, levels: &[Term]) {
        let content = match level {
            Some(level) => Stated::Given(FactContent::Known(FactValue::Level(level))),
            None => Stated::Withdrawn,
        };
        self.add(FactName::Level, content);
        let kind = kind.map(|kind| format!("type \"{kind}\""));
        let levels = ids(levels);
        let levels = (!levels.is_empty()).then(|| format!("level \"{}\"", levels.join(", ")));
        let details: Vec<String> = kind.into_iter().chain(levels).collect();
        if let Some(fact) = self.0.last_mut().filter(|_| !details.is_empty()) {
            fact.note = Some(format!("{LABEL} has {}.", details.join(" and ")));
        }
    }

    pub(super) fn words(&mut self, name: FactName, words: Option<&str>) {
        if let Some(words) = words {
            let value = FactValue::Text(words.to_owned());
            self.add(name, Stated::Given(FactContent::Known(value)));
            if let Some(fact) = self.0.last_mut() {
                fact.is_wording = true;
            }
        }
    }

    pub(super) fn list(
        &mut self,
        name: FactName,
        about: Option<&str>,
        items: Vec<String>,
        is_wording: bool,
    ) {
        self.0.push(FactStatement {
            name,
            about: about.map(str::to_owned),
            content: if items.is_empty() {
                Stated::Withdrawn
            } else {
                Stated::Given(FactContent::Known(FactValue::List(items)))
            },
            note: None,
            is_wording,
        });
    }

    /// Names; nothing where the entry lacks the field.
    pub(super) fn names(
        &mut self,
        name: FactName,
        about: Option<&str>,
        names: Option<Vec<String>>,
    ) {
        if let Some(names) = names {
            self.list(name, about, names, about.is_none());
        }
    }

    /// Addresses, and the training of an entry.
    pub(super) fn links(
        &mut self,
        about: &str,
        links: &[(&str, Option<&str>)],
        guide: Option<&[StudyGuideItem]>,
    ) {
        let links = links.iter().filter_map(|(what, link)| {
            let link = link.map(plain_address)?;
            link.starts_with("https://")
                .then(|| format!("{what}: {link}"))
        });
        let training = guide.unwrap_or_default().iter().filter_map(|item| {
            let kind = match item.kind.as_deref() {
                Some("learningPath") => "Learning path",
                Some("module") => "Module",
                Some("course") => "Course",
                _ => "Training",
            };
            let id = item.id.as_deref()?;
            let title = item.title.as_deref().unwrap_or(id);
            Some(match item.url.as_deref().map(plain_address) {
                Some(url) if url.starts_with("https://") => format!("{kind}: {title}, {url}"),
                _ => format!("{kind}: {title}"),
            })
        });
        let items: Vec<String> = links.chain(training).collect();
        if !items.is_empty() {
            self.list(FactName::Statement, Some(about), items, false);
        }
    }
}

/// An address without its tracking parameter.
fn plain_address(url: &str) -> &str {
    url.trim()
        .split_once("?WT.mc_id=")
        .map_or(url.trim(), |(url, _)| url)
}

pub(super) fn ids(terms: &[Term]) -> Vec<&str> {
    terms.iter().map(Term::id).collect()
}
