//! The guarantees of search, on small catalogues and on arbitrary text.

use std::{collections::BTreeMap, sync::Arc};

use proptest::prelude::*;

use crate::{
    blueprint::BlueprintStanding,
    certification::{Certification, EarningSet},
    content::Content,
    date::Day,
    exam::Exam,
    fact::FactName,
    snapshot::Catalogue,
};

use super::{
    SearchField, SearchHit, SearchTarget,
    example::{blueprint, catalogue, evidence, exam, exam_with, role, vendor},
    exhaustive,
};

fn today() -> Day {
    "2026-11-22".parse().unwrap()
}

fn search(catalogue: &Catalogue, text: &str) -> Vec<SearchHit> {
    catalogue.search_index().search(catalogue, text, today())
}

/// The names of the hits.
pub(super) fn found(catalogue: &Catalogue, text: &str) -> Vec<String> {
    let name = |hit: SearchHit| match hit.target {
        SearchTarget::Exam(index) => catalogue.exam(index).record.code.to_string(),
        SearchTarget::Certification(index) => {
            format!(
                "certification {}",
                catalogue.certification(index).record.slug
            )
        }
        SearchTarget::Role(index) => format!("role {}", catalogue.role(index).record.slug),
        SearchTarget::Vendor(index) => format!("vendor {}", catalogue.vendor(index).record.slug),
        SearchTarget::Domain {
            exam,
            blueprint,
            domain,
        } => {
            let record = &catalogue.exam(exam).record;
            let domain = &record.blueprints[blueprint].domains[domain];
            format!("{}: {}", record.code, domain.title)
        }
    };
    search(catalogue, text).into_iter().map(name).collect()
}

const LIVE: (FactName, &str) = (FactName::LiveOn, "2020-01-01");
const RETIRED: (FactName, &str) = (FactName::RetiresOn, "2024-01-01");

fn example() -> Catalogue {
    let blueprint = Exam {
        former_codes: vec!["AI-100".parse().unwrap()],
        blueprints: vec![
            blueprint("2024-01-01", &[("Mine knowledge", "Build a search index")]),
            blueprint(
                "2026-01-01",
                &[
                    (
                        "Implement computer vision solutions",
                        "Read text from pictures",
                    ),
                    ("Implement agents", "Évaluate an agent"),
                ],
            ),
            crate::Blueprint {
                standing: BlueprintStanding::Claimed,
                ..blueprint("2026-05-01", &[("Quantum teleportation", "Nobody knows")])
            },
        ],
        ..exam_with(
            "microsoft",
            "AI-102",
            "Designing and Implementing an Azure AI Solution",
            &[LIVE],
        )
    };
    catalogue(Content {
        vendors: vec![
            vendor("aws", "Amazon Web Services").into(),
            vendor("microsoft", "Microsoft").into(),
        ],
        certifications: vec![Arc::new(Certification {
            slug: "azure-ai-engineer-associate".parse().unwrap(),
            vendor: "microsoft".parse().unwrap(),
            title: "Azure AI Engineer Associate".into(),
            also_known_as: vec![],
            level: None,
            earned_by: vec![EarningSet::always(vec![
                "microsoft/AI-102".parse().unwrap(),
            ])],
            evidence: evidence(),
        })],
        roles: vec![role("azure-ai-engineer", "Azure AI Engineer").into()],
        exams: vec![
            exam_with("aws", "AIF-C01", "AWS Certified AI Practitioner", &[LIVE]).into(),
            exam_with("aws", "SAA-C02", "Solutions Architect", &[LIVE, RETIRED]).into(),
            exam_with("aws", "SAA-C03", "Solutions Architect", &[LIVE]).into(),
            blueprint.into(),
            exam_with("microsoft", "AI-1021", "Something longer", &[LIVE]).into(),
            exam_with("microsoft", "AI-900", "Azure AI Fundamentals", &[LIVE]).into(),
            exam_with("microsoft", "AI-901", "Azure AI Fundamentals", &[]).into(),
        ],
        ..Content::default()
    })
}

#[test]
fn codes_come_before_begun_codes_before_typos() {
    let catalogue = example();
    for text in ["AI-102", " ai-102 ", "ai102", "AI 102", "Ai\u{2011}102"] {
        assert_eq!(
            found(&catalogue, text)[..2],
            ["AI-102", "AI-1021"],
            "{text}"
        );
    }
    // The former code AI-100 is one typo away.
    assert_eq!(found(&catalogue, "ai-900"), ["AI-900", "AI-901", "AI-102"]);
    assert_eq!(found(&catalogue, "ai-100")[0], "AI-102");
    assert_eq!(
        search(&catalogue, "ai-100")[0].matched,
        SearchField::FormerCode
    );
    assert_eq!(found(&catalogue, "AI-9OO"), Vec::<String>::new());
    assert_eq!(found(&catalogue, "AI-90O"), ["AI-900", "AI-901"]);
}

