//! Assigns keys to objectives that have none.
//!
//! An objective keeps the key that an equal or similar one of the same exam has, in another version
//! of the blueprint or in the stored content, so that a key outlives rewording, renumbering and a
//! move to another domain. Any other objective gets a new key, made of its first words.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{
    blueprint::Blueprint,
    blueprint_terms::{Term, TermReader},
    content::Content,
    exam::Exam,
    objective::Objective,
    text::{DomainKey, ExamKey, ObjectiveKey},
};

/// The least likeness of two wordings of one objective: twice the common word stems by all word
/// stems of both. An estimate of this catalogue, checked on its own pairs of versions.
const LEAST_LIKENESS: f64 = 0.6;

/// The least number of common word stems of two wordings that are not equal in all stems.
const LEAST_COMMON_STEMS: usize = 2;

/// The most words and bytes of a new key, before a number that tells it from others.
const MAX_KEY_WORDS: usize = 7;
const MAX_KEY_BYTES: usize = 60;

/// Words that are left out of new keys.
const KEY_STOP_WORDS: [&str; 16] = [
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to",
    "using", "with",
];

/// Assigns a key to every objective of `content` that has none, by comparison with the other
/// versions of its exam and with `stored`. Present keys are not changed; exams with all keys stay
/// shared.
pub fn complete_objective_keys(content: &mut Content, stored: &Content) {
    let is_incomplete = |exam: &Exam| exam.blueprints.iter().any(lacks_key);
    if !content.exams.iter().any(|exam| is_incomplete(exam)) {
        return;
    }
    let known: HashMap<ExamKey, &Arc<Exam>> =
        stored.exams.iter().map(|exam| (exam.key(), exam)).collect();
    for exam in content.exams.iter_mut().filter(|exam| is_incomplete(exam)) {
        let former = exam.former_codes.iter().map(|code| ExamKey {
            vendor: exam.vendor.clone(),
            code: code.clone(),
        });
        let mut names = std::iter::once(exam.key()).chain(former);
        let stored = names.find_map(|name| known.get(&name).copied());
        complete_exam_keys(Arc::make_mut(exam), stored.map(|exam| &**exam));
    }
}

/// Assigns a key to every objective of an exam that has none, by comparison with its other versions
/// and with the stored exam.
pub fn complete_exam_keys(exam: &mut Exam, stored: Option<&Exam>) {
    if !exam.blueprints.iter().any(lacks_key) {
        return;
    }
    let reader = &TermReader::new();
    let versions = exam.blueprints.iter();
    let versions = versions.chain(stored.into_iter().flat_map(|exam| &exam.blueprints));
    let mut taken: HashSet<ObjectiveKey> = versions
        .flat_map(Blueprint::objectives)
        .filter_map(|(_, objective)| objective.key.clone())
        .collect();
    let texts: Vec<VersionTexts> = exam.blueprints.iter().map(VersionTexts::of).collect();
    for place in 0..exam.blueprints.len() {
        if lacks_key(&exam.blueprints[place]) {
            let wordings = wordings(&exam.blueprints, place, stored, reader);
            let blueprint = &mut exam.blueprints[place];
            assign(blueprint, &wordings, &texts, &mut taken, reader);
        }
    }
}

fn lacks_key(blueprint: &Blueprint) -> bool {
    blueprint
        .objectives()
        .any(|(_, objective)| objective.key.is_none())
}

/// What the objectives of a version were before any key was assigned.
struct VersionTexts {
    /// The folded texts.
    all: HashSet<String>,
    /// Those of objectives without key.
    open: HashSet<String>,
    /// The given keys.
    given: HashSet<ObjectiveKey>,
}

impl VersionTexts {
    fn of(blueprint: &Blueprint) -> Self {
        let objectives = || blueprint.objectives().map(|(_, objective)| objective);
        let folded = |objective: &Objective| folded_objective(&objective.title);
        let given = objectives().filter_map(|objective| objective.key.clone());
        let open = objectives().filter(|objective| objective.key.is_none());
        Self {
            all: objectives().map(folded).collect(),
            open: open.map(folded).collect(),
            given: given.collect(),
        }
    }

