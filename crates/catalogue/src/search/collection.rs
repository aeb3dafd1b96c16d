//! Builds the word index: words are numbered as they arrive and sorted at the end.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use crate::{
    blueprint::BlueprintStanding,
    index::{ExamIndex, VendorIndex},
    linked::LinkedRecords,
};

use super::{
    compressed_rows::CompressedRows,
    dictionary::Dictionary,
    documents::{Availability, Documents, Occurrence},
    hit::SearchField,
    names,
    targets::Targets,
    words::{PLUS, folded, is_common, words},
};

/// The documents of a catalogue under construction.
///
/// A record has one document for each of its names, so that each name can match as a whole; the
/// other names are context.
pub(super) struct Collection {
    numbers: HashMap<Box<str>, u32>,
    targets: Targets,
    lengths: Vec<u8>,
    occurrences: CompressedRows<Occurrence>,
    /// The words of the current document.
    current: Vec<(u32, Availability)>,
    /// The numbers of common words.
    common: HashSet<u32>,
}

impl Collection {
    pub(super) fn of(catalogue: &LinkedRecords) -> Self {
        let mut collection = Self {
            numbers: HashMap::new(),
            targets: Targets::of(catalogue),
            lengths: Vec::new(),
            occurrences: CompressedRows::default(),
            current: Vec::new(),
            common: HashSet::new(),
        };
        collection.add_vendors(catalogue);
        collection.add_roles(catalogue);
        collection.add_certifications(catalogue);
        collection.add_exams(catalogue);
        collection.add_domains(catalogue);
        collection
    }

    fn add_vendors(&mut self, catalogue: &LinkedRecords) {
        for index in catalogue.vendors() {
            let record = &catalogue.vendor(index).record;
            for name in [record.name.as_str(), record.slug.as_str()] {
                self.add(SearchField::Title, name);
                self.finish();
                self.targets.add_name(self.targets.vendor(index));
            }
        }
    }

    fn add_roles(&mut self, catalogue: &LinkedRecords) {
        for index in catalogue.roles() {
            let record = &catalogue.role(index).record;
            self.add(SearchField::Title, &record.title);
            self.add(SearchField::Slug, record.slug.as_str());
            self.finish();
            self.targets.add_name(self.targets.role(index));
        }
    }

    fn add_certifications(&mut self, catalogue: &LinkedRecords) {
        for index in catalogue.certifications() {
            let entry = catalogue.certification(index);
            let names = names::of_certification(&entry.record);
            for position in 0..names.len() {
                self.add_names(&names, position);
                self.add(SearchField::Slug, entry.record.slug.as_str());
                self.add_vendor(catalogue, entry.vendor);
                self.finish();
                self.targets.add_name(self.targets.certification(index));
            }
        }
    }

    fn add_exams(&mut self, catalogue: &LinkedRecords) {
        for index in catalogue.exams() {
            let vendor = catalogue.exam(index).vendor;
            let names = names::of_exam(catalogue, index);
            for position in 0..names.len() {
                self.add_names(&names, position);
                self.add_codes(catalogue, index);
                self.add_vendor(catalogue, vendor);
                self.finish();
                self.targets.add_name(Targets::exam(index));
            }
            for (code, title) in names::of_predecessors(catalogue, index) {
                self.add_code(SearchField::Predecessor, code);
                self.add(SearchField::Predecessor, title);
                self.add_vendor(catalogue, vendor);
                self.finish();
                self.targets.add_name(Targets::exam(index));
            }
        }
    }

    /// Adds the domains of every blueprint that can ever be in force.
    fn add_domains(&mut self, catalogue: &LinkedRecords) {
        for exam in catalogue.exams() {
            let record = &catalogue.exam(exam).record;
            for (index, blueprint) in record.blueprints.iter().enumerate() {
                if blueprint.standing != BlueprintStanding::Official {
                    continue;
                }
                self.targets.add_blueprint(exam, &record.blueprints, index);
                for part in &blueprint.domains {
                    self.add(SearchField::DomainTitle, &part.title);
                    for objective in &part.objectives {
                        self.add(SearchField::Objective, &objective.title);
                    }
                    self.add_code(None, record.code.as_str());
                    self.finish();
                    self.targets.add_domain();
                }
            }
        }
    }

