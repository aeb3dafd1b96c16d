//! Throughput of exports of the embedded catalogue with 1,606 Cert Atlas exams.

use std::{error::Error, time::Instant};

use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING};

use crate::{
    Setting,
    bare::Bare,
    database::Database,
    import::milliseconds,
    report::{Report, Samples},
    server::{Server, run},
};

/// The export that holds everything.
const PATH: &str = "/exports/catalogue.jsonl";

/// How often each coding is downloaded once it has been made.
const RUNS: usize = 30;

pub(crate) async fn measure(setting: &Setting, report: &mut Report) -> Result<(), Box<dyn Error>> {
    let database = Database::create(&setting.postgres).await?;
    run(setting, &database.url, &["migrate"]).await?;
    let atlas = setting.atlas.display().to_string();
    run(
        setting,
        &database.url,
        &["import", "--format", "cert-atlas", &atlas],
    )
    .await?;
    let server = Server::start(setting, &database.url).await?;
    report.section("export of the whole catalogue, PostgreSQL")?;
    let client = reqwest::Client::builder().no_proxy().build()?;
    for coding in ["identity", "gzip", "zstd"] {
        let url = server.url(PATH);
        let first = download(&client, &url, coding).await?;
        let mut rates = Vec::new();
        for _ in 0..RUNS {
            let next = download(&client, &url, coding).await?;
            if next.bytes != first.bytes {
                return Err("the export changed between two downloads".into());
            }
            rates.push(megabytes(next.bytes.len()) / next.seconds);
        }
        let size = megabytes(first.bytes.len());
        let bare = Bare::start(&first.bytes, coding).await?;
        let mut bare_rates = Vec::new();
        for _ in 0..RUNS {
            let next = download(&client, &bare.url, coding).await?;
            bare_rates.push(megabytes(next.bytes.len()) / next.seconds);
        }
        let what = format!("{coding}: {size:.2} MB from a bare socket");
        let simple = Samples::new(what, "MB/s", bare_rates);
        report.add(&simple, None)?;
        let what = format!("{coding}: the export");
        report.add(&Samples::new(what, "MB/s", rates), Some(&simple))?;
        let what = format!("{coding}: the first download, in all");
        let time = vec![first.seconds * 1000.0];
        report.add(&Samples::new(what, "ms", time), None)?;
    }
    server.stop().await?;
    database.remove().await
}

fn megabytes(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1e6
}

struct Download {
    bytes: Vec<u8>,
    seconds: f64,
}

async fn download(
    client: &reqwest::Client,
    url: &str,
    coding: &str,
) -> Result<Download, Box<dyn Error>> {
    let begin = Instant::now();
    let request = client.get(url).header(ACCEPT_ENCODING, coding);
    let response = request.send().await?.error_for_status()?;
    let sent = response.headers().get(CONTENT_ENCODING);
    let sent = sent.map_or(Ok("identity"), |sent| sent.to_str())?;
    if sent != coding {
        return Err(format!("asked for {coding}, got {sent}").into());
    }
    let bytes = response.bytes().await?.to_vec();
    let seconds = milliseconds(begin.elapsed()) / 1000.0;
    Ok(Download { bytes, seconds })
}
