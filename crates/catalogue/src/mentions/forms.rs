//! The forms in which people write the title of an exam or a certification: without the vendor, without
//! "Certified", without the version or the tier, and by the abbreviation in parentheses.

use std::collections::BTreeSet;

use super::{
    cues::{is_general, is_small, is_tier},
    words::{Casing, Words},
};

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

/// The forms in which people write a title.
pub(super) fn forms(title: &str, vendor: &str) -> BTreeSet<(Derivation, String)> {
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
    forms.add_shortened(without_suffix(&outside));
    let unversioned = without_suffix(without_version(&outside));
    // What is left of "ITIL v4" is more than the certification.
    if unversioned.contains(' ') || unversioned.ends_with('+') {
        forms.add_shortened(unversioned);
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

    /// Adds a form without the vendor, unless it says nothing particular.
    fn add_bare(&mut self, derivation: Derivation, form: &str) {
        if says_which(form) {
            self.add(derivation, form);
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
                self.add_bare(Derivation::Shortened, rest);
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
        self.add_bare(Derivation::Shortened, bare);
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
            self.add_bare(Derivation::WithoutTier, stem);
        }
        self.add_of_vendor(Derivation::WithoutTier, stem);
        if !stem.starts_with("Certified") {
            let certified = format!("Certified {stem}");
            self.add_of_vendor(Derivation::WithoutTier, &certified);
            self.add_bare(Derivation::WithoutTier, &certified);
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

/// Whether a name without its vendor says which one it is: a word in it is particular, or it has a tier
/// and two more words. "Certified engineer" and "data engineer" can be anything.
fn says_which(form: &str) -> bool {
    let words = Words::of(form);
    let count = words.list().len();
    words.texts().any(|word| !is_general(word)) || count > 2 && words.texts().any(is_tier)
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

/// The initials of a title without small words, folded: `cks` and `cka` begin those of Kubernetes exams.
pub(super) fn initials(title: &str) -> String {
    let (outside, _) = without_parentheses(title);
    let words = Words::of(&with_split_words(&outside));
    let large = words.texts().filter(|word| !is_small(word));
    large.filter_map(|word| word.chars().next()).collect()
}
