//! Keys of objectives.
//!
//! Stored objectives get keys that depend on their wording alone: equal wordings of an exam have one
//! key in all its versions. The rules are written out here because a released migration never
//! changes, while the rules for new content may.

use std::collections::{HashMap, HashSet};

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, Statement},
};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::dialect::{Dialect, run};

/// Rows per statement.
const ROWS: usize = 1_000;

/// The most words and bytes of a key, before a number that tells it from others.
const MAX_WORDS: usize = 7;
const MAX_BYTES: usize = 60;

const STOP_WORDS: [&str; 16] = [
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to",
    "using", "with",
];

/// Adds a key to each objective and counts one revision, so that the change log gets the keys too.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager);
        let objectives = stored(manager).await?;
        let keys = keys(&objectives);
        // The table is made anew: SQLite cannot add a column that is never null.
        run(manager, &["DROP TABLE objective".to_owned(), table(sql)]).await?;
        let rows: Vec<_> = objectives.iter().zip(keys).collect();
        for rows in rows.chunks(ROWS) {
            let mut insert = Query::insert();
            insert
                .into_table("objective")
                .columns(["domain_id", "position", "key", "wording"]);
            for (objective, key) in rows {
                insert
                    .values([
                        objective.domain_id.into(),
                        objective.position.into(),
                        key.as_str().into(),
                        objective.wording.as_str().into(),
                    ])
                    .map_err(|error| DbErr::Custom(error.to_string()))?;
            }
            manager.get_connection().execute(&insert).await?;
        }
        run(manager, &sql.counted_by_revision("objective")).await?;
        if !objectives.is_empty() {
            let count = format!(
                "UPDATE revision SET number = number + 1, committed_at = {}",
                sql.now
            );
            run(manager, &[count]).await?;
        }
        Ok(())
    }
}

fn table(sql: Dialect) -> String {
    format!(
        "CREATE TABLE objective (
            {domain_id},
            {position},
            {key},
            wording text NOT NULL,
            PRIMARY KEY (domain_id, position),
            UNIQUE (domain_id, key)
        )",
        domain_id = Dialect::owner("domain_id", "domain"),
        position = Dialect::POSITION,
        key = sql.slug("key"),
    )
}

struct StoredObjective {
    exam_id: i64,
    blueprint_id: i64,
    domain_id: i64,
    position: i32,
    wording: String,
}

/// The objectives by exam, in the author's order.
async fn stored(manager: &SchemaManager<'_>) -> Result<Vec<StoredObjective>, DbErr> {
    let connection = manager.get_connection();
    let statement = Statement::from_string(
        connection.get_database_backend(),
        "SELECT blueprint.exam_id, blueprint.id AS blueprint_id, objective.domain_id,
            objective.position, objective.wording
        FROM objective
        JOIN domain ON domain.id = objective.domain_id
        JOIN blueprint ON blueprint.id = domain.blueprint_id
        ORDER BY blueprint.exam_id, blueprint.position, domain.position, objective.position",
    );
    let rows = connection.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| {
            Ok(StoredObjective {
                exam_id: row.try_get("", "exam_id")?,
                blueprint_id: row.try_get("", "blueprint_id")?,
                domain_id: row.try_get("", "domain_id")?,
                position: row.try_get("", "position")?,
                wording: row.try_get("", "wording")?,
            })
        })
        .collect()
}

/// The key of each objective. The first objective of a wording in each blueprint of an exam has one
/// key, the second another.
fn keys(objectives: &[StoredObjective]) -> Vec<String> {
    let mut taken: HashSet<(i64, String)> = HashSet::new();
    let mut known: HashMap<(i64, String, usize), String> = HashMap::new();
    let mut counts: HashMap<(i64, String), usize> = HashMap::new();
    objectives
        .iter()
        .map(|objective| {
            let text = folded(&objective.wording);
            let count = counts
                .entry((objective.blueprint_id, text.clone()))
                .or_default();
            *count += 1;
            let exam = objective.exam_id;
            known
                .entry((exam, text.clone(), *count))
                .or_insert_with(|| {
                    let slug = slug(&text);
                    let mut key = slug.clone();
                    let mut number = 1;
                    while !taken.insert((exam, key.clone())) {
                        number += 1;
                        key = format!("{slug}-{number}");
                    }
                    key
                })
                .clone()
        })
        .collect()
}

fn slug(text: &str) -> String {
    let words = text.split(' ').filter(|word| !STOP_WORDS.contains(word));
    let mut slug = String::new();
    for word in words.filter(|word| word.is_ascii()).take(MAX_WORDS) {
        if slug.len() + 1 + word.len() > MAX_BYTES {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    if slug.is_empty() {
        slug.push_str("objective");
    }
    slug
}

/// The words of a wording in lower case without accents and without the number before it.
fn folded(wording: &str) -> String {
    let plain: String = without_number(wording.trim())
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .collect();
    let words: Vec<&str> = plain
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

fn without_number(wording: &str) -> &str {
    let Some((first, rest)) = wording.split_once(char::is_whitespace) else {
        return wording;
    };
    let is_number = first.contains('.') || first.ends_with([')', ':']);
    let is_plain = first
        .chars()
        .all(|letter| letter.is_ascii_digit() || ".):".contains(letter));
    let has_digit = first.starts_with(|letter: char| letter.is_ascii_digit());
    if is_number && is_plain && has_digit {
        rest
    } else {
        wording
    }
}
