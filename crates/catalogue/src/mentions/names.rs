//! The names under which texts mention the records of a catalogue, and when each counts.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    certification::Certification,
    entry::ExamEntry,
    index::{CertificationIndex, ExamIndex, RoleIndex},
    linked::LinkedRecords,
};

use super::{
    cues::{is_everyday, is_general, is_small, is_tier, says_certified},
    forms::{Derivation, forms, initials},
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
    /// An exam by its code without the version.
    ExamByFamily(ExamIndex),
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
    /// The letters of a code without its version.
    FamilyCode,
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

/// An abbreviation of at most this length has to be the initials of its title, else it says little.
const SHORT_ABBREVIATION: usize = 3;

/// One meaning of a name.
#[derive(Debug, Clone)]
pub(super) struct Meaning {
    pub(super) named: Named,
    pub(super) rule: Rule,
    pub(super) derivation: Derivation,
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
            for form in [title.folded, plural] {
                let role = Named::Role(index);
                names.add(
                    form,
                    role,
                    Rule::RoleTitle,
                    Derivation::Own,
                    &About::default(),
                );
            }
        }
    }
    let mut names = names.0;
    for meanings in names.values_mut() {
        meanings.sort_by_key(|meaning| (meaning.named, meaning.derivation, meaning.rule));
        meanings.dedup_by_key(|meaning| meaning.named);
        let is_role = |meaning: &Meaning| matches!(meaning.named, Named::Role(_));
        let credentials = meanings.iter().filter(|meaning| !is_role(meaning));
        let nearest = credentials.map(|meaning| meaning.derivation).min();
        meanings.retain(|meaning| is_role(meaning) || Some(meaning.derivation) == nearest);
    }
    names
}

#[derive(Default)]
struct Collector(Names);

impl Collector {
    fn add(
        &mut self,
        name: String,
        named: Named,
        rule: Rule,
        derivation: Derivation,
        about: &About,
    ) {
        // A code of signs only, such as a hyphen, has no word to find.
        if name.trim().is_empty() {
            return;
        }
        let confirming = match rule {
            Rule::NumberCode | Rule::EverydayAbbreviation | Rule::FamilyCode => {
                about.telling.iter().cloned().collect()
            }
            _ => Box::default(),
        };
        self.0.entry(name).or_default().push(Meaning {
            named,
            rule,
            derivation,
            confirming,
        });
    }

    fn add_exam(&mut self, catalogue: &LinkedRecords, index: ExamIndex) {
        let entry = catalogue.exam(index);
        let record = &entry.record;
        let about = About::exam(catalogue, entry);
        for code in std::iter::once(&record.code).chain(&record.former_codes) {
            self.add_code(code.as_str(), Named::ExamByCode(index), &about);
        }
        if let Some(family) = family_of(record.code.as_str()) {
            let (named, rule) = (Named::ExamByFamily(index), Rule::FamilyCode);
            let name = Words::of(family).folded;
            self.add(name, named, rule, Derivation::Shortened, &about);
        }
        for code in &record.aliases {
            self.add_code(code.as_str(), Named::ExamByAlias(index), &about);
        }
        let vendor = &catalogue.vendor(entry.vendor).record.name;
        for title in std::iter::once(&record.title).chain(&record.also_known_as) {
            self.add_title(title, vendor, Named::ExamByTitle(index), &about);
        }
    }

    fn add_certification(&mut self, catalogue: &LinkedRecords, index: CertificationIndex) {
        let entry = catalogue.certification(index);
        let mut about = About::default();
        for exam in entry.earned_by.iter().flatten() {
            about.add(About::exam(catalogue, catalogue.exam(*exam)));
        }
        let vendor = &catalogue.vendor(entry.vendor).record.name;
        about.initials.insert(initials(&entry.record.title));
        for title in titles_of(&entry.record) {
            self.add_title(title, vendor, Named::Certification(index), &about);
        }
    }

    /// Adds a code as it stands and, if it has letters and digits, without its hyphens.
    fn add_code(&mut self, code: &str, named: Named, about: &About) {
        let words = Words::of(code);
        let rule = rule_of_code(&words, about);
        if rule == Rule::MixedCode {
            let letters: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
            let joined = Words::of(&letters).folded;
            self.add(joined, named, rule, Derivation::Own, about);
        }
        self.add(words.folded, named, rule, Derivation::Own, about);
    }

