//! The overlap of known pairs of the shipped catalogue, as `docs/advice.md` reports it.

use std::{fs, path::Path};

use certgraph::{
    advice::{covered_share, overlap},
    catalogue::{Catalogue, CodeLookup, Day, ExamIndex, Revision},
    publish::{parse, shipped_files},
};

const SUCCESSORS: [[&str; 2]; 11] = [
    ["AI-102", "AI-103"],
    ["AI-900", "AI-901"],
    ["AZ-500", "SC-500"],
    ["CLF-C01", "CLF-C02"],
    ["DVA-C02", "DVA-C03"],
    ["MLA-C01", "MLA-C02"],
    ["SAA-C02", "SAA-C03"],
    ["SCS-C02", "SCS-C03"],
    ["SOA-C02", "SOA-C03"],
    ["TERRAFORM-003", "TERRAFORM-004"],
    ["AI-100", "AI-102"],
];

const NEIGHBOURS: [[&str; 2]; 9] = [
    ["AI-102", "AI-900"],
    ["AI-102", "DP-100"],
    ["AI-102", "AZ-204"],
    ["AIF-C01", "AI-900"],
    ["AZ-104", "AZ-305"],
    ["CKA", "CKAD"],
    ["CLF-C02", "AZ-900"],
    ["MLA-C01", "MLS-C01"],
    ["SAA-C03", "SAP-C02"],
];

const UNRELATED: [[&str; 2]; 8] = [
    ["AI-102", "CKA"],
    ["N10-009", "DP-900"],
    ["AZ-700", "DP-100"],
    ["220-1201", "PL-300"],
    ["TERRAFORM-004", "AI-900"],
    ["CKS", "PL-900"],
    ["SY0-701", "DP-600"],
    ["SC-900", "DA0-002"],
];

fn day() -> Day {
    "2026-11-22".parse().unwrap()
}

fn catalogue() -> Catalogue {
    let content = parse(shipped_files()).and_then(|files| files.validate());
    let content = content.unwrap_or_else(|error| panic!("{error}"));
    let committed_at = "2026-11-22T12:00:00Z".parse().unwrap();
    Catalogue::build(content, Revision::new(1), committed_at).unwrap()
}

fn exam(catalogue: &Catalogue, code: &str) -> ExamIndex {
    match catalogue.exam_by_code(code, None) {
        CodeLookup::Found(exam) => exam,
        other => panic!("{code}: {other:?}"),
    }
}

fn measured(catalogue: &Catalogue, pairs: &[[&str; 2]]) -> Vec<f64> {
    let of = |[left, right]: &[&str; 2]| {
        let (left, right) = (exam(catalogue, left), exam(catalogue, right));
        overlap(catalogue, left, right, day()).unwrap()
    };
    pairs.iter().map(of).collect()
}

fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

#[test]
fn known_pairs_fall_into_their_places() {
    let catalogue = catalogue();
    let [successors, neighbours, unrelated] =
        [&SUCCESSORS[..], &NEIGHBOURS, &UNRELATED].map(|pairs| measured(&catalogue, pairs));
    assert!(unrelated.iter().all(|share| *share < 0.1), "{unrelated:?}");
    assert!(
        neighbours.iter().all(|share| *share < 0.5),
        "{neighbours:?}"
    );
    let (successor, neighbour) = (median(&successors), median(&neighbours));
    assert!(
        successor > 0.5 && successor > 2.0 * neighbour,
        "{successor} {neighbour}"
    );
    for index in catalogue.exams() {
        if let Some(own) = overlap(&catalogue, index, index, day()) {
            assert_eq!(own.to_bits(), 1_f64.to_bits());
            assert_eq!(covered_share(&catalogue, index, index, day()), Some(1.0));
        }
    }
}

/// Most pairs of the catalogue have little in common: the measure tells exams apart.
#[test]
fn the_usual_pair_shares_little() {
    let catalogue = catalogue();
    let exams: Vec<ExamIndex> = catalogue.exams().collect();
    let mut shares = Vec::new();
    for (place, left) in exams.iter().enumerate() {
        for right in &exams[place + 1..] {
            shares.extend(overlap(&catalogue, *left, *right, day()));
        }
    }
    assert!(shares.len() > 1_500, "{} pairs", shares.len());
    let usual = median(&shares);
    assert!(usual < 0.1, "{usual}");
}

#[test]
fn the_table_of_the_documentation_is_what_is_measured() {
    let catalogue = catalogue();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/advice.md");
    let text = fs::read_to_string(path).unwrap();
    let mut missing = Vec::new();
    for (kind, pairs) in [
        ("successor", &SUCCESSORS[..]),
        ("neighbour", &NEIGHBOURS),
        ("unrelated", &UNRELATED),
    ] {
        for (pair, share) in pairs.iter().zip(measured(&catalogue, pairs)) {
            let [left, right] = pair.map(|code| exam(&catalogue, code));
            let covered = |wanted, known| covered_share(&catalogue, wanted, known, day()).unwrap();
            let row = format!(
                "| {kind} | {} | {} | {share:.2} | {:.2} | {:.2} |",
                pair[0],
                pair[1],
                covered(right, left),
                covered(left, right)
            );
            if !text.contains(&row) {
                missing.push(row);
            }
        }
    }
    assert!(
        missing.is_empty(),
        "rows to put into docs/advice.md:\n{}",
        missing.join("\n")
    );
}
