//! The facts of an entry.

use serde_json::Number;

use crate::catalogue::{
    AbsenceReason, ApproximateDate, Confidence, Evidence, Fact, FactConditions, FactContent,
    FactName, FactValue,
};

use super::{
    file::{AtlasEntry, AtlasPrerequisite, AtlasRetakePolicy},
    finding::{Finding, Findings},
    names::text,
    numbers::{dollars, quantity, score, whole},
};

/// Words in a price note that exclude a list price in US dollars.
const APPROXIMATE: [&str; 11] = [
    "~", "approx", "varies", "vary", "€", "£", "¥", "₹", "r$", "aud", "cad",
];

/// Words in a name, version or price that mark an exam as retired.
const ENDED: [&str; 3] = ["discontinued", "no longer offered", "(legacy"];

/// Practice question sites: they count their question bank, not the exam's items.
const QUESTION_BANKS: [&str; 1] = ["examprepper.co"];

/// The facts of one entry so far.
struct FactCollector<'a> {
    entry: &'a AtlasEntry,
    evidence: &'a Evidence,
    findings: &'a mut Findings,
    facts: Vec<Fact>,
}

/// Every fact of an entry. `evidence` is that of the whole index, without a note.
pub(super) fn facts(entry: &AtlasEntry, evidence: &Evidence, findings: &mut Findings) -> Vec<Fact> {
    let mut said = FactCollector {
        entry,
        evidence,
        findings,
        facts: Vec::new(),
    };
    said.life();
    said.fee();
    said.format();
    said.passing_score();
    said.afterwards();
    said.before();
    said.facts
}

