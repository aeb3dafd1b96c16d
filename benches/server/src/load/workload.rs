//! What is asked: five kinds of questions, each as the same few and as ever new ones.

use serde_json::{Value, json};

use super::{
    client::{Answer, ask_once},
    fixed::TAG,
};
use crate::server::Server;

/// How many different requests a hot workload repeats.
pub(crate) const REPEATED: u64 = 16;

/// The first day that questions ask about, in days since 1970: 2026-01-01.
const FIRST_DAY: u64 = 20_454;

/// How many days questions ask about: those of two years.
const DAYS: u64 = 730;

const EXAM_PAGE: &str = "query ExamPage($code: String!, $vendor: String, $asOf: Date) { exam(code: $code, vendor: $vendor, asOf: $asOf) { id code title level vendor { slug name url } lifecycle { state bookable retiresOn } fee { amount currency } durationMinutes { min max } languages blueprint { version effectiveFrom domains { key ordinal title weight { min max } objectives { title } } } prerequisites { kind anyOf { code title vendor { name } blueprint { domains { title weight { min max } } } } } } }";

const PARTNER_PULL: &str = "query PartnerPull($after: String, $asOf: Date) { exams(first: 100, after: $after, asOf: $asOf) { pageInfo { hasNextPage endCursor } nodes { code title vendor { slug } blueprint { version domains { key title weight { min max } } } } } }";

const LIST: &str = "query List($filter: ExamFilter, $orderBy: ExamOrder, $asOf: Date) { exams(first: 20, filter: $filter, orderBy: $orderBy, asOf: $asOf) { totalCount pageInfo { hasNextPage endCursor } nodes { code title level vendor { name } fee { amount currency } studyHours { min max } lifecycle { state } } } }";

const PATHS: &str = "query Paths($role: String!, $profile: ProfileInput, $constraints: PathConstraints, $asOf: Date) { recommendedPaths(role: $role, profile: $profile, constraints: $constraints, asOf: $asOf) { ... on RecommendedPaths { paths { rank label steps { position exam { code title } reasons { text } } totals { fees { amount currency } studyHours { min max } weeks { min max } complete } } } ... on NoFeasiblePath { bindingConstraints { argument message } } } }";

const SEARCH: &str = "query Search($text: String!, $asOf: Date) { search(text: $text, first: 20, asOf: $asOf) { totalCount nodes { __typename ... on Exam { code title vendor { name } } ... on Certification { title } ... on Role { title } ... on Vendor { name } ... on DomainHit { domain { title } exam { code } } } } }";

/// A kind of question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Question {
    /// An exam with vendor, domains, objectives, and prerequisites with their domains.
    ExamPage,
    /// A hundred exams with their domains and weights, by cursor.
    PartnerPull,
    /// Twenty exams that match a filter, with their total count.
    List,
    /// Recommended paths to a role.
    Paths,
    /// Twenty hits of a search.
    Search,
    /// The exam page by GET, its document named by hash.
    Persisted,
    /// The same, while the client has the answer already.
    NotModified,
}

impl Question {
    /// Its name in tables.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::ExamPage => "a exam page",
            Self::PartnerPull => "b partner pull of 100",
            Self::List => "c filtered list of 20",
            Self::Paths => "d recommended paths",
            Self::Search => "search",
            Self::Persisted => "e persisted GET, 200",
            Self::NotModified => "e persisted GET, 304",
        }
    }

    fn document(self) -> &'static str {
        match self {
            Self::ExamPage | Self::Persisted | Self::NotModified => EXAM_PAGE,
            Self::PartnerPull => PARTNER_PULL,
            Self::List => LIST,
            Self::Paths => PATHS,
            Self::Search => SEARCH,
        }
    }
}

/// What variables are made of.
pub(crate) struct Names {
    /// Vendors and codes of all exams.
    exams: Vec<(String, String)>,
    vendors: Vec<String>,
    roles: Vec<String>,
    /// Where pages of a hundred begin, for each day that partners ask about.
    pages: Vec<(u64, Value)>,
}