#[test]
fn what_can_be_booked_comes_first_among_equals() {
    let catalogue = example();
    assert_eq!(found(&catalogue, "saa"), ["SAA-C03", "SAA-C02"]);
    assert_eq!(
        found(&catalogue, "solutions architect"),
        ["SAA-C03", "SAA-C02"]
    );
    assert_eq!(found(&catalogue, "SAA-C02"), ["SAA-C02", "SAA-C03"]);
}

#[test]
fn what_can_be_booked_comes_before_what_covers_more_of_its_name() {
    let title = "AWS Certified Machine Learning - Specialty";
    let longer = "AWS Certified Machine Learning Engineer - Associate";
    let catalogue = catalogue(Content {
        vendors: vec![vendor("aws", "Amazon Web Services").into()],
        exams: vec![
            exam_with("aws", "MLA-C01", longer, &[LIVE]).into(),
            exam_with("aws", "MLS-C01", title, &[LIVE, RETIRED]).into(),
        ],
        ..Content::default()
    });
    let found = found(&catalogue, "machine learning aws");
    assert_eq!(found, ["MLA-C01", "MLS-C01"]);
}

#[test]
fn what_can_be_booked_comes_first_with_a_typo_as_without() {
    let catalogue = catalogue(Content {
        vendors: vec![vendor("microsoft", "Microsoft").into()],
        exams: vec![
            exam_with("microsoft", "AI-102", "Azure AI Engineer", &[LIVE, RETIRED]).into(),
            exam_with("microsoft", "AI-103", "Azure AI Apps Engineer", &[LIVE]).into(),
        ],
        ..Content::default()
    });
    for text in [
        "azure ai engine",
        "azure ai enginer",
        "azuer ai engineer",
        "azrue ai enginere",
    ] {
        assert_eq!(found(&catalogue, text), ["AI-103", "AI-102"], "{text}");
    }
    assert_eq!(found(&catalogue, "azure ai engineer"), ["AI-102", "AI-103"]);
}

#[test]
fn every_word_must_be_found_exactly_begun_or_misspelt() {
    let catalogue = example();
    assert_eq!(
        found(&catalogue, "azure fundamentals"),
        ["AI-900", "AI-901"]
    );
    assert_eq!(found(&catalogue, "azure fundam"), ["AI-900", "AI-901"]);
    assert_eq!(
        found(&catalogue, "fundametnals azrue"),
        ["AI-900", "AI-901"]
    );
    assert_eq!(found(&catalogue, "azure wombat"), Vec::<String>::new());
    assert_eq!(found(&catalogue, "fundam azure"), ["AI-900", "AI-901"]);
    assert_eq!(found(&catalogue, "fu azure"), Vec::<String>::new());
}

#[test]
fn whole_titles_come_before_longer_ones() {
    let catalogue = example();
    assert_eq!(
        found(&catalogue, "azure ai engineer"),
        [
            "role azure-ai-engineer",
            "AI-102",
            "certification azure-ai-engineer-associate"
        ]
    );
    assert_eq!(found(&catalogue, "microsoft"), ["vendor microsoft"]);
    assert_eq!(found(&catalogue, "Amazon"), ["vendor aws"]);
    assert_eq!(
        found(&catalogue, "microsoft azure ai fundamentals"),
        ["AI-900", "AI-901"]
    );
}

#[test]
fn domains_are_found_in_the_blueprint_in_force_only() {
    let catalogue = example();
    let vision = "AI-102: Implement computer vision solutions";
    assert_eq!(found(&catalogue, "computer vision"), [vision]);
    assert_eq!(found(&catalogue, "ai-102 vision"), [vision]);
    assert_eq!(found(&catalogue, "text pictures"), [vision]);
    assert_eq!(
        search(&catalogue, "pictures")[0].matched,
        SearchField::Objective
    );
    assert_eq!(found(&catalogue, "evaluate"), ["AI-102: Implement agents"]);
    assert_eq!(found(&catalogue, "knowledge"), Vec::<String>::new());
    assert_eq!(found(&catalogue, "quantum"), Vec::<String>::new());
    let earlier = "2025-01-01".parse().unwrap();
    let index = catalogue.search_index();
    assert_eq!(index.search(&catalogue, "knowledge", earlier).len(), 1);
    assert_eq!(index.search(&catalogue, "vision", earlier).len(), 0);
}

