//! The names under which texts mention the records of a catalogue, and when each counts.
//!
//! Vendors write a title in one form and people in several: without the vendor, without
//! "Certified", without the version, by the abbreviation in parentheses. Each form is a name of its
//! own.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    entry::ExamEntry,
    index::{CertificationIndex, ExamIndex, RoleIndex},
    linked::LinkedRecords,
};

use super::{
    cues::{is_everyday, is_general, is_small, is_tier, says_certified},
    words::{Casing, Words},
};

/// An abbreviation of at least this length makes a name that begins with it one of its own: `CCNA
/// Automation`.
const LONG_ABBREVIATION: usize = 4;

/// What a name names, in the order in which one meaning of a name goes before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    /// An exam by its code or a former one.
    ExamByCode(ExamIndex),
    Certification(CertificationIndex),
    /// An exam by another code that people use.
    ExamByAlias(ExamIndex),
    ExamByTitle(ExamIndex),
    Role(RoleIndex),
}

/// When a name in a text counts as a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
    /// A code of letters and digits.
    MixedCode,
    /// A code of digits only, which can also be a range, a paragraph or a telephone number.
    NumberCode,
    /// A code or an abbreviation of letters only, in one word.
    Abbreviation,
    /// The same, where it means something else to most readers.
    EverydayAbbreviation,
    /// A code of several words.
    WordsCode,
    /// A name that says "certified".
    CertifiedName,
    /// A name that ends with a plus.
    SignedName,
    /// A name with a tier, such as "Associate".
    TieredName,
    /// A name that is also a product, a duty or a job.
    PlainName,
    /// The title of a role.
    RoleTitle,
}

/// One meaning of a name.
#[derive(Debug, Clone)]
pub(super) struct Meaning {
    pub(super) named: Named,
    pub(super) rule: Rule,
    /// Words of the vendor and the titles that confirm a doubtful code; empty where the rule needs
    /// none.
    pub(super) confirming: Box<[Box<str>]>,
}

/// Every name in the folded form, a space before each word and one at the end, with its meanings in
/// order.
pub(super) type Names = BTreeMap<String, Vec<Meaning>>;

/// The names of all records.
pub(super) fn of_catalogue(catalogue: &LinkedRecords) -> Names {
    let mut names = Collector::default();
    for index in catalogue.exams() {
        names.add_exam(catalogue, index);
    }
    for index in catalogue.certifications() {
        names.add_certification(catalogue, index);
    }
    for index in catalogue.roles() {
        let title = Words::of(&catalogue.role(index).record.title);
        // A single word such as "Developer" is no certain mention of one role.
        if title.list().len() > 1 {
            let plural = format!("{}s ", title.folded.trim_end());
            for name in [title.folded, plural] {
                names.add(name, Named::Role(index), Rule::RoleTitle, &[]);
            }
        }
    }
    let mut names = names.0;
    for meanings in names.values_mut() {
        meanings.sort_by_key(|meaning| (meaning.named, meaning.rule));
        meanings.dedup_by_key(|meaning| meaning.named);
    }
    names
}

#[derive(Default)]
struct Collector(Names);

impl Collector {
    fn add(&mut self, name: String, named: Named, rule: Rule, context: &[Box<str>]) {
        let confirming = match rule {
            Rule::NumberCode | Rule::EverydayAbbreviation => context.into(),
            _ => Box::default(),
        };
        self.0.entry(name).or_default().push(Meaning {
            named,
            rule,
            confirming,
        });
    }

    fn add_exam(&mut self, catalogue: &LinkedRecords, index: ExamIndex) {
        let entry = catalogue.exam(index);
        let record = &entry.record;
        let context = words_about(catalogue, entry);
        for code in std::iter::once(&record.code).chain(&record.former_codes) {
            self.add_code(code.as_str(), Named::ExamByCode(index), &context);
        }
        for code in &record.aliases {
            self.add_code(code.as_str(), Named::ExamByAlias(index), &context);
        }
        let vendor = &catalogue.vendor(entry.vendor).record.name;
        let titles = std::iter::once(&record.title).chain(&record.also_known_as);
        for title in titles {
            self.add_title(title, vendor, Named::ExamByTitle(index), &context);
        }
    }

