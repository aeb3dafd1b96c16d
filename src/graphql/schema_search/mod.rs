//! Search of the schema itself: which fields, arguments and values answer a question in people's words,
//! how to get there from `Query`, and a document that can be run as it is.
//!
//! Everything is made from the schema definition: names, descriptions and the examples in them. No
//! catalogue is read, so an answer depends on the program only.

mod document;
mod elements;
mod examples;
mod ranking;
mod routes;
mod synonyms;

use std::sync::{Arc, OnceLock};

pub(crate) use self::elements::{ElementKind, SchemaElement};
use self::ranking::Ranking;
use super::validation::type_system::TypeSystem;

/// The index of a schema, built at its first use.
#[derive(Debug)]
pub(crate) struct SchemaSearch {
    types: Arc<TypeSystem>,
    index: OnceLock<SchemaIndex>,
}

#[derive(Debug)]
struct SchemaIndex {
    elements: Vec<SchemaElement>,
    ranking: Ranking,
}

impl SchemaSearch {
    /// The search of a schema.
    pub(crate) fn new(types: Arc<TypeSystem>) -> Self {
        Self {
            types,
            index: OnceLock::new(),
        }
    }

    /// The elements that answer a text, best first, at most `most`, each with its score above 0. A text
    /// without a word of the schema has none.
    pub(crate) fn search(&self, text: &str, most: usize) -> Vec<(&SchemaElement, f64)> {
        let index = self.index();
        let best = index.ranking.best(text, most).into_iter();
        best.map(|(number, score)| (&index.elements[number], score))
            .collect()
    }

    fn index(&self) -> &SchemaIndex {
        self.index.get_or_init(|| {
            let elements = elements::all(&self.types.schema);
            let ranking = Ranking::of(&elements);
            SchemaIndex { elements, ranking }
        })
    }
}

#[cfg(test)]
mod tests;
