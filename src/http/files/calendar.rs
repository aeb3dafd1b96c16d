//! Study plans as iCalendar files (RFC 5545), for any calendar program.
//!
//! No crate is used: a plan has all-day events only, and equal inputs must give equal bytes,
//! identifiers and timestamps included.

use std::fmt::Write;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Data, Path},
};
use chrono::{DateTime, Days, Utc};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::http::{
    config::HttpConfig,
    files::generated_file::{GeneratedFile, lifetime, respond},
    files::query_params::{self, Refusal, bad, day, exam, experience, held, languages, pace},
    state::AppState,
};
use crate::{
    advice::{self, NoStudyPlan, Profile, StudyPlan},
    catalogue::{Catalogue, Day, ExamIndex, blueprint_to_study},
    graphql::ErrorCode,
};

/// The longest line in bytes, without its end.
const MAX_LINE_BYTES: usize = 75;

/// The query parameters; others are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct Parameters {
    weekly_hours: Option<String>,
    start_on: Option<String>,
    experience: Option<String>,
    held: Option<String>,
    languages: Option<String>,
    as_of: Option<String>,
}

/// Responds with the study plan of an exam as an iCalendar file.
pub(in crate::http) async fn study_plan(
    request: HttpRequest,
    path: Path<(String, String)>,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    let (vendor, code) = path.into_inner();
    respond(&request, &state, &config, |catalogue, today| {
        let parameters: Parameters = query_params::read(request.query_string())?;
        let (name, text) = file(catalogue, &vendor, &code, &parameters, today)?;
        Ok(GeneratedFile {
            body: text.into(),
            is_compressible: true,
            lifetime: lifetime(parameters.as_of.as_deref()),
            content_type: "text/calendar; charset=utf-8; method=PUBLISH",
            header: (
                header::CONTENT_DISPOSITION,
                format!("attachment; filename=\"{name}\""),
            ),
        })
    })
    .await
}

/// The file's name and text.
fn file(
    catalogue: &Catalogue,
    vendor: &str,
    code: &str,
    parameters: &Parameters,
    today: Day,
) -> Result<(String, String), Refusal> {
    let exam = exam(catalogue, vendor, code)?;
    let day = day("asOf", parameters.as_of.as_deref())?.unwrap_or(today);
    let start_on = day_given(parameters, day)?;
    let pace = pace(parameters.weekly_hours.as_deref())?;
    let profile = Profile {
        experience: experience(parameters.experience.as_deref())?,
        held: held(catalogue, parameters.held.as_deref())?,
        languages: languages(parameters.languages.as_deref())?,
        ..Profile::default()
    };
    let plan = advice::study_plan(catalogue, exam, &profile, pace, start_on).map_err(|fault| {
        let code = match fault {
            NoStudyPlan::HoursUnknown => ErrorCode::NotFound,
            NoStudyPlan::TooLong(_) | NoStudyPlan::BeyondCalendar => ErrorCode::BadUserInput,
        };
        (code, format!("There is no plan: {fault}."))
    })?;
    let name = format!("{}-study-plan.ics", catalogue.exam(exam).record.code);
    Ok((name, calendar(catalogue, &plan, &profile)))
}

fn day_given(parameters: &Parameters, day: Day) -> Result<Day, Refusal> {
    let start_on = query_params::day("startOn", parameters.start_on.as_deref())?.unwrap_or(day);
    if start_on < day {
        let message = format!("{start_on} is before the requested day, {day}");
        return Err(bad("startOn", &message));
    }
    Ok(start_on)
}

