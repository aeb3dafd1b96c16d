//! The subject of each exam: the group of roles, such as `Security`, that it belongs to.

use std::collections::{BTreeMap, VecDeque};

use super::{
    entry::{ExamEntry, RoleEntry},
    index::{ExamIndex, RoleIndex},
    level::Level,
};

/// The group of roles for people who begin: an audience and no subject. Groups are names of the
/// catalogue without records of their own, so nothing there could say so; a catalogue without a group
/// of this name has subjects only.
const NEWCOMERS: &str = "Newcomer";

/// For each exam a role whose group is the exam's subject; `None` if the subject is unknown.
///
/// It is the group of which the most recommendations name the exam. Of equal ones it is that whose name
/// the exam's title has, otherwise that of its predecessor or successor, otherwise that whose
/// recommendations have the fewest other steps. An exam of fundamentals is for newcomers if their
/// recommendations alone name it most, or name it where subjects are equal: what leads to several
/// subjects alike is where people begin. An exam that no source names has the subject of its nearest
/// predecessor or successor, otherwise of its nearest prerequisite or of the exam that it is one for.
pub(super) fn subjects(exams: &[ExamEntry], roles: &[RoleEntry]) -> Box<[Option<RoleIndex>]> {
    let exam_roles = exams.iter().enumerate();
    let named: Vec<Vec<Naming>> = exam_roles
        .map(|(index, exam)| most_naming(ExamIndex::new(index), exam, roles))
        .collect();
    let only = |groups: &Vec<Naming>| match groups.as_slice() {
        [group] => Some(group.role),
        _ => None,
    };
    let mut subjects: Box<[_]> = named.iter().map(only).collect();
    let decided = subjects.clone();
    for ((subject, groups), exam) in subjects.iter_mut().zip(&named).zip(exams) {
        if subject.is_none() {
            let group_of = |role: RoleIndex| &roles[role.index()].record.group;
            let of_title = groups
                .iter()
                .find(|group| exam.record.title.contains(group_of(group.role)));
            let near = exam.successors.iter().chain(&exam.predecessors);
            let near = near.filter_map(|near| decided[near.index()]);
            let mut near = near.map(group_of);
            let of_near = near.find_map(|near| {
                let mut groups = groups.iter();
                groups.find(|group| group_of(group.role) == near)
            });
            // The last of several maxima is returned, so the order is reversed to get the first.
            let focused = groups.iter().rev().max_by_key(|group| group.focus);
            let best = of_title.or(of_near).or(focused);
            *subject = best.map(|group| group.role);
        }
    }
    spread(&mut subjects, exams, |exam| {
        [exam.successors.as_slice(), &exam.predecessors].concat()
    });
    spread(&mut subjects, exams, |exam| {
        let prerequisites = exam.prerequisites.iter().flatten();
        prerequisites.chain(&exam.unlocks).copied().collect()
    });
    subjects
}

/// How the roles of one group name an exam.
struct Naming {
    /// The first of these roles.
    role: RoleIndex,
    /// How many of their recommendations name it.
    count: usize,
    /// The sum of its shares of these, in thousandths: one of two steps is 500.
    focus: usize,
}

/// The subjects of which the most recommendations name an exam, in the order of their names, or the
/// newcomers alone.
fn most_naming(index: ExamIndex, exam: &ExamEntry, roles: &[RoleEntry]) -> Vec<Naming> {
    let mut groups: BTreeMap<&str, Naming> = BTreeMap::new();
    for role in &exam.roles {
        let entry = &roles[role.index()];
        let steps = entry.recommendations.iter();
        let naming = steps.filter(|steps| steps.iter().any(|step| step.contains(&index)));
        let group = groups.entry(&entry.record.group).or_insert(Naming {
            role: *role,
            count: 0,
            focus: 0,
        });
        for steps in naming {
            group.count += 1;
            group.focus += 1_000 / steps.len();
        }
    }
    let newcomers = groups.remove(NEWCOMERS);
    let most = groups.values().map(|group| group.count).max();
    let subjects = groups.into_values();
    let subjects: Vec<Naming> = subjects.filter(|group| Some(group.count) == most).collect();
    let is_of_fundamentals = exam.level == Some(Level::Fundamentals);
    match newcomers {
        Some(newcomers)
            if subjects.is_empty()
                || is_of_fundamentals && (subjects.len() > 1 || Some(newcomers.count) > most) =>
        {
            vec![newcomers]
        }
        _ => subjects,
    }
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
