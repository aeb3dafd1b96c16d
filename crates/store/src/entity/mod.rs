//! One entity per table; [`migration`] creates the tables and their constraints.
//!
//! The content is read and written table by table, so entities declare no relations.
#![expect(
    unreachable_pub,
    reason = "the derive macros need `pub` items, and these modules are private"
)]

mod access;
mod audience_rules;
mod blueprints;
mod certifications;
mod comparisons;
mod exams;
mod facts;
mod history;
mod preparation;
mod roles;
mod sources;
mod vendors;
mod webhooks;

pub(crate) use self::{
    access::access_token,
    audience_rules::{
        audience_rule, audience_rule_circumstance, audience_rule_experience,
        audience_rule_held_exam, audience_rule_reason, audience_rule_role, audience_rule_take_exam,
        audience_rule_take_group, audience_rule_vendor,
    },
    blueprints::{blueprint, domain, objective},
    certifications::{
        certification, certification_also_known_as, certification_requirement,
        certification_requirement_set,
    },
    comparisons::{
        comparison, comparison_audience, comparison_audience_exam, comparison_dimension,
        equivalence,
    },
    exams::{exam, exam_alias, exam_also_known_as, exam_former_code, succession},
    facts::{fact, fact_item},
    history::{change_log, publication, revision},
    preparation::{
        prerequisite_experience, prerequisite_group, prerequisite_member, study_plan,
        study_plan_block, study_plan_item,
    },
    roles::{role, role_focus, role_recommendation, role_step, role_step_exam},
    sources::{evidence, evidence_source, source, source_limit},
    vendors::vendor,
    webhooks::webhook,
};

/// The tables of this program with their columns.
///
/// The database may have more tables, such as the list of applied migrations, but these have no
/// other columns.
pub fn tables() -> Vec<(String, Vec<String>)> {
    use sea_orm::{EntityName, IdenStatic, Iterable};

    macro_rules! tables {
        ($($table:ident),+ $(,)?) => {
            vec![$((
                $table::Entity.table_name().to_owned(),
                $table::Column::iter().map(|column| column.as_str().to_owned()).collect(),
            )),+]
        };
    }
    tables![
        source,
        source_limit,
        evidence,
        evidence_source,
        vendor,
        certification,
        certification_also_known_as,
        certification_requirement_set,
        certification_requirement,
        exam,
        exam_former_code,
        exam_alias,
        exam_also_known_as,
        succession,
        fact,
        fact_item,
        blueprint,
        domain,
        objective,
        prerequisite_group,
        prerequisite_member,
        prerequisite_experience,
        study_plan,
        study_plan_block,
        study_plan_item,
        role,
        role_focus,
        role_recommendation,
        role_step,
        role_step_exam,
        comparison,
        comparison_dimension,
        comparison_audience,
        comparison_audience_exam,
        equivalence,
        audience_rule,
        audience_rule_held_exam,
        audience_rule_vendor,
        audience_rule_experience,
        audience_rule_role,
        audience_rule_circumstance,
        audience_rule_reason,
        audience_rule_take_group,
        audience_rule_take_exam,
        revision,
        change_log,
        access_token,
        publication,
        webhook,
    ]
}
