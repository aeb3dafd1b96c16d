//! Reads the parameters of an address as the variables of a fixed document.

use apollo_compiler::schema::{ExtendedType, Type};
use async_graphql::{Name, Number, Value, Variables, indexmap::IndexMap};
use thiserror::Error;

use super::{FixedDocument, FixedVariable};
use crate::{
    catalogue::{ExamName, did_you_mean, near_names},
    graphql::{
        engine::request::ApiRequest, validation::coercion::InputFault, validation::rules::sentence,
    },
};

/// The input object that names an exam; as text `code` or `vendor/code`.
pub(super) const EXAM: &str = "ExamRef";

/// The most characters of a value that a message repeats.
const MAX_QUOTED: usize = 60;

/// Why parameters are not the variables of a document.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct ParameterFault {
    /// The name of the parameter.
    pub parameter: String,
    /// A sentence that names it.
    pub message: String,
    /// What may have been meant, nearest first.
    pub suggestions: Vec<String>,
}

impl ParameterFault {
    fn new(parameter: &str, message: &str) -> Self {
        Self {
            parameter: quoted(parameter),
            message: sentence(message),
            suggestions: Vec::new(),
        }
    }

    fn of_value(parameter: &str, fault: InputFault) -> Self {
        let message = format!("the parameter \"{parameter}\": {}", fault.message);
        Self {
            suggestions: fault.near,
            ..Self::new(parameter, &message)
        }
    }

    /// A parameter that there is not among these.
    pub fn unknown<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Self {
        let near = near_names(name, known);
        let (name, hint) = (quoted(name), did_you_mean(&near));
        let message = format!("there is no parameter \"{name}\"{hint}");
        Self {
            suggestions: near.into_iter().map(str::to_owned).collect(),
            ..Self::new(&name, &message)
        }
    }
}

impl FixedDocument {
    /// A request for this document with variables as texts, by name: in the path, and in the query
    /// string. `beside` names the parameters in the query string that the interface reads itself.
    ///
    /// A list has its items in one text with commas, in several, or both. An exam is `code` or
    /// `vendor/code`. Empty texts count as absent, since forms send empty fields.
    ///
    /// # Errors
    /// If a parameter is unknown, given twice, missing, or has a value of another type.
    pub fn request_of_texts(
        &self,
        in_path: &[(String, String)],
        in_query: &[(String, String)],
        beside: &[&str],
    ) -> Result<ApiRequest, ParameterFault> {
        let is_in_path = |name: &str| in_path.iter().any(|(given, _)| given == name);
        let mut texts: IndexMap<&str, Vec<&str>> = IndexMap::new();
        for (name, text) in in_path {
            texts.entry(name).or_default().push(text);
        }
        for (name, text) in in_query {
            if beside.contains(&name.as_str()) {
                continue;
            }
            if is_in_path(name) {
                let message =
                    format!("the path has \"{name}\"; there is no parameter of this name.");
                return Err(ParameterFault::new(name, &message));
            }
            let Some(variable) = self.variables().find(|one| one.name() == name) else {
                let own = self.variables().map(FixedVariable::name);
                let own = own.filter(|name| !is_in_path(name));
                return Err(ParameterFault::unknown(
                    name,
                    own.chain(beside.iter().copied()),
                ));
            };
            if text.is_empty() {
                continue;
            }
            let texts = texts.entry(name).or_default();
            if !texts.is_empty() && !variable.is_list() {
                let message = format!("the parameter \"{name}\" is given twice.");
                return Err(ParameterFault::new(name, &message));
            }
            texts.push(text);
        }
        let mut variables = Variables::default();
        for variable in self.variables() {
            let name = variable.name();
            match texts.get(name) {
                Some(texts) => {
                    let value = self.value(variable, texts);
                    let value = value.map_err(|fault| ParameterFault::of_value(name, fault))?;
                    variables.insert(Name::new(name), value);
                }
                None if variable.is_required() => {
                    let message = format!("the parameter \"{name}\" is missing.");
                    return Err(ParameterFault::new(name, &message));
                }
                None => {}
            }
        }
        Ok(self.request_with(variables))
    }

    /// The value in the texts of a variable, or what is wrong with it.
    fn value(&self, variable: FixedVariable<'_>, texts: &[&str]) -> Result<Value, InputFault> {
        let ty = &*variable.definition.ty;
        let value = match ty {
            Type::List(item) | Type::NonNullList(item) => {
                let items = texts.iter().flat_map(|text| text.split(','));
                let items = items.map(str::trim).filter(|item| !item.is_empty());
                let items = items.map(|text| self.scalar(item, text));
                let items: Vec<Value> = items.collect::<Result<_, _>>()?;
                if items.is_empty() {
                    // An empty filter would find nothing.
                    let message = "expected items between the commas".to_owned();
                    return Err(InputFault::new(message));
                }
                Value::List(items)
            }
            Type::Named(_) | Type::NonNullNamed(_) => {
                self.scalar(ty, texts.first().copied().unwrap_or_default())?
            }
        };
        self.types.coerce(ty, value)
    }

