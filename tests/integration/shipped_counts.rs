//! How much ships: the counts that the README shows, and that nothing of what was collected is lost.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use certgraph::{
    catalogue::{Confidence, Content, Exam, FactName},
    publish::{parse, shipped_files},
};

fn content() -> Content {
    parse(shipped_files())
        .and_then(|files| files.validate())
        .unwrap_or_else(|error| panic!("{error}"))
}

fn path(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Where the README shows what is computed here.
const BEGINNING: &str = "<!-- counts of the shipped catalogue: UPDATE_FILES=1 cargo test --test integration shipped_counts -->\n";
const END: &str = "<!-- end of the counts -->";

/// The table of the README: what ships, by vendor.
fn table(content: &Content) -> String {
    let has_fee = |exam: &&std::sync::Arc<Exam>| {
        let mut fees = exam.facts.iter().filter(|fact| fact.name == FactName::Fee);
        fees.any(|fact| fact.value().is_some())
    };
    let mut text = String::from(
        "\n| Vendor | Exams | with a blueprint | with a fee | Certifications |\n|---|--:|--:|--:|--:|\n",
    );
    let mut row = |name: &str, exams: &[std::sync::Arc<Exam>], certifications: usize| {
        let outlined = exams.iter().filter(|exam| !exam.blueprints.is_empty());
        let (outlined, with_fee) = (outlined.count(), exams.iter().filter(has_fee).count());
        let _ = writeln!(
            text,
            "| {name} | {} | {outlined} | {with_fee} | {certifications} |",
            exams.len()
        );
    };
    let mut vendors: Vec<_> = content.vendors.iter().collect();
    vendors.sort_by_key(|vendor| vendor.name.to_lowercase());
    for vendor in vendors {
        let own = content.exams.iter();
        let own: Vec<_> = own
            .filter(|exam| exam.vendor == vendor.slug)
            .cloned()
            .collect();
        let certifications = content.certifications.iter();
        let certifications = certifications
            .filter(|certification| certification.vendor == vendor.slug)
            .count();
        row(&vendor.name, &own, certifications);
    }
    let all = format!("**{} vendors**", content.vendors.len());
    row(&all, &content.exams, content.certifications.len());
    let blueprints = || content.exams.iter().flat_map(|exam| &exam.blueprints);
    let _ = writeln!(
        text,
        "\n{} roles with {} recommended paths; {} blueprints with {} domains; {} facts from {} sources.",
        content.roles.len(),
        content
            .roles
            .iter()
            .map(|role| role.recommendations.len())
            .sum::<usize>(),
        blueprints().count(),
        blueprints()
            .map(|blueprint| blueprint.domains.len())
            .sum::<usize>(),
        content
            .exams
            .iter()
            .map(|exam| exam.facts.len())
            .sum::<usize>(),
        content.sources.len(),
    );
    text + "\n"
}

#[test]
fn the_readme_counts_what_ships() {
    let readme = fs::read_to_string(path("README.md")).unwrap();
    let (before, rest) = readme.split_once(BEGINNING).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let expected = format!("{before}{BEGINNING}{}{END}{after}", table(&content()));
    #[expect(
        clippy::disallowed_methods,
        reason = "a switch for the person who runs the test"
    )]
    if std::env::var_os("UPDATE_FILES").is_some() {
        fs::write(path("README.md"), &expected).unwrap();
        return;
    }
    assert!(
        readme == expected,
        "the table of the README is old; run \
         `UPDATE_FILES=1 cargo test --test integration shipped_counts` and review the diff"
    );
}

/// The codes of the second collection of facts, one `vendor/CODE` a line.
#[test]
fn every_collected_exam_ships() {
    let listed = fs::read_to_string(path("tests/data/collected-exams.txt")).unwrap();
    let listed: BTreeSet<&str> = listed.lines().collect();
    assert_eq!(listed.len(), 181);
    let content = content();
    let shipped: BTreeSet<String> = content
        .exams
        .iter()
        .map(|exam| exam.key().to_string())
        .collect();
    let lost: Vec<_> = listed
        .iter()
        .filter(|key| !shipped.contains(**key))
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert!(content.exams.len() >= 260, "{} exams", content.exams.len());
    assert!(content.vendors.len() >= 45, "{}", content.vendors.len());
    assert!(content.roles.len() >= 73, "{} roles", content.roles.len());
}

/// Whether nothing is known of an exam but that it was offered: no blueprint, and no value beyond an
/// estimated tier and a bound of its first day.
fn is_bare(exam: &Exam) -> bool {
    let mut known = exam.facts.iter().filter(|fact| fact.value().is_some());
    exam.blueprints.is_empty()
        && known.all(|fact| match fact.name {
            FactName::Level => fact.evidence.confidence == Confidence::Estimate,
            FactName::LiveOn => true,
            _ => false,
        })
}

#[test]
fn no_exam_is_a_bare_name() {
    let content = content();
    let bare: Vec<String> = content
        .exams
        .iter()
        .filter(|exam| is_bare(exam))
        .map(|exam| exam.key().to_string())
        .collect();
    assert!(bare.is_empty(), "{bare:?}");
}

/// Exams of a vendor stand in the order of their codes, so that a reviewer finds them.
#[test]
fn exams_stand_in_the_order_of_their_codes() {
    for file in shipped_files() {
        let codes: Vec<&str> = file
            .text
            .lines()
            .filter_map(|line| line.strip_prefix("code = "))
            .collect();
        assert!(codes.is_sorted(), "{}: {codes:?}", file.name);
    }
}
