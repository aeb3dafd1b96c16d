//! Identifiers of what the exports describe: UUIDs of version 5, computed from names.

use std::fmt;

use catalogue::{Blueprint, Domain, Exam, Objective};
use uuid::Uuid;

/// A permanent identifier: the same for a name on every server and in every revision.
///
/// Written as a URN, `urn:uuid:…`. Exports are the same bytes on every server, so addresses of a
/// server cannot be identifiers in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier(Uuid);

impl Identifier {
    /// The identifier of an object of this kind by its key within the kind.
    pub fn of(kind: &str, key: &impl fmt::Display) -> Self {
        let namespace = Uuid::new_v5(&Uuid::NAMESPACE_URL, b"urn:certgraph:open-data");
        Self(Uuid::new_v5(&namespace, format!("{kind}:{key}").as_bytes()))
    }

    /// The identifier of an exam, by its first code: it survives a new code.
    pub fn of_exam(exam: &Exam) -> Self {
        Self::of("exam", &exam_name(exam))
    }

    /// The identifier of a blueprint, by its exam and version.
    pub fn of_blueprint(exam: &Exam, blueprint: &Blueprint) -> Self {
        Self::of("blueprint", &blueprint_name(exam, blueprint))
    }

    /// The identifier of a domain within one blueprint.
    pub fn of_domain(exam: &Exam, blueprint: &Blueprint, domain: &Domain) -> Self {
        let name = blueprint_name(exam, blueprint);
        Self::of("domain", &format!("{name}#{}", domain.key))
    }

    /// The identifier of an objective within one blueprint, by its key; by its domain and wording
    /// where it has no key yet.
    pub fn of_objective(
        exam: &Exam,
        blueprint: &Blueprint,
        domain: &Domain,
        objective: &Objective,
    ) -> Self {
        let name = blueprint_name(exam, blueprint);
        match &objective.key {
            Some(key) => Self::of("objective", &format!("{name}#{key}")),
            None => Self::of(
                "objective",
                &format!("{name}#{}#{}", domain.key, objective.title),
            ),
        }
    }

    /// The identifier of a relation between two objects.
    pub(crate) fn of_pair(kind: &str, from: Self, to: Self) -> Self {
        Self::of(kind, &format!("{} {}", from.uuid(), to.uuid()))
    }

    /// The UUID, in lower case with hyphens.
    pub fn uuid(self) -> String {
        self.0.to_string()
    }

    /// The UUID as a URN.
    pub fn urn(self) -> String {
        self.0.urn().to_string()
    }

    /// The identifier as the Credential Registry writes it: `ce-` and the UUID.
    pub fn ctid(self) -> String {
        format!("ce-{}", self.0)
    }
}

fn exam_name(exam: &Exam) -> String {
    let code = exam.former_codes.first().unwrap_or(&exam.code);
    format!("{}/{code}", exam.vendor)
}

fn blueprint_name(exam: &Exam, blueprint: &Blueprint) -> String {
    format!("{}@{}", exam_name(exam), blueprint.version)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exam(text: &str) -> Exam {
        serde_json::from_str(text).unwrap()
    }

    /// A change of these values breaks every copy that partners keep.
    #[test]
    fn identifiers_never_change() {
        let az_104 = exam(r#"{"vendor":"microsoft","code":"AZ-104","title":"A"}"#);
        let identifier = Identifier::of_exam(&az_104);
        assert_eq!(
            identifier.urn(),
            "urn:uuid:f197d857-851d-5bbb-986a-49aac667ba23"
        );
        assert_eq!(identifier.ctid(), format!("ce-{}", identifier.uuid()));
    }

    #[test]
    fn an_exam_keeps_its_identifier_under_a_new_code() {
        let old = exam(r#"{"vendor":"acme","code":"A-1","title":"A"}"#);
        let new = exam(r#"{"vendor":"acme","code":"A-2","title":"B","former_codes":["A-1"]}"#);
        assert_eq!(Identifier::of_exam(&old), Identifier::of_exam(&new));
        let other = exam(r#"{"vendor":"zenith","code":"A-1","title":"A"}"#);
        assert_ne!(Identifier::of_exam(&old), Identifier::of_exam(&other));
    }
}
