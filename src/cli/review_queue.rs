//! `certgraph review-queue`

use std::{fmt::Write, path::PathBuf};

use chrono::DateTime;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::{CommandError, audit::content};
use crate::{
    advice::{
        NeverCancelled,
        path::{ReviewItem, ReviewQueue, canonical_profiles, decided_answers, review_queue},
    },
    app::system_clock,
    catalogue::{Catalogue, Day, Revision},
    config::DatabaseSettings,
    stdio::print,
};

/// Options of `review-queue`.
#[derive(Args, Debug)]
pub(super) struct ReviewQueueArguments {
    /// Catalogue files or directories that make up a whole catalogue; by default the embedded
    /// catalogue
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Read the content of the database instead
    #[arg(long, conflicts_with = "paths")]
    stored: bool,

    /// The day of the questions; by default today in UTC
    #[arg(long, value_name = "DAY")]
    today: Option<Day>,

    /// How many facts
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    first: usize,

    /// Output format
    #[arg(long, value_enum, default_value = "table")]
    format: QueueFormat,

    #[command(flatten)]
    database: DatabaseSettings,
}

#[derive(ValueEnum, Debug, Clone, Copy)]
enum QueueFormat {
    /// One line for each fact
    Table,
    /// One JSON document
    Json,
}

pub(super) async fn run(arguments: &ReviewQueueArguments) -> Result<(), CommandError> {
    let content = content(&arguments.paths, arguments.stored, &arguments.database).await?;
    let catalogue = Catalogue::build(content, Revision::new(0), DateTime::UNIX_EPOCH)
        .map_err(CommandError::InvalidCatalogue)?;
    let today = || system_clock().now().date_naive();
    let day = arguments.today.unwrap_or_else(today);
    let people = canonical_profiles(day);
    let decided = people
        .iter()
        .filter_map(|person| decided_answers(&catalogue, person, day, &NeverCancelled));
    let decided: Vec<_> = decided.collect();
    let mut queue = review_queue(&catalogue, day, &decided);
    let all = queue.items.len();
    queue.items.truncate(arguments.first);
    print(
        match arguments.format {
            QueueFormat::Table => table_text(&catalogue, day, &queue, all),
            QueueFormat::Json => json_text(&catalogue, day, &queue, all),
        }
        .trim_end(),
    );
    Ok(())
}

/// The queue as text.
fn table_text(catalogue: &Catalogue, day: Day, queue: &ReviewQueue, all: usize) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{all} facts decide some of {} canonical answers on {day}\n\n\
         answers  roles  days old  fact",
        queue.answers
    );
    for item in &queue.items {
        let age = item
            .age_days
            .map_or_else(|| "missing".to_owned(), |days| days.to_string());
        let _ = writeln!(
            text,
            "{:>7}  {:>5}  {age:>8}  {} {}",
            item.answers,
            item.roles.len(),
            catalogue.exam(item.exam).record.key(),
            item.name,
        );
    }
    text
}

/// The queue as JSON.
fn json_text(catalogue: &Catalogue, day: Day, queue: &ReviewQueue, all: usize) -> String {
    let items: Vec<Value> = queue
        .items
        .iter()
        .map(|item| item_json(catalogue, item))
        .collect();
    let document = json!({
        "day": day.to_string(), "answers": queue.answers, "facts": all, "items": items,
        "truncated": queue.truncated,
    });
    format!("{document:#}")
}

fn item_json(catalogue: &Catalogue, item: &ReviewItem) -> Value {
    let record = &catalogue.exam(item.exam).record;
    let evidence = item.fact.map(|fact| &record.facts[fact].evidence);
    let roles = item.roles.iter();
    let roles: Vec<&str> = roles
        .map(|role| catalogue.role(*role).record.slug.as_str())
        .collect();
    json!({
        "exam": record.key().to_string(),
        "fact": item.name.key(),
        "missing": item.is_missing,
        "answers": item.answers,
        "roles": roles,
        "age_days": item.age_days,
        "sources": evidence.map(|evidence| &evidence.sources),
        "confidence": evidence.map(|evidence| evidence.confidence.word()),
    })
}
