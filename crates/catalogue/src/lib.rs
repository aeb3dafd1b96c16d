//! The certification catalogue: records, validation, and the indexed snapshot. No I/O, no clock.
//!
//! [`Content`] is the catalogue as plain records, in the structure of the TOML files and of the
//! database. [`Catalogue`] is the immutable, indexed snapshot of one revision, and
//! [`LinkedRecords`] its records with their references resolved to indexes.
//!
//! ```
//! use certgraph_catalogue::{Catalogue, CodeLookup, Content, Currency, Day, Revision};
//! use chrono::DateTime;
//!
//! let content: Content = serde_json::from_str(
//!     r#"{
//!         "source": [{
//!             "key": "price-list", "title": "Price list", "publisher": "Acme",
//!             "url": "https://example.org/prices", "kind": "OFFICIAL"
//!         }],
//!         "vendor": [{ "slug": "acme", "name": "Acme" }],
//!         "exam": [{
//!             "vendor": "acme", "code": "AC-100", "title": "Acme Cloud Fundamentals",
//!             "facts": [{
//!                 "name": "FEE", "value": "99.00 USD",
//!                 "evidence": {
//!                     "sources": ["price-list"], "as_of": "2026-10", "confidence": "OFFICIAL"
//!                 }
//!             }]
//!         }]
//!     }"#,
//! )?;
//! let catalogue = Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH)
//!     .expect("the content is valid");
//!
//! let CodeLookup::Found(exam) = catalogue.exam_by_code("ac-100", None) else {
//!     panic!("the code is unique");
//! };
//! let fee = catalogue.exam(exam).fee(Currency::USD);
//! assert_eq!(fee.map(|fee| fee.amount()), Some("99.00".to_owned()));
//!
//! // An exam without a known first day is never bookable.
//! let day: Day = "2026-11-28".parse()?;
//! assert!(!catalogue.exam(exam).is_bookable(day));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod audience_rule;
mod audit;
mod binary;
mod blueprint;
mod blueprint_terms;
mod certification;
mod change;
mod comparison;
mod conditions;
mod content;
mod contradiction;
mod date;
mod derived_facts;
mod described_enum;
mod disagreement;
mod entry;
mod exam;
mod exam_list;
mod exam_name;
mod exam_periods;
mod exam_set;
mod fact;
mod fact_kind;
mod freshness;
mod identity;
mod index;
mod language;
mod language_lifecycle;
mod level;
mod lifecycle;
mod lifecycle_index;
mod linked;
mod live_catalogue;
mod mentions;
mod money;
mod near_name;
mod objective;
mod objective_keys;
mod prerequisite;
mod quantity;
mod record;
mod record_diff;
mod region;
mod reuse;
mod revision;
mod role;
mod search;
mod snapshot;
mod source;
mod stems;
mod study_plan;
mod subject;
mod succession;
mod supposed_exam;
mod text;
mod validation;
mod vendor;

pub use self::{
    audience_rule::{AudienceRule, Decision, RuleConditions},
    audit::{
        Accepted, AcceptedFindings, AuditQuestion, AuditReview, Coverage, CoverageField, DueCheck,
        Finding, Health, KindAge, Lint, StaleEntry, audit_findings, due_checks, newest_check,
    },
    blueprint::{Blueprint, BlueprintStanding, Domain, WeightCheck, WeightsPublished, in_force},
    blueprint_terms::{
        BlueprintTerms, DomainTerms, IndexedBlueprint, LocalRarity, RelatednessProfile, TermVector,
        blueprint_to_study,
    },
    certification::{Certification, EarningSet},
    change::{BadLogCursor, Change, ChangeFilter, LogCursor, LogPosition, Operation},
    comparison::{Comparison, ComparisonAudience, ComparisonDimension, Equivalence},
    conditions::{Circumstances, ExamForm, FactConditions},
    content::Content,
    contradiction::{Claim, Contradiction, ContradictionRule, ContradictionSubject, Severity},
    date::{ApproximateDate, Day, Precision, writable},
    described_enum::DescribedEnum,
    entry::{
        AudienceRuleEntry, CertificationEntry, ComparisonEntry, EquivalenceEntry, ExamEntry,
        RoleEntry, VendorEntry,
    },
    exam::{Exam, Succession},
    exam_list::{
        ExamFilter, ExamList, ExamOrder, ExamOrderField, ExamPage, MoneyBounds, PageRequest,
        list_exams,
    },
    exam_name::ExamName,
    fact::{
        AbsenceReason, Fact, FactContent, FactName, FactValue, PassingScore, ScoreUnit, Topic,
        ValueKind, first_on_topic, served, served_of_name, whole_range,
    },
    fact_kind::FactKind,
    freshness::{CheckedStatement, FreshnessIntervals, KindFreshness, oldest_check},
    identity::{Identity, ObjectKind, hexadecimal},
    index::{
        AudienceRuleIndex, CertificationIndex, ComparisonIndex, EquivalenceIndex, ExamIndex,
        ObjectIndex, RoleIndex, VendorIndex,
    },
    language::{Language, UnknownLanguage},
    level::{Experience, Level},
    lifecycle::{LifecycleDates, LifecycleEnd, LifecycleState, Window},
    linked::LinkedRecords,
    live_catalogue::LiveCatalogue,
    mentions::{Mention, MentionCandidates, MentionForm},
    money::{Currency, Money, MoneyRange},
    near_name::{did_you_mean, near_names},
    objective::Objective,
    objective_keys::{complete_exam_keys, complete_objective_keys, folded_objective},
    prerequisite::{PrerequisiteGroup, PrerequisiteKind},
    quantity::{Quantity, Tenths, Unit, WeightRange},
    record::{Record, RecordKind, UnknownRecordKind},
    record_diff::{Pair, differing},
    region::Region,
    revision::Revision,
    role::{Role, RoleRecommendation, RoleStep},
    search::{SearchField, SearchHit, SearchIndex, SearchPage, SearchScore, SearchTarget},
    snapshot::{Catalogue, CodeLookup},
    source::{Confidence, Evidence, Source, SourceKind, SourceLimit},
    stems::StemReader,
    study_plan::{StudyPlan, StudyPlanBlock, StudyPlanGate},
    supposed_exam::SupposedExam,
    text::{
        CertificationSlug, DomainKey, ExamCode, ExamKey, ObjectiveKey, RoleSlug, RuleKey,
        SourceKey, TextError, VendorSlug,
    },
    validation::{Violation, repetitions, validate, validate_after},
    vendor::Vendor,
};
