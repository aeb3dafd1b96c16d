//! The basis of reasons: their evidence, and changes of the request that would remove them. Both
//! are computed on demand, since most clients read the sentence only.

use super::problem;
use catalogue::{
    Catalogue, Evidence, ExamIndex, Experience, PrerequisiteGroup, PrerequisiteKind, RoleIndex,
};

/// How to omit recommended prerequisites.
const WITHOUT_ADVICE: &str = "Set constraints.includeRecommended: false.";

/// The basis of a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ReasonBasis {
    /// The request names an exam.
    Request(ExamIndex),
    /// A recommendation assumes one of these exams as held.
    Assumption {
        role: RoleIndex,
        recommendation: usize,
        named: Vec<ExamIndex>,
    },
    /// A recommendation names an exam, or its predecessor.
    Recommendation {
        role: RoleIndex,
        recommendation: usize,
        named: ExamIndex,
        exam: ExamIndex,
    },
    /// A prerequisite group of a later step names the exam.
    Need {
        exam: ExamIndex,
        owner: ExamIndex,
        group: usize,
        /// Whether the advice applies because of the experience.
        by_experience: bool,
    },
    /// Another exam is not bookable on the day.
    Substitution {
        evidence: Vec<Evidence>,
        removed_by: Vec<String>,
    },
}

impl ReasonBasis {
    /// The evidence; empty if the reason follows from the request alone.
    pub fn evidence<'c>(&'c self, catalogue: &'c Catalogue) -> Vec<&'c Evidence> {
        match self {
            ReasonBasis::Request(_) => vec![],
            ReasonBasis::Assumption {
                role,
                recommendation,
                ..
            } => vec![recommended_by(catalogue, *role, *recommendation)],
            ReasonBasis::Recommendation {
                role,
                recommendation,
                named,
                exam,
            } => {
                let first = recommended_by(catalogue, *role, *recommendation);
                let links = succession(catalogue, *named, *exam);
                std::iter::once(first).chain(links).collect()
            }
            ReasonBasis::Need { owner, group, .. } => {
                vec![&prerequisite(catalogue, *owner, *group).evidence]
            }
            ReasonBasis::Substitution { evidence, .. } => evidence.iter().collect(),
        }
    }

    /// Changes that would remove the reason, each in a sentence; empty if no change of the request
    /// does.
    pub fn removed_by(&self, catalogue: &Catalogue) -> Vec<String> {
        let code = |exam: ExamIndex| catalogue.exam(exam).record.code.as_str();
        match self {
            ReasonBasis::Request(named) => vec![
                format!("Hold {} or a later version of it.", code(*named)),
                "Ask for another exam.".to_owned(),
            ],
            ReasonBasis::Assumption { named, .. } => {
                let codes: Vec<&str> = named.iter().map(|exam| code(*exam)).collect();
                vec![
                    format!("Hold {}.", codes.join(" or ")),
                    "Set profile.experience: PRACTITIONER.".to_owned(),
                    WITHOUT_ADVICE.to_owned(),
                ]
            }
            ReasonBasis::Recommendation { exam, .. } => vec![
                format!("Hold {} or another version of it.", code(*exam)),
                format!("Exclude {} (constraints.exclude).", code(*exam)),
            ],
            ReasonBasis::Need {
                exam,
                owner,
                group,
                by_experience,
            } => {
                let group = prerequisite(catalogue, *owner, *group);
                need_removed_by(code(*exam), group, *by_experience)
            }
            ReasonBasis::Substitution { removed_by, .. } => removed_by.clone(),
        }
    }
}

fn need_removed_by(exam: &str, group: &PrerequisiteGroup, by_experience: bool) -> Vec<String> {
    let codes: Vec<&str> = group.any_of.iter().map(|key| key.code.as_str()).collect();
    let any_of = codes.join(" or ");
    match group.kind {
        PrerequisiteKind::Required => {
            let mut removed_by = vec![format!("Hold {any_of}.")];
            if codes.len() > 1 {
                removed_by.push(format!(
                    "Exclude {exam} (constraints.exclude): another of these is then used."
                ));
            }
            removed_by
        }
        PrerequisiteKind::Recommended => {
            let hold = format!("Hold {any_of} or another version of it.");
            std::iter::once(hold)
                .chain(by_experience.then(|| unadvised(group)).flatten())
                .chain([WITHOUT_ADVICE.to_owned()])
                .collect()
        }
    }
}

/// The experience, if any, to which the advice does not apply.
fn unadvised(group: &PrerequisiteGroup) -> Option<String> {
    let mut others = Experience::ALL
        .iter()
        .rev()
        .filter(|experience| !problem::advises(&group.experience, **experience));
    let name = match others.next()? {
        Experience::NewToCloud => "NEW_TO_CLOUD",
        Experience::KnowsVendor => "KNOWS_VENDOR",
        Experience::Practitioner => "PRACTITIONER",
    };
    Some(format!("Set profile.experience: {name}."))
}

fn recommended_by(catalogue: &Catalogue, role: RoleIndex, index: usize) -> &Evidence {
    &catalogue.role(role).record.recommendations[index].evidence
}

fn prerequisite(catalogue: &Catalogue, owner: ExamIndex, index: usize) -> &PrerequisiteGroup {
    &catalogue.exam(owner).record.prerequisites[index]
}

/// The evidence for each succession on the shortest chain between two exams.
pub(super) fn succession(catalogue: &Catalogue, from: ExamIndex, to: ExamIndex) -> Vec<&Evidence> {
    // Each successor reached, with the index of its predecessor in this list, and its index among
    // that one's successors.
    let mut reached: Vec<(ExamIndex, usize, usize)> = vec![(from, 0, 0)];
    let mut at = 0;
    while let Some((exam, ..)) = reached.get(at).copied() {
        for (index, next) in catalogue.exam(exam).successors.iter().enumerate() {
            if !reached.iter().any(|(known, ..)| known == next) {
                reached.push((*next, at, index));
            }
        }
        at += 1;
    }
    let mut evidence = Vec::new();
    let mut at = reached.iter().position(|(exam, ..)| *exam == to);
    while let Some(end) = at.filter(|at| *at > 0) {
        let (_, before, index) = reached[end];
        let link = &catalogue.exam(reached[before].0).record.successors[index];
        evidence.push(&link.evidence);
        at = Some(before);
    }
    evidence.reverse();
    evidence
}
