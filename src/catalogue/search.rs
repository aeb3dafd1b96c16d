//! Search by text over the catalogue (being built).
use super::snapshot::{Catalogue, ExamIndex};

/// An index for searching by text.
#[derive(Debug, Default)]
pub struct SearchIndex {
    codes: Vec<(String, ExamIndex)>,
}

impl SearchIndex {
    /// Indexes a catalogue.
    pub fn build(catalogue: &Catalogue) -> Self {
        let codes = catalogue
            .exams()
            .map(|index| (catalogue.exam(index).record.code.folded(), index))
            .collect();
        Self { codes }
    }

    /// The exams whose codes are nearest to a folded code, nearest first.
    pub fn near_codes(&self, folded: &str, most: usize) -> Vec<ExamIndex> {
        let mut near: Vec<(usize, ExamIndex)> = self
            .codes
            .iter()
            .map(|(code, index)| (strsim::osa_distance(code, folded), *index))
            .filter(|(distance, _)| *distance <= 2)
            .collect();
        near.sort_unstable();
        near.into_iter()
            .map(|(_, index)| index)
            .take(most)
            .collect()
    }
}
