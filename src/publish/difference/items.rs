//! Pairs the items of two lists by their natural keys: the topic of a fact, the key of a domain,
//! the version of a blueprint.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

/// The natural key of an item.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Name {
    /// Its label.
    label: String,
    /// Distinguishes items with the same label.
    finer: String,
}

/// An item of both lists or of one.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    /// Its label, unique in both lists.
    pub(super) label: String,
    /// The item before.
    pub(super) before: Option<&'a Value>,
    /// The item after.
    pub(super) after: Option<&'a Value>,
}

/// The paired items of two lists: in the order of the later list, then removed ones.
#[derive(Debug)]
pub(super) struct Pairing<'a> {
    pub(super) pairs: Vec<Pair<'a>>,
    /// The earlier indices of remaining items, in the order of the later list.
    kept: Vec<usize>,
}

impl<'a> Pairing<'a> {
    /// Pairs the items of lists with this name; `None` when its items have no natural keys.
    pub(super) fn of(list: &str, before: &'a [Value], after: &'a [Value]) -> Option<Self> {
        let old = names(list, before)?;
        let new = names(list, after)?;
        let partners = partners(before, after, &old, &new);
        let labels = Labels::of(&old, &new);
        let mut gone = vec![true; before.len()];
        let mut pairs = Vec::new();
        let mut kept = Vec::new();
        for (index, item) in after.iter().enumerate() {
            let partner = partners[index];
            if let Some(partner) = partner {
                gone[partner] = false;
                kept.push(partner);
            }
            pairs.push(Pair {
                label: labels.label(&new, index),
                before: partner.map(|partner| &before[partner]),
                after: Some(item),
            });
        }
        for (index, item) in before.iter().enumerate().filter(|(index, _)| gone[*index]) {
            pairs.push(Pair {
                label: labels.label(&old, index),
                before: Some(item),
                after: None,
            });
        }
        Some(Self { pairs, kept })
    }

    /// The labels of remaining items in the old and in the new order, if these differ.
    pub(super) fn reordered(&self) -> Option<(Vec<String>, Vec<String>)> {
        if self.kept.is_sorted() {
            return None;
        }
        let staying = self
            .pairs
            .iter()
            .filter(|pair| pair.before.is_some() && pair.after.is_some());
        let after: Vec<String> = staying.map(|pair| pair.label.clone()).collect();
        let mut before: Vec<_> = self.kept.iter().zip(&after).collect();
        before.sort_by_key(|(place, _)| **place);
        let before = before.into_iter().map(|(_, label)| label.clone()).collect();
        Some((before, after))
    }
}

/// For each later item the index of the earlier one: the first remaining one that is equal, else
/// has the same name, else the same label.
fn partners(before: &[Value], after: &[Value], old: &[Name], new: &[Name]) -> Vec<Option<usize>> {
    let mut partners = vec![None; after.len()];
    let mut taken = vec![false; before.len()];
    let mut round = |key_before: &dyn Fn(usize) -> String, key_after: &dyn Fn(usize) -> String| {
        let mut free: HashMap<String, VecDeque<usize>> = HashMap::new();
        for index in (0..before.len()).filter(|index| !taken[*index]) {
            free.entry(key_before(index)).or_default().push_back(index);
        }
        for (index, partner) in partners.iter_mut().enumerate() {
            if partner.is_none()
                && let Some(found) = free
                    .get_mut(&key_after(index))
                    .and_then(VecDeque::pop_front)
            {
                *partner = Some(found);
                taken[found] = true;
            }
        }
    };
    let full = |name: &Name| format!("{}\0{}", name.label, name.finer);
    round(&|index| before[index].to_string(), &|index| {
        after[index].to_string()
    });
    round(&|index| full(&old[index]), &|index| full(&new[index]));
    round(&|index| old[index].label.clone(), &|index| {
        new[index].label.clone()
    });
    partners
}

/// The frequency of names, to use the shortest unique label.
struct Labels<'a> {
    labels: HashMap<&'a str, usize>,
    names: HashMap<&'a Name, usize>,
}

impl<'a> Labels<'a> {
    fn of(old: &'a [Name], new: &'a [Name]) -> Self {
        let mut labels: HashMap<&str, usize> = HashMap::new();
        let mut names: HashMap<&Name, usize> = HashMap::new();
        for list in [old, new] {
            let mut label_counts: HashMap<&str, usize> = HashMap::new();
            let mut name_counts: HashMap<&Name, usize> = HashMap::new();
            for name in list {
                *label_counts.entry(&name.label).or_default() += 1;
                *name_counts.entry(name).or_default() += 1;
            }
            for (label, count) in label_counts {
                let most = labels.entry(label).or_default();
                *most = count.max(*most);
            }
            for (name, count) in name_counts {
                let most = names.entry(name).or_default();
                *most = count.max(*most);
            }
        }
        Self { labels, names }
    }

    /// The label of an item in its list.
    fn label(&self, list: &[Name], index: usize) -> String {
        let name = &list[index];
        let several = |count: Option<&usize>| count.is_some_and(|count| *count > 1);
        let mut label = name.label.clone();
        if several(self.labels.get(name.label.as_str())) && !name.finer.is_empty() {
            label = format!("{label} {}", name.finer);
        }
        if several(self.names.get(name)) {
            let number = list[..=index].iter().filter(|other| *other == name).count();
            label = format!("{label} #{number}");
        }
        label
    }
}

/// The names of the items; `None` when items of this list have none.
fn names(list: &str, items: &[Value]) -> Option<Vec<Name>> {
    items.iter().map(|item| name(list, item)).collect()
}

fn name(list: &str, item: &Value) -> Option<Name> {
    let text = |field: &str| item.get(field).and_then(Value::as_str).unwrap_or_default();
    let joined = |field: &Value| {
        let texts = field
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        texts.collect::<Vec<_>>().join("|")
    };
    let sources = || joined(&item["evidence"]["sources"]);
    let by_source = |sources: String| match sources.as_str() {
        "" => String::new(),
        sources => format!("by {sources}"),
    };
    let (label, finer) = match list {
        "facts" => {
            let conditions = conditions(&item["conditions"]);
            let topic = [text("name"), text("experience"), text("about"), &conditions];
            let topic: Vec<&str> = topic.into_iter().filter(|part| !part.is_empty()).collect();
            (topic.join(" "), by_source(sources()))
        }
        "blueprint" => (text("version").to_owned(), String::new()),
        "limits" => (text("kind").to_owned(), String::new()),
        "domain" | "objectives" => (text("key").to_owned(), String::new()),
        "successors" => (text("exam").to_owned(), String::new()),
        "prerequisites" => (text("kind").to_owned(), joined(&item["any_of"])),
        "block" => (format!("week {}", item["first_week"]), String::new()),
        "recommendation" => {
            let vendor = match text("vendor") {
                "" => "any vendor",
                vendor => vendor,
            };
            (vendor.to_owned(), by_source(sources()))
        }
        "dimension" => (text("name").to_owned(), String::new()),
        "audience" => (text("audience").to_owned(), String::new()),
        _ => return None,
    };
    item.is_object().then_some(Name { label, finer })
}

/// The conditions of a fact: `(language English, form BETA)`.
fn conditions(given: &Value) -> String {
    let parts = given.as_object().into_iter().flatten();
    let parts = parts.map(|(name, value)| match value.as_str() {
        Some(text) => format!("{name} {text}"),
        None => format!("{name} {value}"),
    });
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!("({})", parts.join(", "))
    }
}
