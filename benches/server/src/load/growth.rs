//! How answers, memory and starts grow with the catalogue.

use std::{
    error::Error,
    fs,
    io::Write,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::time::sleep;

use super::{
    CONNECTIONS, Effort,
    client::Load,
    median, note,
    process::resident_mebibytes,
    workload::{Names, Question, Workload},
};
use crate::{
    Setting,
    server::{Server, run},
};

/// How often the index of 1,606 exams is repeated under other codes.
const COPIES: usize = 62;

/// What the import does not read; with it the file would be longer than it takes.
const UNREAD: [&str; 7] = [
    "aliases",
    "exam_registration_url",
    "exam_rules",
    "id_requirements",
    "official_study_resources",
    "practice_url",
    "voucher_url",
];

pub(super) async fn measure(
    setting: &Setting,
    folder: &Path,
    effort: Effort,
    rows: &mut Vec<Value>,
) -> Result<(), Box<dyn Error>> {
    writeln!(std::io::stdout(), "\nfrom 1,606 to 100,000 exams")?;
    let file = folder.join("many.json");
    fs::write(&file, serde_json::to_vec(&repeated(&setting.atlas)?)?)?;
    let mut rates: Vec<Vec<f64>> = Vec::new();
    for (size, file) in [("small", setting.atlas.as_path()), ("large", &file)] {
        let url = format!("sqlite://{}", folder.join(format!("{size}.db")).display());
        let seeded = Server::start(setting, &url).await?;
        seeded.stop().await?;
        let begin = Instant::now();
        let file = file.display().to_string();
        run(setting, &url, &["import", "--format", "cert-atlas", &file]).await?;
        if size == "large" {
            let imported = begin.elapsed().as_secs_f64();
            note(rows, "import of 99,572 exams", "s", imported, "under 20")?;
            starts(setting, &url, rows).await?;
        }
        let server = Server::start(setting, &url).await?;
        let names = Names::of(&server, 1).await?;
        let mut of_size = Vec::new();
        for question in [
            Question::ExamPage,
            Question::Paths,
            Question::List,
            Question::Search,
        ] {
            let mut workload = Workload::new(question, true, &names);
            let mut rounds = Vec::new();
            for _ in 0..effort.rounds {
                let load = Load {
                    port: server.port(),
                    path: None,
                    connections: CONNECTIONS,
                    duration: effort.round,
                    rate: None,
                };
                let outcome = load.run(&workload).await?;
                if outcome.errors > 0 {
                    return Err(format!("{}: {} errors", workload.name(), outcome.errors).into());
                }
                workload.skip(outcome.latencies.len() as u64);
                rounds.push(outcome.rate());
            }
            of_size.push(median(&rounds));
        }
        rates.push(of_size);
        server.stop().await?;
    }
    let aims = ["at most 1.3", "at most 1.3", "at most 2", "at most 2"];
    let names = [
        "exam page",
        "recommended paths",
        "filtered list of 20",
        "search",
    ];
    for (place, (name, aim)) in names.into_iter().zip(aims).enumerate() {
        let times = rates[0][place] / rates[1][place];
        note(rows, &format!("{name}: times the cost"), "x", times, aim)?;
    }
    Ok(())
}

/// Starts from the tables, then from the archive that a server writes meanwhile.
async fn starts(setting: &Setting, url: &str, rows: &mut Vec<Value>) -> Result<(), Box<dyn Error>> {
    let archive = PathBuf::from(format!("{}.archive", url.trim_start_matches("sqlite://")));
    // That of the seed, if it was written before the stop; the log is too long to lead from it.
    let _ = fs::remove_file(&archive);
    for (from, aim) in [("the tables", "under 5"), ("an archive", "under 1")] {
        let begin = Instant::now();
        let server = Server::start(setting, url).await?;
        let started = begin.elapsed().as_secs_f64();
        let what = format!("start to first answer, 100,000 exams, from {from}");
        note(rows, &what, "s", started, aim)?;
        let (memory, _) = resident_mebibytes(server.id()?)?;
        let what = format!("memory, 100,000 exams, first answer, from {from}");
        note(rows, &what, "MiB", memory, "under 1024")?;
        let waiting = Instant::now();
        while !archive.exists() {
            if waiting.elapsed() > Duration::from_mins(5) {
                return Err("the server has written no archive".into());
            }
            sleep(Duration::from_millis(100)).await;
        }
        // Meanwhile a server that started from an archive compares it with the tables.
        sleep(Duration::from_secs(30)).await;
        let (memory, peak) = resident_mebibytes(server.id()?)?;
        let what = format!("memory, 100,000 exams, half a minute later, from {from}");
        note(rows, &what, "MiB", memory, "under 1024")?;
        let what = format!("peak memory until then, from {from}");
        note(rows, &what, "MiB", peak, "")?;
        server.stop().await?;
    }
    Ok(())
}

/// The index with all its exams many times, each time under other codes.
fn repeated(atlas: &Path) -> Result<Value, Box<dyn Error>> {
    let bytes = fs::read(atlas)?;
    let text = if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut text = String::new();
        std::io::Read::read_to_string(
            &mut flate2::read::GzDecoder::new(bytes.as_slice()),
            &mut text,
        )?;
        text
    } else {
        String::from_utf8(bytes)?
    };
    let mut index: Value = serde_json::from_str(&text)?;
    let exams = index["exams"].as_array().cloned().unwrap_or_default();
    let mut all = Vec::with_capacity(exams.len() * COPIES);
    for copy in 0..COPIES {
        for exam in &exams {
            let mut exam = exam.clone();
            if let Some(fields) = exam.as_object_mut() {
                fields.retain(|name, _| !UNREAD.contains(&name.as_str()));
            }
            if copy > 0 {
                for key in ["exam_id", "exam_code"] {
                    if let Some(Value::String(text)) = exam.get_mut(key) {
                        *text = format!("{text}-{copy}");
                    }
                }
            }
            all.push(exam);
        }
    }
    index["exams"] = Value::Array(all);
    Ok(index)
}
