//! Where figures come from: each that the API serves about an exam can be traced to its source.

use serde_json::{Value, json};

use crate::support::server::TestServer;

/// Everything that the API serves as a figure of an exam.
const FIGURES: &str = "
    code
    level
    fee { amount currency }
    durationMinutes { min max }
    items { min max }
    itemTypes
    passingScore { passing scaleMin scaleMax unit }
    languages
    studyHours { min max }
    newcomer: studyHoursFact(experience: NEW_TO_CLOUD) { ...told }
    general: studyHoursFact { ...told }
    newcomerHours: studyHours(experience: NEW_TO_CLOUD) { min max }
    passRate { range { min max unit } region sources { key } }
    lifecycle { bookable
      state announcedOn betaOn liveOn retiresOn live retires
      successors { code } successions { exam { code } evidence { sources { key } note } }
    }
    blueprints { version domains { weight { min } } sources { key } evidence { note } }
    prerequisites { evidence { sources { key } note } }
    facts { ...told }
    returnOnInvestment { assumptions { value overridden formula evidence { sources { key } note } } }
";

/// Every figure is that of the fact which says that it is served, and that fact has a source, or is
/// an estimate that tells its formula; where no figure is served, no served fact has one.
#[tokio::test]
async fn every_figure_of_an_exam_is_that_of_its_served_fact() {
    let server = TestServer::start().await;
    let mut after = Value::Null;
    let (mut exams, mut figures) = (0, 0);
    loop {
        let query = format!(
            "query($after: String) {{
               exams(filter: {{ states: [ANNOUNCED, BETA, LIVE, RETIRING, RETIRED] }}, first: 5, after: $after) {{
                 pageInfo {{ hasNextPage endCursor }}
                 nodes {{ {FIGURES} }}
               }}
             }}
             fragment told on Fact {{
               conditions {{ earnedFrom earnedBefore language region member form }}
               name about experience value served confidence note date items
               money {{ min max currency }} quantity {{ min max unit }} sources {{ key }}
             }}"
        );
        let (status, answer) = server.post(&query, json!({ "after": after })).await;
        assert_eq!((status, answer.get("errors")), (200, None), "{answer:#}");
        let page = &answer["data"]["exams"];
        for exam in page["nodes"].as_array().unwrap() {
            exams += 1;
            figures += traced_figures(exam);
        }
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert!(exams > 100, "{exams} exams");
    assert!(figures > 600, "{figures} figures");
}

/// Checks one exam and counts its figures.
fn traced_figures(exam: &Value) -> usize {
    let code = &exam["code"];
    let facts = Facts {
        all: exam["facts"].as_array().unwrap(),
        form: match exam["lifecycle"]["state"].as_str() {
            Some("BETA") if exam["lifecycle"]["bookable"] == true => "BETA",
            _ => "STANDARD",
        },
    };
    for fact in facts.all {
        assert!(
            is_sourced(&fact["sources"], &fact["note"]),
            "{code}: {fact:#}"
        );
    }
    check_evidence(exam);
    let lifecycle = &exam["lifecycle"];
    let pairs = [
        (&exam["level"], facts.plain("LEVEL")["value"].clone()),
        (&exam["fee"], facts.fee()),
        (&exam["durationMinutes"], facts.whole("DURATION")),
        (&exam["items"], facts.whole("ITEMS")),
        (&exam["itemTypes"], facts.list("ITEM_TYPES")),
        (&exam["languages"], facts.list("LANGUAGES")),
        (
            &score_text(&exam["passingScore"]),
            facts.plain("PASSING_SCORE")["value"].clone(),
        ),
        (&lifecycle["announcedOn"], facts.day("ANNOUNCED_ON")),
        (&lifecycle["betaOn"], facts.day("BETA_ON")),
        (&lifecycle["liveOn"], facts.day("LIVE_ON")),
        (&lifecycle["retiresOn"], facts.day("RETIRES_ON")),
        (&lifecycle["live"], facts.plain("LIVE_ON")["date"].clone()),
        (
            &lifecycle["retires"],
            facts.plain("RETIRES_ON")["date"].clone(),
        ),
        (
            &exam["passRate"]["range"],
            facts.plain("PASS_RATE")["quantity"].clone(),
        ),
    ];
    let mut count = 0;
    for (figure, fact) in &pairs {
        assert_eq!(*figure, fact, "{code}");
        count += usize::from(!figure.is_null() && **figure != json!([]));
    }
    for (hours, fact) in [("studyHours", "general"), ("newcomerHours", "newcomer")] {
        let mut told = facts.all.iter().filter(|other| other["served"] == true);
        let told = told.any(|other| *other == exam[fact]);
        assert_eq!(told, !exam[fact].is_null(), "{code}: {fact}");
        let quantity = &exam[fact]["quantity"];
        assert_eq!(exam[hours], whole_range(quantity), "{code}");
        count += usize::from(told);
    }
    count
}

