//! graphql-js, which says what an answer has to be.

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
    sync::Once,
};

use serde_json::{Value, json};

/// Numbers that look random, by a seed: the generator `SplitMix64`.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count.max(1)).expect("a count");
        usize::try_from(self.next() % count).expect("a number below a count")
    }

    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// Choices for a maker of documents.
    pub fn choices(&mut self, count: usize) -> Vec<u16> {
        (0..count)
            .map(|_| u16::try_from(self.next() >> 48).expect("16 bits"))
            .collect()
    }
}

/// What graphql-js answers to these cases over a schema: see tests/oracle/oracle.mjs.
pub fn ask(sdl: &str, cases: &[Value]) -> Vec<Value> {
    static INSTALL: Once = Once::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle");
    INSTALL.call_once(|| {
        if !folder.join("node_modules/graphql").exists() {
            let mut install = Command::new("npm");
            install.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
            let status = install.current_dir(&folder).status();
            assert!(
                status.is_ok_and(|status| status.success()),
                "npm installs graphql-js into tests/oracle"
            );
        }
    });
    let mut node = Command::new("node");
    let mut node = node
        .arg("oracle.mjs")
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node.js runs");
    let question = json!({ "sdl": sdl, "cases": cases }).to_string();
    let mut stdin = node.stdin.take().expect("a pipe");
    stdin
        .write_all(question.as_bytes())
        .expect("Node.js reads the cases");
    drop(stdin);
    let output = node.wait_with_output().expect("Node.js ends");
    assert!(output.status.success(), "the oracle failed");
    let answers: Vec<Value> = serde_json::from_slice(&output.stdout).expect("answers as JSON");
    assert_eq!(answers.len(), cases.len());
    answers
}
