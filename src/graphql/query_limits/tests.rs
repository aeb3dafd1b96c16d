use std::fmt::Write;

use proptest::prelude::*;

use super::*;
use crate::graphql::validation::rules::parse;

const SDL: &str = "
interface Node { id: ID! }
type Query { exam(code: String): Exam exams(first: Int, last: Int): ExamConnection!
  paths(first: Int = 3): PathResult! node(id: ID): Node
  read(text: LongText!, first: Int): ExamConnection! }
scalar LongText
type ExamConnection { edges: [ExamEdge!]! nodes: [Exam!]! pageInfo: PageInfo! totalCount: Int! }
type ExamEdge { cursor: String! node: Exam! }
type PageInfo { endCursor: String }
type Exam implements Node { id: ID! code: String! vendor: Vendor! unlocks: [Exam!]!
  related(first: Int): ExamConnection! }
type Vendor { name: String! }
union PathResult = Paths | NoPath
type Paths { paths: [Path!]! }
type NoPath { message: String! }
type Path { steps: [Exam!]! }
schema { query: Query }
";

fn check_with(text: &str, variables: &str) -> Result<DocumentCost, ServerError> {
    check_of(text, variables, false)
}

fn check_of(text: &str, variables: &str, is_editor: bool) -> Result<DocumentCost, ServerError> {
    let types = Arc::new(TypeSystem::parse(SDL).unwrap());
    let budget = DocumentBudget::new(DocumentLimits::default(), types);
    budget.check_text(text)?;
    let document = parse(text).unwrap();
    budget.check_definitions(&document)?;
    let operation = operations(&document).next().unwrap();
    let variables: Variables = serde_json::from_str(variables).unwrap();
    budget.check_variables(operation, &variables, is_editor)?;
    budget.check(&document, operation, &|name| variables.get(name))
}

fn check(text: &str) -> Result<DocumentCost, ServerError> {
    check_with(text, "{}")
}

fn points(text: &str) -> u64 {
    check(text).unwrap().points
}

/// The code of the refusal, without its quotes.
fn refusal(text: &str) -> String {
    code_of(&check(text).unwrap_err())
}

fn code_of(error: &ServerError) -> String {
    let code = error.extensions.as_ref().and_then(|all| all.get("code"));
    code.unwrap().to_string().replace('"', "")
}

#[test]
fn points_are_objects_multiplied_by_pages() {
    assert_eq!(points("{ exam { code } }"), 1);
    assert_eq!(points("{ exam { code vendor { name } } }"), 2);
    assert_eq!(
        points("{ exam { unlocks { code vendor { name } } } }"),
        1 + 5 * 2
    );
    assert_eq!(points("{ exams { nodes { code } totalCount } }"), 1 + 20);
    assert_eq!(
        points("{ exams(first: 3) { nodes { code } pageInfo { endCursor } } }"),
        1 + 3 + 1
    );
    assert_eq!(
        points("{ exams(last: 4) { edges { node { vendor { name } } } } }"),
        1 + 4 * 3
    );
    assert_eq!(points("{ exams(first: 0) { nodes { code } } }"), 1);
    assert_eq!(
        points("{ paths { ... on Paths { paths { steps { code } } } } }"),
        1 + 3 * (1 + 5)
    );
    assert_eq!(points("{ __typename nothing { at { all } } }"), 0);
}

#[test]
fn a_long_text_costs_points_and_may_be_longer_than_other_texts() {
    let text = "query ($text: LongText!) { read(text: $text, first: 2) { nodes { code } } }";
    let variables = |length: usize| format!("{{\"text\":\"{}\"}}", "x".repeat(length));
    let cost = check_with(text, &variables(64 * 1024));
    assert_eq!(cost.unwrap().points, 100 + 1 + 2);
    let error = check_with(text, &variables(64 * 1024 + 1)).unwrap_err();
    assert_eq!(code_of(&error), "BAD_USER_INPUT");
    let other = "query ($code: String) { exam(code: $code) { code } }";
    let long = format!("{{\"code\":\"{}\"}}", "x".repeat(1_001));
    assert_eq!(
        code_of(&check_with(other, &long).unwrap_err()),
        "BAD_USER_INPUT"
    );
    let literal = format!(
        "{{ read(text: \"{}\") {{ totalCount }} }}",
        "x".repeat(1_000)
    );
    assert_eq!(points(&literal), 101);
}

