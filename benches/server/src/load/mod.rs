//! How many requests a server answers, and how that compares with prepared responses.
//!
//! The load comes from this process, on one core; servers get the others. Each workload is put on
//! certgraph and on a handler of the same HTTP server that returns the very same bytes, in turn.

mod client;
pub(crate) mod fixed;
mod growth;
mod process;
mod swap;
mod working_set;
mod workload;

use std::{error::Error, fs, io, io::Write, path::Path, process::Stdio, time::Duration};

use serde_json::{Value, json};
use tokio::process::{Child, Command};

use self::{
    client::{Load, Outcome, ask_once, count},
    process::{processor_seconds, resident_mebibytes},
    workload::{Names, Question, REPEATED, Workload},
};
use crate::{
    Setting,
    server::{Server, free_port, run},
};

/// Connections that ask at a time, of every server.
const CONNECTIONS: usize = 32;

/// How long and how often each workload is put on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    /// How long one round takes.
    round: Duration,
    rounds: usize,
    /// The days whose pages partners pull; each gives some seventeen pages of a hundred.
    days: u64,
    /// Whether the catalogue is also grown to 100,000 exams.
    grows: bool,
}

impl Effort {
    pub(crate) const FULL: Self = Self {
        round: Duration::from_millis(1_200),
        rounds: 5,
        days: 700,
        grows: true,
    };
    pub(crate) const QUICK: Self = Self {
        round: Duration::from_millis(500),
        rounds: 3,
        days: 250,
        grows: false,
    };
}

/// How many recorded responses represent new ones.
const RECORDED: u64 = 256;

/// What was measured of one workload on one server, round by round.
#[derive(Default)]
struct Series {
    rates: Vec<f64>,
    p50: Vec<f64>,
    p99: Vec<f64>,
    /// Processor seconds for a thousand requests.
    processor: Vec<f64>,
    errors: u64,
}

impl Series {
    fn add(&mut self, mut outcome: Outcome, processor: f64) {
        let thousands = count(outcome.latencies.len()) / 1_000.0;
        self.rates.push(outcome.rate());
        self.p50.push(outcome.milliseconds(0.5));
        self.p99.push(outcome.milliseconds(0.99));
        self.processor.push(processor / thousands);
        self.errors += outcome.errors;
    }
}

fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The least and the most.
fn spread(values: &[f64]) -> (f64, f64) {
    let fold = |start: f64, of: fn(f64, f64) -> f64| values.iter().copied().fold(start, of);
    (
        fold(f64::INFINITY, f64::min),
        fold(f64::NEG_INFINITY, f64::max),
    )
}

/// The handlers that return prepared responses, as a process.
struct Fixed {
    process: Child,
    port: u16,
}