impl Names {
    /// Asks a server for all names, and for the pages of so many days.
    pub(crate) async fn of(server: &Server, days: u64) -> Result<Self, Box<dyn std::error::Error>> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut exams = Vec::new();
        let mut after = Value::Null;
        loop {
            let data = server
                .ask_with(
                    "query($after: String) { exams(first: 100, after: $after, filter: { states: [ANNOUNCED, BETA, LIVE, RETIRING, RETIRED] }) { pageInfo { hasNextPage endCursor } nodes { code vendor { slug } } } }",
                    &json!({ "after": after }),
                )
                .await?;
            let page = &data["exams"];
            let nodes = page["nodes"].as_array().into_iter().flatten();
            exams.extend(nodes.map(|exam| (text(&exam["vendor"]["slug"]), text(&exam["code"]))));
            if page["pageInfo"]["hasNextPage"] != true {
                break;
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
        let slugs = |data: &Value, field: &str| {
            let nodes = data[field]["nodes"].as_array().into_iter().flatten();
            nodes.map(|node| text(&node["slug"])).collect::<Vec<_>>()
        };
        let data = server
            .ask("{ vendors(first: 100) { nodes { slug } } roles(first: 100) { nodes { slug } } }")
            .await?;
        let (vendors, roles) = (slugs(&data, "vendors"), slugs(&data, "roles"));
        let mut pages = Vec::new();
        for number in 0..days {
            let mut after = Value::Null;
            loop {
                pages.push((number, after.clone()));
                let data = server
                    .ask_with(
                        "query($after: String, $asOf: Date) { exams(first: 100, after: $after, asOf: $asOf) { pageInfo { hasNextPage endCursor } } }",
                        &json!({ "after": after, "asOf": day(number) }),
                    )
                    .await?;
                let info = &data["exams"]["pageInfo"];
                if info["hasNextPage"] != true {
                    break;
                }
                after = info["endCursor"].clone();
            }
        }
        Ok(Self {
            exams,
            vendors,
            roles,
            pages,
        })
    }
}

/// Requests of one kind.
pub(crate) struct Workload<'n> {
    pub(crate) question: Question,
    /// Whether every request is a new one.
    pub(crate) is_cold: bool,
    names: &'n Names,
    /// Where the numbers of this workload's requests begin, so that none comes twice.
    offset: u64,
    /// What a client sends that has the answers to the hot requests already.
    tags: Vec<String>,
}

impl<'n> Workload<'n> {
    pub(crate) fn new(question: Question, is_cold: bool, names: &'n Names) -> Self {
        Self {
            question,
            is_cold,
            names,
            offset: 0,
            tags: Vec::new(),
        }
    }

    /// Its name in tables.
    pub(crate) fn name(&self) -> String {
        let heat = if self.is_cold { "cold" } else { "hot" };
        format!("{}, {heat}", self.question.name())
    }

    /// How many different pages partners pull.
    pub(crate) fn pages(&self) -> u64 {
        self.names.pages.len() as u64
    }

    /// Goes on where an earlier run ended.
    pub(crate) fn skip(&mut self, count: u64) {
        self.offset += count;
    }

    /// Asks for the answers that the client is to have already.
    pub(crate) async fn learn_tags(&mut self, port: u16) -> Result<(), Box<dyn std::error::Error>> {
        if self.question != Question::NotModified {
            return Ok(());
        }
        for number in 0..REPEATED {
            let answer = ask_once(port, &self.request(number, None)).await?;
            let tag = answer.header("etag").ok_or("an answer has no tag")?;
            self.tags.push(tag);
        }
        Ok(())
    }

    /// The answers to some of its requests.
    pub(crate) async fn samples(
        &self,
        port: u16,
        count: u64,
    ) -> Result<Vec<Answer>, Box<dyn std::error::Error>> {
        let mut answers = Vec::new();
        for number in 0..count {
            answers.push(ask_once(port, &self.request(number, None)).await?);
        }
        Ok(answers)
    }

