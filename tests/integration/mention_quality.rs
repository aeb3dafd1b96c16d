//! What people mean by a text is what is recognised in it: a labelled set of sentences on the shipped
//! catalogue, of which a third is held out.

use std::{collections::BTreeSet, ops::Range};

use certgraph::catalogue::{
    Catalogue, CertificationSlug, ExamKey, Mention, MentionCandidates, MentionForm, RoleSlug,
};

use crate::support::content::shipped_catalogue;

const SENTENCES: &str = include_str!("../data/mentions.txt");

/// The least F1 of codes and of names, in thousandths.
const CODES: u64 = 950;
const NAMES: u64 = 850;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Code,
    Name,
    Role,
}

impl Class {
    const ALL: [Self; 3] = [Self::Code, Self::Name, Self::Role];
}

/// What a mention means: the exams, or the exams that earn the certifications, and the roles.
#[derive(Debug, PartialEq, Eq)]
struct Meaning {
    exams: BTreeSet<String>,
    roles: BTreeSet<String>,
}

struct Label {
    bytes: Range<usize>,
    class: Class,
    is_optional: bool,
    meaning: Meaning,
}

/// A sentence without its marks, and its labels.
fn labelled(catalogue: &Catalogue, line: &str) -> (String, Vec<Label>) {
    let line = line.replace("\\n", "\n");
    let (mut text, mut labels, mut rest) = (String::new(), Vec::new(), &*line);
    while let Some((before, after)) = rest.split_once('{') {
        let (label, behind) = after.split_once('}').expect("a mark is closed");
        let (mention, class_and_targets) = label.split_once('|').expect("a mark has targets");
        let (class, targets) = class_and_targets
            .split_once(':')
            .expect("a mark has a class");
        text.push_str(before);
        let start = text.len();
        text.push_str(mention);
        labels.push(Label {
            bytes: start..text.len(),
            class: match class.trim_start_matches('?') {
                "c" => Class::Code,
                "n" => Class::Name,
                "r" => Class::Role,
                other => panic!("{other} is no class: {line}"),
            },
            is_optional: class.starts_with('?'),
            meaning: meaning_of(catalogue, class.trim_start_matches('?'), targets),
        });
        rest = behind;
    }
    text.push_str(rest);
    (text, labels)
}

fn meaning_of(catalogue: &Catalogue, class: &str, targets: &str) -> Meaning {
    let (mut exams, mut roles) = (BTreeSet::new(), BTreeSet::new());
    for target in targets.split(' ') {
        let unknown = || panic!("{target} is not in the catalogue");
        if class == "r" {
            let slug: RoleSlug = target.parse().expect("the slug of a role");
            catalogue.role_by_slug(&slug).unwrap_or_else(unknown);
            roles.insert(target.to_owned());
        } else if target.contains('/') {
            let key: ExamKey = target.parse().expect("the key of an exam");
            catalogue
                .exam_by_key(&key)
                .unwrap_or_else(|| panic!("{target} is not in the catalogue"));
            exams.insert(target.to_owned());
        } else {
            let slug: CertificationSlug = target.parse().expect("the slug of a certification");
            let index = catalogue.certification_by_slug(&slug);
            let index = index.unwrap_or_else(|| panic!("{target} is not in the catalogue"));
            let sets = &catalogue.certification(index).earned_by;
            let keys = sets
                .iter()
                .flatten()
                .map(|exam| catalogue.exam(*exam).record.key());
            exams.extend(keys.map(|key| key.to_string()));
        }
    }
    Meaning { exams, roles }
}

fn class_of(mention: &Mention) -> Class {
    match (&mention.candidates, mention.form) {
        (MentionCandidates::Roles(_), _) => Class::Role,
        (_, MentionForm::Code) => Class::Code,
        (_, MentionForm::Name) => Class::Name,
    }
}

fn meaning_in(catalogue: &Catalogue, mention: &Mention) -> Meaning {
    let exams = mention.candidates.exams(catalogue).into_iter();
    let roles = match &mention.candidates {
        MentionCandidates::Roles(roles) => roles.as_slice(),
        _ => &[],
    };
    Meaning {
        exams: exams
            .map(|exam| catalogue.exam(exam).record.key().to_string())
            .collect(),
        roles: roles
            .iter()
            .map(|role| catalogue.role(*role).record.slug.to_string())
            .collect(),
    }
}

