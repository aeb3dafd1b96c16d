//! The layers of the root package: imports go down only, and each framework has one home.
//!
//! The crates below it (`store`, `open_data`, `picture`, `advice`, `catalogue`) are separated by their manifests.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The layers, highest first. A file may import from its own layer and from those below it.
const LAYERS: [&str; 9] = [
    "main", "cli", "app", "http", "mcp", "graphql", "webhook", "connect", "publish",
];

/// The crates that lib.rs re-exports: below every layer.
const CRATES: [&str; 5] = ["store", "open_data", "picture", "advice", "catalogue"];

/// Modules beside the layers, with the layers that may use them.
const BESIDE: [(&str, &[&str]); 7] = [
    ("config", &["main", "cli", "app", "telemetry"]),
    ("host_name", &["http", "webhook"]),
    ("metrics", &["app", "http"]),
    ("telemetry", &["main", "cli", "app", "http"]),
    ("secret", &["config", "cli", "connect"]),
    ("shutdown", &["app"]),
    ("stdio", &["main", "cli", "app"]),
];

/// The one layer that may name each framework.
const HOMES: [(&str, &str); 12] = [
    ("actix_web", "http"),
    ("async_graphql", "graphql"),
    ("apollo_compiler", "graphql"),
    ("clap", "cli"),
    ("prometheus_client", "metrics"),
    ("opentelemetry", "telemetry"),
    ("opentelemetry_http", "telemetry"),
    ("opentelemetry_otlp", "telemetry"),
    ("opentelemetry_sdk", "telemetry"),
    ("rmcp", "mcp"),
    ("rustls", "webhook"),
    ("ureq", "connect"),
];

