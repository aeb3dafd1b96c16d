use std::{cmp::Ordering, sync::Arc};

use proptest::prelude::*;

use super::{order::add_numbers, *};
use crate::{
    content::Content,
    date::ApproximateDate,
    entry::ExamEntry,
    exam::Exam,
    fact::FactName,
    index::ExamIndex,
    level::Level,
    lifecycle::LifecycleState,
    money::Money,
    role::{RoleRecommendation, RoleStep},
    search::{
        SearchTarget,
        example::{catalogue, evidence, exam_with, role, vendor},
        folded,
    },
};

fn today() -> Day {
    "2026-11-22".parse().unwrap()
}

fn facts() -> impl Strategy<Value = Vec<(FactName, &'static str)>> {
    let fact = |name, values: &'static [&'static str]| {
        proptest::option::of(proptest::sample::select(values))
            .prop_map(move |value| value.map(|value| (name, value)))
    };
    (
        fact(FactName::Level, &["FUNDAMENTALS", "ASSOCIATE", "SPECIALTY"]),
        fact(
            FactName::Fee,
            &["99.00 USD", "165 USD", "150..170 USD", "165 EUR"],
        ),
        fact(
            FactName::StudyHours,
            &["40 hours", "20..40 hours", "5..90 hours"],
        ),
        fact(
            FactName::LiveOn,
            &["2020", "2021-05", "2021-05-03", "2026-11"],
        ),
        fact(
            FactName::RetiresOn,
            &["2030", "../2026-11-10", "2028-01-01"],
        ),
    )
        .prop_map(|(a, b, c, d, e)| [a, b, c, d, e].into_iter().flatten().collect())
}

fn catalogues() -> impl Strategy<Value = Catalogue> {
    let row = (
        proptest::sample::select(&["aws", "aws-2", "microsoft"][..]),
        "[A-Ca-c]{1,2}-?[0-9]{1,2}",
        "(azure|Äther|data)( (Cloud|clouds|data))?",
        facts(),
        any::<bool>(),
    );
    proptest::collection::vec(row, 1..20).prop_map(|rows| {
        let mut exams: Vec<Exam> = Vec::new();
        let mut steps = Vec::new();
        for (vendor, code, title, facts, in_role) in rows {
            let exam = exam_with(vendor, &code, &title, &facts);
            let same = |other: &Exam| {
                other.vendor == exam.vendor && other.code.folded() == exam.code.folded()
            };
            if !exams.iter().any(same) {
                if in_role {
                    steps.push(RoleStep {
                        any_of: vec![exam.key()],
                        optional: false,
                        held: false,
                    });
                }
                exams.push(exam);
            }
        }
        let mut role = role("azure-ai-engineer", "Azure AI Engineer");
        if !steps.is_empty() {
            role.recommendations.push(RoleRecommendation {
                vendor: None,
                focus: None,
                ordered: false,
                steps,
                months_min: None,
                months_max: None,
                fees: None,
                evidence: evidence(),
            });
        }
        catalogue(Content {
            vendors: vec![
                vendor("aws", "AWS").into(),
                vendor("aws-2", "A").into(),
                vendor("microsoft", "M").into(),
            ],
            roles: vec![role.into()],
            exams: exams.into_iter().map(Arc::new).collect(),
            ..Content::default()
        })
    })
}

/// Known values in the wished direction, unknown ones last.
fn compare<T: Ord>(left: Option<T>, right: Option<T>, descending: bool) -> Ordering {
    match (left, right) {
        (Some(left), Some(right)) if descending => right.cmp(&left),
        (left, right) => (left.is_none(), left).cmp(&(right.is_none(), right)),
    }
}

/// The order as it is meant, by comparing values.
fn compare_exams(left: &ExamEntry, right: &ExamEntry, order: ExamOrder) -> Ordering {
    macro_rules! by {
        ($value:expr) => {{
            let value = $value;
            compare(value(left), value(right), order.descending)
        }};
    }
    let ordering = match order.by {
        ExamOrderField::Code => by!(|exam: &ExamEntry| Some(exam.record.code.folded())),
        ExamOrderField::Title => {
            by!(|exam: &ExamEntry| Some(folded(&exam.record.title).into_owned()))
        }
        ExamOrderField::Level => by!(|exam: &ExamEntry| exam.level),
        ExamOrderField::Fee => {
            by!(|exam: &ExamEntry| exam.fee(Currency::USD).map(Money::minor))
        }
        ExamOrderField::StudyHours => {
            by!(|exam: &ExamEntry| exam
                .study_hours(None)
                .map(|hours| (hours.max(), hours.min())))
        }
        ExamOrderField::RetiresOn => {
            by!(|exam: &ExamEntry| exam.lifecycle.retires.map(ApproximateDate::earliest))
        }
        ExamOrderField::LiveOn => {
            by!(|exam: &ExamEntry| exam.lifecycle.live.map(ApproximateDate::latest))
        }
    };
    let key = |exam: &ExamEntry| exam.record.key();
    ordering.then_with(|| key(left).cmp(&key(right)))
}

