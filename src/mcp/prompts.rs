//! The prompts: a first question of each kind of user, with the tools that answer it.

use rmcp::{
    ErrorData,
    model::{
        ArgumentInfo, GetPromptRequestParams, GetPromptResult, ListPromptsResult, Prompt,
        PromptArgument, PromptMessage, Role,
    },
};

use super::completion::Named;

/// A prompt, whose text has `{argument}` for each argument.
struct Template {
    name: &'static str,
    title: &'static str,
    description: &'static str,
    arguments: &'static [Argument],
    text: &'static str,
}

struct Argument {
    name: &'static str,
    description: &'static str,
    names: Named,
    /// What the text says where an argument that may be left out is left out; `None` where it may
    /// not.
    otherwise: Option<&'static str>,
}

const PROMPTS: [Template; 3] = [
    Template {
        name: "path_to_role",
        title: "Plan a path to a role",
        description: "For learners and advisers: which exams to take for a role, in which order, and why.",
        arguments: &[
            Argument {
                name: "role",
                description: "Slug of the role, such as azure-ai-engineer",
                names: Named::Role,
                otherwise: None,
            },
            Argument {
                name: "held",
                description: "Codes of passed exams, with commas",
                names: Named::Exams,
                otherwise: Some("no exam"),
            },
        ],
        text: "I want to work as {role} and have passed {held}. Call recommended_paths, then verdict for \
               the first exam of the best path. Tell me the order, the reason for each exam, fees, hours \
               and weeks. Name the source and the day of each figure, and say what is unknown.",
    },
    Template {
        name: "domain_weights",
        title: "Weigh the domains of an exam",
        description: "For training partners: the domains of an exam with their weights, and what changes next.",
        arguments: &[Argument {
            name: "exam",
            description: "Code of the exam, such as AI-103",
            names: Named::Exam,
            otherwise: None,
        }],
        text: "I write practice questions for {exam}. Call domain_weights for it, then transitions for the \
               next year. Give a table of the domains with weights and source, how 60 questions are \
               divided by them, and what changes when.",
    },
    Template {
        name: "compare_exams",
        title: "Compare exams",
        description: "For explorers: what sets two to four exams apart, and which suits whom.",
        arguments: &[Argument {
            name: "exams",
            description: "Codes of the exams, with commas, such as AZ-104, AZ-204",
            names: Named::Exams,
            otherwise: None,
        }],
        text: "Compare the exams {exams}: call compare_exams, and exam_facts where a figure is missing. Say \
               what sets them apart, whom each suits and how much they share, with sources. Do not guess \
               what is unknown.",
    },
];

/// The most characters of an argument.
const MAX_ARGUMENT: usize = 200;

pub(super) fn list() -> ListPromptsResult {
    let prompts = PROMPTS.iter().map(|prompt| {
        let arguments = prompt.arguments.iter().map(|argument| {
            PromptArgument::new(argument.name)
                .with_description(argument.description)
                .with_required(argument.otherwise.is_none())
        });
        let arguments = Some(arguments.collect());
        Prompt::new(prompt.name, Some(prompt.description), arguments).with_title(prompt.title)
    });
    ListPromptsResult::with_all_items(prompts.collect())
}

impl Template {
    fn named(name: &str) -> Result<&'static Self, ErrorData> {
        PROMPTS.iter().find(|one| one.name == name).ok_or_else(|| {
            let known = PROMPTS.map(|prompt| prompt.name).join(", ");
            let message = format!("There is no such prompt; the prompts are {known}.");
            ErrorData::invalid_params(message, None)
        })
    }

    fn argument(&self, name: &str) -> Result<&'static Argument, ErrorData> {
        let mut arguments = self.arguments.iter();
        arguments.find(|one| one.name == name).ok_or_else(|| {
            let known: Vec<_> = self.arguments.iter().map(|one| one.name).collect();
            let message = format!("The arguments of {} are {}.", self.name, known.join(", "));
            ErrorData::invalid_params(message, None)
        })
    }
}

impl Argument {
    /// A value that fits into the text.
    fn value<'v>(&self, value: Option<&'v str>) -> Result<&'v str, ErrorData> {
        let short = |value: &&str| value.chars().count() <= MAX_ARGUMENT;
        value.filter(short).ok_or_else(|| {
            let message = format!(
                "The argument \"{}\" has to be a text of at most {MAX_ARGUMENT} characters.",
                self.name
            );
            ErrorData::invalid_params(message, None)
        })
    }
}

/// What an argument of a prompt names, whose value is being typed.
///
/// # Errors
/// If there is no such prompt or argument, or the value is too long.
pub(super) fn named(prompt: &str, argument: &ArgumentInfo) -> Result<Named, ErrorData> {
    let known = Template::named(prompt)?.argument(&argument.name)?;
    known.value(Some(&argument.value))?;
    Ok(known.names)
}

/// The messages of a prompt.
///
/// # Errors
/// If there is no such prompt, or an argument is missing, unknown, too long or no text.
pub(super) fn get(request: &GetPromptRequestParams) -> Result<GetPromptResult, ErrorData> {
    let prompt = Template::named(&request.name)?;
    let given = request.arguments.clone().unwrap_or_default();
    for name in given.keys() {
        prompt.argument(name)?;
    }
    let mut text = prompt.text.to_owned();
    for argument in prompt.arguments {
        let value = match (given.get(argument.name), argument.otherwise) {
            (None, Some(otherwise)) => otherwise,
            (value, _) => argument.value(value.and_then(serde_json::Value::as_str))?,
        };
        text = text.replace(&format!("{{{}}}", argument.name), value);
    }
    let message = PromptMessage::new_text(Role::User, text);
    Ok(GetPromptResult::new(vec![message]).with_description(prompt.description))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_argument_has_its_place_in_the_text() {
        for prompt in PROMPTS {
            assert_eq!(
                prompt.text.matches('{').count(),
                prompt.arguments.len(),
                "{}",
                prompt.name
            );
            for argument in prompt.arguments {
                let place = format!("{{{}}}", argument.name);
                assert!(prompt.text.contains(&place), "{}: {place}", prompt.name);
            }
        }
    }
}
