//! Facts: single values with evidence, typed so that the database can check them.

use sea_orm_migration::prelude::*;

use crate::dialect::{Dialect, EVIDENCE, EXPERIENCES, LEVELS, run};

/// Creates the tables of facts.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &statements(Dialect::of(manager))).await
    }
}

/// Every name that a fact may have, with the kind of its value.
const NAMES: &[(&str, &str)] = &[
    ("LEVEL", "LEVEL"),
    ("LEVEL_WORDING", "TEXT"),
    ("SUBJECT", "TEXT"),
    ("ANNOUNCED_ON", "DATE"),
    ("REGISTRATION_ON", "DATE"),
    ("BETA_ON", "DATE"),
    ("LIVE_ON", "DATE"),
    ("RETIRES_ON", "DATE"),
    ("OUTLINE_CHANGED_ON", "DATE"),
    ("FEE", "MONEY"),
    ("BETA_FEE", "MONEY"),
    ("FEE_INCLUDES", "LIST"),
    ("ELIGIBILITY", "QUANTITY"),
    ("DURATION", "QUANTITY"),
    ("ITEMS", "QUANTITY"),
    ("SCORED_ITEMS", "QUANTITY"),
    ("ITEM_TYPES", "LIST"),
    ("EXAM_STYLE", "LIST"),
    ("DELIVERY", "LIST"),
    ("PASSING_SCORE", "SCORE"),
    ("LANGUAGES", "LIST"),
    ("TESTED_VERSION", "TEXT"),
    ("RETAKE", "LIST"),
    ("VALIDITY", "QUANTITY"),
    ("RENEWAL", "LIST"),
    ("RENEWAL_FEE", "MONEY"),
    ("RENEWAL_DURATION", "QUANTITY"),
    ("RENEWAL_WINDOW", "QUANTITY"),
    ("EXPECTED_EXPERIENCE", "LIST"),
    ("EXPECTED_EXPERIENCE_SPAN", "QUANTITY"),
    ("ASSUMED_KNOWLEDGE", "LIST"),
    ("ABILITIES", "LIST"),
    ("AUDIENCE", "LIST"),
    ("STUDY_HOURS", "QUANTITY"),
    ("STUDY_WEEKS", "QUANTITY"),
    ("WEEKLY_HOURS", "QUANTITY"),
    ("STUDY_SINKS", "LIST"),
    ("STUDY_ADVICE", "LIST"),
    ("BOOKING_THRESHOLD", "QUANTITY"),
    ("PASS_RATE", "QUANTITY"),
    ("PASS_RATE_FACTORS", "LIST"),
    ("ANNUAL_RAISE", "MONEY"),
    ("ANNUAL_PAY", "MONEY"),
    ("RAISES_PAY_ALONE", "FLAG"),
    ("HOURLY_RATE", "MONEY"),
    ("PRACTICE_COST", "MONEY"),
    ("PRACTICE_COST_WEEKLY", "MONEY"),
    ("LEARNING_MATERIAL_COST", "MONEY"),
    ("STATED_INVESTMENT", "MONEY"),
    ("STATED_MONTHLY_RETURN", "MONEY"),
    ("STATED_PAYBACK", "QUANTITY"),
    ("STATED_THREE_YEAR_GAIN", "MONEY"),
    ("OTHER_PAYOFFS", "LIST"),
    ("DOMAIN_COUNT", "QUANTITY"),
    ("HEAVIEST_DOMAIN", "TEXT"),
    ("OUTLINE_INTERVAL", "QUANTITY"),
    ("OUTLINE_HISTORY", "LIST"),
    ("STATEMENT", "LIST"),
];

fn statements(sql: Dialect) -> Vec<String> {
    let Dialect { id, key, .. } = sql;
    let position = Dialect::POSITION;
    let names: Vec<String> = NAMES
        .iter()
        .map(|(name, kind)| format!("('{name}', '{kind}')"))
        .collect();
    vec![
        format!(
            "CREATE TABLE fact_name (
                name {key} PRIMARY KEY,
                value_kind text NOT NULL CHECK (value_kind IN
                    ('MONEY', 'QUANTITY', 'SCORE', 'DATE', 'LEVEL', 'TEXT', 'LIST', 'FLAG')),
                UNIQUE (name, value_kind)
            )"
        ),
        format!(
            "INSERT INTO fact_name (name, value_kind) VALUES {}",
            names.join(", ")
        ),
        // Columns of other kinds are NULL. Money is in minor units, quantities are in tenths; the
        // items of a list are in fact_item.
        format!(
            "CREATE TABLE fact (
                {id},
                {exam_id},
                {position},
                name {key} NOT NULL REFERENCES fact_name (name),
                about text,
                experience text CHECK (experience IN ({EXPERIENCES})),
                value_kind text,
                absent_because text CHECK (absent_because IN
                    ('UNKNOWN', 'NOT_PUBLISHED', 'NOT_APPLICABLE', 'DISPUTED')),
                number_min bigint CHECK (number_min >= 0),
                number_max bigint CHECK (number_min <= number_max),
                {currency},
                unit text CHECK (unit IN ('MINUTES', 'HOURS', 'DAYS', 'WEEKS', 'MONTHS', 'YEARS',
                    'PERCENT', 'ITEMS', 'COUNT')),
                score_passing integer CHECK (score_passing BETWEEN scale_min AND scale_max),
                scale_min integer CHECK (scale_min >= 0),
                scale_max integer CHECK (scale_max <= 65535),
                score_unit text CHECK (score_unit IN ('SCALED_POINTS', 'PERCENT')),
                {date},
                level text CHECK (level IN ({LEVELS})),
                wording text,
                {flag},
                {EVIDENCE},
                UNIQUE (exam_id, position),
                FOREIGN KEY (name, value_kind) REFERENCES fact_name (name, value_kind),
                CHECK ((value_kind IS NULL) <> (absent_because IS NULL)),
                CHECK ((coalesce(value_kind, '') IN ('MONEY', 'QUANTITY'))
                    = (number_min IS NOT NULL)),
                CHECK ((number_min IS NULL) = (number_max IS NULL)),
                CHECK ((coalesce(value_kind, '') = 'MONEY') = (currency IS NOT NULL)),
                CHECK ((coalesce(value_kind, '') = 'QUANTITY') = (unit IS NOT NULL)),
                CHECK ((coalesce(value_kind, '') = 'SCORE') = (score_passing IS NOT NULL)),
                CHECK ((score_passing IS NULL) = (scale_min IS NULL)),
                CHECK ((score_passing IS NULL) = (scale_max IS NULL)),
                CHECK ((score_passing IS NULL) = (score_unit IS NULL)),
                CHECK ((coalesce(value_kind, '') = 'DATE') = (date_latest IS NOT NULL)),
                CHECK ((coalesce(value_kind, '') = 'LEVEL') = (level IS NOT NULL)),
                CHECK ((coalesce(value_kind, '') = 'TEXT') = (wording IS NOT NULL)),
                CHECK ((coalesce(value_kind, '') = 'FLAG') = (flag IS NOT NULL))
            )",
            exam_id = Dialect::owner("exam_id", "exam"),
            currency = sql.currency("currency"),
            date = sql.rough_date("date", false),
            flag = sql.flag("flag", false),
        ),
        format!(
            "CREATE TABLE fact_item (
                {fact_id}, {position}, wording text NOT NULL,
                PRIMARY KEY (fact_id, position)
            )",
            fact_id = Dialect::owner("fact_id", "fact"),
        ),
    ]
}