    /// Adds one of several names, with the others as context.
    fn add_names(&mut self, names: &[&str], own: usize) {
        for (index, name) in names.iter().enumerate() {
            self.add((index == own).then_some(SearchField::Title), name);
        }
    }

    fn add_vendor(&mut self, catalogue: &LinkedRecords, index: VendorIndex) {
        let vendor = &catalogue.vendor(index).record;
        let before = self.current.len();
        self.add(None, &vendor.name);
        self.add(None, vendor.slug.as_str());
        for (_, standing) in &mut self.current[before..] {
            standing.names_vendor = true;
        }
    }

    fn add_codes(&mut self, catalogue: &LinkedRecords, index: ExamIndex) {
        let record = &catalogue.exam(index).record;
        self.add_code(SearchField::Code, record.code.as_str());
        for code in &record.former_codes {
            self.add_code(SearchField::FormerCode, code.as_str());
        }
        for code in &record.aliases {
            self.add_code(SearchField::Alias, code.as_str());
        }
    }

    /// Adds the words of a text. A text with a trailing plus sign is also added as one word:
    /// `secplus`.
    fn add(&mut self, part: impl Into<Option<SearchField>>, text: &str) {
        let part = part.into();
        let folded = folded(text);
        let mut before = None;
        for word in words(&folded) {
            self.add_word(part, word);
            if let Some(before) = before
                && word == PLUS
            {
                self.add_word(
                    part.min(Some(SearchField::Slug)),
                    &format!("{before}{PLUS}"),
                );
            }
            before = Some(word);
        }
    }

    /// Adds a code in its parts and as one word without punctuation.
    fn add_code(&mut self, part: impl Into<Option<SearchField>>, code: &str) {
        let part = part.into();
        self.add(part, code);
        let letters: String = words(&folded(code)).collect();
        if !letters.is_empty() {
            self.add_word(part, &letters);
        }
    }

    fn add_word(&mut self, part: Option<SearchField>, word: &str) {
        let number = if let Some(number) = self.numbers.get(word) {
            *number
        } else {
            let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
            self.numbers.insert(word.into(), number);
            if is_common(word) {
                self.common.insert(number);
            }
            number
        };
        let standing = Availability {
            part,
            in_name: matches!(part, Some(SearchField::Title | SearchField::DomainTitle)),
            names_vendor: false,
        };
        self.current.push((number, standing));
    }

    /// Ends a document; each word keeps its strongest field.
    fn finish(&mut self) {
        self.current
            .sort_unstable_by_key(|(number, standing)| (*number, Reverse(standing.part)));
        self.current.dedup_by(|(later, also), (earlier, standing)| {
            let is_same = later == earlier;
            standing.in_name |= is_same && also.in_name;
            standing.names_vendor |= is_same && also.names_vendor;
            is_same
        });
        let telling = self.current.iter().filter(|(number, standing)| {
            standing.in_name && !standing.names_vendor && !self.common.contains(number)
        });
        let length = u8::try_from(telling.count()).unwrap_or(u8::MAX);
        self.lengths.push(length);
        let words = self.current.drain(..);
        self.occurrences
            .push(words.map(|(number, standing)| Occurrence::new(number, standing)));
    }

    pub(super) fn into_documents(self) -> Documents {
        let mut numbered: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        numbered.sort_unstable();
        let mut indexes = vec![0; numbered.len()];
        for (index, (_, number)) in (0..).zip(&numbered) {
            indexes[*number as usize] = index;
        }
        let mut occurrences = self.occurrences;
        occurrences.for_each_mut(|occurrence| {
            let index = indexes[occurrence.word() as usize];
            *occurrence = occurrence.of(index);
        });
        occurrences.shrink();
        let (mut targets, mut lengths) = (self.targets, self.lengths);
        targets.shrink();
        lengths.shrink_to_fit();
        let words = numbered.into_iter().map(|(word, _)| word).collect();
        Documents::new(targets, lengths, Dictionary::of_sorted(words), occurrences)
    }
}