    fn add_title(&mut self, title: &str, vendor: &str, named: Named, about: &About) {
        for (derivation, form) in forms(title, vendor) {
            let words = Words::of(&form);
            if let Some(rule) = rule_of_name(&words, about) {
                self.add(words.folded, named, rule, derivation, about);
            }
        }
    }
}

/// What a catalogue says of a record besides a name.
#[derive(Default)]
struct About {
    /// Telling words of its vendor, codes and titles.
    telling: BTreeSet<Box<str>>,
    /// The initials of its titles.
    initials: BTreeSet<String>,
}

impl About {
    fn exam(catalogue: &LinkedRecords, entry: &ExamEntry) -> Self {
        let mut about = Self::default();
        let record = &entry.record;
        about.add_words(&catalogue.vendor(entry.vendor).record.name);
        let own = std::iter::once(&record.title).chain(&record.also_known_as);
        let certifications = entry.certifications.iter();
        let earned =
            certifications.flat_map(|index| titles_of(&catalogue.certification(*index).record));
        for title in own.chain(earned) {
            about.add_words(title);
            about.initials.insert(initials(title));
        }
        if let Some((first, _)) = record.code.as_str().split_once(['-', '.'])
            && first.len() > 2
            && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        {
            about.telling.insert(first.to_ascii_lowercase().into());
        }
        // An abbreviation does not confirm itself.
        for own in std::iter::once(&record.code).chain(&record.aliases) {
            let own = own.as_str().to_ascii_lowercase();
            about.telling.remove(own.as_str());
        }
        about
    }

    fn add(&mut self, other: Self) {
        self.telling.extend(other.telling);
        self.initials.extend(other.initials);
    }

    fn add_words(&mut self, text: &str) {
        let words = Words::of(text);
        let telling = words
            .texts()
            .filter(|word| word.len() > 2 && !is_general(word) && *word != "plus");
        self.telling.extend(telling.map(Box::from));
    }
}

fn titles_of(certification: &Certification) -> impl Iterator<Item = &String> {
    std::iter::once(&certification.title).chain(&certification.also_known_as)
}

/// The letters before the version of a code: `SAA` of `SAA-C03`.
fn family_of(code: &str) -> Option<&str> {
    let (family, version) = code.split_once('-')?;
    let is_family = (3..=4).contains(&family.len())
        && family.bytes().all(|byte| byte.is_ascii_uppercase())
        && version.bytes().any(|byte| byte.is_ascii_digit())
        && !is_everyday(&family.to_ascii_lowercase());
    is_family.then_some(family)
}

fn rule_of_code(words: &Words, about: &About) -> Rule {
    let list = words.list();
    let has_letters = list.iter().any(|word| !word.is_number);
    let has_digits = list.iter().any(|word| word.is_number);
    let length: usize = words.texts().map(str::len).sum();
    match (has_letters, has_digits, list.len()) {
        // B2 is also a level of English.
        (true, true, _) if length < SHORT_ABBREVIATION => Rule::EverydayAbbreviation,
        (true, true, _) => Rule::MixedCode,
        (false, _, _) => Rule::NumberCode,
        (true, false, 1) => rule_of_abbreviation(words, about),
        (true, false, _) if list.last().is_some_and(|word| word.is_sign) => Rule::SignedName,
        (true, false, _) => Rule::WordsCode,
    }
}

fn rule_of_abbreviation(words: &Words, about: &About) -> Rule {
    let text = words.text(0);
    let is_telling = || {
        text.len() > SHORT_ABBREVIATION
            || about
                .initials
                .iter()
                .any(|initials| initials.starts_with(text))
    };
    let is_written_like_a_word = words.list()[0].casing == Casing::Initial;
    if is_everyday(text) || is_written_like_a_word || !is_telling() {
        Rule::EverydayAbbreviation
    } else {
        Rule::Abbreviation
    }
}

/// The rule of a name by its words; `None` for a name that is no name by itself.
fn rule_of_name(words: &Words, about: &About) -> Option<Rule> {
    let list = words.list();
    match list {
        [] => return None,
        [only] => {
            let is_abbreviation = matches!(only.casing, Casing::Upper | Casing::Mixed);
            return is_abbreviation.then(|| rule_of_abbreviation(words, about));
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

/// Whether every word but small ones is written with a capital, or is a number.
pub(super) fn is_title_case(words: &Words, range: std::ops::Range<usize>) -> bool {
    range
        .into_iter()
        .all(|index| words.list()[index].casing != Casing::Lower || is_small(words.text(index)))
}
