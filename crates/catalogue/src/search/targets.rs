//! What each document belongs to: targets are numbered in the order of equally ranked hits.

use std::ops::Range;

use crate::{
    blueprint::{Blueprint, BlueprintStanding},
    date::Day,
    index::{CertificationIndex, ExamIndex, RoleIndex, VendorIndex},
    linked::LinkedRecords,
};

use super::hit::SearchTarget;

/// The number of a target; numbers compare as [`SearchTarget`] does.
pub(super) type TargetNumber = u32;

/// The owners of all documents. Documents of names come before those of domains, and those of one
/// target are adjacent.
#[derive(Debug, Default)]
pub(super) struct Targets {
    certifications: Range<TargetNumber>,
    roles: Range<TargetNumber>,
    vendors: Range<TargetNumber>,
    /// The number of documents of names.
    names: u32,
    /// For a name the number of its target, for a domain the position of its blueprint below.
    owners: Vec<u32>,
    blueprints: Vec<IndexedBlueprint>,
}

/// A blueprint whose domains are documents.
#[derive(Debug)]
struct IndexedBlueprint {
    exam: ExamIndex,
    /// Its index in the exam's list.
    blueprint: u32,
    /// The document of its first domain.
    first: u32,
    /// The first day on which it is in force.
    from: Day,
    /// The first day on which another one is.
    until: Option<Day>,
}

impl Targets {
    /// The targets of a catalogue, without documents.
    pub(super) fn of(catalogue: &LinkedRecords) -> Self {
        let exams = number(catalogue.exams().len());
        let certifications = exams + number(catalogue.certifications().len());
        let roles = certifications + number(catalogue.roles().len());
        Self {
            certifications: exams..certifications,
            roles: certifications..roles,
            vendors: roles..roles + number(catalogue.vendors().len()),
            ..Self::default()
        }
    }

    /// Adds a document with a name of a target.
    pub(super) fn add_name(&mut self, target: TargetNumber) {
        self.owners.push(target);
        self.names = number(self.owners.len());
    }

    /// Adds a blueprint; the domains that follow are its own.
    pub(super) fn add_blueprint(&mut self, exam: ExamIndex, all: &[Blueprint], index: usize) {
        let (from, until) = days_in_force(all, index);
        self.blueprints.push(IndexedBlueprint {
            exam,
            blueprint: number(index),
            first: number(self.owners.len()),
            from,
            until,
        });
    }

    /// Adds a document with a domain of the last blueprint.
    pub(super) fn add_domain(&mut self) {
        self.owners.push(number(self.blueprints.len()) - 1);
    }

    pub(super) fn shrink(&mut self) {
        self.owners.shrink_to_fit();
        self.blueprints.shrink_to_fit();
    }

    /// The number of documents of names.
    pub(super) fn names(&self) -> u32 {
        self.names
    }

    pub(super) fn exam(exam: ExamIndex) -> TargetNumber {
        number(exam.index())
    }

    pub(super) fn certification(&self, index: CertificationIndex) -> TargetNumber {
        self.certifications.start + number(index.index())
    }

    pub(super) fn role(&self, index: RoleIndex) -> TargetNumber {
        self.roles.start + number(index.index())
    }

    pub(super) fn vendor(&self, index: VendorIndex) -> TargetNumber {
        self.vendors.start + number(index.index())
    }

    /// The target of a document.
    pub(super) fn of_document(&self, document: u32) -> TargetNumber {
        match document.checked_sub(self.names) {
            None => self.owners[document as usize],
            Some(domain) => self.vendors.end + domain,
        }
    }

    /// Whether a domain's blueprint is in force on a day.
    pub(super) fn is_in_force(&self, document: u32, day: Day) -> bool {
        let blueprint = &self.blueprints[self.owners[document as usize] as usize];
        blueprint.from <= day && blueprint.until.is_none_or(|until| day < until)
    }

    /// The target with a number.
    pub(super) fn target(&self, target: TargetNumber) -> SearchTarget {
        let place = |range: &Range<TargetNumber>| (target - range.start) as usize;
        if target < self.certifications.start {
            SearchTarget::Exam(ExamIndex::new(target as usize))
        } else if target < self.roles.start {
            SearchTarget::Certification(CertificationIndex::new(place(&self.certifications)))
        } else if target < self.vendors.start {
            SearchTarget::Role(RoleIndex::new(place(&self.roles)))
        } else if target < self.vendors.end {
            SearchTarget::Vendor(VendorIndex::new(place(&self.vendors)))
        } else {
            let document = target - self.vendors.end + self.names;
            let blueprint = &self.blueprints[self.owners[document as usize] as usize];
            SearchTarget::Domain {
                exam: blueprint.exam,
                blueprint: blueprint.blueprint as usize,
                domain: (document - blueprint.first) as usize,
            }
        }
    }
}

/// The first day on which a blueprint is in force and the first day on which a later one is, by the
/// rule of [`crate::blueprint::in_force`].
fn days_in_force(all: &[Blueprint], index: usize) -> (Day, Option<Day>) {
    let begin = |index: usize| {
        let from = all[index].effective_from;
        (from.latest(), from.earliest(), index)
    };
    let is_later = |other: &usize| {
        all[*other].standing == BlueprintStanding::Official && begin(*other) > begin(index)
    };
    let later = (0..all.len()).filter(is_later);
    let until = later.map(|other| begin(other).0).min();
    (begin(index).0, until)
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
