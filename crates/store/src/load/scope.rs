//! Which records are being read, as conditions on the rows of their parts.

/// A part of the content.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scope {
    /// The exams with row keys from the first to the last.
    Exams { first: i64, last: i64 },
    /// All other records.
    Others,
}

/// The tables with evidence that belong to exams.
const OF_EXAMS: [&str; 5] = [
    "succession",
    "fact",
    "prerequisite_group",
    "study_plan",
    "blueprint",
];

/// The other tables with evidence.
const OF_OTHERS: [&str; 5] = [
    "certification",
    "role_recommendation",
    "comparison",
    "equivalence",
    "audience_rule",
];

impl Scope {
    /// The condition on the column that refers to the owner of a part; `None` if every row of its
    /// table is in the scope.
    pub(super) fn of_owner(self, owner: &str) -> Option<String> {
        let Self::Exams { first, last } = self else {
            return None;
        };
        let parent = |table: &str, owner: &str| {
            let condition = self.of_owner(owner)?;
            Some(format!("IN (SELECT id FROM {table} WHERE {condition})"))
        };
        let condition = match owner {
            "fact_id" => parent("fact", "exam_id")?,
            "blueprint_id" => parent("blueprint", "exam_id")?,
            "domain_id" => parent("domain", "blueprint_id")?,
            "prerequisite_group_id" => parent("prerequisite_group", "exam_id")?,
            "study_plan_block_id" => parent("study_plan_block", "exam_id")?,
            _ => format!("BETWEEN {first} AND {last}"),
        };
        Some(format!("{owner} {condition}"))
    }

    /// The condition on a column that refers to evidence.
    pub(super) fn of_evidence(self, column: &str) -> String {
        let tables = match self {
            Self::Exams { .. } => OF_EXAMS,
            Self::Others => OF_OTHERS,
        };
        let condition = self.of_owner("exam_id");
        let condition = condition.map_or_else(String::new, |text| format!(" WHERE {text}"));
        let keys = tables.map(|table| format!("SELECT evidence_id FROM {table}{condition}"));
        format!("{column} IN ({})", keys.join(" UNION ALL "))
    }
}