impl FactCollector<'_> {
    fn find(&mut self, finding: Finding) {
        self.findings.add(finding, &self.entry.exam_id);
    }

    fn add(&mut self, name: FactName, content: FactContent, note: Option<String>) {
        let evidence = Evidence {
            note,
            ..self.evidence.clone()
        };
        self.facts.push(Fact {
            name,
            about: None,
            experience: None,
            conditions: FactConditions::ALWAYS,
            content,
            evidence,
        });
    }

    fn unknown(&mut self, name: FactName, note: String) {
        self.add(
            name,
            FactContent::Absent(AbsenceReason::Unknown),
            Some(note),
        );
    }

    fn list(&mut self, name: FactName, items: impl IntoIterator<Item = Option<String>>) {
        let mut texts: Vec<String> = Vec::new();
        for item in items.into_iter().flatten() {
            if !texts.contains(&item) {
                texts.push(item);
            }
        }
        if !texts.is_empty() {
            self.add(name, FactContent::Known(FactValue::List(texts)), None);
        }
    }

    fn quantity(&mut self, name: FactName, number: Option<&Number>, unit: &str) {
        match number.map(|number| quantity(number, unit)) {
            Some(Some(value)) => self.add(name, FactContent::Known(value), None),
            Some(None) => self.find(Finding::UnreadableNumber),
            None => {}
        }
    }

    /// The index dates neither the opening nor the end of an exam. A listed exam was open on the
    /// index's date, unless its text says that it has ended.
    fn life(&mut self) {
        let listed_by = self.evidence.as_of.latest();
        let estimate = |content: ApproximateDate, note: &str| {
            let mut evidence = self.evidence.clone();
            evidence.confidence = Confidence::Estimate;
            evidence.note = Some(note.to_owned());
            (FactContent::Known(FactValue::Date(content)), evidence)
        };
        let (name, (content, evidence)) = match self.ended() {
            Some(date) => (
                FactName::RetiresOn,
                estimate(
                    date,
                    "Cert Atlas says in words that the exam has ended; its last day is not known \
                     more exactly.",
                ),
            ),
            None => (
                FactName::LiveOn,
                estimate(
                    ApproximateDate::on_or_before(listed_by),
                    "Cert Atlas gives no opening date; it lists the exam, which is taken to have \
                     been open by then.",
                ),
            ),
        };
        if name == FactName::RetiresOn {
            self.find(Finding::Ended);
        }
        self.facts.push(Fact {
            name,
            about: None,
            experience: None,
            conditions: FactConditions::ALWAYS,
            content,
            evidence,
        });
    }

    /// The end of an exam: the first year after the words that mark it, else on or before the date
    /// of the index.
    fn ended(&self) -> Option<ApproximateDate> {
        let entry = self.entry;
        let texts = [&entry.exam_name, &entry.version, &entry.exam_price_notes];
        let texts = texts.into_iter().flatten().map(|text| text.to_lowercase());
        let rest = texts
            .filter_map(|text| {
                let place = ENDED.iter().filter_map(|word| text.find(word)).min()?;
                Some(text[place..].to_owned())
            })
            .collect::<Vec<_>>();
        let listed_by = self.evidence.as_of.latest();
        let year = rest
            .iter()
            .flat_map(|text| text.split(|letter: char| !letter.is_ascii_digit()))
            .filter(|digits| digits.len() == 4)
            .filter_map(|digits| digits.parse::<ApproximateDate>().ok())
            .find(|year| year.earliest() <= listed_by);
        (!rest.is_empty()).then(|| year.unwrap_or(ApproximateDate::on_or_before(listed_by)))
    }

    fn fee(&mut self) {
        let note = text(self.entry.exam_price_notes.as_deref())
            .filter(|note| !note.eq_ignore_ascii_case("buy now"));
        let lower = note.as_deref().unwrap_or_default().to_lowercase();
        let Some(price) = &self.entry.exam_price_usd else {
            if let Some(note) = note {
                self.find(Finding::FeeInWords);
                self.unknown(FactName::Fee, note);
            }
            return;
        };
        let explained = lower.contains("free") || lower.contains("no separate");
        if price.as_f64() == Some(0.0) && !explained {
            self.find(Finding::UnexplainedZero);
            let zero = "Cert Atlas gives 0 USD without saying that the exam is free.";
            let note = note.map_or(zero.to_owned(), |note| format!("{zero} {note}"));
            self.unknown(FactName::Fee, note);
            return;
        }
        let Some(value) = dollars(price) else {
            self.find(Finding::UnreadableNumber);
            return;
        };
        if APPROXIMATE.iter().any(|word| lower.contains(word)) {
            self.find(Finding::FeeApproximate);
        }
        self.add(FactName::Fee, FactContent::Known(value), note);
    }

    fn format(&mut self) {
        let entry = self.entry;
        let texts = |list: &[String]| -> Vec<Option<String>> {
            list.iter().map(|item| text(Some(item))).collect()
        };
        let duration = entry.duration_minutes.as_ref();
        self.quantity(FactName::Duration, duration, "minutes");
        let page = entry.source_url.as_deref().unwrap_or_default();
        if QUESTION_BANKS.iter().any(|bank| page.contains(bank)) {
            self.find(Finding::FromQuestionBank);
        } else {
            self.quantity(FactName::Items, entry.total_questions.as_ref(), "items");
            self.list(FactName::ItemTypes, texts(&entry.question_types));
        }
        self.list(FactName::ExamStyle, [text(entry.exam_format.as_deref())]);
        let online = entry.online_proctoring_available == Some(true);
        let centers = entry.testing_centers.iter();
        let delivery = centers
            .map(|center| text(center.provider.as_deref()))
            .chain([online.then(|| "online, proctored".to_owned())]);
        self.list(FactName::Delivery, delivery);
        self.list(FactName::Languages, texts(&entry.available_languages));
        // A version that dates the blueprint is not a product version.
        if super::blueprint::effective_from(entry).is_none()
            && let Some(version) = text(entry.version.as_deref())
        {
            let version = FactContent::Known(FactValue::Text(version));
            self.add(FactName::TestedVersion, version, None);
        }
    }

    fn passing_score(&mut self) {
        let Some(number) = &self.entry.passing_score else {
            return;
        };
        let words = text(self.entry.passing_score_scale.as_deref());
        let value = words.as_deref().and_then(|words| score(number, words));
        if let Some(value) = value {
            // A scale that is only its range adds nothing to the value.
            let note = words.filter(|words| words.split_whitespace().nth(1).is_some());
            self.add(FactName::PassingScore, FactContent::Known(value), note);
            return;
        }
        self.find(Finding::ScoreWithoutScale);
        let scale = words.map_or_else(
            || "no scale".to_owned(),
            |words| format!("the scale “{words}”"),
        );
        self.unknown(
            FactName::PassingScore,
            format!("Cert Atlas gives a score of {number} and {scale}."),
        );
    }

    /// Validity, renewal and retake policy.
    fn afterwards(&mut self) {
        let entry = self.entry;
        let years = entry.certification_validity_years.as_ref();
        self.quantity(FactName::Validity, years, "years");
        let units = entry.continuing_education_units.as_ref().and_then(whole);
        let free = entry.renewal_required == Some(false);
        self.list(
            FactName::Renewal,
            [
                free.then(|| "no renewal is required".to_owned()),
                text(entry.renewal_options.as_deref()),
                units.map(|units| format!("{units} units of continuing education")),
            ],
        );
        if let Some(policy) = &entry.retake_policy {
            self.list(FactName::Retake, retakes(policy));
        }
    }

    /// Expectations of candidates. Prerequisites are free text without exam references, so none is
    /// binding.
    fn before(&mut self) {
        let entry = self.entry;
        if !entry.prerequisites.is_empty() {
            self.find(Finding::PrerequisitesInWords);
        }
        let experience = text(entry.recommended_experience.as_deref());
        let prerequisites = entry.prerequisites.iter().map(prerequisite);
        self.list(
            FactName::ExpectedExperience,
            [experience].into_iter().chain(prerequisites),
        );
        self.list(FactName::Audience, [text(entry.target_audience.as_deref())]);
    }
}

fn retakes(policy: &AtlasRetakePolicy) -> [Option<String>; 4] {
    let number = |number: &Option<Number>| number.as_ref().and_then(whole);
    let most = |number: Option<u16>, when: &str| {
        let plural = |number| if number == 1 { "attempt" } else { "attempts" };
        number.map(|number| format!("at most {number} {} {when}", plural(number)))
    };
    let days = number(&policy.waiting_period_days);
    [
        days.map(|days| format!("{days} days between attempts")),
        most(number(&policy.max_attempts_per_year), "a year"),
        most(number(&policy.max_attempts_total), "in total"),
        text(policy.notes.as_deref()),
    ]
}

fn prerequisite(prerequisite: &AtlasPrerequisite) -> Option<String> {
    let words = text(prerequisite.description.as_deref())?;
    let force = match prerequisite.is_required {
        Some(true) => "called required",
        Some(false) => "advised",
        None => "said",
    };
    let kind = text(prerequisite.prerequisite_type.as_deref())
        .map(|kind| kind.replace('_', " "))
        .filter(|kind| kind != "recommended");
    Some(match kind {
        Some(kind) => format!("{force} ({kind}): {words}"),
        None => format!("{force}: {words}"),
    })
}
