use std::sync::Arc;

use chrono::DateTime;

use crate::{
    certification::Certification,
    content::Content,
    revision::Revision,
    search::example::{catalogue, exam, role, vendor},
    snapshot::Catalogue,
};

use super::*;

fn certification(
    slug: &str,
    vendor: &str,
    title: &str,
    known_as: &[&str],
    exams: &[&str],
) -> Certification {
    serde_json::from_value(serde_json::json!({
        "slug": slug,
        "vendor": vendor,
        "title": title,
        "also_known_as": known_as,
        "earned_by": exams.iter().map(|exam| [exam]).collect::<Vec<_>>(),
        "evidence": crate::search::example::evidence(),
    }))
    .unwrap()
}

fn shared<T>(records: Vec<T>) -> Vec<Arc<T>> {
    records.into_iter().map(Arc::new).collect()
}

/// A small catalogue with codes of each shape, abbreviations, and names that are also products and
/// jobs.
pub(super) fn sample() -> Catalogue {
    let mut ccna = exam("cisco", "200-301", "Implementing Cisco Solutions (CCNA)");
    ccna.aliases = vec!["CCNA".parse().unwrap()];
    let mut renamed = exam(
        "aws",
        "MLA-C02",
        "AWS Certified Machine Learning Engineer - Associate",
    );
    renamed.former_codes = vec!["ME1-C02".parse().unwrap()];
    let mut argo = exam("cncf", "CNCF-PCA", "Prometheus Certified Associate");
    argo.aliases = vec!["PCA".parse().unwrap()];
    let mut architect = exam("google-cloud", "GCP-PCA", "Professional Cloud Architect");
    architect.aliases = vec!["PCA".parse().unwrap()];
    catalogue(Content {
        vendors: shared(vec![
            vendor("aws", "AWS"),
            vendor("cisco", "Cisco"),
            vendor("cncf", "CNCF"),
            vendor("comptia", "CompTIA"),
            vendor("github", "GitHub"),
            vendor("google-cloud", "Google Cloud"),
            vendor("microsoft", "Microsoft"),
        ]),
        exams: shared(vec![
            exam("microsoft", "AZ-103", "Microsoft Azure Administrator"),
            exam("microsoft", "AZ-104", "Microsoft Azure Administrator"),
            exam(
                "microsoft",
                "AI-102",
                "Designing and Implementing a Microsoft Azure AI Solution",
            ),
            exam("github", "GH-300", "GitHub Copilot"),
            exam("comptia", "220-1201", "CompTIA A+ Core 1"),
            exam("comptia", "SY0-701", "CompTIA Security+ (V7)"),
            exam("cncf", "CKA", "Certified Kubernetes Administrator"),
            ccna,
            renamed,
            argo,
            architect,
        ]),
        certifications: shared(vec![
            certification(
                "azure-administrator",
                "microsoft",
                "Microsoft Certified: Azure Administrator Associate",
                &[],
                &["microsoft/AZ-103", "microsoft/AZ-104"],
            ),
            certification(
                "security-plus",
                "comptia",
                "CompTIA Security+",
                &["Sec+"],
                &["comptia/SY0-701"],
            ),
            certification(
                "a-plus",
                "comptia",
                "CompTIA A+",
                &[],
                &["comptia/220-1201"],
            ),
            certification(
                "ml-engineer",
                "aws",
                "AWS Certified Machine Learning Engineer - Associate",
                &["ML Engineer"],
                &["aws/MLA-C02"],
            ),
        ]),
        roles: shared(vec![
            role("developer", "Developer"),
            role("data-engineer", "Data engineer"),
        ]),
        ..Content::default()
    })
}

/// What a text mentions: the text of each mention with the names of its candidates.
fn mentioned(catalogue: &Catalogue, text: &str) -> Vec<(String, String)> {
    let mentions = catalogue.recognise(text).into_iter();
    mentions
        .map(|mention| {
            let names: Vec<String> = match &mention.candidates {
                MentionCandidates::Exams(exams) => exams
                    .iter()
                    .map(|index| catalogue.exam(*index).record.key().to_string())
                    .collect(),
                MentionCandidates::Certifications(certifications) => certifications
                    .iter()
                    .map(|index| catalogue.certification(*index).record.slug.to_string())
                    .collect(),
                MentionCandidates::Roles(roles) => roles
                    .iter()
                    .map(|index| catalogue.role(*index).record.slug.to_string())
                    .collect(),
            };
            (text[mention.bytes].to_owned(), names.join(" "))
        })
        .collect()
}

#[track_caller]
fn expect(text: &str, expected: &[(&str, &str)]) {
    let found = mentioned(&sample(), text);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(text, name)| (&**text, &**name))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn codes_are_found_in_every_spelling() {
    for code in [
        "AI-102",
        "ai-102",
        "AI102",
        "Ai102",
        "AI\u{2011}102",
        "AI_102",
        "AI 102",
    ] {
        expect(code, &[(code, "microsoft/AI-102")]);
        expect(&format!("exam {code}: hard"), &[(code, "microsoft/AI-102")]);
        expect(&format!("({code})"), &[(code, "microsoft/AI-102")]);
    }
    expect("ＡＩ－１０２", &[("ＡＩ－１０２", "microsoft/AI-102")]);
    expect("die AZ-104-Prüfung", &[("AZ-104", "microsoft/AZ-104")]);
    expect("我通过了AZ-104考试", &[("AZ-104", "microsoft/AZ-104")]);
    expect(
        "ME1-C02 or SY0701",
        &[("ME1-C02", "aws/MLA-C02"), ("SY0701", "comptia/SY0-701")],
    );
}