#[test]
fn imports_go_down_only() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        let layer = layer_of(&file);
        for (line, code) in code_lines(&text) {
            for target in own_modules(code) {
                if target != layer && !allowed(&layer, &target) {
                    faults.push(format!(
                        "{}:{line}: {layer} must not use {target}",
                        file.display()
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_framework_has_one_home() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        let layer = layer_of(&file);
        for (line, code) in code_lines(&text) {
            for (framework, home) in HOMES {
                let at_home = layer == home
                    || (framework == "clap" && matches!(layer.as_str(), "config" | "main"))
                    // The clients that send spans and events.
                    || (framework == "ureq" && matches!(layer.as_str(), "telemetry" | "webhook"));
                if !at_home && mentions(code, framework) {
                    let file = file.display();
                    faults.push(format!(
                        "{file}:{line}: {framework} belongs to {home}, not to {layer}"
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The files of `connect` that do input and output. All others only turn values into values, so that
/// a mapping can be tested without a network.
const CONNECT_IO: [&str; 2] = ["connect/client.rs", "connect/gather.rs"];

#[test]
fn mappings_of_connectors_do_no_input_and_output() {
    let means = ["ureq", "fs", "net", "tokio", "process", "env", "publish"];
    let mut faults = Vec::new();
    let mut seen = 0;
    for (file, text) in sources() {
        let is_io = CONNECT_IO.iter().any(|io| file == Path::new(io));
        if layer_of(&file) != "connect" || is_io {
            continue;
        }
        seen += 1;
        for (line, code) in code_lines(&text) {
            let found = means.iter().find(|means| {
                let imported = code.contains("use ") && word_in(code, means);
                mentions(code, means) || mentions(code, &format!("std::{means}")) || imported
            });
            // The edit is what `publish` asks for; publishing itself is done above.
            let is_edit = file.ends_with("merge.rs") || file.ends_with("certifications.rs");
            if let Some(means) = found.filter(|means| **means != "publish" || !is_edit) {
                faults.push(format!("{}:{line}: must not use {means}", file.display()));
            }
        }
    }
    assert!(seen > 5, "{seen} files");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn word_in(code: &str, name: &str) -> bool {
    code.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .any(|word| word == name)
}

/// The checks above would pass on anything if they read nothing.
#[test]
fn the_checks_see_every_layer() {
    let mut files: BTreeMap<String, usize> = BTreeMap::new();
    for (file, _) in sources() {
        *files.entry(layer_of(&file)).or_default() += 1;
    }
    for layer in LAYERS {
        assert!(
            files.get(layer).is_some_and(|count| *count > 0),
            "no file of layer {layer}: {files:?}"
        );
    }
    assert!(!allowed("publish", "graphql") && allowed("graphql", "publish"));
    assert_eq!(
        own_modules("use crate::{advice::path, catalogue::Day};"),
        ["advice", "catalogue"]
    );
    assert_eq!(
        own_modules("let store = crate::store::connect(url);"),
        ["store"]
    );
    assert!(mentions("use sea_orm::EntityTrait;", "sea_orm"));
    assert!(!mentions("let sea_ormish = 1;", "sea_orm"));
}

fn allowed(from: &str, to: &str) -> bool {
    if CRATES.contains(&to) {
        return true;
    }
    if let Some((_, users)) = BESIDE.iter().find(|(name, _)| *name == to) {
        return users.contains(&from);
    }
    let place = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    match (place(from), place(to)) {
        (Some(from), Some(to)) => from < to,
        _ => false,
    }
}

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && path != root.join("lib.rs")
            {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(&root).unwrap().to_owned(), text));
            }
        }
    }
    found.sort();
    let tests = test_modules(&found);
    found.retain(|(file, _)| !tests.contains(file));
    found
}

/// The files that are compiled for tests only: `#[cfg(test)] mod name;`.
fn test_modules(sources: &[(PathBuf, String)]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for (file, text) in sources {
        let stem = file.file_stem().unwrap();
        let folder = if stem == "mod" {
            file.parent().unwrap().to_owned()
        } else {
            file.with_extension("")
        };
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for pair in lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]") {
            let declared = pair[1]
                .trim_start_matches("pub(crate) ")
                .trim_start_matches("pub(super) ");
            if let Some(name) = declared
                .strip_prefix("mod ")
                .and_then(|rest| rest.strip_suffix(';'))
            {
                found.push(folder.join(format!("{name}.rs")));
            }
        }
    }
    found
}

/// The layer that a file belongs to: its top folder, or its own name at the top.
fn layer_of(file: &Path) -> String {
    let first = file
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn code_lines(text: &str) -> Vec<(usize, &str)> {
    let mut lines = Vec::new();
    let mut statement: Option<(usize, usize)> = None;
    let mut offset = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let start = offset;
        offset += line.len();
        if line.trim_start().starts_with("//") {
            continue;
        }
        // An import may run over several lines; it is read as one.
        let begins =
            line.trim_start().starts_with("use ") || line.trim_start().starts_with("pub use ");
        let (from, number) = match statement {
            Some(open) => open,
            None => (start, index + 1),
        };
        if (begins || statement.is_some()) && !line.contains(';') {
            statement = Some((from, number));
            continue;
        }
        statement = None;
        lines.push((number, &text[from..offset]));
    }
    lines
}

/// The top modules of this crate that a piece of code names.
fn own_modules(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for prefix in ["crate::", "certgraph::"] {
        for (at, _) in code.match_indices(prefix) {
            let rest = &code[at + prefix.len()..];
            match rest.strip_prefix('{') {
                None => found.push(word(rest)),
                Some(group) => {
                    let mut depth = 0;
                    let mut expects = true;
                    for (index, letter) in group.char_indices() {
                        match letter {
                            '{' => depth += 1,
                            '}' if depth == 0 => break,
                            '}' => depth -= 1,
                            ',' if depth == 0 => expects = true,
                            _ if expects && depth == 0 && letter.is_alphabetic() => {
                                found.push(word(&group[index..]));
                                expects = false;
                            }
                            _ => {}
                        }
                    }
                }
            }
        }
    }
    found.retain(|name| {
        !name.is_empty()
            && name
                .chars()
                .all(|letter| letter.is_lowercase() || letter == '_')
    });
    found
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
        .collect()
}

fn mentions(code: &str, name: &str) -> bool {
    code.match_indices(&format!("{name}::")).any(|(at, _)| {
        !code[..at]
            .ends_with(|letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':')
    })
}
