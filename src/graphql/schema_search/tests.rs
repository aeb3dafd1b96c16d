use std::{collections::BTreeSet, sync::Arc};

use super::*;
use crate::graphql::validation::rules;

const QUESTIONS: &str = include_str!("../../../tests/data/schema-questions.txt");

/// How many questions of a hundred must have a right coordinate among the first three.
const AMONG_THREE: usize = 90;

fn search() -> SchemaSearch {
    let types = TypeSystem::parse(&crate::graphql::sdl()).unwrap();
    SchemaSearch::new(Arc::new(types))
}

/// Each question with its right coordinates.
fn questions() -> Vec<(&'static str, Vec<&'static str>)> {
    let lines = QUESTIONS.lines().filter(|line| !line.starts_with('#'));
    let split = lines.map(|line| {
        let (text, right) = line.split_once(" => ").unwrap();
        (text, right.split(" | ").collect())
    });
    split.collect()
}

#[test]
#[expect(
    clippy::print_stdout,
    reason = "the shares, and what misses, are what the test is run for"
)]
fn most_questions_find_a_right_coordinate_among_the_first_three() {
    let search = search();
    let questions = questions();
    assert_eq!(questions.len(), 60);
    let known: BTreeSet<&str> = search
        .index()
        .elements
        .iter()
        .map(|element| element.coordinate.as_str())
        .collect();
    let (mut tuned, mut held_out) = ((0, 0), (0, 0));
    for (number, (text, right)) in questions.iter().enumerate() {
        // Equal arguments of several fields are one element.
        assert!(
            right.iter().any(|coordinate| known.contains(coordinate)),
            "{text}: {right:?} are no elements"
        );
        let found = search.search(text, 3);
        let names: Vec<&str> = found
            .iter()
            .map(|(hit, _)| hit.coordinate.as_str())
            .collect();
        let is_right = names.iter().any(|name| right.contains(name));
        let part = if number % 3 == 2 {
            &mut held_out
        } else {
            &mut tuned
        };
        *part = (part.0 + usize::from(is_right), part.1 + 1);
        if !is_right {
            println!(
                "{}{text}: {names:?}",
                if number % 3 == 2 { "held out: " } else { "" }
            );
        }
    }
    println!("right among three: tuned {tuned:?}, held out {held_out:?}");
    assert!((tuned.0 + held_out.0) * 100 >= AMONG_THREE * questions.len());
}

#[test]
fn every_document_is_valid_and_every_path_ends_at_its_coordinate() {
    let search = search();
    let elements = &search.index().elements;
    assert!(elements.len() > 500, "{}", elements.len());
    let mut coordinates = BTreeSet::new();
    for element in elements {
        let coordinate = &element.coordinate;
        assert!(coordinates.insert(coordinate), "{coordinate} twice");
        assert_eq!(element.path.last(), Some(coordinate));
        assert!(element.path[0].starts_with("Query."), "{coordinate}");
        let text = element.document.clone();
        let document = apollo_compiler::ast::Document::parse(text, "document.graphql").unwrap();
        let checked = rules::validate(&search.types, &document);
        assert!(
            checked.is_ok(),
            "{coordinate}:\n{}\n{:?}",
            element.document,
            checked.err()
        );
    }
}

#[test]
fn a_text_without_a_known_word_finds_nothing() {
    let search = search();
    for text in ["", "   ", "xyzzy", "?!", "the of a"] {
        assert!(search.search(text, 5).is_empty(), "{text}");
    }
    assert_eq!(search.search("exam", 2).len(), 2);
}