    fn add_certification(&mut self, catalogue: &LinkedRecords, index: CertificationIndex) {
        let entry = catalogue.certification(index);
        let exams = entry.earned_by.iter().flatten();
        let context: BTreeSet<Box<str>> = exams
            .flat_map(|exam| words_about(catalogue, catalogue.exam(*exam)))
            .collect();
        let context: Vec<Box<str>> = context.into_iter().collect();
        let vendor = &catalogue.vendor(entry.vendor).record.name;
        let record = &entry.record;
        let titles = std::iter::once(&record.title).chain(&record.also_known_as);
        for title in titles {
            self.add_title(title, vendor, Named::Certification(index), &context);
        }
    }

    /// Adds a code as it stands and, if it has letters and digits, without its hyphens.
    fn add_code(&mut self, code: &str, named: Named, context: &[Box<str>]) {
        let words = Words::of(code);
        let rule = rule_of_code(&words);
        if rule == Rule::MixedCode {
            let letters: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
            self.add(Words::of(&letters).folded, named, rule, context);
        }
        self.add(words.folded, named, rule, context);
    }

    fn add_title(&mut self, title: &str, vendor: &str, named: Named, context: &[Box<str>]) {
        for form in forms(title, vendor) {
            let words = Words::of(&form);
            if let Some(rule) = rule_of_name(&words) {
                self.add(words.folded, named, rule, context);
            }
        }
    }
}

/// The telling words of an exam's vendor, codes, titles and certifications.
fn words_about(catalogue: &LinkedRecords, entry: &ExamEntry) -> Vec<Box<str>> {
    let vendor = &catalogue.vendor(entry.vendor).record.name;
    let certifications = entry.certifications.iter();
    let titles = certifications.map(|index| &catalogue.certification(*index).record.title);
    let code = entry.record.code.as_str();
    let mut telling: BTreeSet<Box<str>> = BTreeSet::new();
    for text in titles.chain([vendor, &entry.record.title]) {
        let words = Words::of(text);
        let long = words
            .texts()
            .filter(|word| word.len() > 2 && !is_general(word) && *word != "plus");
        telling.extend(long.map(Box::from));
    }
    let parts: Vec<&str> = code.split(['-', '.']).collect();
    if let [first, _, ..] = parts.as_slice()
        && first.len() > 2
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
    {
        telling.insert(first.to_ascii_lowercase().into());
    }
    // An abbreviation does not confirm itself.
    for own in std::iter::once(&entry.record.code).chain(&entry.record.aliases) {
        telling.remove(own.as_str().to_ascii_lowercase().as_str());
    }
    telling.into_iter().collect()
}

fn rule_of_code(words: &Words) -> Rule {
    let list = words.list();
    let has_letters = list.iter().any(|word| !word.is_number);
    let has_digits = list.iter().any(|word| word.is_number);
    match (has_letters, has_digits, list.len()) {
        (true, true, _) => Rule::MixedCode,
        (false, _, _) => Rule::NumberCode,
        (true, false, 1) => rule_of_abbreviation(words),
        (true, false, _) if list.last().is_some_and(|word| word.is_sign) => Rule::SignedName,
        (true, false, _) => Rule::WordsCode,
    }
}

fn rule_of_abbreviation(words: &Words) -> Rule {
    if is_everyday(words.text(0)) {
        Rule::EverydayAbbreviation
    } else {
        Rule::Abbreviation
    }
}

/// The rule of a name by its words; `None` for a name that is no name by itself.
fn rule_of_name(words: &Words) -> Option<Rule> {
    let list = words.list();
    match list {
        [] => return None,
        [only] => {
            let is_abbreviation = matches!(only.casing, Casing::Upper | Casing::Mixed);
            return is_abbreviation.then(|| rule_of_abbreviation(words));
        }
        _ => {}
    }
    let first_casing = list[0].casing;
    Some(if list.last().is_some_and(|word| word.is_sign) {
        Rule::SignedName
    } else if list.len() == 2 && list[1].is_number && first_casing == Casing::Upper {
        Rule::MixedCode
    } else if list.iter().all(|word| word.casing == Casing::Upper) {
        Rule::WordsCode
    } else if words.texts().any(says_certified) {
        Rule::CertifiedName
    } else if words.texts().any(is_tier)
        || first_casing == Casing::Upper && words.text(0).len() >= LONG_ABBREVIATION
    {
        Rule::TieredName
    } else {
        Rule::PlainName
    })
}

