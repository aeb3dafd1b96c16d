//! Contradictions: where sources disagree, or one disagrees with itself.

use crate::graphql::objects::enums::ApiEnum;
use std::sync::Arc;

use async_graphql::{ID, InputObject, Interface, Result, Union};
use certgraph_macros::{Members, fields};

use crate::catalogue::{
    self, AudienceRuleIndex, Confidence, ContradictionRule, ExamIndex, ExamKey, Identity,
    ObjectKind, RoleIndex, Severity, VendorIndex,
};
use crate::graphql::{
    objects::audience_rule::{AudienceRule, audience_rule},
    objects::blueprint::{Blueprint, Domain},
    objects::connection::{CursorScope, Page, PageArguments, page, picks},
    objects::evidence::Source,
    objects::exam::ExamObject,
    objects::fact::Fact,
    objects::lookup,
    objects::node::id,
    objects::role::RoleObject,
    objects::scalars::ApproximateDate,
    objects::view::View,
};

/// A filter of contradictions; everything given must hold, and an empty list matches none.
#[derive(InputObject, Debug, Clone, Default, PartialEq)]
pub struct ContradictionFilter {
    /// Found by one of these rules. Example: `[FEE_DISAGREEMENT]`.
    rule_ids: Option<Vec<ApiEnum<ContradictionRule>>>,
    /// Of one of these degrees. Example: `[HIGH]`.
    severities: Option<Vec<ApiEnum<Severity>>>,
    /// About exams of these vendors (slugs). Example: `["microsoft"]`.
    vendors: Option<Vec<String>>,
    /// About these exams, by code or `vendor/code`. Example: `["AI-102", "aws/ANS-C01"]`.
    exams: Option<Vec<String>>,
}

/// What a contradiction is about.
#[derive(Union, Members)]
pub enum ContradictionSubject {
    /// An exam.
    Exam(ExamObject),
    /// A role.
    Role(RoleObject),
}

/// One side of a contradiction: a claim and its source.
#[derive(Interface, Members)]
#[expect(
    clippy::duplicated_attributes,
    reason = "two fields of the interface have the same type"
)]
#[graphql(
    field(
        name = "value",
        ty = "Option<String>",
        desc = "What is said, as text with its unit. Examples: `\"165.00 USD\"`, \
                `\"Plan and manage an Azure AI solution 20..25 percent\"`. Null for a fact that has \
                no value, and a reason for that."
    ),
    field(
        name = "as_of",
        ty = "ApproximateDate",
        desc = "The date that the claim describes or was read. Example: `\"2026-09-24\"`."
    ),
    field(
        name = "confidence",
        ty = "ApiEnum<Confidence>",
        desc = "How far it can be trusted."
    ),
    field(
        name = "sources",
        ty = "Vec<Source>",
        desc = "Who says so, the leading source first; empty only for an estimate."
    ),
    field(
        name = "note",
        ty = "Option<String>",
        desc = "What should be known about it. Null when there is nothing to add."
    )
)]
pub enum Claim {
    /// A fact.
    Fact(Fact),
    /// What a blueprint says.
    Outline(OutlineClaim),
    /// What a source recommends for a role.
    Recommendation(RecommendationClaim),
    /// What a source says for an audience.
    AudienceRule(AudienceRuleClaim),
}

impl Claim {
    fn new(view: &View, claim: &catalogue::Claim) -> Self {
        match claim {
            catalogue::Claim::Fact { exam, index } => Self::Fact(Fact::new(view, *exam, *index)),
            catalogue::Claim::Blueprint {
                exam,
                blueprint,
                domains,
            } => Self::Outline(OutlineClaim {
                blueprint: Blueprint::new(view, *exam, *blueprint),
                domains: domains.clone(),
            }),
            catalogue::Claim::Recommendation { role, index } => {
                Self::Recommendation(RecommendationClaim {
                    view: view.clone(),
                    role: *role,
                    index: *index,
                })
            }
            catalogue::Claim::AudienceRule(index) => Self::AudienceRule(AudienceRuleClaim {
                view: view.clone(),
                index: *index,
            }),
        }
    }
}

/// Groups of alternative exams as text, such as `AZ-900, then AI-102 or AI-103`.
fn alternatives<'a>(groups: impl Iterator<Item = &'a Vec<ExamKey>>, separator: &str) -> String {
    let groups = groups.map(|group| {
        let codes: Vec<&str> = group.iter().map(|key| key.code.as_str()).collect();
        codes.join(" or ")
    });
    groups.collect::<Vec<_>>().join(separator)
}