#[test]
fn values_are_multiplied_by_pages_too() {
    let cost = check(
        "{ exams(first: 10) { totalCount nodes { code ...F } } } fragment F on Exam { vendor { name } }",
    );
    assert_eq!(cost.unwrap().values, 1 + 10 * 2);
    let wide = |aliases: usize| {
        let codes: Vec<_> = (0..aliases).map(|n| format!("a{n}: code")).collect();
        let codes = codes.join(" ");
        format!(
            "{{ exams(first: 90) {{ nodes {{ related(first: 90) {{ nodes {{ {codes} }} }} }} }} }}"
        )
    };
    assert_eq!(check(&wide(6)).unwrap().values, 90 * 90 * 6);
    let refused = check(&wide(7)).unwrap_err();
    assert_eq!(code_of(&refused), "QUERY_TOO_COMPLEX");
    assert!(
        refused.message.contains("56700 values"),
        "{}",
        refused.message
    );
}

#[test]
fn a_page_counts_through_fragments() {
    let text = "{ a: exams(first: 3) { ...C } b: exams(first: 5) { ...C } }
        fragment C on ExamConnection { nodes { ...E } } fragment E on Exam { vendor { name } }";
    assert_eq!(points(text), 1 + 3 * 2 + 1 + 5 * 2);
}

