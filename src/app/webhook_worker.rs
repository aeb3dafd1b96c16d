//! Delivers changes to webhooks.
//!
//! Each process runs one worker; leases in the database share the webhooks among them. The worker
//! wakes when a new revision is served and at regular intervals for retries and new webhooks.

use std::{collections::HashMap, convert::Infallible, io, sync::Arc, thread, time::Duration};

use tokio::{
    sync::oneshot,
    task::{self, JoinSet},
    time::sleep,
};

use super::webhook_addresses;
use crate::{
    catalogue::{LogCursor, LogPosition},
    config::ServeSettings,
    http::Clock,
    metrics::{Metrics, WebhookLevels},
    publish::{Feed, FeedError},
    store::{Attempt, LeaseOwner, Store, StoreError, Webhook, WebhookId, WebhookState},
    webhook::{
        Answer, BadWebhookUrl, Circuit, Event, EventSource, Next, PAGE_CHANGES, RetrySchedule,
        SendFault, Sender, SenderOptions, changes_event, check_url, fraction, is_behind,
        reset_event, selection, sequence, sign,
    },
};

/// How much longer a lease is than a request may take.
const LEASE_MARGIN: Duration = Duration::from_secs(5);

/// Polls of the revision for each look for retries and new webhooks.
const POLLS: u32 = 5;

/// Runs deliveries. Copies share the connections.
#[derive(Clone)]
pub(super) struct WebhookWorker {
    feed: Feed,
    clock: Arc<dyn Clock>,
    metrics: Metrics,
    sender: Sender,
    options: SenderOptions,
    source: EventSource,
    schedule: RetrySchedule,
    owner: LeaseOwner,
    interval: Duration,
}