/// The forms in which people write a title.
fn forms(title: &str, vendor: &str) -> BTreeSet<String> {
    let mut forms = BTreeSet::new();
    let mut add = |form: &str| {
        let words: Vec<&str> = form.split_whitespace().collect();
        let meaningful = words.iter().any(|word| word.len() > 1);
        if meaningful {
            forms.insert(words.join(" "));
        }
    };
    let (outside, within) = without_parentheses(title);
    let abbreviations = within.iter().filter(|part| !is_version(part));
    for part in abbreviations {
        add(part);
        add(&format!("{vendor} {part}"));
    }
    add(title);
    for whole in [&outside, without_version(&outside)] {
        let whole = without_suffix(whole);
        add(whole);
        let rest = match whole.split_once(": ") {
            Some((prefix, rest)) if prefix.to_ascii_lowercase().ends_with("certified") => {
                let issuer = &prefix[..prefix.len() - "certified".len()];
                add(&format!("{prefix} {rest}"));
                add(&format!("{issuer}{rest}"));
                rest
            }
            Some((prefix, rest)) if prefix.chars().any(|letter| letter.is_ascii_digit()) => {
                add(prefix);
                add(rest);
                whole
            }
            _ => whole,
        };
        let bare = strip_word(rest, vendor);
        let name = strip_word(bare, "Certified");
        for form in [rest, bare, name] {
            add_with_and_without_tier(&mut add, form, vendor);
        }
    }
    forms
}

fn add_with_and_without_tier(add: &mut impl FnMut(&str), form: &str, vendor: &str) {
    let bare = strip_word(form, vendor);
    // What is left of "Okta Certified Professional" without the rest names nothing.
    let mut words = bare.split_whitespace();
    let is_word = words.clone().count() < 2 && !bare.ends_with('+');
    let begins_with_number = bare.starts_with(|letter: char| letter.is_ascii_digit());
    if is_word && casing(bare) != Casing::Mixed || begins_with_number {
        return;
    }
    add(bare);
    add(&format!("{vendor} {bare}"));
    let tiers = |word: &str| is_tier(&word.to_lowercase());
    if words.next_back().is_some_and(tiers) {
        let stem = bare.rsplit_once(' ').map_or("", |(stem, _)| stem);
        let stem = stem.trim_end_matches([' ', '-', ',']);
        if stem.split_whitespace().count() > 1 {
            add(stem);
            add(&format!("{vendor} {stem}"));
            if !stem.starts_with("Certified") {
                add(&format!("{vendor} Certified {stem}"));
                add(&format!("Certified {stem}"));
            }
        }
    }
}

fn casing(word: &str) -> Casing {
    let words = Words::of(word);
    words
        .list()
        .first()
        .map_or(Casing::None, |word| word.casing)
}

/// A text without what stands in parentheses, and that.
fn without_parentheses(title: &str) -> (String, Vec<&str>) {
    let (mut outside, mut within, mut rest) = (String::new(), Vec::new(), title);
    while let Some((before, after)) = rest.split_once('(')
        && let Some((inside, after)) = after.split_once(')')
    {
        outside.push_str(before);
        within.push(inside);
        rest = after;
    }
    outside.push_str(rest);
    (outside.trim().to_owned(), within)
}

/// Whether a text is a version or too short for an abbreviation: `V7`, `003`, `SA`.
fn is_version(text: &str) -> bool {
    let digits = text.trim_start_matches(['v', 'V']);
    text.len() < 3
        || digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// A name without the version behind it: `Linux Essentials 1.6`, `Certified Ethical Hacker v13`.
fn without_version(name: &str) -> &str {
    match name.rsplit_once(' ') {
        Some((before, last))
            if last.bytes().any(|byte| byte.is_ascii_digit())
                && is_version(last)
                && (last.contains('.') || last.starts_with(['v', 'V'])) =>
        {
            before
        }
        _ => name,
    }
}

/// A name without the words for an assessment behind it.
fn without_suffix(name: &str) -> &str {
    let mut name = name.trim();
    for suffix in [" exam", " test", " Exam", " Certification"] {
        name = name.strip_suffix(suffix).unwrap_or(name).trim_end();
    }
    name
}

/// A text without the words at its beginning.
fn strip_word<'a>(text: &'a str, word: &str) -> &'a str {
    let rest = text.strip_prefix(word);
    rest.and_then(|rest| rest.strip_prefix(' '))
        .map_or(text, str::trim_start)
}

/// Whether every word but small ones is written with a capital, or is a number.
pub(super) fn is_title_case(words: &Words, range: std::ops::Range<usize>) -> bool {
    range
        .into_iter()
        .all(|index| words.list()[index].casing != Casing::Lower || is_small(words.text(index)))
}
