//! The calendar of change.

use async_graphql::{InputObject, Result};
use certgraph_macros::fields;

use crate::graphql::{
    engine::request_context::RequestContext,
    objects::blueprint::Blueprint,
    objects::certification::CertificationObject,
    objects::connection::{CursorScope, Page, PageArguments, bad_argument, page},
    objects::enums::{ApiEnum, values},
    objects::evidence::Evidence,
    objects::exam::ExamObject,
    objects::lookup,
    objects::renewal::{HeldExamInput, held_exams},
    objects::role::RoleObject,
    objects::scalars::{ApproximateDate, Date},
    objects::transition_stream::TransitionCursor,
    objects::view::View,
};
use crate::{
    advice::{self, TransitionKind, TransitionQuestion, TransitionSubject},
    catalogue::{Catalogue, Day, FactName, FreshnessIntervals},
};

/// The most days of one question: ten years.
const MAX_DAYS: i64 = 3_653;

/// Whose transitions; everything given must hold, and an empty list matches none.
#[derive(InputObject, Debug, Clone, Default, PartialEq)]
pub struct TransitionFilter {
    /// Of exams and certifications of these vendors (slugs), and of roles for which one of their
    /// exams changes. Example: `["microsoft"]`.
    vendors: Option<Vec<String>>,
    /// Of these exams, by code or `vendor/code`, of the certifications that they earn, and of roles
    /// for which one of them changes. Example: `["AI-102", "aws/AIF-C01"]`.
    exams: Option<Vec<String>>,
    /// Of these roles (slugs), of the exams that sources recommend for them with all successors, and
    /// of the certifications that those earn. Example: `["azure-ai-engineer"]`.
    roles: Option<Vec<String>>,
    /// Of these credentials: when each can be renewed and lapses; and of the exams that earned them,
    /// their successors and their certifications. At most 100. Example:
    /// `[{ exam: "AZ-104", earnedOn: "2026-02-01" }]`.
    held: Option<Vec<HeldExamInput>>,
    /// Of these kinds. Default: all but `CHECK_DUE`, which is for editors.
    kinds: Option<Vec<ApiEnum<TransitionKind>>>,
}

impl TransitionFilter {
    /// The filter with its names resolved.
    pub(crate) fn read(self, view: &View) -> Result<advice::TransitionFilter> {
        let held = self.held.map(|held| held_exams(view, "filter.held", &held));
        Ok(advice::TransitionFilter {
            vendors: lookup::filter_vendors(view, self.vendors.as_ref())?,
            exams: lookup::filter_exams(view, self.exams.as_ref())?,
            roles: lookup::filter_roles(view, self.roles.as_ref())?,
            held: held.transpose()?,
            kinds: values(self.kinds),
        })
    }
}

pub struct TransitionObject {
    /// The snapshot on the day of the transition.
    view: View,
    transition: advice::Transition,
}

impl TransitionObject {
    pub(crate) fn new(view: View, transition: advice::Transition) -> Self {
        Self { view, transition }
    }
}

/// One dated event: something opens, closes or changes, or will on a later day. Exams,
/// certifications and roles below it are shown as they are on its day.
#[fields(name = "Transition")]
impl TransitionObject {
    /// The first day on which answers differ from those of the day before; where
    /// `changesAnswers` is false the day that is announced, such as a last day. Example:
    /// `"2026-07-01"`.
    fn day(&self) -> Date {
        Date(self.transition.day)
    }

    /// What happens.
    fn kind(&self) -> ApiEnum<TransitionKind> {
        self.transition.kind.into()
    }

    /// Whether answers about the exam, certification, role or credential differ between the day
    /// before and the day. False for last days and for what is published or announced.
    fn changes_answers(&self) -> bool {
        self.transition.kind.changes_answers()
    }

    /// What it means, in a sentence. Example: `"AI-102 has retired and can no longer be booked;
    /// AI-103 follows."`
    fn meaning(&self) -> String {
        self.transition.meaning(&self.view.catalogue)
    }

    /// The exam that it is about. Null when it is about a certification or a role.
    fn exam(&self) -> Option<ExamObject> {
        match self.transition.subject {
            TransitionSubject::Exam(exam) => Some(self.view.exam(exam)),
            _ => None,
        }
    }

    /// The certification that it is about. Null when it is about an exam or a role.
    fn certification(&self) -> Option<CertificationObject> {
        match self.transition.subject {
            TransitionSubject::Certification(index) => Some(self.view.certification(index)),
            _ => None,
        }
    }

    /// The role that it is about. Null when it is about an exam or a certification.
    fn role(&self) -> Option<RoleObject> {
        match self.transition.subject {
            TransitionSubject::Role(role) => Some(self.view.role(role)),
            _ => None,
        }
    }