    /// Whether another objective than that with a text needs a key here, which then stands for
    /// another objective than the text does.
    fn needs_for_another(&self, key: &ObjectiveKey, text: &str, wordings: &[Wording]) -> bool {
        let mut same_key = wordings.iter().filter(|wording| wording.key == *key);
        self.all.contains(text)
            && (self.given.contains(key)
                || same_key.any(|own| own.folded != text && self.open.contains(&own.folded)))
    }
}

/// A wording of an objective whose key is known.
struct Wording {
    key: ObjectiveKey,
    domain: DomainKey,
    folded: String,
    terms: BTreeSet<Term>,
    /// Whether no other objective of its version has the same folded text.
    is_only: bool,
}

/// The wordings that a blueprint's objectives are compared with: those of the exam's other versions,
/// the preceding ones first and the nearest before others, then the stored ones.
fn wordings(
    versions: &[Blueprint],
    place: usize,
    stored: Option<&Exam>,
    reader: &TermReader,
) -> Vec<Wording> {
    let (earlier, later) = versions.split_at(place);
    let own = earlier.iter().rev().chain(later);
    let stored = stored.into_iter().flat_map(|exam| &exam.blueprints);
    let (same, other): (Vec<_>, Vec<_>) =
        stored.partition(|blueprint| blueprint.version == versions[place].version);
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for blueprint in own.chain(same).chain(other.into_iter().rev()) {
        let counts = counts(blueprint);
        for (domain, objective) in blueprint.objectives() {
            let Some(key) = objective.key.clone() else {
                continue;
            };
            let folded = folded_objective(&objective.title);
            if seen.insert((key.clone(), domain.key.clone(), folded.clone())) {
                found.push(Wording {
                    terms: reader.terms(&folded).into_iter().collect(),
                    is_only: counts.get(&folded) == Some(&1),
                    domain: domain.key.clone(),
                    key,
                    folded,
                });
            }
        }
    }
    found
}

/// How many objectives of a blueprint have each folded text.
fn counts(blueprint: &Blueprint) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for (_, objective) in blueprint.objectives() {
        *counts
            .entry(folded_objective(&objective.title))
            .or_default() += 1;
    }
    counts
}

/// Assigns the missing keys of a blueprint: first to texts that it and the nearest version with them
/// have once, then to equal texts in the same domain, then to equal texts, then to similar ones, the
/// most similar first; new keys to the others.
fn assign(
    blueprint: &mut Blueprint,
    wordings: &[Wording],
    versions: &[VersionTexts],
    taken: &mut HashSet<ObjectiveKey>,
    reader: &TermReader,
) {
    let counts = counts(blueprint);
    let mut used: HashSet<ObjectiveKey> = blueprint
        .objectives()
        .filter_map(|(_, objective)| objective.key.clone())
        .collect();
    let mut open: Vec<(&DomainKey, String, &mut Option<ObjectiveKey>)> = Vec::new();
    for domain in &mut blueprint.domains {
        let missing = domain.objectives.iter_mut();
        for objective in missing.filter(|objective| objective.key.is_none()) {
            open.push((
                &domain.key,
                folded_objective(&objective.title),
                &mut objective.key,
            ));
        }
    }
    for (_, text, key) in &mut open {
        let nearest = wordings.iter().find(|wording| wording.folded == *text);
        if let Some(nearest) = nearest
            && nearest.is_only
            && counts.get(text) == Some(&1)
            && used.insert(nearest.key.clone())
        {
            **key = Some(nearest.key.clone());
        }
    }
    for same_domain in [true, false] {
        for (domain, text, key) in open.iter_mut().filter(|(_, _, key)| key.is_none()) {
            let found = wordings.iter().find(|wording| {
                wording.folded == *text
                    && (!same_domain || wording.domain == **domain)
                    && !used.contains(&wording.key)
            });
            if let Some(found) = found {
                used.insert(found.key.clone());
                **key = Some(found.key.clone());
            }
        }
    }
    let mut alike = Vec::new();
    for (place, (domain, text, _)) in open
        .iter()
        .enumerate()
        .filter(|(_, (_, _, key))| key.is_none())
    {
        let terms: BTreeSet<Term> = reader.terms(text).into_iter().collect();
        for (rank, wording) in wordings.iter().enumerate() {
            let needed =
                |version: &VersionTexts| version.needs_for_another(&wording.key, text, wordings);
            if !used.contains(&wording.key)
                && let Some(likeness) = likeness(&terms, &wording.terms)
                && !versions.iter().any(needed)
            {
                alike.push((likeness, wording.domain == **domain, rank, place));
            }
        }
    }
    alike.sort_by(|left, right| {
        (right.0.total_cmp(&left.0))
            .then(right.1.cmp(&left.1))
            .then((left.2, left.3).cmp(&(right.2, right.3)))
    });
    for (_, _, rank, place) in alike {
        let key = &mut *open[place].2;
        if key.is_none() && used.insert(wordings[rank].key.clone()) {
            *key = Some(wordings[rank].key.clone());
        }
    }
    for (_, text, key) in open.into_iter().filter(|(_, _, key)| key.is_none()) {
        *key = new_key(&text, taken);
    }
}

