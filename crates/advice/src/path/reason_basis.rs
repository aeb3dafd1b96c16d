//! What reasons rest on: who says so, and what would take a reason away. Both are told only where
//! somebody asks, since most want to know no more than the sentence.

use super::{problem, result::Reason};
use catalogue::{
    Catalogue, Evidence, ExamIndex, Experience, PrerequisiteGroup, PrerequisiteKind, RoleIndex,
};

/// How to leave every recommended prerequisite out.
const WITHOUT_ADVICE: &str = "Set constraints.includeRecommended: false.";

/// What a reason rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ReasonBasis {
    /// The question names an exam.
    Request(ExamIndex),
    /// A recommendation takes one of these exams for held.
    Assumption {
        role: RoleIndex,
        recommendation: usize,
        named: Vec<ExamIndex>,
    },
    /// A recommendation names an exam, or one that this exam follows.
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
        /// Whether it is the experience that calls for advice.
        by_experience: bool,
    },
    /// Another exam cannot be booked on the day.
    Substitution {
        evidence: Vec<Evidence>,
        removed_by: Vec<String>,
    },
}

impl Reason {
    /// Who says so; empty when it follows from the question alone.
    pub fn evidence<'c>(&'c self, catalogue: &'c Catalogue) -> Vec<&'c Evidence> {
        match &self.grounds {
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

    /// What would take the reason away, each in a sentence; empty when nothing in the question
    /// would.
    pub fn removed_by(&self, catalogue: &Catalogue) -> Vec<String> {
        let code = |exam: ExamIndex| catalogue.exam(exam).record.code.as_str();
        match &self.grounds {
            ReasonBasis::Request(named) => vec![
                format!("Hold {} or a later version of it.", code(*named)),
                "Ask for another exam.".to_owned(),
            ],
            ReasonBasis::Assumption { named, .. } => {
                let codes: Vec<&str> = named.iter().map(|exam| code(*exam)).collect();
                vec![
                    format!("Hold {}.", codes.join(" or ")),
                    "Say experience PRACTITIONER.".to_owned(),
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
                    "Exclude {exam} (constraints.exclude): another of these is taken then."
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

/// The experience, if there is one, for which advice is no step.
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
    Some(format!("Say experience {name}."))
}

fn recommended_by(catalogue: &Catalogue, role: RoleIndex, place: usize) -> &Evidence {
    &catalogue.role(role).record.recommendations[place].evidence
}

fn prerequisite(catalogue: &Catalogue, owner: ExamIndex, place: usize) -> &PrerequisiteGroup {
    &catalogue.exam(owner).record.prerequisites[place]
}

/// Who says that one exam follows another, link by link along the shortest chain.
pub(super) fn succession(catalogue: &Catalogue, from: ExamIndex, to: ExamIndex) -> Vec<&Evidence> {
    // Each exam that follows, with the place in this list of the one that it was reached from, and
    // its place among the successors of that one.
    let mut reached: Vec<(ExamIndex, usize, usize)> = vec![(from, 0, 0)];
    let mut at = 0;
    while let Some((exam, ..)) = reached.get(at).copied() {
        for (place, next) in catalogue.exam(exam).successors.iter().enumerate() {
            if !reached.iter().any(|(known, ..)| known == next) {
                reached.push((*next, at, place));
            }
        }
        at += 1;
    }
    let mut evidence = Vec::new();
    let mut at = reached.iter().position(|(exam, ..)| *exam == to);
    while let Some(end) = at.filter(|at| *at > 0) {
        let (_, before, place) = reached[end];
        let link = &catalogue.exam(reached[before].0).record.successors[place];
        evidence.push(&link.evidence);
        at = Some(before);
    }
    evidence.reverse();
    evidence
}