#[test]
fn text_without_letters_finds_nothing_and_long_text_is_cut() {
    let catalogue = example();
    for text in ["", "  ", "+-*/", "\u{301}\u{301}", "…"] {
        assert_eq!(found(&catalogue, text), Vec::<String>::new(), "{text}");
    }
    let padded = format!("AI-900{} wombat", " ".repeat(200));
    assert_eq!(found(&catalogue, &padded)[0], "AI-900");
}

#[test]
fn near_codes_come_nearest_first() {
    let catalogue = example();
    let near = |text: &str| -> Vec<String> {
        let near = catalogue.search_index().near_codes(text, 3);
        near.into_iter()
            .map(|index| catalogue.exam(index).record.code.to_string())
            .collect()
    };
    assert_eq!(near("AI102"), ["AI-102", "AI-1021", "AI-900"]);
    assert_eq!(near("AI-902"), ["AI-900", "AI-901", "AI-102"]);
    assert_eq!(near("SAA"), ["SAA-C02", "SAA-C03"]);
    assert_eq!(near("AIF-C02"), ["AIF-C01", "AI-102"]);
    assert_eq!(near("ZZ-999"), Vec::<String>::new());
    assert_eq!(near("?"), Vec::<String>::new());
}

/// A word with one letter changed, omitted, doubled or swapped with the next.
fn misspelt(word: &str, index: usize, kind: usize) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let index = index % (letters.len() - 1);
    match kind {
        0 => letters[index] = if letters[index] == 'q' { 'x' } else { 'q' },
        1 => drop(letters.remove(index)),
        2 => letters.insert(index, letters[index]),
        _ => letters.swap(index, index + 1),
    }
    letters.into_iter().collect()
}

/// A certification that the first exam earns.
fn certification(title: &str, exams: &BTreeMap<String, Exam>) -> Arc<Certification> {
    let exam = exams.values().next().unwrap();
    let key = format!("microsoft/{}", exam.code);
    Arc::new(Certification {
        slug: "cloud-security".parse().unwrap(),
        vendor: "microsoft".parse().unwrap(),
        title: title.into(),
        also_known_as: vec!["Azure (Cloud)".into()],
        level: None,
        earned_by: vec![EarningSet::always(vec![key.parse().unwrap()])],
        evidence: evidence(),
    })
}

/// Catalogues of one vendor with similar codes and titles.
fn catalogues() -> impl Strategy<Value = Catalogue> {
    let code = "[A-Ca-c]{1,3}[-._+]?[0-9]{1,3}";
    let title = "(azure|cloud|datenbank|überblick|security|data|of|1024)( (azure|clouds|engineer|and|security)){0,3}";
    let facts = prop_oneof![Just(vec![LIVE]), Just(vec![LIVE, RETIRED]), Just(vec![])];
    let words = "(azure|cloud|clouds|data|engineers?|1024)( (azure|security|and)){0,2}";
    let from = prop_oneof![Just("2020-01-01"), Just("2024-01-01"), Just("2027-01-01")];
    let parts = proptest::collection::vec((from, words, words), 0..3);
    proptest::collection::vec((code, title, facts, parts), 1..12).prop_map(|rows| {
        let unique: BTreeMap<String, Exam> = rows
            .into_iter()
            .map(|(code, title, facts, parts)| {
                let mut exam = exam_with("microsoft", &code, &title, &facts);
                let blueprints = (1..)
                    .zip(&parts)
                    .map(|(number, (from, domain, objective))| {
                        let domains = [(domain.as_str(), objective.as_str()), (objective, "data")];
                        crate::Blueprint {
                            version: format!("version {number}"),
                            ..blueprint(from, &domains)
                        }
                    });
                exam.blueprints = blueprints.collect();
                (exam.code.folded(), exam)
            })
            .collect();
        catalogue(Content {
            vendors: vec![vendor("microsoft", "Microsoft").into()],
            certifications: vec![certification("Cloud and Security Engineer", &unique)],
            roles: vec![role("data-engineer", "Data Engineer").into()],
            exams: unique.into_values().map(Into::into).collect(),
            ..Content::default()
        })
    })
}

