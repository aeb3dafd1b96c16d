//! The prompts: a first question of each kind of user, with the tools that answer it.

use rmcp::{
    ErrorData,
    model::{
        GetPromptRequestParams, GetPromptResult, ListPromptsResult, Prompt, PromptArgument,
        PromptMessage, Role,
    },
};

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
                otherwise: None,
            },
            Argument {
                name: "held",
                description: "Codes of passed exams, with commas",
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

/// The messages of a prompt.
///
/// # Errors
/// If there is no such prompt, or an argument is missing, unknown, too long or no text.
pub(super) fn get(request: &GetPromptRequestParams) -> Result<GetPromptResult, ErrorData> {
    let refuse = |message: String| Err(ErrorData::invalid_params(message, None));
    let prompt = PROMPTS.iter().find(|prompt| prompt.name == request.name);
    let Some(prompt) = prompt else {
        let known = PROMPTS.map(|prompt| prompt.name).join(", ");
        return refuse(format!("There is no such prompt; the prompts are {known}."));
    };
    let given = request.arguments.clone().unwrap_or_default();
    let is_known = |name: &String| prompt.arguments.iter().any(|one| one.name == name);
    if !given.keys().all(is_known) {
        let known: Vec<_> = prompt.arguments.iter().map(|one| one.name).collect();
        let known = known.join(", ");
        return refuse(format!("The arguments of {} are {known}.", prompt.name));
    }
    let mut text = prompt.text.to_owned();
    for Argument {
        name, otherwise, ..
    } in prompt.arguments
    {
        let value = match (given.get(*name).map(serde_json::Value::as_str), otherwise) {
            (Some(Some(value)), _) if value.chars().count() <= MAX_ARGUMENT => value,
            (None, Some(otherwise)) => otherwise,
            _ => {
                let expected = format!("The argument \"{name}\" has to be a text");
                return refuse(format!("{expected} of at most {MAX_ARGUMENT} characters."));
            }
        };
        text = text.replace(&format!("{{{name}}}"), value);
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