    /// The value in one text, before coercion.
    fn scalar(&self, ty: &Type, text: &str) -> Result<Value, InputFault> {
        let expected =
            |what: &str| InputFault::new(format!("expected {what}, found \"{}\"", quoted(text)));
        let name = ty.inner_named_type().as_str();
        Ok(match (name, self.types.named(name)) {
            ("Int", _) => {
                let number: Option<i64> = text.parse().ok();
                Value::Number(number.ok_or_else(|| expected("a whole number"))?.into())
            }
            ("Float", _) => {
                let number: Option<f64> = text.parse().ok();
                let number = number.and_then(Number::from_f64);
                Value::Number(number.ok_or_else(|| expected("a number"))?)
            }
            ("Boolean", _) => {
                let value: Option<bool> = text.parse().ok();
                Value::Boolean(value.ok_or_else(|| expected("true or false"))?)
            }
            (EXAM, Some(ExtendedType::InputObject(_))) => {
                let ExamName { vendor, code } = text.into();
                let fields = [("code", Some(code)), ("vendor", vendor)].into_iter();
                let fields = fields.filter_map(|(name, text)| {
                    Some((Name::new(name), Value::String(text?.into())))
                });
                Value::Object(fields.collect())
            }
            _ => Value::String(text.to_owned()),
        })
    }
}

/// At most the beginning of a text of a client.
fn quoted(text: &str) -> String {
    text.chars().take(MAX_QUOTED).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;
    use crate::graphql::validation::type_system::TypeSystem;

    const DOCUMENT: &str = r#"# route: /compare
"Exams side by side."
query compare(
  "The exams."
  $exams: [ExamRef!]!
  "How many."
  $first: Int
  "The day."
  $asOf: Date
  "The tiers."
  $levels: [Level!]
  "Bookable or not."
  $bookable: Boolean
) {
  compareExams(exams: $exams, asOf: $asOf) { exams { code } }
  exams(first: $first, filter: { levels: $levels, bookable: $bookable }) { totalCount }
}"#;

    fn document() -> FixedDocument {
        let types = TypeSystem::parse(&crate::graphql::sdl()).unwrap();
        FixedDocument::read(&Arc::new(types), DOCUMENT).unwrap()
    }

    fn read(query: &str) -> Result<serde_json::Value, ParameterFault> {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let pairs = pairs.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let pairs: Vec<_> = pairs.collect();
        let request = document().request_of_texts(&[], &pairs, &["format"])?;
        Ok(serde_json::to_value(&request.variables).unwrap())
    }

    #[test]
    fn texts_are_read_by_the_types_of_the_variables() {
        let read = read(
            "exams=microsoft/AI-102,CKA&exams=AZ-104&first=7&asOf=2026-11-28&levels=ASSOCIATE&\
             bookable=true",
        );
        let expected = json!({
            "exams": [
                { "code": "AI-102", "vendor": "microsoft" },
                { "code": "CKA" },
                { "code": "AZ-104" },
            ],
            "first": 7,
            "asOf": "2026-11-28",
            "levels": ["ASSOCIATE"],
            "bookable": true,
        });
        assert_eq!(read.unwrap(), expected);
    }

    #[test]
    fn an_empty_text_counts_as_absent() {
        let read = read("exams=CKA&first=&levels=").unwrap();
        assert_eq!(read, json!({ "exams": [{ "code": "CKA" }] }));
    }

    #[test]
    fn faults_name_the_parameter_and_what_is_expected() {
        for (query, parameter, expected) in [
            ("", "exams", "\"exams\" is missing"),
            ("exams=", "exams", "\"exams\" is missing"),
            ("exams=A&levels=,", "levels", "expected items"),
            ("exams=A&frist=1", "frist", "did you mean \"first\"?"),
            ("exams=A&fromat=csv", "fromat", "did you mean \"format\"?"),
            (
                "exams=A&zzzzzz=1",
                "zzzzzz",
                "There is no parameter \"zzzzzz\".",
            ),
            ("exams=A&first=1&first=2", "first", "given twice"),
            (
                "exams=A&first=ten",
                "first",
                "expected a whole number, found \"ten\"",
            ),
            ("exams=A&first=99999999999", "first", "\"first\""),
            ("exams=A&asOf=2026-02-30", "asOf", "\"Date\" expects a day"),
            (
                "exams=A&levels=ASSOCIATE,ASOCIATE",
                "levels",
                "The parameter \"levels\": ",
            ),
            ("exams=A&levels=ASOCIATE", "levels", "\"ASSOCIATE\"?"),
            ("exams=A&bookable=yes", "bookable", "expected true or false"),
        ] {
            let fault = read(query).unwrap_err();
            assert_eq!(fault.parameter, parameter, "{query}");
            assert!(fault.message.contains(expected), "{query}: {fault}");
            let has_one_end = fault.message.ends_with(['.', '?'])
                && !fault.message.ends_with("?.")
                && !fault.message.ends_with("..");
            assert!(has_one_end, "{query}: {fault}");
        }
    }

    #[test]
    fn what_the_path_has_is_no_parameter_of_the_query_string() {
        let exam = ("exams".to_owned(), "AI-102".to_owned());
        for text in ["", "AI-103"] {
            let again = [("exams".to_owned(), text.to_owned())];
            let fault = document().request_of_texts(std::slice::from_ref(&exam), &again, &[]);
            let fault = fault.unwrap_err();
            assert_eq!(fault.parameter, "exams");
            let expected = "The path has \"exams\"; there is no parameter of this name.";
            assert_eq!(fault.message, expected);
        }
    }
}