    /// The languages in which the exam's date is this one, by English name. Example: `["Japanese",
    /// "Korean"]`. Empty when it is that of every language, or no date of an exam.
    fn languages(&self) -> &[String] {
        self.transition.languages()
    }

    /// The date as exactly as sources know it; `day` is its careful reading. Example: `"2026-06"`.
    /// Null when the day follows from other dates, such as the renewal of a credential.
    fn date(&self) -> Option<ApproximateDate> {
        let date = self.transition.date(&self.view.catalogue);
        date.map(ApproximateDate)
    }

    /// The fact that changes. Example: `VALIDITY`. Null for kinds other than `FACT_CHANGED` and
    /// `PRICE_CHANGED`.
    fn fact(&self) -> Option<ApiEnum<FactName>> {
        self.transition.fact().map(ApiEnum)
    }

    /// The blueprint that is published, begins or ends. Null for other kinds.
    fn blueprint(&self) -> Option<Blueprint> {
        let TransitionSubject::Exam(exam) = self.transition.subject else {
            return None;
        };
        let index = self.transition.blueprint()?;
        Some(Blueprint::new(&self.view, exam, index))
    }

    /// The exam that sources recommend for the role. Null for kinds other than
    /// `ROLE_EXAMS_CHANGED`.
    fn recommended(&self) -> Option<ExamObject> {
        let exam = self.transition.recommended();
        exam.map(|exam| self.view.exam(exam))
    }

    /// What can be booked in place of an exam that closes, for a last day on the day after it; what
    /// is to be booked for the exam that is recommended for a role, where it is another. Empty when
    /// nothing can, and for other kinds.
    fn instead(&self) -> Vec<ExamObject> {
        let instead = self.transition.instead(&self.view.catalogue);
        self.view.exams(&instead)
    }

    /// The day on which the credential was earned. Null when it is not about one that is held.
    fn earned_on(&self) -> Option<Date> {
        let renewal = self.transition.renewal()?;
        Some(Date(renewal.held.earned_on))
    }

    /// Who says so; empty when no source does.
    fn evidence(&self) -> Vec<Evidence> {
        let evidence = self.transition.evidence(&self.view.catalogue);
        self.view.evidence(&evidence)
    }

    /// Where the subscription `transitions` continues after this one: pass it as `after`. It names the
    /// transition, so that it never expires and every server takes it.
    fn cursor(&self) -> String {
        TransitionCursor::after(&self.view.catalogue, &self.transition).to_string()
    }

    /// An identifier that stays the same when the day is corrected: the kind, what it is about, and
    /// the language or version. Example: `"9f3c1b5a7d2e4f60819a2b3c4d5e6f70"`.
    fn uid(&self) -> String {
        self.transition.uid(&self.view.catalogue)
    }
}

/// One page of the transitions of some days.
pub(crate) fn transitions(
    scope: &RequestContext,
    (from, to): (Day, Day),
    filter: Option<TransitionFilter>,
    arguments: &PageArguments,
) -> Result<Page<TransitionObject>> {
    if to < from {
        let message = format!("{to} is before {from}, the first day");
        return Err(bad_argument("to", message));
    }
    if (to - from).num_days() >= MAX_DAYS {
        let message = format!("{from} to {to} are more than {MAX_DAYS} days");
        return Err(bad_argument("to", message));
    }
    // An empty filter must not change the cursors of a list.
    let filter = filter.filter(|filter| *filter != TransitionFilter::default());
    let cursors = CursorScope::new("transitions", &(&filter, from, to));
    // The answer does not depend on today.
    let on = |day: Day| View::of(scope, Some(Date(day)));
    let view = on(to);
    let filter = filter.unwrap_or_default().read(&view)?;
    let found = find(&view.catalogue, (from, to), filter, scope.limits.freshness)?;
    let items = found.into_iter().map(|transition| {
        let key = transition.key(&view.catalogue);
        (key, transition)
    });
    page(items.collect(), arguments, cursors, |transition| {
        TransitionObject::new(on(transition.day), transition)
    })
}

/// The transitions of some days.
pub(crate) fn find(
    catalogue: &Catalogue,
    (from, to): (Day, Day),
    filter: advice::TransitionFilter,
    intervals: FreshnessIntervals,
) -> Result<Vec<advice::Transition>> {
    let question = TransitionQuestion {
        days: from..=to,
        filter,
        intervals,
    };
    advice::transitions(catalogue, &question).map_err(|fault| {
        let argument = format!("filter.held[{}].earnedOn", fault.index);
        bad_argument(&argument, fault.fault)
    })
}
