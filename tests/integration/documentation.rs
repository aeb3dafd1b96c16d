//! What the documentation says is what the program does.

use std::{
    fs,
    path::{Path, PathBuf},
};

use certgraph::{cli::environment_reference, graphql, publish, store::TokenScope};
use serde_json::{Value, json};

use crate::support::{
    committed::{is_current, read},
    event_stream::EventStream,
    server::TestServer,
};

#[test]
fn the_schema_file_is_the_schema_of_the_code() {
    is_current("schema.graphql", &graphql::sdl());
}

#[test]
fn the_schema_of_catalogue_files_is_that_of_the_code() {
    is_current("catalogue/schema.json", &publish::file_schema());
}

#[test]
fn the_example_environment_names_every_setting_with_its_default() {
    is_current(".env.example", &environment_reference());
}

#[test]
fn the_readme_names_every_setting() {
    let readme = read("README.md");
    let reference = environment_reference();
    let variables = reference.lines().filter_map(|line| {
        let (name, default) = line.strip_prefix("# ")?.split_once('=')?;
        name.chars()
            .all(|letter| letter.is_ascii_uppercase() || letter == '_')
            .then_some((name, default))
    });
    let mut count = 0;
    for (name, default) in variables {
        count += 1;
        let row = readme
            .lines()
            .find(|line| line.starts_with(&format!("| `{name}` |")));
        let row = row.unwrap_or_else(|| panic!("README.md has no row for {name}"));
        let shown = match default {
            "" => "| none |".to_owned(),
            default => format!("| `{default}` |"),
        };
        assert!(row.contains(&shown), "README.md: {name}: default {default}");
    }
    assert!(count >= 8, "{count} settings");
}

#[test]
fn every_field_argument_and_value_of_the_schema_is_described() {
    let undocumented: Vec<String> = undescribed(&graphql::sdl());
    assert!(
        undocumented.is_empty(),
        "without a description:\n{}",
        undocumented.join("\n")
    );
}

/// The lines of a schema that define something and have no description before them.
fn undescribed(sdl: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut described = false;
    let mut quoted = false;
    let mut block = String::new();
    for line in sdl.lines() {
        let text = line.trim();
        if text.starts_with("\"\"\"") || quoted {
            let marks = text.matches("\"\"\"").count();
            quoted = if marks == 1 { !quoted } else { quoted };
            described = !quoted;
            continue;
        }
        let keyword = text.split(' ').next().unwrap_or_default();
        let defines = matches!(
            keyword,
            "type" | "enum" | "input" | "interface" | "union" | "scalar"
        );
        if defines || keyword == "schema" {
            block = text.split(' ').take(2).collect::<Vec<_>>().join(" ");
        }
        let member = line.starts_with('\t') && !text.is_empty() && !text.starts_with(['}', ')']);
        // Connections, edges and page information are described once, by the Relay specification.
        let relay = ["Connection", "Edge", "PageInfo", "schema {"]
            .iter()
            .any(|name| block.ends_with(name));
        if (defines || member) && !described && !relay {
            found.push(format!("{block}: {text}"));
        }
        described = false;
    }
    found
}

/// Runs every GraphQL example; where a JSON block follows, it is the real answer.
#[tokio::test]
async fn every_example_of_the_documentation_works_as_shown() {
    let server = TestServer::start().await;
    let editor = server.token("ana", TokenScope::Editor).await;
    let mut examples = 0;
    // Publishing comes last: it changes what the others answer.
    for name in [
        "README.md",
        "docs/api.md",
        "docs/data-model.md",
        "docs/sync.md",
        "docs/webhooks.md",
        "docs/publishing.md",
    ] {
        let text = read(name);
        let blocks = fenced_blocks(&text);
        for (index, (language, query)) in blocks.iter().enumerate() {
            if language != "graphql" {
                continue;
            }
            examples += 1;
            if query.starts_with("subscription") {
                let mut events = EventStream::open(&server.url, query, None).await;
                assert!(events.next().await.is_some(), "{name}:\n{query}");
                continue;
            }
            let is_for_editors = matches!(name, "docs/publishing.md" | "docs/webhooks.md");
            let token = is_for_editors.then_some(editor.as_str());
            let (status, answer) = server.post_as(token, query, json!({})).await;
            assert_eq!(status, 200, "{name}:\n{query}\n{answer:#}");
            assert!(
                answer.get("errors").is_none(),
                "{name}:\n{query}\n{answer:#}"
            );
            if let Some((_, shown)) = blocks.get(index + 1).filter(|(next, _)| next == "json") {
                let shown: Value = serde_json::from_str(shown).unwrap();
                assert_eq!(
                    shown, answer,
                    "{name}: the answer to\n{query}\nis\n{answer:#}"
                );
            }
        }
    }
    assert!(examples >= 5, "{examples} examples");
}

/// The host of the examples by address.
const EXAMPLE_HOST: &str = "https://certs.example";