/// Makes an object of a claim: its own fields, and those of its evidence.
macro_rules! claim {
    ($(#[doc = $doc:tt])+ $claim:ident, $as_of:tt, $sources:tt => { $($fields:tt)+ }) => {
        $(#[doc = $doc])+
        #[fields]
        impl $claim {
            $($fields)+

            #[doc = $as_of]
            fn as_of(&self) -> ApproximateDate {
                ApproximateDate(self.record().evidence.as_of)
            }

            /// How far it can be trusted.
            fn confidence(&self) -> ApiEnum<Confidence> {
                self.record().evidence.confidence.into()
            }

            #[doc = $sources]
            fn sources(&self) -> Vec<Source> {
                self.view().sources(&self.record().evidence.sources)
            }

            /// What should be known about it. Null when there is nothing to add.
            fn note(&self) -> Option<String> {
                self.record().evidence.note.clone()
            }
        }
    };
}

pub struct OutlineClaim {
    blueprint: Blueprint,
    domains: Vec<usize>,
}

impl OutlineClaim {
    fn view(&self) -> &View {
        &self.blueprint.view
    }

    fn record(&self) -> &catalogue::Blueprint {
        self.blueprint.record()
    }
}

claim! {
    /// What a blueprint says of the domains that a contradiction is about.
    OutlineClaim,
    "The date that the blueprint describes or was read. Example: `\"2026-08-31\"`.",
    "Who published or claims it." => {
        /// The blueprint.
        fn blueprint(&self) -> Blueprint {
            self.blueprint.clone()
        }

        /// The domains that the contradiction is about, in the blueprint's order.
        fn domains(&self) -> Vec<Domain> {
            let indices = self.domains.iter();
            indices.map(|index| self.blueprint.domain(*index)).collect()
        }

        /// The domains with their weights in percent. Example:
        /// `"Plan and manage an Azure AI solution 20..25 percent"`. Null for a blueprint without domains.
        fn value(&self) -> Option<String> {
            let texts = self.domains.iter().map(|index| {
                let domain = &self.record().domains[*index];
                match domain.weight {
                    Some(weight) => format!("{} {weight} percent", domain.title),
                    None => domain.title.clone(),
                }
            });
            let text = texts.collect::<Vec<_>>().join("; ");
            (!text.is_empty()).then_some(text)
        }
    }
}

pub struct RecommendationClaim {
    view: View,
    role: RoleIndex,
    index: usize,
}

impl RecommendationClaim {
    fn view(&self) -> &View {
        &self.view
    }

    fn record(&self) -> &catalogue::RoleRecommendation {
        &self.view.catalogue.role(self.role).record.recommendations[self.index]
    }
}

claim! {
    /// What a source recommends for a role.
    RecommendationClaim,
    "The date on which the source says so. Example: `\"2026-06-12\"`.",
    "Who says so, the leading source first." => {
        /// The role.
        fn role(&self) -> RoleObject {
            self.view.role(self.role)
        }

        /// The steps as the source gives them, with the fees that it states. Example:
        /// `"AI-900, then AZ-204, then AI-102; 530.00 USD"`. Null for a recommendation without steps.
        fn value(&self) -> Option<String> {
            let record = self.record();
            let separator = if record.ordered { ", then " } else { ", " };
            let text = alternatives(record.steps.iter().map(|step| &step.any_of), separator);
            match record.fees {
                _ if text.is_empty() => None,
                Some(fees) => Some(format!("{text}; {fees}")),
                None => Some(text),
            }
        }
    }
}

pub struct AudienceRuleClaim {
    view: View,
    index: AudienceRuleIndex,
}

impl AudienceRuleClaim {
    fn view(&self) -> &View {
        &self.view
    }

    fn record(&self) -> &catalogue::AudienceRule {
        &self.view.catalogue.audience_rule(self.index).record
    }
}

claim! {
    /// What a source says for an audience.
    AudienceRuleClaim,
    "The date on which the source says so. Example: `\"2026-06-12\"`.",
    "Who says so, the leading source first." => {
        /// The rule.
        fn rule(&self) -> AudienceRule {
            audience_rule(&self.view, self.index)
        }

        /// What the source says to take, in order. Example: `"AZ-900, then AI-102"`. Null when it says
        /// to take nothing.
        fn value(&self) -> Option<String> {
            let text = alternatives(self.record().take.iter(), ", then ");
            (!text.is_empty()).then_some(text)
        }
    }
}

pub struct ContradictionObject {
    view: View,
    record: Arc<catalogue::Contradiction>,
}

impl ContradictionObject {
    /// The contradiction with this identity on the view's day.
    pub(crate) fn find(view: &View, identity: Identity) -> Option<Self> {
        let mut all = view.catalogue.contradictions(view.day).into_iter();
        let record = all.find(|record| record.identity == identity)?;
        Some(Self::new(view, record))
    }

    fn new(view: &View, record: Arc<catalogue::Contradiction>) -> Self {
        let view = view.clone();
        Self { view, record }
    }

    /// Its sort key in lists: by severity, then exams by vendor and code, then roles.
    fn list_key(&self) -> Vec<u8> {
        let catalogue = &self.view.catalogue;
        let about = match self.record.subject {
            catalogue::ContradictionSubject::Exam(exam) => {
                let record = &catalogue.exam(exam).record;
                format!("0{}\0{}", record.vendor, record.code)
            }
            catalogue::ContradictionSubject::Role(role) => {
                format!("1{}", catalogue.role(role).record.slug)
            }
        };
        let severity = match self.record.severity {
            Severity::High => b'0',
            Severity::Medium => b'1',
            Severity::Low => b'2',
        };
        let mut key = vec![severity];
        key.extend_from_slice(about.as_bytes());
        key.push(0);
        key.extend_from_slice(self.record.rule.key().as_bytes());
        key.push(0);
        key.extend_from_slice(self.record.identity.as_bytes());
        key
    }
}

/// Claims that cannot all be true: sources that disagree, or a source that disagrees with itself.
/// None is stored; each follows from the catalogue's records, and is gone with its cause.
#[fields(name = "Contradiction")]
impl ContradictionObject {
    /// The object's id: opaque, the same while the contradiction lasts, independent of the values.
    /// `node` finds it while it holds today.
    pub(crate) fn id(&self) -> ID {
        id(ObjectKind::Contradiction, self.record.identity)
    }

    /// The rule that found it.
    fn rule_id(&self) -> ApiEnum<ContradictionRule> {
        self.record.rule.into()
    }

    /// What contradicts what. Example: `"DP-100, the last day on which the exam can be taken:
    /// 2026-06-01 against 2026-06-30."`.
    fn message(&self) -> &str {
        &self.record.message
    }

    /// What hangs on it.
    fn severity(&self) -> ApiEnum<Severity> {
        self.record.severity.into()
    }

    /// What it is about.
    fn subject(&self) -> ContradictionSubject {
        let view = &self.view;
        match self.record.subject {
            catalogue::ContradictionSubject::Exam(index) => {
                ContradictionSubject::Exam(view.exam(index))
            }
            catalogue::ContradictionSubject::Role(index) => {
                ContradictionSubject::Role(view.role(index))
            }
        }
    }

    /// The claims that disagree, the served one first where it is among them. One claim alone
    /// disagrees with itself.
    fn claims(&self) -> Vec<Claim> {
        let claims = self.record.claims.iter();
        claims.map(|claim| Claim::new(&self.view, claim)).collect()
    }

    /// The claim that answers use. Null when they use none.
    fn served(&self) -> Option<Claim> {
        let served = self.record.served.as_ref();
        served.map(|claim| Claim::new(&self.view, claim))
    }

    /// Why answers use that claim, or none. Example: `"Answers use 2026-06-01: of equal confidence
    /// and newer (2026-09-24, not 2026-08-18)."`.
    fn why(&self) -> &str {
        &self.record.why
    }
}

/// The contradictions about an exam, by severity.
pub(crate) fn contradictions_of(view: &View, exam: ExamIndex) -> Vec<ContradictionObject> {
    let records = view.catalogue.contradictions_of(exam, view.day);
    let objects = records.into_iter();
    let objects = objects.map(|record| ContradictionObject::new(view, record));
    let mut list: Vec<_> = objects.collect();
    list.sort_by_cached_key(ContradictionObject::list_key);
    list
}

/// One page of the contradictions that match a filter.
pub(crate) fn contradictions(
    view: &View,
    filter: Option<ContradictionFilter>,
    arguments: &PageArguments,
) -> Result<Page<ContradictionObject>> {
    // An empty filter must not change the cursors of a list.
    let filter = filter.filter(|filter| *filter != ContradictionFilter::default());
    let scope = CursorScope::new("contradictions", &(&filter, view.as_of));
    let filter = filter.unwrap_or_default();
    let catalogue = &view.catalogue;
    let vendors = lookup::filter_vendors(view, filter.vendors.as_ref())?;
    let exams = lookup::filter_exams(view, filter.exams.as_ref())?;
    let picked = |record: &catalogue::Contradiction| {
        let of_vendor = |vendors: &Vec<VendorIndex>| {
            let mut own = record.exams.iter().map(|exam| catalogue.exam(*exam).vendor);
            own.any(|vendor| vendors.contains(&vendor))
        };
        let of_exam = |exams: &Vec<ExamIndex>| exams.iter().any(|exam| record.exams.contains(exam));
        picks(filter.rule_ids.as_ref(), &ApiEnum(record.rule))
            && picks(filter.severities.as_ref(), &ApiEnum(record.severity))
            && vendors.as_ref().is_none_or(of_vendor)
            && exams.as_ref().is_none_or(of_exam)
    };
    let mut items: Vec<(Vec<u8>, ContradictionObject)> = catalogue
        .contradictions(view.day)
        .into_iter()
        .filter(|record| picked(record))
        .map(|record| {
            let object = ContradictionObject {
                view: view.clone(),
                record,
            };
            (object.list_key(), object)
        })
        .collect();
    items.sort_by(|one, other| one.0.cmp(&other.0));
    page(items, arguments, scope, |object| object)
}
