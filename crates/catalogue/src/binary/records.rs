//! The compact form of records. The fields are all public; types with invariants are beside their
//! fields, in the module of the type.

use super::{binary_enum, binary_struct};
use crate::{
    audience_rule::{AudienceRule, RuleConditions},
    blueprint::{Blueprint, Domain},
    certification::{Certification, EarningSet},
    comparison::{Comparison, ComparisonAudience, ComparisonDimension, Equivalence},
    conditions::FactConditions,
    content::Content,
    date::Precision,
    exam::{Exam, Succession},
    fact::{Fact, FactContent, FactValue, PassingScore, ScoreUnit},
    objective::Objective,
    prerequisite::PrerequisiteGroup,
    quantity::Unit,
    role::{Role, RoleRecommendation, RoleStep},
    source::{Evidence, Source, SourceLimit},
    study_plan::{StudyPlan, StudyPlanBlock, StudyPlanGate},
    text::ExamKey,
    vendor::Vendor,
};
binary_struct!(Content {
    sources,
    vendors,
    certifications,
    exams,
    roles,
    comparisons,
    equivalences,
    audience_rules
});
binary_struct!(Source {
    key,
    title,
    publisher,
    url,
    kind,
    note,
    limits
});
binary_struct!(SourceLimit {
    kind,
    at_most,
    note
});
binary_struct!(Evidence {
    sources,
    as_of,
    checked,
    confidence,
    note
});
binary_struct!(Vendor { slug, name, url });
binary_struct!(Certification {
    slug,
    vendor,
    title,
    also_known_as,
    level,
    earned_by,
    evidence
});
binary_struct!(EarningSet { exams, from, until });
binary_struct!(Exam {
    vendor,
    code,
    title,
    former_codes,
    aliases,
    also_known_as,
    successors,
    facts,
    prerequisites,
    study_plan,
    blueprints
});
binary_struct!(Succession { exam, evidence });
binary_struct!(Fact {
    name,
    about,
    experience,
    conditions,
    content,
    evidence
});
binary_struct!(FactConditions {
    earned_from,
    earned_before,
    language,
    region,
    member,
    form
});
binary_struct!(PassingScore {
    passing,
    scale_min,
    scale_max,
    unit
});
binary_struct!(PrerequisiteGroup {
    kind,
    any_of,
    experience,
    evidence
});
binary_struct!(StudyPlan { evidence, blocks });
binary_struct!(StudyPlanBlock {
    first_week,
    last_week,
    hours,
    topics,
    labs,
    material,
    gate
});
binary_struct!(StudyPlanGate {
    percent,
    consecutive_attempts
});
binary_struct!(Blueprint {
    version,
    standing,
    weights,
    published_on,
    effective_from,
    effective_until,
    evidence,
    domains
});
binary_struct!(Domain {
    key,
    title,
    weight,
    objectives
});
binary_struct!(Objective { key, title });
binary_struct!(ExamKey { vendor, code });
binary_struct!(Role {
    slug,
    title,
    group,
    focus,
    recommendations
});
binary_struct!(RoleRecommendation {
    vendor,
    focus,
    ordered,
    steps,
    months_min,
    months_max,
    fees,
    evidence
});
binary_struct!(RoleStep {
    any_of,
    optional,
    held
});
binary_struct!(Comparison {
    left,
    right,
    summary,
    dimensions,
    audiences,
    evidence
});
binary_struct!(ComparisonDimension { name, left, right });
binary_struct!(ComparisonAudience {
    audience,
    take,
    advice
});
binary_struct!(Equivalence {
    left,
    right,
    tier_distance,
    rationale,
    evidence
});
binary_struct!(AudienceRule {
    key,
    exam,
    audience,
    decision,
    when,
    reasons,
    take,
    evidence
});
binary_struct!(RuleConditions {
    holds_any,
    only_vendors,
    ships_code,
    experience,
    roles,
    circumstances
});
binary_enum!(FactContent { 0 => Known(value), 1 => Absent(reason) });
binary_enum!(FactValue {
    0 => Money(value),
    1 => Quantity(value),
    2 => Score(value),
    3 => Date(value),
    4 => Level(value),
    5 => Text(value),
    6 => List(value),
    7 => Flag(value),
});
binary_enum!(ScoreUnit { 0 => ScaledPoints, 1 => Percent });
binary_enum!(Precision { 0 => Day, 1 => Month, 2 => Year, 3 => OnOrBefore, 4 => NotBefore });
binary_enum!(Unit {
    0 => Minutes,
    1 => Hours,
    2 => Days,
    3 => Weeks,
    4 => Months,
    5 => Years,
    6 => Percent,
    7 => Items,
    8 => Count,
});