#[test]
fn a_number_of_things_and_a_longer_number_are_no_code() {
    for text in [
        "AI 102 students came",
        "XAI-102",
        "AI-1024",
        "AI-102x",
        "room AI 102",
        "part XK-AI-102",
        "AI-102-44",
        "section 220-1201 of the law",
        "call 555-220-1201 about the exam",
        "AI. 102 of them",
    ] {
        expect(text, &[]);
    }
    expect(
        "AI 102 students, AI 102 exam",
        &[("AI 102", "microsoft/AI-102")],
    );
}

#[test]
fn a_code_of_digits_counts_beside_a_word_about_exams_or_its_vendor() {
    expect("the 220-1201 exam", &[("220-1201", "comptia/220-1201")]);
    expect("Cisco 200-301", &[("200-301", "cisco/200-301")]);
    expect(
        "CCNA 200-301",
        &[("CCNA", "cisco/200-301"), ("200-301", "cisco/200-301")],
    );
    expect("between 200-301 people", &[]);
}

#[test]
fn an_abbreviation_counts_in_capitals_unless_it_is_an_everyday_one() {
    expect("CKA welcome", &[("CKA", "cncf/CKA")]);
    expect("cka welcome", &[]);
    expect("cka certification", &[("cka", "cncf/CKA")]);
    expect("a PCA of the data", &[]);
    expect(
        "CKA, PCA",
        &[
            ("CKA", "cncf/CKA"),
            ("PCA", "cncf/CNCF-PCA google-cloud/GCP-PCA"),
        ],
    );
}

#[test]
fn a_vendor_or_product_beside_a_shared_name_says_which_is_meant() {
    expect("Prometheus (PCA)", &[("PCA", "cncf/CNCF-PCA")]);
    expect("Google PCA", &[("PCA", "google-cloud/GCP-PCA")]);
    expect("PCA exam", &[("PCA", "cncf/CNCF-PCA google-cloud/GCP-PCA")]);
}

#[test]
fn a_shared_title_gives_every_candidate() {
    expect(
        "Microsoft Azure Administrator exam",
        &[(
            "Microsoft Azure Administrator",
            "microsoft/AZ-103 microsoft/AZ-104",
        )],
    );
    expect(
        "Azure Administrator Associate",
        &[("Azure Administrator Associate", "azure-administrator")],
    );
}

#[test]
fn products_jobs_and_grades_count_only_beside_a_word_about_certification() {
    expect("daily use of GitHub Copilot", &[]);
    expect(
        "GitHub Copilot certification",
        &[("GitHub Copilot", "github/GH-300")],
    );
    expect("ML Engineer wanted", &[]);
    expect("certified ML Engineer", &[("ML Engineer", "ml-engineer")]);
    expect("an A+ player", &[]);
    expect("CompTIA A+", &[("CompTIA A+", "a-plus")]);
    expect("A+ certified", &[("A+", "a-plus")]);
}

#[test]
fn a_parenthesis_that_a_name_opens_is_closed_in_it() {
    let whole = "CompTIA Security+ (V7)";
    expect(&format!("({whole}), then"), &[(whole, "comptia/SY0-701")]);
    expect("(Security+)", &[("Security+", "security-plus")]);
}

#[test]
fn a_plus_belongs_to_its_name() {
    for name in ["Security+", "Sec+", "CompTIA Security+", "Security Plus"] {
        expect(&format!("has {name}, too"), &[(name, "security-plus")]);
    }
    expect("security plus comfort", &[]);
}

#[test]
fn roles_of_several_words_are_mentions_and_single_words_are_not() {
    expect(
        "We need a Data Engineer.",
        &[("Data Engineer", "data-engineer")],
    );
    expect("data engineers", &[("data engineers", "data-engineer")]);
    expect("Developer", &[]);
}

#[test]
fn the_longest_of_overlapping_names_stays() {
    expect(
        "AWS Certified Machine Learning Engineer – Associate",
        &[(
            "AWS Certified Machine Learning Engineer – Associate",
            "ml-engineer",
        )],
    );
}

#[test]
fn the_next_snapshot_reads_with_its_own_names() {
    let before = sample();
    assert_eq!(before.recognise("AZ-104").len(), 1);
    let follow = |content: Content| {
        let next = before.followed_by(content, Revision::new(2), DateTime::UNIX_EPOCH);
        next.unwrap()
    };
    let same = follow(before.content());
    assert_eq!(
        mentioned(&same, "AZ-104 or AZ-105"),
        mentioned(&before, "AZ-104 or AZ-105")
    );
    let mut content = before.content();
    let renamed = content
        .exams
        .iter_mut()
        .find(|exam| exam.code.as_str() == "AI-102");
    Arc::make_mut(renamed.unwrap()).aliases = vec!["AZ-105".parse().unwrap()];
    let changed = follow(content);
    let found = mentioned(&changed, "AZ-104 or AZ-105");
    assert_eq!(
        found[1],
        ("AZ-105".to_owned(), "microsoft/AI-102".to_owned())
    );
}

#[test]
fn a_code_of_signs_only_is_never_mentioned() {
    let mut dots = exam("aws", "...", "Dots of one kind or another");
    dots.aliases = vec!["-".parse().unwrap()];
    let catalogue = catalogue(Content {
        vendors: shared(vec![vendor("aws", "AWS")]),
        exams: shared(vec![dots, exam("aws", "MLA-C02", "Machine Learning")]),
        ..Content::default()
    });
    let text = "Before ... the exam - MLA-C02 - or after.";
    let found = catalogue.recognise(text).into_iter();
    let texts: Vec<&str> = found.map(|mention| &text[mention.bytes]).collect();
    assert_eq!(texts, ["MLA-C02"]);
}
