//! Which domains continue which, against labels made by hand and over the shipped catalogue.

use std::{collections::BTreeMap, sync::LazyLock};

use certgraph::{
    advice::{BlueprintVersion, domain_crosswalk},
    catalogue::Catalogue,
};
use serde::Deserialize;

use crate::support::content::shipped_catalogue;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(shipped_catalogue);

#[derive(Deserialize)]
struct Labels {
    pair: Vec<LabelledPair>,
}

#[derive(Deserialize)]
struct LabelledPair {
    from: String,
    from_version: String,
    to: String,
    to_version: String,
    best: BTreeMap<String, Vec<String>>,
}

fn version(exam: &str, version: &str) -> BlueprintVersion {
    let exam = CATALOGUE.exam_by_key(&exam.parse().unwrap()).unwrap();
    let mut blueprints = CATALOGUE.exam(exam).record.blueprints.iter();
    let index = blueprints.position(|own| own.version == version).unwrap();
    BlueprintVersion { exam, index }
}

#[test]
#[expect(
    clippy::print_stdout,
    reason = "the figures are for whoever changes the rules"
)]
fn the_best_match_of_nine_domains_in_ten_is_that_of_a_person() {
    let labels: Labels = toml::from_str(include_str!("../data/crosswalk-labels.toml")).unwrap();
    assert!(labels.pair.len() >= 11);
    let (mut right, mut all) = (0, 0);
    for pair in &labels.pair {
        let from = version(&pair.from, &pair.from_version);
        let to = version(&pair.to, &pair.to_version);
        let (old, new) = (
            from.record(&CATALOGUE).unwrap(),
            to.record(&CATALOGUE).unwrap(),
        );
        let crosswalk = domain_crosswalk(&CATALOGUE, from, to).unwrap();
        assert_eq!(pair.best.len(), old.domains.len(), "{}", pair.from);
        for (domain, row) in old.domains.iter().zip(&crosswalk.rows) {
            let best = row.targets.first();
            let best = best.map_or("none", |best| new.domains[best.domain].key.as_str());
            let accepted = &pair.best[domain.key.as_str()];
            all += 1;
            if accepted.iter().any(|key| key == best) {
                right += 1;
            } else {
                println!(
                    "{} {} to {}: {best}, not {accepted:?}; {row:?}",
                    pair.from, domain.key, pair.to
                );
            }
        }
    }
    println!("{right} of {all} best matches are right");
    assert!(right * 10 >= all * 9, "{right} of {all}");
}