/// What is no fact has its evidence beside it.
fn check_evidence(exam: &Value) {
    let code = &exam["code"];
    for blueprint in exam["blueprints"].as_array().unwrap() {
        assert!(
            is_sourced(&blueprint["sources"], &Value::Null),
            "{code}: {blueprint:#}"
        );
    }
    let lifecycle = &exam["lifecycle"];
    let successions = lifecycle["successions"].as_array().unwrap();
    let successors: Vec<&Value> = successions.iter().map(|next| &next["exam"]).collect();
    assert_eq!(json!(successors), lifecycle["successors"], "{code}");
    let prerequisites = exam["prerequisites"].as_array().unwrap();
    for said in successions.iter().chain(prerequisites) {
        let evidence = &said["evidence"];
        assert!(
            is_sourced(&evidence["sources"], &evidence["note"]),
            "{code}: {evidence:#}"
        );
    }
    let assumptions = exam["returnOnInvestment"]["assumptions"].as_array();
    for assumption in assumptions.into_iter().flatten() {
        let evidence = assumption["evidence"].as_array().unwrap();
        let sourced = evidence
            .iter()
            .all(|said| is_sourced(&said["sources"], &said["note"]));
        let told = !evidence.is_empty() || !assumption["formula"].is_null();
        assert!(
            assumption["value"].is_null() || (told && sourced),
            "{code}: {assumption:#}"
        );
    }
}

/// The facts of one exam.
struct Facts<'a> {
    all: &'a [Value],
    /// The form that can be booked.
    form: &'a str,
}

impl<'a> Facts<'a> {
    /// The served fact of a name that holds for everybody who names no circumstances, the one with the
    /// most conditions; null when there is none.
    fn plain(&self, name: &str) -> &'a Value {
        self.usual(name, |_| true).unwrap_or(&Value::Null)
    }

    fn usual(&self, name: &str, is_meant: impl Fn(&Value) -> bool) -> Option<&'a Value> {
        // The dates of an exam's life are those of the final exam.
        let form = if name.ends_with("_ON") {
            "STANDARD"
        } else {
            self.form
        };
        let usual = self.all.iter().filter(|fact| {
            let conditions = &fact["conditions"];
            let holds = |condition: &str, usual: Value| {
                let given = &conditions[condition];
                given.is_null() || *given == usual
            };
            fact["name"] == name
                && fact["served"] == true
                && fact["about"].is_null()
                && fact["experience"].is_null()
                && holds("language", json!("English"))
                && holds("form", json!(form))
                && holds("member", json!(false))
                && conditions["region"].is_null()
                && conditions["earnedBefore"].is_null()
                && is_meant(fact)
        });
        let given = |fact: &Value| {
            let conditions = fact["conditions"].as_object();
            conditions.map_or(0, |conditions| {
                conditions.values().filter(|value| !value.is_null()).count()
            })
        };
        // Of several with as many conditions the first is meant.
        usual.min_by_key(|fact| std::cmp::Reverse(given(fact)))
    }

    fn whole(&self, name: &str) -> Value {
        whole_range(&self.plain(name)["quantity"])
    }

    fn list(&self, name: &str) -> Value {
        match &self.plain(name)["items"] {
            Value::Null => json!([]),
            items => items.clone(),
        }
    }

    /// A date that is known to the day.
    fn day(&self, name: &str) -> Value {
        match self.plain(name)["date"].as_str() {
            Some(date) if date.len() == "2026-11-22".len() && !date.contains('/') => json!(date),
            _ => Value::Null,
        }
    }

    /// The served price in US dollars, when it is a single one.
    fn fee(&self) -> Value {
        let in_dollars = |fact: &Value| {
            let money = &fact["money"];
            money.is_null() || money["currency"] == "USD"
        };
        let mut served = self.usual("FEE", in_dollars);
        let of_final = |fact: &Value| fact["conditions"]["form"] != "BETA";
        if self.form == "BETA" && served.is_none_or(of_final) {
            served = self.usual("BETA_FEE", in_dollars).or(served);
        }
        match served.map(|fact| &fact["money"]) {
            Some(money) if money.is_object() && money["min"] == money["max"] => {
                json!({ "amount": money["min"], "currency": "USD" })
            }
            _ => Value::Null,
        }
    }
}

fn whole_range(quantity: &Value) -> Value {
    let end = |end: &str| {
        let number = quantity[end].as_str()?;
        number.parse::<f64>().ok()
    };
    match (end("min"), end("max")) {
        #[expect(clippy::cast_possible_truncation, reason = "small numbers")]
        (Some(min), Some(max)) => json!({ "min": min.floor() as i64, "max": max.ceil() as i64 }),
        _ => Value::Null,
    }
}

/// A score as facts write it.
fn score_text(score: &Value) -> Value {
    if score.is_null() {
        return Value::Null;
    }
    let unit = if score["unit"] == "percent" {
        " percent"
    } else {
        ""
    };
    let (passing, min, max) = (&score["passing"], &score["scaleMin"], &score["scaleMax"]);
    json!(format!("{passing} of {min}..{max}{unit}"))
}

/// Whether somebody says so, or a note tells how the estimate came about.
fn is_sourced(sources: &Value, note: &Value) -> bool {
    let named = sources
        .as_array()
        .is_some_and(|sources| !sources.is_empty());
    named || !note.is_null()
}
