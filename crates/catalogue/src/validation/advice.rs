//! Rules for roles, comparisons, equivalences and audience rules.

use super::Check;
use crate::{
    audience_rule::AudienceRule,
    comparison::{Comparison, Equivalence},
    fact_kind::FactKind,
    record::{Record, RecordKind},
    role::Role,
};

impl Check<'_> {
    pub(super) fn role(&mut self, index: usize, role: &Role) {
        self.enter(RecordKind::Role, index, &role.slug);
        self.text("title", &role.title);
        self.text("group", &role.group);
        self.texts("focus", &role.focus);
        for (index, recommendation) in role.recommendations.iter().enumerate() {
            let field = format_args!("recommendation[{index}]");
            self.evidence(
                format_args!("{field}.evidence"),
                &recommendation.evidence,
                FactKind::Other,
            );
            if let Some(vendor) = &recommendation.vendor {
                self.vendor(format_args!("{field}.vendor"), vendor);
            }
            if let Some(focus) = &recommendation.focus {
                self.text(format_args!("{field}.focus"), focus);
            }
            if let (Some(min), Some(max)) = (recommendation.months_min, recommendation.months_max)
                && min > max
            {
                self.fault(format_args!("{field}.months_max"), "is below months_min");
            }
            if recommendation.steps.is_empty() {
                self.fault(
                    format_args!("{field}.steps"),
                    "a recommendation needs at least one step",
                );
            }
            for (step, record) in recommendation.steps.iter().enumerate() {
                self.exam_list(format_args!("{field}.steps[{step}].any_of"), &record.any_of);
            }
        }
    }

    pub(super) fn comparison(&mut self, index: usize, comparison: &Comparison) {
        self.enter(RecordKind::Comparison, index, comparison.record_key());
        self.exam_exists("left", &comparison.left);
        self.other_exam("right", &comparison.right, &comparison.left);
        self.text("summary", &comparison.summary);
        self.evidence("evidence", &comparison.evidence, FactKind::Other);
        let dimensions = comparison.dimensions.iter();
        let names: Vec<&str> = dimensions.map(|item| item.name.as_str()).collect();
        self.no_repeats("dimension", &names);
        for (position, dimension) in comparison.dimensions.iter().enumerate() {
            let field = format_args!("dimension[{position}]");
            self.text(format_args!("{field}.name"), &dimension.name);
            self.text(format_args!("{field}.left"), &dimension.left);
            self.text(format_args!("{field}.right"), &dimension.right);
        }
        for (position, audience) in comparison.audiences.iter().enumerate() {
            let field = format_args!("audience[{position}]");
            self.text(format_args!("{field}.audience"), &audience.audience);
            self.text(format_args!("{field}.advice"), &audience.advice);
            self.exam_list(format_args!("{field}.take"), &audience.take);
        }
    }

    pub(super) fn equivalence(&mut self, index: usize, equivalence: &Equivalence) {
        self.enter(RecordKind::Equivalence, index, equivalence.record_key());
        self.exam_exists("left", &equivalence.left);
        self.other_exam("right", &equivalence.right, &equivalence.left);
        self.text("rationale", &equivalence.rationale);
        self.evidence("evidence", &equivalence.evidence, FactKind::Other);
        if !(-3..=3).contains(&equivalence.tier_distance) {
            self.fault("tier_distance", "must be between -3 and 3");
        }
    }

    pub(super) fn audience_rule(&mut self, index: usize, rule: &AudienceRule) {
        self.enter(RecordKind::AudienceRule, index, &rule.key);
        self.exam_exists("exam", &rule.exam);
        self.text("audience", &rule.audience);
        self.evidence("evidence", &rule.evidence, FactKind::Other);
        self.texts("reasons", &rule.reasons);
        self.texts("when.circumstances", &rule.when.circumstances);
        self.no_repeats("when.holds_any", &rule.when.holds_any);
        self.no_repeats("when.only_vendors", &rule.when.only_vendors);
        self.no_repeats("when.experience", &rule.when.experience);
        self.no_repeats("when.roles", &rule.when.roles);
        for (group, exams) in rule.take.iter().enumerate() {
            self.exam_list(format_args!("take[{group}]"), exams);
        }
        for (exam, key) in rule.when.holds_any.iter().enumerate() {
            self.exam_exists(format_args!("when.holds_any[{exam}]"), key);
        }
        for (vendor, slug) in rule.when.only_vendors.iter().enumerate() {
            self.vendor(format_args!("when.only_vendors[{vendor}]"), slug);
        }
        for (role, slug) in rule.when.roles.iter().enumerate() {
            if !self.roles.contains(slug) {
                self.fault(
                    format_args!("when.roles[{role}]"),
                    format!("there is no role \"{slug}\""),
                );
            }
        }
    }
}