#[test]
fn a_page_size_comes_from_a_variable_or_its_default() {
    let text = "query($n: Int = 7) { exams(first: $n) { nodes { code } } }";
    assert_eq!(points(text), 1 + 7);
    assert_eq!(check_with(text, r#"{"n":9}"#).unwrap().points, 1 + 9);
    assert_eq!(check_with(text, r#"{"n":null}"#).unwrap().points, 1 + 20);
    assert_eq!(check_with(text, r#"{"n":-1}"#).unwrap().points, 1 + 100);
    assert_eq!(
        check_with(text, r#"{"n":4294967296}"#).unwrap().points,
        1 + 100
    );
}

#[test]
fn nested_pages_saturate_and_are_refused() {
    let mut text = "code".to_owned();
    for _ in 0..5 {
        text = format!("related(first: 65536) {{ nodes {{ {text} }} }}");
    }
    assert_eq!(
        refusal(&format!("{{ exam {{ {text} }} }}")),
        "QUERY_TOO_COMPLEX"
    );
    let lists = "unlocks { ".repeat(9) + "code" + &" }".repeat(9);
    assert_eq!(
        refusal(&format!("{{ exam {{ {lists} }} }}")),
        "QUERY_TOO_COMPLEX"
    );
}

#[test]
fn depth_is_counted_through_fragments() {
    let fields = |levels: usize| "vendor { ".repeat(levels - 1) + "x" + &" }".repeat(levels - 1);
    assert_eq!(check(&format!("{{ {} }}", fields(15))).unwrap().depth, 15);
    let error = check(&format!("{{ {} }}", fields(16))).unwrap_err();
    assert_eq!(code_of(&error), "QUERY_TOO_DEEP");
    assert_eq!(error.locations.len(), 1);
    let text = format!("{{ a {{ ...f }} }} fragment f on Exam {{ {} }}", fields(15));
    assert_eq!(refusal(&text), "QUERY_TOO_DEEP");
    let inline = "... { ".repeat(31) + "x" + &" }".repeat(31);
    assert_eq!(refusal(&format!("{{ {inline} }}")), "QUERY_TOO_DEEP");
}

#[test]
fn a_long_chain_of_fragments_does_not_overflow_the_stack() {
    let mut text = "{ ...f0 } ".to_owned();
    for level in 0..99 {
        let next = level + 1;
        let (open, close) = ("... { ".repeat(10), " }".repeat(10));
        write!(
            text,
            "fragment f{level} on Query {{ {open} ...f{next} {close} }} "
        )
        .unwrap();
    }
    text.push_str("fragment f99 on Query { __typename }");
    assert_eq!(refusal(&text), "QUERY_TOO_DEEP");
}

#[test]
fn change_sets_of_editors_have_their_own_limits() {
    let list = |count: usize| format!("{{\"v\":[{}]}}", vec!["1"; count].join(","));
    let change_set = "query($v: ChangeSetInput!) { exam { code } }";
    assert!(check_of(change_set, &list(2_000), true).is_ok());
    for (document, items, is_editor) in [
        (change_set, 2_001, true),
        (change_set, 101, false),
        ("query($v: [ChangeSetInput!]) { exam { code } }", 101, true),
        ("query($v: [Int!]) { exam { code } }", 101, true),
        ("query($w: ChangeSetInput!) { exam { code } }", 101, true),
    ] {
        let error = check_of(document, &list(items), is_editor).unwrap_err();
        assert_eq!(code_of(&error), "BAD_USER_INPUT", "{document} {items}");
    }
    // What is written in the document stays as small as anybody's.
    let literal = format!(
        "query($v: ChangeSetInput = [{}]) {{ exam {{ code }} }}",
        vec!["1"; 101].join(",")
    );
    assert!(check_of(&literal, "{}", true).is_err());
}

/// The query that graphql-js and GraphiQL send, with every option on.
const INTROSPECTION_QUERY: &str = include_str!("../../../tests/data/introspection.graphql");

#[test]
fn standard_introspection_passes_and_cycles_do_not() {
    let cost = check(INTROSPECTION_QUERY).unwrap();
    assert_eq!(cost.points, 0);
    assert!(cost.introspection_points > 1_000);

    for ring in [
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
        "{ __schema { types { interfaces { possibleTypes { inputFields { name } } } } } }",
        "{ __schema { ...s } } fragment s on __Schema { types { ...t } }
         fragment t on __Type { fields { type { ...u } } }
         fragment u on __Type { fields { type { interfaces { name } } } }",
    ] {
        assert_eq!(refusal(ring), "QUERY_TOO_COMPLEX", "{ring}");
    }
    assert!(check("{ __type(name: \"Exam\") { fields { type { fields { name } } } } }").is_ok());
}

#[test]
fn introspection_fields_and_objects_are_limited() {
    let fields = |count: usize| -> String {
        let fields: Vec<_> = (0..count)
            .map(|i| format!("a{i}: __type(name: \"Exam\") {{ name }}"))
            .collect();
        format!("{{ {} }}", fields.join(" "))
    };
    assert!(check(&fields(3)).is_ok());
    assert_eq!(refusal(&fields(4)), "QUERY_TOO_COMPLEX");

    let aliased = |inner: &str| -> String {
        let fields: Vec<_> = (0..20)
            .map(|i| format!("a{i}: fields {{ {inner} }}"))
            .collect();
        fields.join(" ")
    };
    let wide = aliased(&format!("type {{ {} }}", aliased("args { name }")));
    let text = format!("{{ __schema {{ types {{ {wide} }} }} }}");
    assert_eq!(refusal(&text), "QUERY_TOO_COMPLEX");
    let deep = "ofType { ".repeat(20) + "name" + &" }".repeat(20);
    assert_eq!(
        refusal(&format!("{{ __type(name: \"A\") {{ {deep} }} }}")),
        "QUERY_TOO_DEEP"
    );
}

proptest! {
    /// The cost of a fragment computed once equals that of each of its expansions.
    #[test]
    fn memoized_costs_equal_those_of_expanded_fragments(spreads in prop::collection::vec(0..3_usize, 1..6)) {
        let mut document = "{ ...f0 } ".to_owned();
        for (level, count) in spreads.iter().enumerate() {
            let next = format!("...f{} ", level + 1).repeat(*count);
            write!(document, "fragment f{level} on Query {{ exam {{ code }} {next} }} ").unwrap();
        }
        write!(document, "fragment f{} on Query {{ x }}", spreads.len()).unwrap();
        let (mut objects, mut copies) = (0_u64, 1_u64);
        for count in &spreads {
            objects += copies;
            copies *= *count as u64;
        }
        match check(&document) {
            Ok(cost) => prop_assert_eq!(cost.points, objects),
            Err(_) => prop_assert!(objects + copies > 20),
        }
    }
}