/// Counts of one class.
#[derive(Debug, Clone, Copy, Default)]
struct Score {
    right: u64,
    exact: u64,
    invented: u64,
    missed: u64,
}

impl Score {
    /// A share in thousandths; all of nothing.
    fn share(part: u64, whole: u64) -> u64 {
        (1000 * part).checked_div(whole).unwrap_or(1000)
    }

    fn f1(self) -> u64 {
        Self::share(2 * self.right, 2 * self.right + self.invented + self.missed)
    }

    fn line(self) -> String {
        format!(
            "precision {} recall {} F1 {} (right {}, of which at exactly the place {}; invented {}, missed {})",
            Self::share(self.right, self.right + self.invented),
            Self::share(self.right, self.right + self.missed),
            self.f1(),
            self.right,
            self.exact,
            self.invented,
            self.missed
        )
    }
}

/// Adds up one sentence, and describes what is wrong with it.
fn score(
    catalogue: &Catalogue,
    text: &str,
    labels: &[Label],
    scores: &mut [Score; 3],
) -> Vec<String> {
    let mut wrong = Vec::new();
    let mentions = catalogue.recognise(text);
    let means = |mention: &Mention, label: &Label| {
        mention.bytes.start < label.bytes.end
            && label.bytes.start < mention.bytes.end
            && meaning_in(catalogue, mention) == label.meaning
    };
    for label in labels.iter().filter(|label| !label.is_optional) {
        let score = &mut scores[label.class as usize];
        match mentions.iter().find(|mention| means(mention, label)) {
            Some(mention) => {
                score.right += 1;
                score.exact += u64::from(mention.bytes == label.bytes);
            }
            None => {
                score.missed += 1;
                wrong.push(format!("missed {:?}", &text[label.bytes.clone()]));
            }
        }
    }
    for mention in &mentions {
        if !labels.iter().any(|label| means(mention, label)) {
            scores[class_of(mention) as usize].invented += 1;
            let meaning = meaning_in(catalogue, mention);
            let place = &text[mention.bytes.clone()];
            wrong.push(format!("invented {place:?}: {meaning:?}"));
        }
    }
    wrong
}

#[test]
#[expect(
    clippy::print_stdout,
    reason = "the shares, and what misses, are what the test is run for"
)]
fn what_people_mean_is_recognised() {
    let catalogue = shipped_catalogue();
    let (before, after) = SENTENCES
        .split_once("# Written after the rules")
        .expect("the set has two parts");
    let sentences = |part: &'static str| {
        let lines = part.lines();
        lines.filter(|line| !line.is_empty() && !line.starts_with("# "))
    };
    let [mut shown, mut held_out, mut later] = [[Score::default(); 3]; 3];
    let mut count = 0;
    for (number, line) in sentences(before).enumerate() {
        let (text, labels) = labelled(&catalogue, line);
        if number % 3 == 2 {
            score(&catalogue, &text, &labels, &mut held_out);
        } else {
            for wrong in score(&catalogue, &text, &labels, &mut shown) {
                println!("{line}\n    {wrong}");
            }
        }
        count += 1;
    }
    // What is left of the heading stands in the first line.
    for line in sentences(after).skip(1) {
        let (text, labels) = labelled(&catalogue, line);
        score(&catalogue, &text, &labels, &mut later);
        count += 1;
    }
    println!("{count} sentences, shares in thousandths");
    for (name, scores) in [("shown", shown), ("held out", held_out), ("later", later)] {
        for class in Class::ALL {
            println!("{name:8} {class:?}: {}", scores[class as usize].line());
        }
    }
    assert!(count >= 300, "only {count} sentences");
    for scores in [shown, held_out, later] {
        let [codes, names, _] = scores.map(Score::f1);
        assert!(codes >= CODES, "F1 of codes: {codes} thousandths");
        assert!(names >= NAMES, "F1 of names: {names} thousandths");
    }
}
