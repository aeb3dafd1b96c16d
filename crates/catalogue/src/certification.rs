//! Certifications: the credentials that people hold.

use std::fmt;

use schemars::JsonSchema;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{
        MapAccess, SeqAccess, Visitor,
        value::{MapAccessDeserializer, SeqAccessDeserializer},
    },
};

use super::{
    date::{self, Day},
    level::Level,
    source::Evidence,
    text::{CertificationSlug, ExamKey, VendorSlug},
};

/// A credential. It retires separately from the exams that earn it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Certification {
    /// Its short name.
    pub slug: CertificationSlug,
    /// The vendor that issues it.
    pub vendor: VendorSlug,
    /// The vendor's title.
    pub title: String,
    /// Names and abbreviations that people use for it, such as `Security+` or `PMP`; searches find it
    /// by them. Not unique.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_known_as: Vec<String>,
    /// Its tier; absent when not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// The ways to earn it: any one of these sets, every exam of the set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earned_by: Vec<EarningSet>,
    /// Who says so.
    pub evidence: Evidence,
}

/// One way to earn a certification: every exam of the set, on the days on which the set counts.
///
/// Written as a plain list of exams when it always counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarningSet {
    /// The exams that are all needed.
    pub exams: Vec<ExamKey>,
    /// The first day on which the set counts; absent when it counted from the start.
    pub from: Option<Day>,
    /// The last day on which the set counts; absent when no end is known.
    pub until: Option<Day>,
}

impl EarningSet {
    /// A set that always counts.
    pub const fn always(exams: Vec<ExamKey>) -> Self {
        Self {
            exams,
            from: None,
            until: None,
        }
    }

    /// Whether the set counts on a day.
    pub fn counts_on(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// A set with the days on which it counts, as files have it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DatedSet {
    /// The exams that are all needed.
    exams: Vec<ExamKey>,
    /// The first day on which the set counts.
    #[serde(
        default,
        with = "date::optional_day",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(schema_with = "date::day_schema")]
    from: Option<Day>,
    /// The last day on which the set counts.
    #[serde(
        default,
        with = "date::optional_day",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(schema_with = "date::day_schema")]
    until: Option<Day>,
}

impl Serialize for EarningSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.from.is_none() && self.until.is_none() {
            return self.exams.serialize(serializer);
        }
        let dated = DatedSet {
            exams: self.exams.clone(),
            from: self.from,
            until: self.until,
        };
        dated.serialize(serializer)
    }
}

/// A hand-written visitor, so that an error inside a set reports its position.
struct SetVisitor;

impl<'de> Visitor<'de> for SetVisitor {
    type Value = EarningSet;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of exams, or a table with exams, from and until")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<EarningSet, A::Error> {
        let exams = Vec::deserialize(SeqAccessDeserializer::new(list))?;
        Ok(EarningSet::always(exams))
    }

    fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<EarningSet, A::Error> {
        let DatedSet { exams, from, until } =
            DatedSet::deserialize(MapAccessDeserializer::new(table))?;
        Ok(EarningSet { exams, from, until })
    }
}

impl<'de> Deserialize<'de> for EarningSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SetVisitor)
    }
}

/// The two forms of a set, for the JSON Schema.
#[derive(JsonSchema)]
#[schemars(untagged, rename = "EarningSet")]
#[allow(dead_code, reason = "only its schema is used")]
enum SetForms {
    /// Every exam of the list; the set always counts.
    Always(Vec<ExamKey>),
    /// The same with the days on which it counts.
    Dated(DatedSet),
}

impl JsonSchema for EarningSet {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        SetForms::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        SetForms::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_value, json, to_value};

    use super::*;

    #[test]
    fn sets_read_back_as_written() {
        for document in [
            json!(["isc2/CISSP"]),
            json!({"exams": ["isc2/CISSP"], "from": "2026-11-01"}),
            json!({"exams": ["isc2/CISSP", "isc2/CC"], "from": "2026-11-01", "until": "2027-01-31"}),
        ] {
            let set: EarningSet = from_value(document.clone()).unwrap();
            assert_eq!(to_value(set).unwrap(), document);
        }
        let plain: EarningSet = from_value(json!({"exams": ["isc2/CISSP"]})).unwrap();
        assert_eq!(to_value(plain).unwrap(), json!(["isc2/CISSP"]));
        let refused: [Value; 3] = [
            json!({"exams": ["isc2/CISSP"], "from": "2026-11"}),
            json!({"exams": ["isc2/CISSP"], "since": "2026-11-01"}),
            json!({"from": "2026-11-01"}),
        ];
        for document in refused {
            assert!(
                from_value::<EarningSet>(document.clone()).is_err(),
                "{document}"
            );
        }
    }

    #[test]
    fn a_set_counts_on_its_first_and_last_day() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let set = EarningSet {
            exams: vec![],
            from: Some(day("2026-11-01")),
            until: Some(day("2027-01-31")),
        };
        for (on, counts) in [
            ("2026-10-31", false),
            ("2026-11-01", true),
            ("2027-01-31", true),
            ("2027-02-01", false),
        ] {
            assert_eq!(set.counts_on(day(on)), counts, "{on}");
        }
        assert!(EarningSet::always(vec![]).counts_on(day("1999-01-01")));
    }
}
