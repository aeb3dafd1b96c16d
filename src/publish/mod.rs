//! Changes to the catalogue, and the files that people write it in.

mod accepted_findings;
mod authoring;
mod bulk;
pub mod cert_atlas;
mod change_set;
mod confirmation;
mod difference;
mod embedded;
mod export;
mod feed;
mod import;
mod location;
mod merge;
mod objective_keys;
mod publication;
mod text_edits;
mod type_faults;

pub use self::{
    accepted_findings::read_accepted_findings,
    authoring::{
        AuthoringError, CatalogueFile, Fault, Faults, Parsed, file_schema, parse, read_files,
    },
    bulk::{
        BulkExport, CatalogueLines, Coding, ExportCache, ExportError, ExportFacts, ExportFile,
        case_jsonl, ctdl_jsonld, domain_weights_csv, domain_weights_jsonl,
    },
    change_set::{
        BadChangeSetText, ChangeSet, Edit, Edits, ExamReference, IdempotencyKey, ImportMode, Note,
        RecordReference, Retirement,
    },
    confirmation::{
        Confirmation, ConfirmationError, Confirmed, ConfirmedFact, FactReference, confirm,
    },
    difference::{ChangeCounts, Difference, FieldChange, FieldEffect, RecordChange, RecordEffect},
    embedded::shipped_files,
    export::{to_inline_toml, to_json, to_toml},
    feed::{Feed, FeedError, FeedPage, Follower},
    import::{ImportError, import},
    merge::overlay,
    objective_keys::{AssignedKey, AssignedKeys, assign_objective_keys},
    publication::{Outcome, PublishError, Published, RevisionConflict, publish},
};
