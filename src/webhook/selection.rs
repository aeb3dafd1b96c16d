//! Which deliveries begin, when more are due than may run at a time.

use chrono::{DateTime, Utc};

use super::schedule::{Circuit, RetrySchedule};
use crate::{
    catalogue::LogPosition,
    store::{Webhook, WebhookId},
};

/// Maximum deliveries at a time in one process.
const DELIVERIES: usize = 8;

/// How many of them may be probes of receivers that fail, which often take the whole timeout.
const PROBES: usize = 4;

/// How far a webhook is in the log.
pub fn sequence(webhook: &Webhook) -> i64 {
    webhook.cursor.map_or(0, |cursor| cursor.position.sequence)
}

/// Whether there is something to deliver. A process that lags behind another one waits.
pub fn is_behind(webhook: &Webhook, head: LogPosition) -> bool {
    webhook.page_head.is_some() || sequence(webhook) < head.sequence
}

/// The webhooks whose delivery begins now, with their circuits: those with a closed one first, in the
/// given order, as long as there is room beside the deliveries that run.
pub fn selection<'a>(
    webhooks: &'a [Webhook],
    running: &[(WebhookId, Circuit)],
    schedule: &RetrySchedule,
    head: LogPosition,
    now: DateTime<Utc>,
) -> Vec<(&'a Webhook, Circuit)> {
    let is_running = |webhook: &Webhook| running.iter().any(|(id, _)| *id == webhook.id);
    let due = |wanted| {
        let due = webhooks.iter().filter(move |webhook| {
            schedule.circuit(webhook.failures) == wanted
                && webhook.is_due(now)
                && is_behind(webhook, head)
                && !is_running(webhook)
        });
        due.map(move |webhook| (webhook, wanted))
    };
    let room = DELIVERIES.saturating_sub(running.len());
    let probes = running
        .iter()
        .filter(|(_, circuit)| *circuit == Circuit::Open);
    let probes_left = PROBES.saturating_sub(probes.count());
    let open = due(Circuit::Open).take(probes_left);
    due(Circuit::Closed).chain(open).take(room).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        catalogue::{ChangeFilter, LogCursor},
        store::{WebhookSecret, WebhookSecrets, WebhookState},
    };

    const HEAD: LogPosition = LogPosition {
        sequence: 10,
        chain: [7; 8],
    };

    fn webhook(number: usize, state: WebhookState, failures: u32, due_in: i64, at: i64) -> Webhook {
        let position = LogPosition {
            sequence: at,
            chain: [7; 8],
        };
        Webhook {
            id: format!("wh-{number:024x}").parse().unwrap(),
            url: "https://example.org/".to_owned(),
            filter: ChangeFilter::default(),
            secrets: WebhookSecrets::new(WebhookSecret::from_bytes(vec![1; 32]).unwrap()),
            state,
            cursor: Some(LogCursor::from(position)),
            page_head: None,
            generation: 0,
            deliveries: 0,
            failures,
            failing_since: None,
            last_failure: None,
            last_attempt_at: None,
            next_attempt_at: DateTime::from_timestamp(100 + due_in, 0).unwrap(),
            delivered_at: None,
            created_by: "cli".to_owned(),
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    proptest! {
        #[test]
        fn what_begins_is_due_and_leaves_room_for_receivers_that_answer(
            all in prop::collection::vec(
                (0..3_usize, 0..20_u32, -5..5_i64, 8..12_i64, any::<bool>()),
                0..30,
            ),
        ) {
            let states = [WebhookState::Active, WebhookState::Paused, WebhookState::Disabled];
            let schedule = RetrySchedule::default();
            let webhooks: Vec<Webhook> = all
                .iter()
                .enumerate()
                .map(|(number, (state, failures, due_in, at, _))| {
                    webhook(number, states[*state], *failures, *due_in, *at)
                })
                .collect();
            let circuit = |webhook: &Webhook| schedule.circuit(webhook.failures);
            let mut running: Vec<(WebhookId, Circuit)> = Vec::new();
            for (webhook, (.., runs)) in webhooks.iter().zip(&all) {
                let open = running.iter().filter(|(_, of)| *of == Circuit::Open).count();
                let fits = running.len() < 8 && (circuit(webhook) == Circuit::Closed || open < 4);
                if *runs && fits {
                    running.push((webhook.id.clone(), circuit(webhook)));
                }
            }
            let now = DateTime::from_timestamp(100, 0).unwrap();
            let chosen = selection(&webhooks, &running, &schedule, HEAD, now);
            let is_open = |of: &Circuit| *of == Circuit::Open;
            let open = chosen.iter().filter(|(_, of)| is_open(of)).count()
                + running.iter().filter(|(_, of)| is_open(of)).count();
            prop_assert!(open <= 4 && chosen.len() + running.len() <= 8);
            for (webhook, of) in &chosen {
                prop_assert_eq!(*of, circuit(webhook));
                prop_assert!(webhook.is_due(now) && sequence(webhook) < HEAD.sequence);
                prop_assert!(running.iter().all(|(id, _)| *id != webhook.id));
            }
            prop_assert!(chosen.is_sorted_by_key(|(_, of)| is_open(of)));
            // Whoever answers and is due waits only while every slot is taken.
            let waits = webhooks.iter().any(|webhook| {
                circuit(webhook) == Circuit::Closed
                    && webhook.is_due(now)
                    && is_behind(webhook, HEAD)
                    && running.iter().all(|(id, _)| *id != webhook.id)
                    && chosen.iter().all(|(begun, _)| begun.id != webhook.id)
            });
            prop_assert!(!waits || chosen.len() + running.len() == 8);
        }
    }
}
