//! The schema as composition reads it: with keys, and with types that other subgraphs may define too.

use apollo_compiler::{
    Name, Node,
    ast::{Argument, Definition, Directive, DirectiveList, Document, SchemaExtension, Value},
    name,
};

/// The version of the specification. Everything used here is in each version from 2.0 on.
const SPECIFICATION: &str = "https://specs.apollo.dev/federation/v2.3";

/// The keys of entities.
const KEYS: [(&str, &[&str]); 4] = [
    ("Certification", &["id", "slug"]),
    ("Exam", &["id", "vendor { slug } code"]),
    ("Role", &["id", "slug"]),
    ("Vendor", &["id", "slug"]),
];

/// Objects that are the same in every schema that has them.
const SHAREABLE: [&str; 5] = [
    "PageInfo",
    "Money",
    "MoneyRange",
    "IntRange",
    "DecimalRange",
];

/// The schema of the subgraph, made from the schema of the catalogue.
///
/// # Panics
/// If the schema cannot be parsed; the tests of the schema would fail first.
pub(crate) fn subgraph_sdl(sdl: &str) -> String {
    #[expect(clippy::expect_used, reason = "a test checks that the schema is valid")]
    let mut document = Document::parse(sdl, "schema.graphql").expect("the schema is valid");
    // Composition knows the directives of GraphQL.
    document
        .definitions
        .retain(|definition| !matches!(definition, Definition::DirectiveDefinition(_)));
    for definition in &mut document.definitions {
        let Definition::ObjectTypeDefinition(object) = definition else {
            continue;
        };
        let keys = KEYS.iter().find(|(entity, _)| object.name == *entity);
        let is_shareable = SHAREABLE.contains(&object.name.as_str());
        let directives = &mut object.make_mut().directives;
        for fields in keys.into_iter().flat_map(|(_, keys)| *keys) {
            directives.push(directive(
                name!("key"),
                vec![(name!("fields"), text(fields))],
            ));
        }
        if is_shareable {
            directives.push(directive(name!("shareable"), Vec::new()));
        }
    }
    let imports = ["@key", "@shareable"].map(text).to_vec();
    let link = directive(
        name!("link"),
        vec![
            (name!("url"), text(SPECIFICATION)),
            (name!("import"), Node::new(Value::List(imports))),
        ],
    );
    let extension = SchemaExtension {
        directives: DirectiveList(vec![link]),
        root_operations: Vec::new(),
    };
    let extension = Definition::SchemaExtension(Node::new(extension));
    document.definitions.insert(0, extension);
    document.to_string()
}

fn directive(name: Name, arguments: Vec<(Name, Node<Value>)>) -> Node<Directive> {
    let arguments = arguments.into_iter();
    let arguments = arguments.map(|(name, value)| Node::new(Argument { name, value }));
    Node::new(Directive {
        name,
        arguments: arguments.collect(),
    })
}

fn text(text: &str) -> Node<Value> {
    Node::new(Value::String(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_shared_types_are_marked_and_nothing_else_changes() {
        let plain = crate::graphql::sdl();
        let marked = subgraph_sdl(&plain);
        for line in [
            "extend schema @link(url: \"https://specs.apollo.dev/federation/v2.3\", import: [\"@key\", \"@shareable\"])",
            "type Exam implements Node @key(fields: \"id\") @key(fields: \"vendor { slug } code\") {",
            "type Vendor implements Node @key(fields: \"id\") @key(fields: \"slug\") {",
            "type PageInfo @shareable {",
        ] {
            assert!(marked.contains(line), "{line}");
        }
        let unmarked = marked
            .replace(" @key(fields: \"id\")", "")
            .replace(" @key(fields: \"slug\")", "")
            .replace(" @key(fields: \"vendor { slug } code\")", "")
            .replace(" @shareable", "");
        let again = Document::parse(plain, "schema.graphql")
            .unwrap()
            .to_string();
        let types = |sdl: &str| {
            let document = Document::parse(sdl.to_owned(), "schema.graphql").unwrap();
            let kept = document.definitions.iter().filter(|definition| {
                !matches!(
                    definition,
                    Definition::DirectiveDefinition(_) | Definition::SchemaExtension(_)
                )
            });
            kept.map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(types(&unmarked), types(&again));
    }

    #[test]
    fn every_key_and_shared_type_is_in_the_schema() {
        let plain = crate::graphql::sdl();
        let names = KEYS.iter().map(|(name, _)| *name).chain(SHAREABLE);
        for name in names {
            assert!(plain.contains(&format!("\ntype {name} ")), "{name}");
        }
    }
}
