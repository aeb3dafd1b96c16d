//! Figures, printed as a table while they come and written as JSON at the end.

use std::{fs, io, io::Write, path::Path};

use serde_json::{Value, json};

/// Samples of one measurement, in its unit.
pub(crate) struct Samples {
    what: String,
    unit: &'static str,
    values: Vec<f64>,
}

impl Samples {
    /// What was measured, its unit, and every sample.
    pub(crate) fn new(what: impl Into<String>, unit: &'static str, values: Vec<f64>) -> Self {
        let what = what.into();
        Self { what, unit, values }
    }

    /// The value that this share of the samples does not exceed.
    fn quantile(&self, share: f64) -> f64 {
        let mut values = self.values.clone();
        values.sort_by(f64::total_cmp);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "there are few samples, and the share lies between 0 and 1"
        )]
        let place = (values.len() as f64 * share).ceil() as usize;
        values
            .get(place.saturating_sub(1))
            .copied()
            .unwrap_or(f64::NAN)
    }

    /// The middle one.
    fn median(&self) -> f64 {
        self.quantile(0.5)
    }
}

/// The figures of a run.
#[derive(Default)]
pub(crate) struct Report {
    rows: Vec<Value>,
    section: String,
}

impl Report {
    /// Begins a part of the table.
    pub(crate) fn section(&mut self, title: &str) -> io::Result<()> {
        title.clone_into(&mut self.section);
        writeln!(
            io::stdout(),
            "\n{title}\n{:50}{:>6}{:>11}{:>11}{:>11}{:>11}",
            "",
            "runs",
            "median",
            "p90",
            "least",
            "most"
        )
    }

    /// Adds a row; `against` is a simple thing of the same run.
    pub(crate) fn add(&mut self, samples: &Samples, against: Option<&Samples>) -> io::Result<()> {
        let [median, p90, least, most] = [0.5, 0.9, 0.0, 1.0].map(|share| samples.quantile(share));
        let times = against.map(|simple| (median / simple.median(), &simple.what));
        let beside = times.map_or(String::new(), |(times, what)| {
            format!("   {times:.1} x {what}")
        });
        writeln!(
            io::stdout(),
            "{:50}{:>6}{median:>11.2}{p90:>11.2}{least:>11.2}{most:>11.2} {}{beside}",
            samples.what,
            samples.values.len(),
            samples.unit,
        )?;
        self.rows.push(json!({
            "section": self.section,
            "measured": samples.what,
            "runs": samples.values.len(),
            "unit": samples.unit,
            "median": median,
            "p90": p90,
            "least": least,
            "most": most,
            "times": times.map(|(times, _)| times),
            "timesOf": times.map(|(_, what)| what),
        }));
        Ok(())
    }

    /// Writes all rows.
    pub(crate) fn write(&self, file: &Path) -> io::Result<()> {
        let text = serde_json::to_string_pretty(&self.rows)?;
        fs::write(file, text + "\n")
    }
}