/// Why a delivery could not be made or recorded; it is made again.
#[derive(Debug, thiserror::Error)]
enum DeliveryError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Feed(#[from] FeedError),
    #[error("the event cannot be written: {0}")]
    Event(#[from] serde_json::Error),
    #[error("no thread can be started: {0}")]
    Thread(#[from] io::Error),
}

/// Why a receiver has not acknowledged an event.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Address(#[from] BadWebhookUrl),
    #[error(transparent)]
    Send(#[from] SendFault),
    #[error("status {}{}", .0.status, if (300..400).contains(&.0.status) { "; redirects are not followed" } else { "" })]
    Answer(Answer),
}

impl WebhookWorker {
    /// A worker with the settings; `None` when this process is to deliver nothing.
    ///
    /// # Errors
    /// When the operating system returns no random numbers.
    pub(super) fn new(
        settings: &ServeSettings,
        feed: Feed,
        clock: Arc<dyn Clock>,
        metrics: Metrics,
    ) -> io::Result<Option<Self>> {
        if !settings.webhooks.webhook_delivery {
            return Ok(None);
        }
        let options = SenderOptions {
            timeout: settings.webhooks.timeout(),
            addresses: webhook_addresses(settings.webhooks.addresses),
        };
        let public_url = settings.answers.public_url.as_ref();
        Ok(Some(Self {
            feed,
            clock,
            metrics,
            sender: Sender::new(options),
            options,
            source: EventSource::new(public_url.map(|url| url.as_str().to_owned())),
            schedule: RetrySchedule {
                give_up_after: settings.webhooks.retry_time(),
                ..RetrySchedule::default()
            },
            owner: LeaseOwner::random().map_err(io::Error::other)?,
            interval: settings.poll_interval() * POLLS,
        }))
    }

    /// Delivers for as long as the process runs.
    pub(super) async fn run(&self, store: &Store) -> Infallible {
        let mut heads = self.feed.heads();
        let mut running = JoinSet::new();
        let mut busy: HashMap<task::Id, (WebhookId, Circuit)> = HashMap::new();
        let mut is_reached = true;
        loop {
            let head = *heads.borrow_and_update();
            match store.webhooks().await {
                Ok(webhooks) => {
                    is_reached = true;
                    self.report(&webhooks, head);
                    self.begin(store, &webhooks, head, &mut running, &mut busy);
                }
                Err(error) if is_reached => {
                    is_reached = false;
                    tracing::warn!(%error, cause = error.cause(), "webhooks cannot be read");
                }
                Err(error) => tracing::debug!(%error, "webhooks still cannot be read"),
            }
            tokio::select! {
                changed = heads.changed() => if changed.is_err() {
                    return std::future::pending().await;
                },
                Some(ended) = running.join_next_with_id() => {
                    let id = match ended {
                        Ok((id, ())) => id,
                        Err(error) => error.id(),
                    };
                    busy.remove(&id);
                }
                () = sleep(self.interval) => {}
            }
        }
    }

    /// Begins what is due, receivers that answer first.
    fn begin(
        &self,
        store: &Store,
        webhooks: &[Webhook],
        head: LogPosition,
        running: &mut JoinSet<()>,
        busy: &mut HashMap<task::Id, (WebhookId, Circuit)>,
    ) {
        let occupied: Vec<_> = busy.values().cloned().collect();
        let now = self.clock.now();
        for (webhook, circuit) in selection(webhooks, &occupied, &self.schedule, head, now) {
            let (worker, store, id) = (self.clone(), store.clone(), webhook.id.clone());
            let task = running.spawn(async move {
                if let Err(error) = worker.deliver(&store, &id).await {
                    tracing::warn!(webhook = %id, %error, "the delivery will be repeated");
                }
            });
            busy.insert(task.id(), (webhook.id.clone(), circuit));
        }
    }

    /// Delivers page after page until there is none left, or one fails.
    async fn deliver(&self, store: &Store, id: &WebhookId) -> Result<(), DeliveryError> {
        let lease = self.options.timeout + LEASE_MARGIN;
        while let Some(webhook) = store.lease_webhook(id, &self.owner, lease).await? {
            if !webhook.is_due(self.clock.now()) {
                break;
            }
            let Some((event, head)) = self.next_event(store, &webhook).await? else {
                break;
            };
            let Some(event) = event else {
                continue;
            };
            // Reading may have taken long. The lease must outlast the request, and an editor may
            // have paused, replayed or removed the webhook.
            let confirmed = store.lease_webhook(id, &self.owner, lease).await?;
            let is_same = |webhook: &Webhook| {
                webhook.page_head == Some(head) && webhook.state == WebhookState::Active
            };
            let Some(webhook) = confirmed.filter(is_same) else {
                break;
            };
            let sent = self.send(&webhook, event.clone()).await?;
            if !self.record(store, &webhook, &event, sent).await? {
                break;
            }
        }
        Ok(store.release_webhook(id, &self.owner).await?)
    }

    /// The next event and the head that it reads up to: no event when nothing up to the head is for
    /// this webhook. `None` when there is nothing new, or the lease was lost.
    async fn next_event(
        &self,
        store: &Store,
        webhook: &Webhook,
    ) -> Result<Option<(Option<Event>, LogCursor)>, DeliveryError> {
        let head = if let Some(head) = webhook.page_head {
            head
        } else {
            let served = *self.feed.heads().borrow();
            let head = LogCursor::from(served);
            if !is_behind(webhook, served)
                || !store.begin_webhook_page(webhook, &self.owner, head).await?
            {
                return Ok(None);
            }
            head
        };
        let (after, filter) = (webhook.cursor, &webhook.filter);
        let page = self.feed.page(after, PAGE_CHANGES, filter, head.position);
        let page = match page.await {
            Ok(page) => page,
            Err(FeedError::ResyncRequired) => {
                let event = reset_event(webhook, &self.source, head, self.clock.now())?;
                return Ok(Some((Some(event), head)));
            }
            Err(error) => return Err(error.into()),
        };
        if let Some(event) = changes_event(webhook, &self.source, &page)? {
            return Ok(Some((Some(event), head)));
        }
        let (skipped, now) = (Attempt::Skipped { end: page.end }, self.clock.now());
        let attempt = store.record_webhook_attempt(webhook, &self.owner, &skipped, now);
        Ok(attempt.await?.then_some((None, head)))
    }

    /// Sends an event in a thread of its own: the client blocks, and a thread ends with the process
    /// where a blocking task of the runtime would hold it up.
    async fn send(
        &self,
        webhook: &Webhook,
        event: Event,
    ) -> Result<Result<Answer, Failure>, DeliveryError> {
        let url = match check_url(&webhook.url, self.options.addresses) {
            Ok(url) => url,
            Err(error) => return Ok(Err(error.into())),
        };
        let now = self.clock.now();
        let secrets = webhook.secrets.at(now);
        let signature = sign(secrets, &event.id, now.timestamp(), &event.body);
        let (client, (answer, answered)) = (self.sender.clone(), oneshot::channel());
        let thread = thread::Builder::new().name("webhook".to_owned());
        thread.spawn(move || {
            // The worker may have been stopped.
            let _ = answer.send(client.send(&url, &event, &signature, now));
        })?;
        let sent = answered.await.map_err(io::Error::other)?;
        Ok(sent.map_err(Failure::from).and_then(|answer| {
            if answer.is_acknowledgement() {
                Ok(answer)
            } else {
                Err(Failure::Answer(answer))
            }
        }))
    }

    /// Records what became of an event; returns whether to go on with the next one.
    async fn record(
        &self,
        store: &Store,
        webhook: &Webhook,
        event: &Event,
        sent: Result<Answer, Failure>,
    ) -> Result<bool, DeliveryError> {
        let now = self.clock.now();
        let id = &webhook.id;
        let attempt = match sent {
            Ok(_) => {
                self.metrics.webhook_delivered();
                if webhook.failures > 0 {
                    tracing::info!(webhook = %id, failures = webhook.failures, "the receiver answers again");
                }
                tracing::debug!(webhook = %id, event = event.id, changes = event.changes, "delivered");
                Attempt::Delivered { end: event.end }
            }
            Err(failure) => {
                self.metrics.webhook_failed();
                self.failed(webhook, &failure, now)
            }
        };
        let is_delivered = matches!(attempt, Attempt::Delivered { .. });
        let recorded = store.record_webhook_attempt(webhook, &self.owner, &attempt, now);
        Ok(recorded.await? && is_delivered)
    }

    fn failed(
        &self,
        webhook: &Webhook,
        failure: &Failure,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Attempt {
        let id = &webhook.id;
        let failures = webhook.failures.saturating_add(1);
        let (is_gone, named) = match failure {
            Failure::Answer(answer) => (answer.is_gone(), answer.retry_after),
            Failure::Address(_) | Failure::Send(_) => (false, None),
        };
        let since = webhook.failing_since.unwrap_or(now);
        let jitter = fraction(self.owner.as_str(), id.as_str(), failures);
        let next = self
            .schedule
            .after_failure(failures, since, now, jitter, named);
        let retry_at = match next {
            Next::RetryAt(retry_at) if !is_gone => Some(retry_at),
            _ => None,
        };
        if retry_at.is_none() {
            tracing::warn!(webhook = %id, failures, %failure, "disabled a webhook");
        } else if failures == self.schedule.open_after {
            tracing::warn!(webhook = %id, failures, %failure, "opened the circuit of a webhook");
        } else if failures == 1 {
            tracing::info!(webhook = %id, %failure, "a delivery failed");
        } else {
            tracing::debug!(webhook = %id, failures, %failure, "a delivery failed again");
        }
        Attempt::Failed {
            reason: failure.to_string(),
            retry_at,
        }
    }

    fn report(&self, webhooks: &[Webhook], head: LogPosition) {
        let count = |state| {
            let webhooks = webhooks.iter().filter(|webhook| webhook.state == state);
            webhooks.count()
        };
        let active = || {
            let is_active = |webhook: &&Webhook| webhook.state == WebhookState::Active;
            webhooks.iter().filter(is_active)
        };
        let lag = active().map(|webhook| head.sequence.saturating_sub(sequence(webhook)));
        self.metrics.webhooks(WebhookLevels {
            active: count(WebhookState::Active),
            paused: count(WebhookState::Paused),
            disabled: count(WebhookState::Disabled),
            failing: active().filter(|webhook| webhook.failures > 0).count(),
            lag: lag.max().unwrap_or_default().max(0),
        });
    }
}
