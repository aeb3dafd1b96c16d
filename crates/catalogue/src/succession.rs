//! Lines of succession: every exam that follows another or went before it.

use super::snapshot::{ExamEntry, ExamIndex};

/// The lines of a snapshot in one direction, each with its exam first and then the nearest.
#[derive(Debug, Default)]
pub(super) struct SuccessionChains {
    /// Where the line of each exam begins, and where the last one ends.
    begins: Box<[u32]>,
    exams: Box<[ExamIndex]>,
}

impl SuccessionChains {
    /// The lines that come from going from each exam to the next ones.
    pub(super) fn of(exams: &[ExamEntry], next: impl Fn(&ExamEntry) -> &Vec<ExamIndex>) -> Self {
        let end = |exams: &Vec<ExamIndex>| u32::try_from(exams.len()).unwrap_or(u32::MAX);
        let mut all: Vec<ExamIndex> = Vec::with_capacity(exams.len());
        let mut begins = Vec::with_capacity(exams.len() + 1);
        for place in 0..exams.len() {
            begins.push(end(&all));
            let begin = all.len();
            all.push(ExamIndex::new(place));
            let mut at = begin;
            while let Some(exam) = all.get(at) {
                for following in next(&exams[exam.place()]) {
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

    /// The exam and every exam of its line, nearest first.
    pub(super) fn line(&self, exam: ExamIndex) -> &[ExamIndex] {
        let (begin, end) = (self.begins[exam.place()], self.begins[exam.place() + 1]);
        &self.exams[begin as usize..end as usize]
    }
}