    /// The bytes of a request; `path` is asked instead of the API's where there is one.
    pub(crate) fn request(&self, number: u64, path: Option<&str>) -> Vec<u8> {
        let number = if self.is_cold {
            number + self.offset
        } else {
            number % REPEATED
        };
        let variables = self.variables(number);
        let is_fixed = path.is_some();
        let path = path.unwrap_or("/graphql");
        match self.question {
            Question::Persisted | Question::NotModified => {
                let query = format!(
                    "documentId={}&variables={}",
                    document_hash(),
                    percent_encoded(&variables.to_string())
                );
                let place = usize::try_from(number % REPEATED).unwrap_or_default();
                let tag = match self.tags.get(place) {
                    Some(_) if is_fixed => format!("If-None-Match: {TAG}\r\n"),
                    Some(tag) => format!("If-None-Match: {tag}\r\n"),
                    None => String::new(),
                };
                format!("GET {path}?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\n{tag}Accept: application/graphql-response+json\r\n\r\n").into_bytes()
            }
            question => {
                let body =
                    json!({ "query": question.document(), "variables": variables }).to_string();
                format!("POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAccept: application/graphql-response+json\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
            }
        }
    }

    /// A request that makes the server keep the document of persisted questions.
    pub(crate) fn announcement() -> Vec<u8> {
        let body = json!({
            "query": EXAM_PAGE,
            "variables": { "code": "AZ-104" },
            "extensions": { "persistedQuery": { "version": 1, "sha256Hash": document_hash() } },
        })
        .to_string();
        format!("POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
    }

    fn variables(&self, number: u64) -> Value {
        let names = self.names;
        match self.question {
            Question::ExamPage | Question::Persisted | Question::NotModified => {
                // Every exam of a day, then every exam of the next.
                let count = names.exams.len() as u64;
                let (vendor, code) = pick(&names.exams, scattered(number % count, count));
                json!({ "code": code, "vendor": vendor, "asOf": day(number / count) })
            }
            Question::Search => {
                const TEXTS: [&str; 4] = ["azure", "data engineer", "security", "aws solutions"];
                json!({ "text": pick(&TEXTS, number), "asOf": day(number / 4) })
            }
            Question::PartnerPull => {
                let (day_number, after) = pick(&names.pages, number);
                json!({ "after": after, "asOf": day(*day_number) })
            }
            Question::List => {
                const ORDERS: [&str; 4] = ["CODE", "TITLE", "FEE", "STUDY_HOURS"];
                let (vendor, rest) = (number % 20, number / 20);
                let (order, rest) = (rest % 4, rest / 4);
                let (state, rest) = (rest % 2, rest / 2);
                json!({
                    "filter": {
                        "vendors": [pick(&names.vendors, vendor * 5), pick(&names.vendors, vendor * 5 + 1), "microsoft"],
                        "bookable": state == 0,
                    },
                    "orderBy": { "by": pick(&ORDERS, order) },
                    "asOf": day(rest),
                })
            }
            Question::Paths => {
                const EXPERIENCES: [&str; 3] = ["NEW_TO_CLOUD", "KNOWS_VENDOR", "PRACTITIONER"];
                let count = names.roles.len() as u64;
                let (role, rest) = (number % count, number / count);
                let (experience, rest) = (rest % 3, rest / 3);
                let (hours, rest) = (5 + rest % 10, rest / 10);
                json!({
                    "role": pick(&names.roles, role),
                    "profile": { "experience": pick(&EXPERIENCES, experience) },
                    "constraints": { "weeklyHours": hours },
                    "asOf": day(rest),
                })
            }
        }
    }
}

/// A number below `count` that is no neighbour of the one before.
fn scattered(number: u64, count: u64) -> u64 {
    // Coprime to every count that is no multiple of it.
    number * 7_919 % count
}

fn pick<T>(all: &[T], number: u64) -> &T {
    let count = all.len() as u64;
    let place = usize::try_from(number % count).unwrap_or_default();
    &all[place]
}

/// A day as text.
fn day(number: u64) -> String {
    // Days to years and months, as the calendar of the civil year begins in March.
    let days = FIRST_DAY + number % DAYS + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

fn document_hash() -> String {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(EXAM_PAGE);
    let digits = hash.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)]))
        .collect()
}

fn percent_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:,".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(format!("%{byte:02X}").chars());
        }
    }
    encoded
}