fn orders() -> impl Strategy<Value = ExamOrder> {
    (
        proptest::sample::select(&ExamOrderField::ALL[..]),
        any::<bool>(),
    )
        .prop_map(|(by, descending)| ExamOrder { by, descending })
}

proptest! {
    #[test]
    fn keys_order_as_the_comparison_does_and_are_unique(catalogue in catalogues(), order in orders()) {
        let list = list_exams(&catalogue, &ExamFilter::default(), order, today());
        prop_assert_eq!(list.len(), catalogue.exams().len());
        let list: Vec<_> = list.iter().collect();
        for left in &list {
            for right in &list {
                let expected = compare_exams(catalogue.exam(left.1), catalogue.exam(right.1), order);
                prop_assert_eq!(left.0.cmp(right.0), expected);
            }
        }
        prop_assert!(list.is_sorted_by(|left, right| left.0 < right.0));
    }

    /// A key from a cursor splits the list at the same place, though its exam be gone.
    #[test]
    fn a_key_marks_its_place_without_its_exam(catalogue in catalogues(), order in orders(), at in 0_usize..20) {
        let list = list_exams(&catalogue, &ExamFilter::default(), order, today());
        let at = at % list.len();
        let (cursor, exam) = list.iter().nth(at).unwrap();
        let mut content = catalogue.content();
        let gone = catalogue.exam(exam).record.key();
        content.exams.retain(|exam| exam.key() != gone);
        content.roles.clear();
        let smaller = crate::search::example::catalogue(content);
        let smaller_list = list_exams(&smaller, &ExamFilter::default(), order, today());
        let page = smaller_list.page(PageRequest { after: Some(cursor), before: None, limit: 100, from_end: false });
        let after: Vec<_> = page.exams.iter().map(|(_, exam)| smaller.exam(*exam).record.key()).collect();
        let expected: Vec<_> = list.iter().skip(at + 1).map(|(_, index)| catalogue.exam(index).record.key()).collect();
        prop_assert_eq!(after, expected);
        prop_assert_eq!(page.has_previous, at > 0);
    }

    /// However a page is found, it is the one that a list in hand has.
    #[test]
    fn a_page_is_cut_from_the_whole_list(
        catalogue in catalogues(),
        order in orders(),
        bookable in proptest::option::of(any::<bool>()),
        (after, before) in (proptest::option::of(0_usize..20), proptest::option::of(0_usize..20)),
        limit in 0_usize..8,
        from_end in any::<bool>(),
    ) {
        let filter = ExamFilter { bookable, ..ExamFilter::default() };
        let list = list_exams(&catalogue, &filter, order, today());
        let all = list_exams(&catalogue, &ExamFilter::default(), order, today());
        let key = |index: Option<usize>| index.and_then(|index| all.iter().nth(index)).map(|(key, _)| key);
        let request = PageRequest { after: key(after), before: key(before), limit, from_end };
        let whole: Vec<_> = list.iter().collect();
        let begin = request.after.map_or(0, |after| whole.partition_point(|(key, _)| *key <= after));
        let end = request.before.map_or(whole.len(), |before| whole.partition_point(|(key, _)| *key < before)).max(begin);
        let (begin, end) = if from_end { (begin.max(end.saturating_sub(limit)), end) } else { (begin, end.min(begin + limit)) };
        let expected = ExamPage {
            exams: whole[begin..end].to_vec(),
            has_previous: begin > 0,
            has_next: end < whole.len(),
        };
        let indexes: Vec<usize> = (0..all.len()).filter(|index| list.is_match(*index)).collect();
        prop_assert_eq!(&list.slice(request, &indexes), &expected);
        prop_assert_eq!(&list.scan(request), &expected);
        prop_assert_eq!(&list.page(request), &expected);
    }

    #[test]
    fn filters_agree_with_plain_questions(
        catalogue in catalogues(),
        vendors in proptest::option::of(proptest::collection::vec(0_usize..3, 0..3)),
        levels in proptest::option::of(proptest::collection::vec(proptest::sample::select(&Level::ALL[..]), 0..3)),
        for_role in proptest::option::of(any::<bool>()),
        states in proptest::option::of(proptest::collection::vec(proptest::sample::select(&LifecycleState::ALL[..]), 0..3)),
        fee in proptest::option::of((proptest::option::of(9_000_i64..20_000), proptest::option::of(9_000_i64..20_000))),
        code_prefix in proptest::option::of("[a-cA-C]{0,2}-?"),
        text in proptest::option::of("azure|ather|clouds|dat|A1|…"),
        bookable in proptest::option::of(any::<bool>()),
        max_study_hours in proptest::option::of(0_i64..120),
        order in orders(),
    ) {
        let filter = ExamFilter {
            vendors: vendors.as_ref().map(|indexes| indexes.iter().map(|position| catalogue.vendors().nth(*position).unwrap()).collect()),
            levels: levels.clone(),
            roles: for_role.map(|all| if all { catalogue.roles().collect() } else { vec![] }),
            states: states.clone(),
            fee: fee.map(|(min, max)| MoneyBounds { min, max, currency: Currency::USD }),
            code_prefix: code_prefix.clone(),
            text: text.clone(),
            bookable,
            max_study_hours,
        };
        let list = list_exams(&catalogue, &filter, order, today());
        let mut listed: Vec<ExamIndex> = list.iter().map(|(_, index)| index).collect();
        prop_assert_eq!(list.len(), listed.len());
        listed.sort_unstable();
        let mut expected: Vec<ExamIndex> = catalogue.exams().collect();
        if let Some(vendors) = vendors {
            expected.retain(|index| vendors.contains(&catalogue.exam(*index).vendor.index()));
        }
        if let Some(levels) = levels {
            expected.retain(|index| catalogue.exam(*index).level.is_some_and(|level| levels.contains(&level)));
        }
        if let Some(all) = for_role {
            expected.retain(|index| all && !catalogue.exam(*index).roles.is_empty());
        }
        if let Some(states) = states {
            expected.retain(|index| states.contains(&catalogue.exam(*index).state(today())));
        }
        if let Some((min, max)) = fee {
            expected.retain(|index| match catalogue.exam(*index).fee(Currency::USD) {
                Some(fee) => (min.unwrap_or(0)..=max.unwrap_or(i64::MAX)).contains(&fee.minor()),
                None => false,
            });
        }
        if let Some(most) = max_study_hours {
            expected.retain(|index| {
                let hours = catalogue.exam(*index).study_hours(None);
                hours.is_some_and(|hours| hours.max().tenths() <= most * 10)
            });
        }
        if let Some(prefix) = code_prefix {
            let prefix = prefix.to_uppercase();
            expected.retain(|index| catalogue.exam(*index).record.code.folded().starts_with(&prefix));
        }
        if let Some(text) = text {
            let hits = catalogue.search_index().search(&catalogue, &text, today());
            expected.retain(|index| hits.iter().any(|hit| hit.target == SearchTarget::Exam(*index)));
        }
        if let Some(bookable) = bookable {
            expected.retain(|index| catalogue.exam(*index).is_bookable(today()) == bookable);
        }
        prop_assert_eq!(listed, expected);
    }

    #[test]
    fn numbers_compare_as_their_bytes(left in any::<i64>(), right in any::<i64>()) {
        let bytes = |number| {
            let mut key = Vec::new();
            add_numbers(&mut key, [number]);
            key
        };
        prop_assert_eq!(left.cmp(&right), bytes(left).cmp(&bytes(right)));
    }
}

#[test]
fn unknown_values_come_last_in_both_directions() {
    let catalogue = catalogue(Content {
        vendors: vec![vendor("aws", "AWS").into()],
        exams: vec![
            exam_with("aws", "A", "a", &[]).into(),
            exam_with("aws", "B", "b", &[(FactName::Fee, "100 USD")]).into(),
            exam_with("aws", "C", "c", &[(FactName::Fee, "300 USD")]).into(),
        ],
        ..Content::default()
    });
    let codes = |descending| -> Vec<String> {
        let order = ExamOrder {
            by: ExamOrderField::Fee,
            descending,
        };
        let list = list_exams(&catalogue, &ExamFilter::default(), order, today());
        let exams = list.iter().map(|(_, index)| catalogue.exam(index));
        exams.map(|exam| exam.record.code.to_string()).collect()
    };
    assert_eq!(codes(false), ["B", "C", "A"]);
    assert_eq!(codes(true), ["C", "B", "A"]);
}