impl Fixed {
    async fn start(setting: &Setting, directory: &Path) -> Result<Self, Box<dyn Error>> {
        let port = free_port()?;
        let program = std::env::current_exe()?;
        let mut command = setting.pinned(&program);
        let process = command
            .arg("fixed")
            .arg(port.to_string())
            .arg(directory)
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .kill_on_drop(true)
            .spawn()?;
        let begin = std::time::Instant::now();
        while ask_once(port, b"GET /0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            .await
            .is_err()
        {
            if begin.elapsed() > Duration::from_secs(10) {
                return Err("the fixed handlers do not answer".into());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(Self { process, port })
    }
}

/// The workloads, each with the least share of fixed bytes that it is to reach.
const WORKLOADS: [(Question, bool, f64); 11] = [
    (Question::ExamPage, false, 0.90),
    (Question::ExamPage, true, 0.75),
    (Question::PartnerPull, false, 0.90),
    (Question::PartnerPull, true, 0.50),
    (Question::List, false, 0.90),
    (Question::List, true, 0.75),
    (Question::Paths, false, 0.90),
    (Question::Paths, true, 0.25),
    (Question::Persisted, false, 0.90),
    (Question::Persisted, true, 0.75),
    (Question::NotModified, false, 0.95),
];

pub(crate) async fn measure(
    setting: &Setting,
    file: &Path,
    effort: Effort,
    only: Option<&str>,
) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    if only == Some("growth") {
        return growth::measure(setting, folder.path(), effort, &mut Vec::new()).await;
    }
    let url = format!("sqlite://{}", folder.path().join("load.db").display());
    let mut rows = Vec::new();

    let shipped = Server::start(setting, &url).await?;
    let (memory, _) = resident_mebibytes(shipped.id()?)?;
    note(
        &mut rows,
        "memory, shipped catalogue, first answer",
        "MiB",
        memory,
        "under 80",
    )?;
    shipped.stop().await?;
    let atlas = setting.atlas.display().to_string();
    run(setting, &url, &["import", "--format", "cert-atlas", &atlas]).await?;
    let begin = std::time::Instant::now();
    let server = Server::start(setting, &url).await?;
    let started = begin.elapsed().as_secs_f64();
    note(
        &mut rows,
        "start to first answer, 1,606 exams more, SQLite",
        "s",
        started,
        "under 0.5",
    )?;
    let (memory, _) = resident_mebibytes(server.id()?)?;
    note(
        &mut rows,
        "memory, 1,606 exams more, first answer",
        "MiB",
        memory,
        "under 120",
    )?;

    let names = Names::of(&server, effort.days).await?;
    let mut workloads: Vec<(Workload<'_>, f64)> = WORKLOADS
        .iter()
        .map(|(question, is_cold, aim)| (Workload::new(*question, *is_cold, &names), *aim))
        .filter(|(workload, _)| only.is_none_or(|only| workload.name().starts_with(only)))
        .collect();
    record(&server, &mut workloads, folder.path()).await?;
    let fixed = Fixed::start(setting, &folder.path().join("recorded")).await?;
    // The recorded answers are kept by the server that gave them, so another one is measured.
    server.stop().await?;
    let server = Server::start(setting, &url).await?;
    warm(&server, &workloads).await?;
    table_head()?;
    let mut halves = Vec::new();
    for (number, (workload, aim)) in workloads.iter_mut().enumerate() {
        let half = compare(&server, &fixed, workload, number, *aim, effort, &mut rows).await?;
        halves.push(half);
    }
    let (memory, peak) = resident_mebibytes(server.id()?)?;
    note(
        &mut rows,
        "memory after all of these",
        "MiB",
        memory,
        "under 120",
    )?;
    note(&mut rows, "most memory until then", "MiB", peak, "")?;
    at_half_load(&server, &fixed, &mut workloads, &halves, effort, &mut rows).await?;
    drop(fixed.process);
    server.stop().await?;
    if only.is_some() {
        return Ok(());
    }
    working_set::measure(setting, &url, &names, effort, &mut rows).await?;
    swap::measure(setting, &url, &names, effort, &mut rows).await?;
    if effort.grows {
        growth::measure(setting, folder.path(), effort, &mut rows).await?;
    }
    fs::write(file, serde_json::to_string_pretty(&rows)? + "\n")?;
    Ok(())
}

/// Puts half of the saturating load on the server, and the same rate on the recorded responses.
async fn at_half_load(
    server: &Server,
    fixed: &Fixed,
    workloads: &mut [(Workload<'_>, f64)],
    rates: &[f64],
    effort: Effort,
    rows: &mut Vec<Value>,
) -> Result<(), Box<dyn Error>> {
    writeln!(io::stdout(), "\nat half of the saturating load")?;
    for (number, ((workload, _), rate)) in workloads.iter_mut().zip(rates).enumerate() {
        let path = format!("/{number}");
        // One pause of the machine is a hundredth of a round, so rounds are kept separate.
        let (mut own, mut simple) = (Vec::new(), Vec::new());
        for _ in 0..effort.rounds {
            for (latest, port, path) in [
                (&mut own, server.port(), None),
                (&mut simple, fixed.port, Some(path.as_str())),
            ] {
                let load = Load {
                    port,
                    path,
                    connections: CONNECTIONS,
                    duration: effort.round,
                    rate: Some(*rate),
                };
                let mut outcome = load.run(workload).await?;
                workload.skip(outcome.latencies.len() as u64);
                latest.push(outcome.milliseconds(0.99));
            }
        }
        let what = format!("p99 at half load: {}", workload.name());
        note(rows, &what, "ms", median(&own), "under 2")?;
        let what = "  the same rate on the recorded responses";
        note(rows, what, "ms", median(&simple), "")?;
    }
    Ok(())
}

/// Prints a figure and keeps it.
fn note(rows: &mut Vec<Value>, what: &str, unit: &str, value: f64, aim: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{what:62}{value:>10.2} {unit:6} {aim}")?;
    rows.push(json!({ "measured": what, "unit": unit, "value": value, "aim": aim }));
    Ok(())
}

/// Records answers of every workload, and the tags of those that a client is to know.
async fn record(
    server: &Server,
    workloads: &mut [(Workload<'_>, f64)],
    folder: &Path,
) -> Result<(), Box<dyn Error>> {
    ask_once(server.port(), &Workload::announcement()).await?;
    for (number, (workload, _)) in workloads.iter_mut().enumerate() {
        let directory = folder.join("recorded").join(number.to_string());
        fs::create_dir_all(&directory)?;
        let amount = if workload.is_cold { RECORDED } else { REPEATED };
        let answers = workload.samples(server.port(), amount).await?;
        for (place, answer) in answers.iter().enumerate() {
            if answer.status != 200 || !answer.body.starts_with(b"{\"data\":{") {
                let body = String::from_utf8_lossy(&answer.body).into_owned();
                return Err(format!("{}: {} {body}", workload.name(), answer.status).into());
            }
            fs::write(directory.join(format!("{place:04}")), &answer.body)?;
        }
        workload.learn_tags(server.port()).await?;
        workload.skip(amount);
    }
    Ok(())
}

/// Warms the caches: sends each document several times.
async fn warm(server: &Server, workloads: &[(Workload<'_>, f64)]) -> Result<(), Box<dyn Error>> {
    ask_once(server.port(), &Workload::announcement()).await?;
    for (workload, _) in workloads {
        workload.samples(server.port(), REPEATED).await?;
    }
    Ok(())
}

fn table_head() -> io::Result<()> {
    writeln!(
        io::stdout(),
        "\n{:32}{:>9}{:>9}{:>8}{:>8}{:>8}{:>8}{:>7}{:>7}   {:>13}{:>7}",
        "",
        "req/s",
        "fixed",
        "p50 ms",
        "p99 ms",
        "errors",
        "CPU ms",
        "CPU x",
        "ratio",
        "least..most",
        "aim"
    )
}

/// Sends a workload to both servers in turn; returns half of the rate that certgraph reached.
async fn compare(
    server: &Server,
    fixed: &Fixed,
    workload: &mut Workload<'_>,
    number: usize,
    aim: f64,
    effort: Effort,
    rows: &mut Vec<Value>,
) -> Result<f64, Box<dyn Error>> {
    let path = format!("/{number}");
    let fixed_process = fixed.process.id().ok_or("the fixed handlers ended")?;
    let (mut own, mut simple) = (Series::default(), Series::default());
    for _ in 0..effort.rounds {
        for (series, port, process, path) in [
            (&mut own, server.port(), server.id()?, None),
            (&mut simple, fixed.port, fixed_process, Some(path.as_str())),
        ] {
            let load = Load {
                port,
                path,
                connections: CONNECTIONS,
                duration: effort.round,
                rate: None,
            };
            let before = processor_seconds(process)?;
            let outcome = load.run(workload).await?;
            let taken = processor_seconds(process)? - before;
            if path.is_none() {
                workload.skip(outcome.latencies.len() as u64);
            }
            series.add(outcome, taken);
        }
    }
    let ratios: Vec<f64> = own
        .rates
        .iter()
        .zip(&simple.rates)
        .map(|(own, simple)| own / simple)
        .collect();
    let (least, most) = spread(&ratios);
    let rate = median(&own.rates);
    // Processor time of the kernel is counted in steps, so it is added up over the rounds.
    let processor = own.processor.iter().sum::<f64>() / count(own.processor.len());
    let simple_processor = simple.processor.iter().sum::<f64>() / count(simple.processor.len());
    let errors = own.errors + simple.errors;
    let ratio = median(&ratios);
    let name = workload.name();
    let verdict = if ratio >= aim { "" } else { "missed" };
    writeln!(
        io::stdout(),
        "{name:32}{rate:>9.0}{:>9.0}{:>8.2}{:>8.2}{errors:>8}{:>8.1}{:>7.2}{ratio:>7.2}   {least:>6.2}..{most:<5.2}{aim:>7.2} {verdict}",
        median(&simple.rates),
        median(&own.p50),
        median(&own.p99),
        processor * 1_000.0,
        simple_processor / processor,
    )?;
    rows.push(json!({
        "workload": name, "aim": aim, "ratio": ratio, "leastRatio": least, "mostRatio": most,
        "requestsPerSecond": rate, "fixedRequestsPerSecond": median(&simple.rates),
        "p50Milliseconds": median(&own.p50), "p99Milliseconds": median(&own.p99),
        "fixedP50Milliseconds": median(&simple.p50), "fixedP99Milliseconds": median(&simple.p99),
        "errors": errors,
        "processorSecondsPerThousand": processor,
        "fixedProcessorSecondsPerThousand": simple_processor,
        "residentMebibytes": resident_mebibytes(server.id()?)?.0,
        "fixedResidentMebibytes": resident_mebibytes(fixed_process)?.0,
        "rounds": effort.rounds,
    }));
    Ok(rate / 2.0)
}

impl Setting {
    /// A command that runs a program on the cores of servers.
    pub(crate) fn pinned(&self, program: &Path) -> Command {
        match &self.cores {
            None => Command::new(program),
            Some(cores) => {
                let mut command = Command::new("taskset");
                command.arg("-c").arg(cores).arg(program);
                command
            }
        }
    }
}
