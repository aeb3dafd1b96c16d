//! Connectors: what a vendor's own interface says, taken over as facts.
//!
//! A [`Connector`] knows one vendor's interface: where to ask, how to read an answer, what the
//! answers say. Saying is pure: answers become a [`Statement`] without a network, and a
//! statement is laid over what is stored by rules that are the same for every vendor. Only
//! `client` and `gather` do input and output.

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
    gather::{address, fetch, read_file},
    merge::ConnectorMerge,
    statement::{
        CertificationStatement, ExamStatement, FactStatement, Retirement, Stated, Statement,
    },
};
