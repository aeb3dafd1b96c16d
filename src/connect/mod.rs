//! Connectors: imports facts from vendors' APIs.
//!
//! A [`Connector`] implements one vendor's API: its addresses, format and mapping. Mapping is pure:
//! responses become a [`Statement`] without I/O, and the rules that merge a statement are the same
//! for all vendors. Only `client` and `gather` do I/O.

mod certifications;
mod client;
mod connector;
mod error;
mod exams;
mod facts;
mod finding;
mod gather;
mod merge;
pub mod microsoft_learn;
mod statement;

pub use self::{
    client::{Client, ClientLimits, Token},
    connector::{AnswerFault, Connector, Page},
    error::ConnectError,
    finding::{Finding, Findings},
    gather::{address, fetch, read_file, text as response_text},
    merge::ConnectorMerge,
    statement::{
        CertificationStatement, ExamStatement, FactStatement, Retirement, Stated, Statement,
    },
};
