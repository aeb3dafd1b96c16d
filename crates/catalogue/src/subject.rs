//! The subject of each exam: the group of roles, such as `Security`, that it belongs to.

use std::collections::VecDeque;

use super::{
    entry::{ExamEntry, RoleEntry},
    index::{ExamIndex, RoleIndex},
};

/// For each exam a role whose group is the exam's subject; `None` if the subject is unknown.
///
/// It is the group of the role of which the largest share of recommendations names the exam, of equal
/// ones that with the most. An exam
/// that no source names has the subject of its nearest predecessor or successor, otherwise of its
/// nearest prerequisite or of the exam that it is one for.
pub(super) fn subjects(exams: &[ExamEntry], roles: &[RoleEntry]) -> Box<[Option<RoleIndex>]> {
    let exam_roles = exams.iter().enumerate();
    let mut subjects: Box<[_]> = exam_roles
        .map(|(index, exam)| closest_role(ExamIndex::new(index), exam, roles))
        .collect();
    spread(&mut subjects, exams, |exam| {
        [exam.successors.as_slice(), &exam.predecessors].concat()
    });
    spread(&mut subjects, exams, |exam| {
        let prerequisites = exam.prerequisites.iter().flatten();
        prerequisites.chain(&exam.unlocks).copied().collect()
    });
    subjects
}

/// The role whose recommendations name an exam most; the first of equal ones.
fn closest_role(index: ExamIndex, exam: &ExamEntry, roles: &[RoleEntry]) -> Option<RoleIndex> {
    let share = |role: &&RoleIndex| {
        let recommendations = &roles[role.index()].recommendations;
        let naming = recommendations
            .iter()
            .filter(|steps| steps.iter().any(|step| step.contains(&index)));
        let naming = naming.count();
        // In thousandths; a role of an exam has a recommendation.
        (1_000 * naming / recommendations.len().max(1), naming)
    };
    // The last of several maxima is returned, so the order is reversed to get the first.
    exam.roles.iter().rev().max_by_key(share).copied()
}

/// Gives exams without a subject that of the nearest linked exam with one.
fn spread(
    subjects: &mut [Option<RoleIndex>],
    exams: &[ExamEntry],
    links: impl Fn(&ExamEntry) -> Vec<ExamIndex>,
) {
    let mut queue: VecDeque<usize> = (0..exams.len())
        .filter(|exam| subjects[*exam].is_some())
        .collect();
    while let Some(exam) = queue.pop_front() {
        for linked in links(&exams[exam]) {
            let linked = linked.index();
            if subjects[linked].is_none() {
                subjects[linked] = subjects[exam];
                queue.push_back(linked);
            }
        }
    }
}