/// Runs every `curl` of the documentation of REST; the block that follows is the real answer.
#[tokio::test]
async fn every_address_of_the_documentation_answers_as_shown() {
    let server = TestServer::start().await;
    let client = reqwest::Client::new();
    let name = "docs/rest.md";
    let text = read(name);
    let blocks = fenced_blocks(&text);
    let mut examples = 0;
    for (index, (language, commands)) in blocks.iter().enumerate() {
        if language != "sh" {
            continue;
        }
        let shown = blocks.get(index + 1);
        for command in commands.lines() {
            examples += 1;
            // The arguments are in apostrophes: headers, then the address.
            let arguments: Vec<&str> = command.split('\'').skip(1).step_by(2).collect();
            let (url, headers) = arguments.split_last().unwrap();
            let path = url.strip_prefix(EXAMPLE_HOST).unwrap();
            let mut request = client.get(format!("{}{path}", server.url));
            for line in headers {
                let (header, value) = line.split_once(": ").unwrap();
                request = request.header(header, value);
            }
            let answer = request.send().await.unwrap().text().await.unwrap();
            match shown {
                Some((language, shown)) if language == "json" => {
                    let shown: Value = serde_json::from_str(shown).unwrap();
                    let answer: Value = serde_json::from_str(&answer).unwrap();
                    assert_eq!(shown, answer, "{name}: {command}\n{answer:#}");
                }
                Some((language, shown)) if language == "csv" => {
                    assert_eq!(*shown, answer.replace("\r\n", "\n"), "{name}: {command}");
                }
                other => panic!("{name}: {command}: no answer follows, but {other:?}"),
            }
        }
    }
    assert!(examples >= 4, "{examples} examples");
}

/// Every relative link with its heading, and every path in code, leads somewhere.
#[test]
fn links_and_paths_of_the_documentation_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut faults = Vec::new();
    let mut checked = 0;
    for file in markdown_files(root) {
        let text = without_fenced_blocks(&fs::read_to_string(root.join(&file)).unwrap());
        let folder = file.parent().unwrap();
        for target in link_targets(&text) {
            checked += 1;
            let (path, heading) = target.split_once('#').unwrap_or((target, ""));
            let path = match path {
                "" => root.join(&file),
                path => root.join(folder).join(path),
            };
            let has_heading = |path: &Path| headings(path).any(|slug| slug == heading);
            if !path.exists() || !heading.is_empty() && !has_heading(&path) {
                faults.push(format!("{}: link {target}", file.display()));
            }
        }
        for path in code_spans(&text).filter_map(repository_path) {
            checked += 1;
            if !root.join(path).exists() {
                faults.push(format!("{}: path {path}", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(checked >= 200, "{checked} links and paths");
}

/// In rows such as "`src/file.rs`: `name`" the file has the name.
#[test]
fn the_walks_of_the_contributing_guide_lead_to_their_places() {
    let text = read("CONTRIBUTING.md");
    let mut checked = 0;
    for row in text.lines().filter(|line| line.starts_with("| ")) {
        let parts: Vec<&str> = row.split('`').collect();
        let mut file = None;
        for (index, span) in parts.iter().enumerate().skip(1).step_by(2) {
            let before = parts[index - 1];
            if let Some(path) = repository_path(span) {
                file = Some(path);
            } else if let (Some(file), ": " | ", ") = (file, before) {
                checked += 1;
                assert!(read(file).contains(span), "{file} has no {span}");
            }
        }
    }
    assert!(checked >= 10, "{checked} names");
}

/// The documents of the repository, without those of installed packages.
fn markdown_files(root: &Path) -> Vec<PathBuf> {
    let mut folders = vec![PathBuf::new()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join(&folder)).unwrap() {
            let name = entry.unwrap().file_name();
            let path = folder.join(&name);
            let name = name.to_string_lossy();
            if root.join(&path).is_dir() {
                let skipped = name.starts_with('.') || name == "target" || name == "node_modules";
                folders.extend((!skipped).then_some(path));
            } else if path.extension().is_some_and(|extension| extension == "md") {
                files.push(path);
            }
        }
    }
    files
}

fn without_fenced_blocks(text: &str) -> String {
    let mut fenced = false;
    let lines = text.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Targets of links within the repository.
fn link_targets(text: &str) -> impl Iterator<Item = &str> {
    let targets = text.split("](").skip(1);
    targets
        .filter_map(|rest| Some(rest.split_once(')')?.0))
        .filter(|target| !target.contains("://") && !target.contains(' '))
}

fn code_spans(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The path of code such as `scripts/test NAME` or `web/explorer/documents/*.graphql`, the latter up to
/// the pattern.
fn repository_path(code: &str) -> Option<&str> {
    const FOLDERS: [&str; 12] = [
        ".ci/",
        "benches/",
        "catalogue/",
        "crates/",
        "deploy/",
        "docs/",
        "macros/",
        "migration/",
        "scripts/",
        "src/",
        "tests/",
        "web/",
    ];
    let path = code.split([' ', '*', '{']).next()?;
    FOLDERS
        .iter()
        .any(|folder| path.starts_with(folder))
        .then_some(path)
}

/// The anchors of a document's headings, as GitHub makes them.
fn headings(path: &Path) -> impl Iterator<Item = String> {
    let text = without_fenced_blocks(&fs::read_to_string(path).unwrap_or_default());
    let lines = text.lines().filter(|line| line.starts_with('#'));
    let slugs = lines.map(|line| {
        let title = line.trim_start_matches('#').trim().to_lowercase();
        let letters = title.chars().filter_map(|letter| match letter {
            ' ' => Some('-'),
            letter if letter.is_alphanumeric() || matches!(letter, '-' | '_') => Some(letter),
            _ => None,
        });
        letters.collect()
    });
    slugs.collect::<Vec<String>>().into_iter()
}

fn fenced_blocks(text: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in text.lines() {
        match (&mut open, line.trim().strip_prefix("```")) {
            (None, Some(language)) => open = Some((language.to_owned(), String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some((_, body)), None) => {
                body.push_str(line);
                body.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}