/// The plan as a calendar: an all-day event for each week, one for the end of the plan, and one for the
/// last day of the exam if it is known.
fn calendar(catalogue: &Catalogue, plan: &StudyPlan, profile: &Profile) -> String {
    let record = &catalogue.exam(plan.exam).record;
    let code = record.code.as_str();
    let mut file = Calendar::new(
        "study plan",
        &format!("{code} study plan"),
        catalogue.committed_at(),
        identity(catalogue, plan, profile),
    );
    let weeks = plan.weeks.len();
    for week in &plan.weeks {
        file.event(
            &format!("week-{}", week.number),
            (plan.week_starts_on(week), plan.week_ends_on(week)),
            &format!(
                "{code}: week {} of {weeks}, {} hours",
                week.number, week.hours
            ),
            &week_text(catalogue, plan, week),
        );
    }
    let warnings = plan.warnings.iter();
    let warnings: Vec<String> = warnings.map(|item| warning_text(catalogue, item)).collect();
    let entry = catalogue.exam(plan.exam);
    let open = entry.is_bookable_in(&profile.languages, plan.finishes_on);
    let summary = if open {
        format!("{code}: ready for the exam")
    } else {
        format!("{code}: the plan ends, but the exam cannot be taken")
    };
    let end = (plan.finishes_on, plan.finishes_on);
    file.event("end", end, &summary, &warnings.join("\n"));
    if let Some(last) = plan.book_by {
        file.event(
            "last-day",
            (last, last),
            &format!("{code}: last day to book and take the exam"),
            "",
        );
    }
    file.finish()
}

fn warning_text(catalogue: &Catalogue, warning: &advice::PlanWarning) -> String {
    let code = |exam: &ExamIndex| catalogue.exam(*exam).record.code.as_str();
    let instead: Vec<&str> = warning.instead.iter().map(code).collect();
    if instead.is_empty() {
        warning.message.clone()
    } else {
        format!(
            "{} Can be taken instead: {}.",
            warning.message,
            instead.join(", ")
        )
    }
}

fn week_text(catalogue: &Catalogue, plan: &StudyPlan, week: &advice::PlannedWeek) -> String {
    let record = &catalogue.exam(plan.exam).record;
    let blueprint = blueprint_to_study(&record.blueprints, plan.finishes_on);
    let mut lines = Vec::new();
    for part in &week.domains {
        let domain = part
            .domain
            .zip(blueprint)
            .and_then(|(index, blueprint)| blueprint.domains.get(index));
        let title = domain.map_or(record.title.as_str(), |domain| domain.title.as_str());
        lines.push(format!("{} hours: {title}", part.hours));
    }
    let blocks = record
        .study_plan
        .iter()
        .flat_map(|published| &published.blocks);
    for (index, block) in blocks.enumerate() {
        if week.blocks.contains(&index) {
            for (name, texts) in [
                ("Learn", &block.topics),
                ("Build", &block.labs),
                ("Read", &block.material),
            ] {
                if !texts.is_empty() {
                    lines.push(format!("{name}: {}", texts.join("; ")));
                }
            }
        }
    }
    for gate in &week.gates {
        let times = gate
            .consecutive_attempts
            .map_or_else(String::new, |times| format!(", {times} times in a row"));
        lines.push(format!(
            "Reach {} percent on practice exams{times}.",
            gate.percent
        ));
    }
    lines.join("\n")
}

/// The stable identifier of a plan: a digest of the exam and all inputs.
fn identity(catalogue: &Catalogue, plan: &StudyPlan, profile: &Profile) -> String {
    let mut hash = Sha256::new();
    let (starts_on, pace) = (plan.starts_on, plan.weekly_hours.hours());
    hash.update(format!("{starts_on} {pace} {:?} ", profile.experience));
    for language in &profile.languages {
        hash.update(format!("{} ", language.tag()));
    }
    for exam in std::iter::once(&plan.exam).chain(&profile.held) {
        hash.update(catalogue.exam(*exam).identity.as_bytes());
    }
    hexadecimal(hash)
}

/// A digest of some texts, for identifiers.
pub(super) fn digest<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        // Two texts differ from one that joins them.
        hash.update([0]);
    }
    hexadecimal(hash)
}

