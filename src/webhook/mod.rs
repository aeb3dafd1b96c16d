//! Webhooks: which addresses may be told, what they are sent and how it is signed, when a failed
//! delivery is tried again, and the client that sends.
//!
//! Only `sender` does input and output; the worker that runs deliveries is in `app`.

mod address;
mod event;
mod schedule;
mod selection;
mod sender;
mod signature;

pub use self::{
    address::{AddressPolicy, BadWebhookUrl, check_url, refusal, shown_url},
    event::{Event, EventSource, PAGE_CHANGES, changes_event, reset_event},
    schedule::{Circuit, Next, RetrySchedule, fraction},
    selection::{is_behind, selection, sequence},
    sender::{Answer, SendFault, Sender, SenderOptions, retry_after},
    signature::{BadSecret, Signature, secret_from_text, secret_text, sign},
};