/// How similar two wordings are, from the least likeness to 1; `None` for different objectives.
fn likeness(left: &BTreeSet<Term>, right: &BTreeSet<Term>) -> Option<f64> {
    let common = left.intersection(right).count();
    if common == 0 || (left != right && common < LEAST_COMMON_STEMS) {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "a title has few words")]
    let likeness = 2.0 * common as f64 / (left.len() + right.len()) as f64;
    (likeness >= LEAST_LIKENESS).then_some(likeness)
}

/// A key that no objective of the exam has, made of the first words of a folded text.
fn new_key(text: &str, taken: &mut HashSet<ObjectiveKey>) -> Option<ObjectiveKey> {
    let words = text
        .split(' ')
        .filter(|word| !KEY_STOP_WORDS.contains(word));
    let mut slug = String::new();
    for word in words.filter(|word| word.is_ascii()).take(MAX_KEY_WORDS) {
        if slug.len() + 1 + word.len() > MAX_KEY_BYTES {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    if slug.is_empty() {
        slug.push_str("objective");
    }
    let numbered = (2_u32..).map(|number| format!("{slug}-{number}"));
    let mut keys = std::iter::once(slug.clone())
        .chain(numbered)
        // Words of ASCII letters and digits joined by hyphens are a key.
        .map_while(|slug| slug.parse::<ObjectiveKey>().ok());
    keys.find(|key| taken.insert(key.clone()))
}

/// The words of a title in lower case without accents, joined by spaces, without the number before
/// it: equal for two spellings of one objective.
pub fn folded_objective(title: &str) -> String {
    let plain: String = without_number(title.trim())
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .collect();
    let words: Vec<&str> = plain
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// A title without the number that a vendor prints before it: `1.2 Plan costs`, `3) Plan costs`.
fn without_number(title: &str) -> &str {
    let Some((first, rest)) = title.split_once(char::is_whitespace) else {
        return title;
    };
    let is_number = first.contains('.') || first.ends_with([')', ':']);
    let is_plain = first
        .chars()
        .all(|letter| letter.is_ascii_digit() || ".):".contains(letter));
    let has_digit = first.starts_with(|letter: char| letter.is_ascii_digit());
    if is_number && is_plain && has_digit {
        rest
    } else {
        title
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};
    use serde_json::json;

    use super::*;

    /// A key, if given, and a text.
    type ObjectiveSketch<'a> = (Option<&'a str>, &'a str);

    /// The key of a domain, and its objectives.
    type DomainSketch<'a> = (&'a str, &'a [ObjectiveSketch<'a>]);

    /// An exam whose versions have domains of objectives, each a title with or without key.
    fn exam(versions: &[&[DomainSketch<'_>]]) -> Content {
        let blueprint = |(index, domains): (usize, &&[DomainSketch<'_>])| {
            let domains: Vec<_> = domains
                .iter()
                .map(|(domain, objectives)| {
                    let objectives: Vec<_> = objectives
                        .iter()
                        .map(|(key, title)| match key {
                            Some(key) => json!({ "key": key, "title": title }),
                            None => json!(title),
                        })
                        .collect();
                    json!({ "key": domain, "title": domain, "objectives": objectives })
                })
                .collect();
            json!({
                "version": index.to_string(), "standing": "OFFICIAL", "weights": "UNKNOWN",
                "effective_from": format!("20{:02}", index + 10),
                "evidence": { "as_of": "2020", "confidence": "ESTIMATE" },
                "domain": domains,
            })
        };
        let blueprints: Vec<_> = versions.iter().enumerate().map(blueprint).collect();
        serde_json::from_value(json!({
            "exam": [{ "vendor": "v", "code": "A-1", "title": "A", "blueprint": blueprints }],
        }))
        .unwrap()
    }

    fn keys(content: &Content) -> Vec<Vec<String>> {
        let blueprints = content.exams[0].blueprints.iter();
        let key = |(_, objective): (_, &Objective)| match &objective.key {
            Some(key) => key.to_string(),
            None => panic!("{} has no key", objective.title),
        };
        blueprints
            .map(|blueprint| blueprint.objectives().map(key).collect())
            .collect()
    }

    fn completed(mut content: Content, stored: &Content) -> Vec<Vec<String>> {
        complete_objective_keys(&mut content, stored);
        keys(&content)
    }

    #[test]
    fn a_new_key_has_the_first_words_and_a_number_where_it_is_taken() {
        let content = exam(&[&[
            (
                "a",
                &[(None, "2.1 Plan the costs of a Résumé"), (None, "Testing")],
            ),
            ("b", &[(None, "testing"), (None, "тест")]),
        ]]);
        let expected = ["plan-costs-resume", "testing", "testing-2", "objective"];
        assert_eq!(completed(content, &Content::default()), [expected]);
    }

    #[test]
    fn a_reworded_renumbered_or_moved_objective_keeps_its_key() {
        let content = exam(&[
            &[(
                "a",
                &[
                    (Some("k1"), "1.1 Monitor deployed models"),
                    (Some("k2"), "1.2 Plan costs and quotas"),
                    (Some("k3"), "1.3 Tune prompts"),
                ],
            )],
            &[
                (
                    "a",
                    &[
                        (None, "1.1 Plan the costs and quotas of a service"),
                        (None, "tune prompts"),
                    ],
                ),
                (
                    "b",
                    &[
                        (None, "Monitoring of deployed models"),
                        (None, "Secure endpoints"),
                    ],
                ),
            ],
        ]);
        let expected = ["k2", "k3", "k1", "secure-endpoints"];
        assert_eq!(completed(content, &Content::default())[1], expected);
    }

    #[test]
    fn stored_keys_are_kept_and_given_ones_are_never_changed() {
        let stored = exam(&[&[(
            "a",
            &[
                (Some("k1"), "Monitor deployed models"),
                (Some("k2"), "Plan costs"),
            ],
        )]]);
        let sent = exam(&[&[(
            "a",
            &[
                (None, "Plan costs"),
                (Some("mine"), "Monitor deployed models"),
                (None, "Monitoring deployed models"),
            ],
        )]]);
        assert_eq!(completed(sent, &stored), [["k2", "mine", "k1"]]);
    }

    #[test]
    fn one_common_word_is_not_the_same_objective() {
        let content = exam(&[
            &[("a", &[(Some("testing"), "testing")])],
            &[("a", &[(None, "testing agents")])],
        ]);
        assert_eq!(
            completed(content, &Content::default())[1],
            ["testing-agents"]
        );
    }

    /// A version with two domains, each with its objectives without keys.
    fn keyless(versions: &[[Vec<String>; 2]]) -> Content {
        let lists: Vec<[Vec<ObjectiveSketch<'_>>; 2]> = versions
            .iter()
            .map(|domains| {
                [0, 1].map(|domain: usize| {
                    let titles = domains[domain].iter();
                    titles.map(|title| (None, title.as_str())).collect()
                })
            })
            .collect();
        let domains: Vec<[DomainSketch<'_>; 2]> = lists
            .iter()
            .map(|[x, y]| [("x", &x[..]), ("y", &y[..])])
            .collect();
        let versions: Vec<&[_]> = domains.iter().map(|domains| &domains[..]).collect();
        exam(&versions)
    }

    /// The keys of versions without any, which the rules of validation must accept.
    fn accepted(versions: &[[&[&str]; 2]]) -> Vec<Vec<String>> {
        let owned = |titles: &[&str]| titles.iter().map(|title| String::from(*title)).collect();
        let versions: Vec<[Vec<String>; 2]> =
            versions.iter().map(|domains| domains.map(owned)).collect();
        let mut content = keyless(&versions);
        complete_objective_keys(&mut content, &Content::default());
        assert_eq!(faults_of_keys(&content), Vec::<String>::new());
        keys(&content)
    }

    fn faults_of_keys(content: &Content) -> Vec<String> {
        let violations = crate::validation::validate(content).into_iter();
        violations
            .map(|violation| violation.to_string())
            .filter(|message| message.contains("key"))
            .collect()
    }

    #[test]
    fn after_a_version_with_a_text_twice_the_domain_decides_whose_key_it_has() {
        let once: &[&str] = &["Plan costs"];
        let found = accepted(&[[once, &[]], [once, once], [&[], once], [once, &[]]]);
        let (first, second) = ("plan-costs", "plan-costs-2");
        assert_eq!(
            found,
            [vec![first], vec![first, second], vec![second], vec![second]]
        );
    }

    #[test]
    fn two_texts_that_stand_together_in_a_later_version_have_two_keys() {
        let (short, long) = ("Tune costs models", "Tune costs models search");
        let found = accepted(&[[&[short], &[]], [&[long], &[]], [&[short, long], &[]]]);
        let keys = ["tune-costs-models", "tune-costs-models-search"];
        assert_eq!(
            found,
            [vec![keys[0]], vec![keys[1]], vec![keys[0], keys[1]]]
        );
    }

    const WORDS: [&str; 8] = [
        "plan", "costs", "models", "agents", "search", "deploy", "1.2", "the",
    ];

    /// A few texts of which many are alike.
    const TEXTS: [&str; 7] = [
        "Tune costs models",
        "Tune costs models search",
        "Tune models search",
        "Plan costs models",
        "Plan costs models search",
        "Plan costs",
        "Deploy agents",
    ];

    proptest! {
        /// Keys that are assigned never break the rules of validation.
        #[test]
        fn keys_of_keyless_versions_are_valid(
            versions in vec((vec(0..TEXTS.len(), 0..4), vec(0..TEXTS.len(), 0..3)), 1..6),
        ) {
            let titles = |texts: &Vec<usize>| texts.iter().map(|text| TEXTS[*text].to_owned()).collect();
            let versions: Vec<[Vec<String>; 2]> =
                versions.iter().map(|(x, y)| [titles(x), titles(y)]).collect();
            let mut content = keyless(&versions);
            complete_objective_keys(&mut content, &Content::default());
            prop_assert_eq!(faults_of_keys(&content), Vec::<String>::new());
        }

        /// Every objective has a key that is unique in its version; an equal text that is unique in
        /// two versions has one key; completing twice changes nothing.
        #[test]
        fn keys_are_unique_in_a_version_and_equal_for_equal_texts(
            versions in vec(vec(vec(0..WORDS.len(), 1..4), 1..6), 1..4),
        ) {
            let titles: Vec<Vec<String>> = versions
                .iter()
                .map(|version| {
                    let title = |words: &Vec<usize>| {
                        words.iter().map(|word| WORDS[*word]).collect::<Vec<_>>().join(" ")
                    };
                    version.iter().map(title).collect()
                })
                .collect();
            let lists: Vec<Vec<ObjectiveSketch<'_>>> = titles
                .iter()
                .map(|version| version.iter().map(|title| (None, title.as_str())).collect())
                .collect();
            let domains: Vec<[DomainSketch<'_>; 1]> =
                lists.iter().map(|list| [("a", &list[..])]).collect();
            let versions: Vec<&[_]> = domains.iter().map(|domains| &domains[..]).collect();
            let mut content = exam(&versions);
            complete_objective_keys(&mut content, &Content::default());
            let keys = keys(&content);
            for (version, list) in keys.iter().enumerate() {
                let unique: HashSet<&String> = list.iter().collect();
                prop_assert_eq!(unique.len(), list.len());
                for (other, other_list) in keys.iter().enumerate() {
                    for (place, title) in titles[version].iter().enumerate() {
                        let at = |list: &Vec<String>| {
                            let mut same = list.iter().enumerate()
                                .filter(|(_, text)| folded_objective(text) == folded_objective(title));
                            let first = same.next().map(|(place, _)| place);
                            first.filter(|_| same.next().is_none())
                        };
                        let own = at(&titles[version]);
                        if let (Some(_), Some(found)) = (own, at(&titles[other])) {
                            prop_assert_eq!(&list[place], &other_list[found]);
                        }
                    }
                }
            }
            let stored = content.clone();
            complete_objective_keys(&mut content, &Content::default());
            prop_assert_eq!(content, stored);
        }
    }
}
