//! The client of docs/sync.md, run as it stands there and killed again and again.

use std::{
    fs,
    os::unix::process::CommandExt,
    path::Path,
    process::{Command, Output, Stdio},
    sync::Arc,
    time::Duration,
};

use certgraph::{
    catalogue::Content,
    store::{self, ContentUpdate, StoreOptions},
};
use tokio::time::sleep;

use crate::support::{
    database::fresh,
    server::{NOW, TestServer, until_served},
};

/// How often the client is killed.
const KILLS: u64 = 12;

/// The script in the documentation.
fn client() -> String {
    let text = include_str!("../../docs/sync.md");
    let (_, rest) = text
        .split_once("```bash\n")
        .expect("docs/sync.md has a client");
    let (script, _) = rest.split_once("```").expect("the client ends");
    script.to_owned()
}

fn command(script: &Path, server: &TestServer, copy: &Path) -> Command {
    let mut command = Command::new("bash");
    command
        .arg(script)
        .arg(&server.url)
        .arg(copy)
        .process_group(0);
    command
}

fn run(script: &Path, server: &TestServer, copy: &Path) -> Output {
    let output = command(script, server, copy).output().expect("bash runs");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

/// An editor's next revision: something is changed, renamed, removed or brought back.
fn edited(mut content: Content, shipped: &Content, round: u64) -> Content {
    let place = usize::try_from(round).expect("a few rounds") * 7 % content.exams.len();
    match round % 4 {
        0 => Arc::make_mut(&mut content.vendors[0]).name.push('!'),
        1 => Arc::make_mut(&mut content.exams[place])
            .title
            .push_str(" — \"revised\" \\ ✓"),
        2 => content.comparisons.clear(),
        _ => {
            content.comparisons.clone_from(&shipped.comparisons);
            for exam in content.exams.iter_mut().map(Arc::make_mut) {
                exam.title.push('.');
            }
        }
    }
    content
        .audience_rules
        .truncate(14 - usize::try_from(round % 3).expect("small"));
    content
}

async fn exported(server: &TestServer) -> String {
    let response = reqwest::get(format!("{}/exports/catalogue.jsonl", server.url)).await;
    response.unwrap().text().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_documented_client_survives_kills() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("follow.sh");
    fs::write(&script, client()).unwrap();
    let copy = folder.path().join("catalogue.jsonl");
    let database = fresh().await;
    let editor = store::connect(database.url(), StoreOptions::default())
        .await
        .unwrap();
    let server = TestServer::over(database).await;
    let shipped = editor.load().await.unwrap().content;

    run(&script, &server, &copy);
    assert_eq!(fs::read_to_string(&copy).unwrap(), exported(&server).await);

    let mut content = shipped.clone();
    for round in 0..KILLS {
        content = edited(content, &shipped, round);
        let update = ContentUpdate {
            expected: None,
            content: &content,
            actor: "editor",
            note: None,
            now: NOW.parse().unwrap(),
        };
        let revision = editor.replace(update).await.unwrap().revision;
        until_served(&server, revision.number()).await;
        let mut client = command(&script, &server, &copy)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        sleep(Duration::from_millis(round * 37 % 290)).await;
        let group = format!("-{}", client.id());
        // It may have finished already.
        let _ = Command::new("kill").args(["-9", "--", &group]).output();
        client.wait().unwrap();
        let kept = fs::read_to_string(&copy).unwrap();
        assert!(
            kept.starts_with(r#"{"format""#) && kept.ends_with("}\n"),
            "a killed client leaves a whole file"
        );
    }
    run(&script, &server, &copy);
    assert_eq!(fs::read_to_string(&copy).unwrap(), exported(&server).await);

    // A cursor of another database: the client begins anew by itself.
    let (first, rest) = exported(&server)
        .await
        .split_once('\n')
        .map(|(first, rest)| (first.to_owned(), rest.to_owned()))
        .unwrap();
    let foreign = first.replace(
        r#""cursor":"c1"#,
        r#""cursor":"c1000000000000000100112233445566770"#,
    );
    let foreign = {
        let (before, after) = foreign.split_once("00112233445566770").unwrap();
        let after = &after[after.find('"').unwrap()..];
        format!("{before}0011223344556677{after}")
    };
    fs::write(&copy, format!("{foreign}\n{rest}damaged\n")).unwrap();
    run(&script, &server, &copy);
    assert_eq!(fs::read_to_string(&copy).unwrap(), exported(&server).await);
    editor.close().await.unwrap();
}