/// Words of a catalogue's names and domains, whole, begun or misspelt.
fn text_of(catalogue: &Catalogue, words: &[(prop::sample::Index, u8, bool)]) -> String {
    let exams = catalogue.exams().map(|index| &catalogue.exam(index).record);
    let texts = exams.flat_map(|exam| {
        let parts = exam
            .blueprints
            .iter()
            .flat_map(|blueprint| &blueprint.domains);
        let parts = parts.flat_map(|domain| {
            let objectives = domain.objectives.iter().map(|part| part.title.as_str());
            objectives.chain([domain.title.as_str()])
        });
        let names = [exam.code.as_str(), &exam.title, exam.vendor.as_str()];
        names.into_iter().chain(parts)
    });
    let known: Vec<&str> = texts.flat_map(|text| text.split([' ', '-'])).collect();
    let chosen = words.iter().map(|(index, change, is_whole)| {
        let word = if known.is_empty() {
            "a"
        } else {
            *index.get(&known)
        };
        let position = usize::from(*change);
        match change % 4 {
            _ if *is_whole || word.chars().count() < 2 => word.to_owned(),
            0 => misspelt(word, position, usize::from(*change / 4)),
            1 => word.chars().take(2).collect(),
            2 => word.chars().take(3).collect(),
            _ => word.chars().skip(1).collect(),
        }
    });
    chosen.collect::<Vec<_>>().join(" ")
}

proptest! {
    #[test]
    fn any_text_is_answered_alike_each_time_best_first(catalogue in catalogues(), text in "\\PC{0,40}|[a-d0-9 -]{0,250}") {
        let hits = search(&catalogue, &text);
        prop_assert_eq!(&search(&catalogue, &text), &hits);
        prop_assert!(hits.is_sorted_by_key(|hit| (std::cmp::Reverse(hit.score), hit.target)));
        let targets: std::collections::HashSet<_> = hits.iter().map(|hit| hit.target).collect();
        prop_assert_eq!(targets.len(), hits.len());
        let _ = catalogue.search_index().near_codes(&text, 3);
    }

    #[test]
    fn a_search_finds_what_an_exhaustive_one_finds(
        catalogue in catalogues(),
        words in proptest::collection::vec(any::<(prop::sample::Index, u8, bool)>(), 1..5),
        begin in 0_usize..6,
        count in 0_usize..6,
        is_early in any::<bool>(),
        are_exams in any::<bool>(),
    ) {
        let day: Day = if is_early { "2020-06-01".parse().unwrap() } else { today() };
        let text = text_of(&catalogue, &words);
        let expected = exhaustive::search(&catalogue, &text, day);
        let index = catalogue.search_index();
        prop_assert_eq!(&index.search(&catalogue, &text, day), &expected, "{}", text);
        let picks = |target| !are_exams || matches!(target, SearchTarget::Exam(_));
        let picked: Vec<SearchHit> = expected.iter().copied().filter(|hit| picks(hit.target)).collect();
        let page = index.page(&catalogue, &text, day, picks, begin..begin + count);
        prop_assert_eq!(page.total, picked.len());
        let places = begin.min(picked.len())..(begin + count).min(picked.len());
        prop_assert_eq!(&page.hits, &picked[places], "{}", text);
        let mut exams: Vec<SearchTarget> = expected.iter().map(|hit| hit.target).collect();
        exams.retain(|target| matches!(target, SearchTarget::Exam(_)));
        exams.sort_unstable();
        let found: Vec<SearchTarget> = index.exams(&catalogue, &text).map(SearchTarget::Exam).collect();
        prop_assert_eq!(found, exams);
    }

    #[test]
    fn every_exam_is_first_for_its_own_code_in_any_case(catalogue in catalogues(), upper in any::<bool>()) {
        for index in catalogue.exams() {
            let code = catalogue.exam(index).record.code.as_str();
            let text = if upper { code.to_uppercase() } else { code.to_lowercase() };
            prop_assert_eq!(search(&catalogue, &text)[0].target, SearchTarget::Exam(index));
        }
    }

    #[test]
    fn a_typo_in_a_code_or_a_word_still_finds_the_exam(catalogue in catalogues(), position in 0_usize..20, kind in 0_usize..4) {
        for index in catalogue.exams() {
            let record = &catalogue.exam(index).record;
            let code: String = record.code.as_str().chars().filter(char::is_ascii_alphanumeric).collect();
            let texts = record.title.split(' ').chain([code.as_str()]).filter(|text| text.chars().count() >= 5);
            for text in texts {
                let text = misspelt(text, position, kind);
                let hits = search(&catalogue, &text);
                prop_assert!(hits.iter().any(|hit| hit.target == SearchTarget::Exam(index)), "{}", text);
            }
        }
    }
}

/// A hundred one-letter words cost no more than the sixteen that are read.
#[test]
fn many_short_words_are_bounded() {
    let text: String = ('a'..='z')
        .chain('0'..='9')
        .flat_map(|letter| [letter, ' '])
        .collect();
    assert_eq!(found(&example(), &text.repeat(5)), Vec::<String>::new());
    let single = catalogue(Content {
        vendors: vec![vendor("aws", "AWS").into()],
        exams: vec![exam("aws", "A", "b c d e f g h i j k l m n o p q").into()],
        ..Content::default()
    });
    assert_eq!(found(&single, &text), ["A"]);
}
