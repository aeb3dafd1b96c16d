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

/// How far a name is from what the vendor writes; a nearer one is not taken for a farther one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Derivation {
    /// A code, a title or a common name.
    Own,
    /// A title without the vendor, the version or "Certified".
    Shortened,
    /// A title without its tier, which several certifications may share.
    WithoutTier,
}

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
                names.add(form, role, Rule::RoleTitle, Derivation::Own, &[]);
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
        context: &[Box<str>],
    ) {
        let confirming = match rule {
            Rule::NumberCode | Rule::EverydayAbbreviation | Rule::FamilyCode => context.into(),
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
        let context = words_about(catalogue, entry);
        for code in std::iter::once(&record.code).chain(&record.former_codes) {
            self.add_code(code.as_str(), Named::ExamByCode(index), &context);
        }
        if let Some(family) = family_of(record.code.as_str()) {
            let (named, rule) = (Named::ExamByFamily(index), Rule::FamilyCode);
            let name = Words::of(family).folded;
            self.add(name, named, rule, Derivation::Shortened, &context);
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
            let joined = Words::of(&letters).folded;
            self.add(joined, named, rule, Derivation::Own, context);
        }
        self.add(words.folded, named, rule, Derivation::Own, context);
    }

    fn add_title(&mut self, title: &str, vendor: &str, named: Named, context: &[Box<str>]) {
        for (derivation, form) in forms(title, vendor) {
            let words = Words::of(&form);
            if let Some(rule) = rule_of_name(&words) {
                self.add(words.folded, named, rule, derivation, context);
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

/// The letters before the version of a code: `SAA` of `SAA-C03`.
fn family_of(code: &str) -> Option<&str> {
    let (family, version) = code.split_once('-')?;
    let is_family = (3..=4).contains(&family.len())
        && family.bytes().all(|byte| byte.is_ascii_uppercase())
        && version.bytes().any(|byte| byte.is_ascii_digit())
        && !is_everyday(&family.to_ascii_lowercase());
    is_family.then_some(family)
}

/// The forms in which people write a title.
fn forms(title: &str, vendor: &str) -> BTreeSet<(Derivation, String)> {
    let mut forms = Forms {
        vendor,
        forms: BTreeSet::new(),
    };
    let (outside, within) = without_parentheses(title);
    for part in within.iter().filter(|part| !is_version(part)) {
        forms.add(Derivation::Own, part);
        forms.add_of_vendor(Derivation::Own, part);
    }
    forms.add(Derivation::Own, title);
    for whole in [&outside, without_version(&outside)] {
        forms.add_shortened(without_suffix(whole));
    }
    forms.forms
}

/// The forms of one title.
struct Forms<'a> {
    vendor: &'a str,
    forms: BTreeSet<(Derivation, String)>,
}

impl Forms<'_> {
    fn add(&mut self, derivation: Derivation, form: &str) {
        let words: Vec<&str> = form.split_whitespace().collect();
        if words.iter().any(|word| word.len() > 1) {
            self.forms.insert((derivation, words.join(" ")));
        }
    }

    fn add_of_vendor(&mut self, derivation: Derivation, name: &str) {
        self.add(derivation, &format!("{} {name}", self.vendor));
    }

    /// Adds a title without version and suffix, and what is shorter.
    fn add_shortened(&mut self, whole: &str) {
        self.add(Derivation::Own, whole);
        self.add(Derivation::Shortened, &with_split_words(whole));
        self.add(Derivation::Shortened, &without_inner_number(whole));
        let rest = match whole.split_once(": ") {
            Some((prefix, rest)) if prefix.to_ascii_lowercase().ends_with("certified") => {
                let issuer = &prefix[..prefix.len() - "certified".len()];
                self.add(Derivation::Shortened, &format!("{issuer}{rest}"));
                rest
            }
            Some((prefix, rest)) if prefix.chars().any(|letter| letter.is_ascii_digit()) => {
                self.add(Derivation::Own, prefix);
                self.add(Derivation::Shortened, rest);
                whole
            }
            _ => whole,
        };
        let bare = strip_word(rest, self.vendor);
        for form in [rest, bare, strip_word(bare, "Certified")] {
            self.add_name(form, form == rest);
        }
    }

    /// Adds a name with and without the vendor and the tier. A name from which words were stripped
    /// says too little in two words.
    fn add_name(&mut self, form: &str, is_whole: bool) {
        let bare = strip_word(form, self.vendor);
        let count = bare.split_whitespace().count();
        // What is left of "Okta Certified Professional" without the rest names nothing.
        let is_word = count < 2 && !bare.ends_with('+') && casing(bare) != Casing::Mixed;
        if is_word || bare.starts_with(|letter: char| letter.is_ascii_digit()) {
            return;
        }
        self.add(Derivation::Shortened, bare);
        self.add_of_vendor(Derivation::Shortened, bare);
        let Some((stem, tier)) = bare.rsplit_once(' ') else {
            return;
        };
        let stem = stem.trim_end_matches([' ', '-', ',']);
        let words = stem.split_whitespace().count();
        if words < 2 || !is_tier(&tier.to_lowercase()) {
            return;
        }
        if words > 2 || is_whole {
            self.add(Derivation::WithoutTier, stem);
        }
        self.add_of_vendor(Derivation::WithoutTier, stem);
        if !stem.starts_with("Certified") {
            let certified = format!("Certified {stem}");
            self.add_of_vendor(Derivation::WithoutTier, &certified);
            self.add(Derivation::WithoutTier, &certified);
        }
    }
}

/// A name with words such as `ScrumMaster` in two.
fn with_split_words(name: &str) -> String {
    let mut split = String::with_capacity(name.len() + 2);
    let mut before = ' ';
    for letter in name.chars() {
        if before.is_lowercase() && letter.is_uppercase() {
            split.push(' ');
        }
        split.push(letter);
        before = letter;
    }
    split
}

/// A name without a single digit that stands between words: `ITIL 4 Foundation`.
fn without_inner_number(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_digit = |word: &str| word.len() == 1 && word.as_bytes()[0].is_ascii_digit();
    let last = words.len().saturating_sub(1);
    let kept = words.iter().enumerate();
    let kept = kept.filter(|(index, word)| *index == last || !is_digit(word));
    kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
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
