//! Succession chains: all successors or predecessors of each exam.

use super::{entry::ExamEntry, index::ExamIndex};

/// The chains of a snapshot in one direction. Each starts with its exam, followed by the nearest.
#[derive(Debug, Default)]
pub(super) struct SuccessionChains {
    /// The start offset of each exam's chain, and the end of the last one.
    begins: Box<[u32]>,
    exams: Box<[ExamIndex]>,
}

impl SuccessionChains {
    /// Builds the chains by following `next` from each exam.
    pub(super) fn of(exams: &[ExamEntry], next: impl Fn(&ExamEntry) -> &Vec<ExamIndex>) -> Self {
        let end = |exams: &Vec<ExamIndex>| u32::try_from(exams.len()).unwrap_or(u32::MAX);
        let mut all: Vec<ExamIndex> = Vec::with_capacity(exams.len());
        let mut begins = Vec::with_capacity(exams.len() + 1);
        for index in 0..exams.len() {
            begins.push(end(&all));
            let begin = all.len();
            all.push(ExamIndex::new(index));
            let mut at = begin;
            while let Some(exam) = all.get(at) {
                for following in next(&exams[exam.index()]) {
                    if !all[begin..].contains(following) {
                        all.push(*following);
                    }
                }
                at += 1;
            }
        }
        begins.push(end(&all));
        Self {
            begins: begins.into(),
            exams: all.into(),
        }
    }

    /// The exam and its chain, nearest first.
    pub(super) fn line(&self, exam: ExamIndex) -> &[ExamIndex] {
        let (begin, end) = (self.begins[exam.index()], self.begins[exam.index() + 1]);
        &self.exams[begin as usize..end as usize]
    }
}
