//! Documents in `scenarios/`, each with the response that clients get in the snapshot of the same name:
//! the same bytes from both databases.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Weak},
};

use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::support::server::TestServer;

/// Makes a test of each document, so that `cargo test scenarios::bad_date` runs one.
macro_rules! scenarios {
    ($($name:ident)*) => {
        $(
            #[tokio::test]
            async fn $name() {
                has_its_snapshot(&file_name(stringify!($name))).await;
            }
        )*

        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

scenarios! {
    ambiguous_code
    ambiguous_code_with_vendor
    bad_date
    bad_field
    bad_input_both
    bad_input_compare
    bad_input_cursor
    bad_input_deadline
    bad_input_exam
    bad_input_held
    bad_input_hours
    bad_input_large
    bad_input_money
    bad_input_crosswalk
    bad_input_page
    bad_input_role
    bad_input_schema_search
    bad_input_tags
    bad_input_vendor
    blueprint_diff
    catalogue_counts
    claimed_blueprint
    claims_about_unknown_exams
    claims_bad_subject
    claims_bad_value
    claims_of_a_study_site
    compare_four
    compare_with_a_counterpart
    conflicting_constraints
    contradictions_bad_exam
    contradictions_bad_page
    contradictions_bad_vendor
    contradictions_of_an_exam
    contradictions_on_an_earlier_day
    contradictions_that_matter_most
    disputed_facts
    domain_crosswalk
    domain_weights_of_a_retired_exam
    domain_weights_page
    ends_by_language
    equivalents_and_audiences
    exam_page
    facts_without_a_value
    fees_that_do_not_add_up
    hours_already_covered
    how_firm
    how_firm_without_hours
    last_day_to_register
    list_by_text_and_prefix
    list_cheapest_bookable
    list_retiring
    marginal_hours
    mentions_in_a_job_advert
    mentions_on_an_earlier_day
    overlap_with_shared_domains
    path_to_a_retired_exam
    path_to_an_expert_exam
    paths_already_there
    paths_for_a_newcomer
    paths_on_an_earlier_day
    paths_over_budget
    portfolio_a_higher_exam_renews_the_lower
    portfolio_after_retirement
    portfolio_bad_held
    portfolio_bad_input
    portfolio_bad_period
    portfolio_free_renewals
    portfolio_kubestronaut
    portfolio_over_budget
    renewal_by_day_of_earning
    renewal_plan
    renewal_plan_bad_days
    renewal_plan_before_the_exam
    retired_exam_by_code
    retired_exam_on_an_earlier_day
    return_bad_input
    return_on_an_exam
    return_on_the_career_changers_sequence
    return_with_unknown_figures
    role_with_evidence
    rough_checks
    schema_search
    search_with_typos
    study_hours_by_experience
    study_plan_by_weights
    study_plan_on_published_blocks
    study_plan_without_hours
    transitions_bad_cursor
    transitions_bad_held
    transitions_bad_span
    transitions_by_language
    transitions_of_a_role
    transitions_of_an_exam
    transitions_of_blueprints_and_certifications
    transitions_of_facts
    transitions_of_what_is_held
    transitions_too_long
    tag_impact
    unknown_exam
    variables
    verdict_bad_profile
    verdicts_after_the_exam_retired
    verdicts_by_facts_alone
    verdicts_of_the_article
    why_not
    why_not_unknown
}

/// The name of a scenario's files, without the ending.
fn file_name(test: &str) -> String {
    test.replace('_', "-")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/integration/scenarios")
}

/// The server that scenarios share: they only read. It stops with the last test that runs.
async fn server() -> Arc<TestServer> {
    static SHARED: Mutex<Weak<TestServer>> = Mutex::const_new(Weak::new());

    let mut shared = SHARED.lock().await;
    if let Some(server) = shared.upgrade() {
        return server;
    }
    let server = Arc::new(TestServer::start().await);
    *shared = Arc::downgrade(&server);
    server
}

async fn has_its_snapshot(name: &str) {
    let path = folder().join(name).with_extension("graphql");
    let query = fs::read_to_string(&path).unwrap();
    let variables = fs::read_to_string(path.with_extension("json"))
        .map_or_else(|_| json!({}), |text| serde_json::from_str(&text).unwrap());
    let (status, answer) = server().await.post(&query, variables).await;
    let text = format!(
        "{status}\n{}",
        serde_json::to_string_pretty(&answer).unwrap()
    );
    insta::with_settings!({
        snapshot_path => folder(),
        prepend_module_to_snapshot => false,
        omit_expression => true,
        description => query.trim().lines().next().unwrap_or_default(),
    }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn every_document_is_a_test() {
    let mut documents: Vec<_> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "graphql"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    documents.sort();
    let mut tests: Vec<_> = NAMES.iter().copied().map(file_name).collect();
    tests.sort();
    assert_eq!(
        tests, documents,
        "the list in scenarios.rs and the documents of scenarios/ differ"
    );
}

/// Every snapshot belongs to a document that still exists.
#[test]
fn no_answer_is_left_without_its_document() {
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "snap" || extension == "json")
        {
            assert!(
                path.with_extension("graphql").exists(),
                "{}",
                path.display()
            );
        }
    }
}

/// The documents of the ready questions, three of them the API's contract, as GraphiQL shows them.
#[tokio::test]
async fn the_ready_questions_of_graphiql_work_word_for_word() {
    let server = TestServer::start().await;
    for tab in [
        "paths",
        "weights",
        "compare",
        "verdict",
        "robustness",
        "ranking",
        "languages",
        "claims",
        "renewals",
        "dates",
        "freshness",
        "changes",
        "search",
        "mentions",
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("web/queries/{tab}.graphql"));
        let data = server.data(&fs::read_to_string(path).unwrap()).await;
        let answer = data.as_object().unwrap().values().next().unwrap();
        let filled = [
            "",
            "/paths",
            "/nodes",
            "/exams",
            "/verdict/rules",
            "/bookableLanguages",
            "/freshness/kinds",
        ]
        .iter()
        .any(|list| {
            answer
                .pointer(list)
                .and_then(Value::as_array)
                .is_some_and(|items| !items.is_empty())
        });
        assert!(filled, "{tab}: {answer:#}");
    }
}
