//! The subject of each exam: the group of roles, such as `Security`, that it belongs to.

use std::collections::VecDeque;

use super::{
    entry::{ExamEntry, RoleEntry},
    index::{ExamIndex, RoleIndex},
};

/// For each exam a role whose group is the exam's subject; `None` if the subject is unknown.
///
/// It is the group of most of the roles for which a source names the exam. An exam that no source
/// names has the subject of its nearest predecessor or successor, otherwise of its nearest
/// prerequisite or of the exam that it is one for.
pub(super) fn subjects(exams: &[ExamEntry], roles: &[RoleEntry]) -> Box<[Option<RoleIndex>]> {
    let mut subjects: Box<[_]> = exams.iter().map(|exam| most_common(exam, roles)).collect();
    spread(&mut subjects, exams, |exam| {
        [exam.successors.as_slice(), &exam.predecessors].concat()
    });
    spread(&mut subjects, exams, |exam| {
        let prerequisites = exam.prerequisites.iter().flatten();
        prerequisites.chain(&exam.unlocks).copied().collect()
    });
    subjects
}

/// The first role of the most common group among the roles of an exam.
fn most_common(exam: &ExamEntry, roles: &[RoleEntry]) -> Option<RoleIndex> {
    let group = |role: &RoleIndex| &roles[role.index()].record.group;
    let members = |role: &RoleIndex| {
        let same = exam
            .roles
            .iter()
            .filter(|other| group(other) == group(role));
        same.count()
    };
    // The last of several maxima is returned, so the order is reversed to get the first.
    exam.roles
        .iter()
        .rev()
        .max_by_key(|role| members(role))
        .copied()
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
