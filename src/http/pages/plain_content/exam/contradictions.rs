//! Where sources disagree about an exam.

use crate::{
    catalogue::{Catalogue, Claim, Day, ExamIndex, ExamKey},
    http::pages::{
        messages::Language,
        plain_content::{Page, evidence},
    },
};

/// Each contradiction with its claims and their sources; nothing where there is none.
pub(super) fn write(page: &mut Page, catalogue: &Catalogue, exam: ExamIndex, day: Day) {
    let mut contradictions = catalogue.contradictions_of(exam, day);
    if contradictions.is_empty() {
        return;
    }
    contradictions.sort_by_key(|contradiction| std::cmp::Reverse(contradiction.severity));
    let language = page.language;
    page.heading("contradictions-title");
    for contradiction in contradictions {
        page.english(&format!("{} {}", contradiction.message, contradiction.why));
        page.list(contradiction.claims.iter().map(|claim| {
            let value = value(catalogue, claim, language);
            let value = value.unwrap_or_else(|| language.text("contradictions-no-value"));
            let sources = evidence(catalogue, claim.evidence(catalogue), language);
            format!("{value}. {sources}")
        }));
    }
}

/// What a claim says, as HTML; `None` if it has no value.
fn value(catalogue: &Catalogue, claim: &Claim, language: Language) -> Option<String> {
    let english = |text: String| (!text.is_empty()).then(|| language.english(&text));
    match claim {
        Claim::Fact { exam, index } => {
            let fact = catalogue.exam(*exam).record.facts.get(*index)?;
            fact.value().map(|value| language.value(value))
        }
        Claim::Blueprint {
            exam,
            blueprint,
            domains,
        } => {
            let all = &catalogue
                .exam(*exam)
                .record
                .blueprints
                .get(*blueprint)?
                .domains;
            let texts = domains.iter().filter_map(|index| all.get(*index));
            let texts = texts.map(|domain| match domain.weight {
                Some(weight) => format!("{}: {weight} %", domain.title),
                None => domain.title.clone(),
            });
            english(texts.collect::<Vec<_>>().join("; "))
        }
        Claim::Recommendation { role, index } => {
            let recommendation = catalogue.role(*role).record.recommendations.get(*index)?;
            let steps = recommendation.steps.iter().map(|step| &step.any_of);
            let separator = if recommendation.ordered {
                ", then "
            } else {
                ", "
            };
            let text = steps
                .map(|group| codes(group))
                .collect::<Vec<_>>()
                .join(separator);
            english(match recommendation.fees {
                Some(fees) if !text.is_empty() => format!("{text}; {fees}"),
                _ => text,
            })
        }
        Claim::AudienceRule(index) => {
            let groups = catalogue.audience_rule(*index).record.take.iter();
            english(
                groups
                    .map(|group| codes(group))
                    .collect::<Vec<_>>()
                    .join(", then "),
            )
        }
    }
}

/// Alternatives as text: `AI-102 or AI-103`.
fn codes(group: &[ExamKey]) -> String {
    let codes: Vec<&str> = group.iter().map(|key| key.code.as_str()).collect();
    codes.join(" or ")
}