/// The first half of a hash.
fn hexadecimal(hash: Sha256) -> String {
    let hash = hash.finalize();
    hash[..16].iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Writes an iCalendar file.
pub(super) struct Calendar {
    text: String,
    stamp: String,
    identity: String,
}

impl Calendar {
    /// A calendar of a kind, such as `study plan`, with a name for people.
    pub(super) fn new(kind: &str, name: &str, stamp: DateTime<Utc>, identity: String) -> Self {
        let mut calendar = Self {
            text: String::new(),
            stamp: stamp.format("%Y%m%dT%H%M%SZ").to_string(),
            identity,
        };
        calendar.line("BEGIN", "VCALENDAR");
        calendar.line("VERSION", "2.0");
        calendar.line("PRODID", &format!("-//certgraph//{kind}//EN"));
        calendar.line("CALSCALE", "GREGORIAN");
        calendar.line("METHOD", "PUBLISH");
        // RFC 7986, and its older equivalent.
        calendar.line("NAME", &escaped(name));
        calendar.line("X-WR-CALNAME", &escaped(name));
        // A subscribed calendar reloads the file each day and drops removed events; an imported one
        // cannot.
        calendar.line("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
        calendar.line("X-PUBLISHED-TTL", "P1D");
        calendar
    }

    /// An event from the first day to the last one, both included. It does not block time.
    pub(super) fn event(&mut self, part: &str, days: (Day, Day), summary: &str, description: &str) {
        let (first, last) = days;
        let date = |day: Day| day.format("%Y%m%d").to_string();
        let (identity, stamp) = (self.identity.clone(), self.stamp.clone());
        self.line("BEGIN", "VEVENT");
        self.line("UID", &format!("{identity}-{part}@certgraph"));
        self.line("DTSTAMP", &stamp);
        self.line("DTSTART;VALUE=DATE", &date(first));
        self.line("DTEND;VALUE=DATE", &date(last + Days::new(1)));
        self.line("SUMMARY", &escaped(summary));
        if !description.is_empty() {
            self.line("DESCRIPTION", &escaped(description));
        }
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
    }

    /// A content line, folded so that no line is longer than 75 bytes.
    fn line(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for letter in name.chars().chain(":".chars()).chain(value.chars()) {
            if length + letter.len_utf8() > MAX_LINE_BYTES {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(letter);
            length += letter.len_utf8();
        }
        self.text.push_str("\r\n");
    }

    pub(super) fn finish(mut self) -> String {
        self.line("END", "VCALENDAR");
        self.text
    }
}

/// A text value: special characters escaped, control characters left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(value: &str) -> String {
        let mut calendar = Calendar {
            text: String::new(),
            stamp: String::new(),
            identity: String::new(),
        };
        calendar.line("DESCRIPTION", value);
        calendar.text
    }

    /// Decodes a text value.
    fn unescaped(text: &str) -> String {
        let mut read = String::new();
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            match (letter, letter == '\\') {
                (_, true) => match letters.next() {
                    Some('n') => read.push('\n'),
                    Some(other) => read.push(other),
                    None => {}
                },
                (letter, false) => read.push(letter),
            }
        }
        read
    }

    #[test]
    fn special_characters_are_escaped() {
        assert_eq!(escaped("a,b;c\\d\ne\u{7}"), "a\\,b\\;c\\\\d\\ne");
        assert_eq!(line("x"), "DESCRIPTION:x\r\n");
    }

    proptest! {
        #[test]
        fn text_round_trips_through_folded_lines(text in "[^\\p{Cc}]{0,300}") {
            let written = line(&escaped(&text));
            prop_assert!(written.split("\r\n").all(|line| line.len() <= MAX_LINE_BYTES));
            let unfolded = written.replace("\r\n ", "");
            let value = unfolded.strip_prefix("DESCRIPTION:").unwrap();
            prop_assert_eq!(unescaped(value.strip_suffix("\r\n").unwrap()), text);
        }
    }
}
