//! Infeasible requests: which constraints conflict, and which changes would help.
//!
//! At most seven constraints can be lifted, so every subset is tried, smallest first: minimal
//! conflicts, and minimal remedies.

use std::{collections::HashMap, rc::Rc};

use super::{
    goal::Destination,
    problem::Question,
    result::{BindingConstraint, Change, ConstraintArgument, Relaxation, Remedy},
    solution::{MAX_PARTIAL_PATHS, Solution},
};
use crate::{
    Constraints, Profile,
    availability::{end_in_words, in_other_languages},
};
use catalogue::{Day, ExamIndex, Language, Money, PrerequisiteKind, VendorIndex};

/// The arguments that can be lifted, in report order.
const LIFTABLE: [ConstraintArgument; 7] = [
    ConstraintArgument::MaxFees,
    ConstraintArgument::Deadline,
    ConstraintArgument::MaxSteps,
    ConstraintArgument::Exclude,
    ConstraintArgument::Vendors,
    ConstraintArgument::Languages,
    ConstraintArgument::IncludeRecommended,
];

/// The maximum number of exams whose refusal is explained if no remedy helps.
const MAX_REFUSALS: usize = 3;

/// The conflict of an infeasible request.
pub(super) struct Conflict {
    pub(super) binding: Vec<BindingConstraint>,
    pub(super) remedies: Vec<Remedy>,
    /// The request after the first remedy; `None` if nothing helps.
    pub(super) remedied: Option<(Profile, Constraints)>,
    pub(super) truncated: bool,
}

impl Conflict {
    /// Analyses a request that has no path.
    pub(super) fn of(question: Question<'_>, destination: Destination) -> Self {
        let mut inquiry = ConflictAnalysis {
            question,
            destination,
            active: active(question).collect(),
            solved: HashMap::new(),
            truncated: false,
        };
        let remedies = inquiry.remedies();
        let binding = if remedies.is_empty() {
            vec![refusal(question, destination)]
        } else {
            inquiry.binding()
        };
        let (remedies, after): (Vec<Remedy>, Vec<Inputs>) = remedies.into_iter().unzip();
        Self {
            binding,
            remedies,
            remedied: after.into_iter().next(),
            truncated: inquiry.truncated,
        }
    }
}

/// The constraints of a request that can be lifted.
pub(super) fn active(question: Question<'_>) -> impl Iterator<Item = ConstraintArgument> {
    LIFTABLE
        .into_iter()
        .filter(move |argument| is_active(question, *argument))
}

fn is_active(question: Question<'_>, argument: ConstraintArgument) -> bool {
    let constraints = question.constraints;
    match argument {
        ConstraintArgument::MaxFees => constraints.max_fees.is_some(),
        ConstraintArgument::Deadline => constraints.deadline.is_some(),
        ConstraintArgument::MaxSteps => constraints.max_steps.is_some(),
        ConstraintArgument::Exclude => !constraints.exclude.is_empty(),
        ConstraintArgument::Vendors => !question.profile.vendors.is_empty(),
        ConstraintArgument::Languages => !question.profile.languages.is_empty(),
        ConstraintArgument::IncludeRecommended => match constraints.include_recommended {
            Some(included) => included,
            None => question.profile.experience.is_some(),
        },
        ConstraintArgument::Goal => false,
    }
}

/// The parts of a request that remedies change.
type Inputs = (Profile, Constraints);

/// Lifts a constraint.
pub(super) fn lift((profile, constraints): &mut Inputs, argument: ConstraintArgument) {
    match argument {
        ConstraintArgument::MaxFees => constraints.max_fees = None,
        ConstraintArgument::Deadline => constraints.deadline = None,
        ConstraintArgument::MaxSteps => constraints.max_steps = None,
        ConstraintArgument::Exclude => constraints.exclude.clear(),
        ConstraintArgument::Vendors => profile.vendors.clear(),
        ConstraintArgument::Languages => profile.languages = Language::all().collect(),
        ConstraintArgument::IncludeRecommended => constraints.include_recommended = Some(false),
        ConstraintArgument::Goal => {}
    }
}

/// Applies a relaxation to a request; `original` is the request before any change.
pub(super) fn relax(
    (profile, constraints): &mut Inputs,
    original: Question<'_>,
    relaxation: &Relaxation,
) {
    match relaxation {
        Relaxation::MaxFees(fees) => constraints.max_fees = Some(*fees),
        Relaxation::Deadline(day) => constraints.deadline = Some(*day),
        Relaxation::MaxSteps(steps) => constraints.max_steps = Some(*steps),
        Relaxation::AllowExams(exams) => {
            constraints
                .exclude
                .clone_from(&original.constraints.exclude);
            constraints.exclude.retain(|exam| !exams.contains(exam));
        }
        Relaxation::AllowVendors(vendors) => {
            profile.vendors.clone_from(&original.profile.vendors);
            profile.vendors.extend(vendors);
        }
        Relaxation::AllowLanguages(languages) => {
            profile.languages.clone_from(&original.profile.languages);
            profile.languages.extend(languages);
        }
        Relaxation::WithoutRecommended => constraints.include_recommended = Some(false),
    }
}

/// A set of active constraints, as bits in their order.
type Set = u8;

/// Searches with subsets of the constraints lifted, each subset once.
struct ConflictAnalysis<'a> {
    question: Question<'a>,
    destination: Destination,
    active: Vec<ConstraintArgument>,
    solved: HashMap<Set, Option<Rc<Solution>>>,
    truncated: bool,
}

impl ConflictAnalysis<'_> {
    /// The minimum-size changes that suffice, each with the changed request.
    fn remedies(&mut self) -> Vec<(Remedy, Inputs)> {
        for size in 1..=self.active.len() {
            let mut enough = Vec::new();
            for set in self.sets(size) {
                if self.without(set).is_some() {
                    enough.push(self.remedy(set));
                }
            }
            if !enough.is_empty() {
                return enough;
            }
        }
        vec![]
    }

    /// Minimal conflicting sets of constraints, disjoint: within each, lifting any one leaves a
    /// path for the others.
    fn binding(&mut self) -> Vec<BindingConstraint> {
        let all = (1 << self.active.len()) - 1;
        let (mut binding, mut lifted) = (Vec::new(), 0);
        while lifted != all && self.without(lifted).is_none() {
            let sizes = 1..=self.active.len();
            let mut set = sizes.flat_map(|size| self.sets(size)).collect::<Vec<_>>();
            set.retain(|set| set & lifted == 0);
            let conflict = set
                .into_iter()
                .find(|set| self.without(all & !set).is_none());
            let Some(conflict) = conflict else { break };
            for index in 0..self.active.len() {
                if conflict & (1 << index) != 0 {
                    binding.push(self.binding_constraint(index, conflict));
                }
            }
            lifted |= conflict;
        }
        binding
    }

    /// Every set of this many active constraints, in a stable order.
    fn sets(&self, size: usize) -> Vec<Set> {
        (0..1_u8 << self.active.len())
            .filter(|set| set.count_ones() as usize == size)
            .collect()
    }

    fn arguments(&self, set: Set) -> Vec<ConstraintArgument> {
        let indexes = (0..self.active.len()).filter(|index| set & (1 << index) != 0);
        indexes.map(|index| self.active[index]).collect()
    }

    /// The search result with a set of constraints lifted, if there is a path.
    fn without(&mut self, set: Set) -> Option<Rc<Solution>> {
        if let Some(solved) = self.solved.get(&set) {
            return solved.clone();
        }
        let mut words = self.words();
        for argument in self.arguments(set) {
            lift(&mut words, argument);
        }
        let solution = self.solve(&words).map(Rc::new);
        self.solved.insert(set, solution.clone());
        solution
    }

    fn words(&self) -> Inputs {
        (
            self.question.profile.clone(),
            self.question.constraints.clone(),
        )
    }

    fn solve(&mut self, (profile, constraints): &Inputs) -> Option<Solution> {
        let question = Question {
            profile,
            constraints,
            ..self.question
        };
        let solution = Solution::find(question, self.destination, MAX_PARTIAL_PATHS / 4);
        self.truncated |= solution.truncated;
        solution.is_feasible().then_some(solution)
    }

    /// The least values of a set of constraints that suffice together: each is as tight as the
    /// previous ones allow.
    fn remedy(&mut self, set: Set) -> (Remedy, Inputs) {
        let mut words = self.words();
        for argument in self.arguments(set) {
            lift(&mut words, argument);
        }
        let changes = self
            .arguments(set)
            .into_iter()
            .filter_map(|argument| {
                let solution = self.solve(&words)?;
                let relaxation = self.least(&words, &solution, argument)?;
                relax(&mut words, self.question, &relaxation);
                Some(Change {
                    argument,
                    relaxation,
                })
            })
            .collect();
        (Remedy { changes }, words)
    }

    /// The least change of a lifted constraint that leaves a path.
    fn least(
        &mut self,
        words: &Inputs,
        solution: &Solution,
        argument: ConstraintArgument,
    ) -> Option<Relaxation> {
        let paths = || solution.candidates().map(|candidate| candidate.found);
        match argument {
            // The budget applies to known fees, so the least known sum suffices.
            ConstraintArgument::MaxFees => {
                let least = paths().map(|path| path.score.cost.fees.known).min()?;
                let currency = self.question.constraints.currency;
                Some(Relaxation::MaxFees(Money::from_minor(least, currency)))
            }
            ConstraintArgument::Deadline => {
                let ends = paths().filter_map(|path| path.steps.last());
                ends.map(|last| last.end.day)
                    .min()
                    .map(Relaxation::Deadline)
            }
            ConstraintArgument::MaxSteps => {
                // The best paths need not be the shortest, so one more step is allowed at a time.
                let enough = paths().map(|path| path.exams.len()).min()?;
                let most = self.question.constraints.max_steps.unwrap_or_default();
                let fewest = (most + 1..enough).find(|steps| {
                    let mut words = words.clone();
                    words.1.max_steps = Some(*steps);
                    self.solve(&words).is_some()
                });
                Some(Relaxation::MaxSteps(fewest.unwrap_or(enough)))
            }
            ConstraintArgument::Exclude => {
                let excluded = &self.question.constraints.exclude;
                let needed = fewest(solution, |exam| excluded.contains(&exam));
                let all = excluded.iter().copied().collect();
                Some(self.fewest_allowed(words, needed, all, Relaxation::AllowExams))
            }
            ConstraintArgument::Vendors => {
                let (catalogue, own) = (self.question.catalogue, &self.question.profile.vendors);
                let vendor = |exam: ExamIndex| catalogue.exam(exam).vendor;
                let foreign = |exam: ExamIndex| !own.contains(&vendor(exam));
                let mut needed: Vec<VendorIndex> =
                    fewest(solution, foreign).into_iter().map(vendor).collect();
                needed.sort_unstable();
                needed.dedup();
                let all = catalogue
                    .vendors()
                    .filter(|other| !own.contains(other))
                    .collect();
                Some(self.fewest_allowed(words, needed, all, Relaxation::AllowVendors))
            }
            ConstraintArgument::Languages => {
                let (catalogue, own) = (self.question.catalogue, &self.question.profile.languages);
                let exams: Vec<ExamIndex> = paths().flat_map(|path| path.exams.clone()).collect();
                let is_offered = |language: &Language| {
                    let mut entries = exams.iter().map(|exam| catalogue.exam(*exam));
                    entries.any(|entry| entry.windows(&[*language]).next().is_some())
                };
                let mut all: Vec<Language> = Language::all()
                    .filter(|other| !own.contains(other) && is_offered(other))
                    .collect();
                // Later languages are removed last, and most people prefer English.
                all.reverse();
                Some(self.fewest_allowed(words, vec![], all, Relaxation::AllowLanguages))
            }
            ConstraintArgument::IncludeRecommended => Some(Relaxation::WithoutRecommended),
            ConstraintArgument::Goal => None,
        }
    }

    /// A minimal set of items that must be allowed: among those that some path needs, otherwise
    /// (allowing fewer may activate other advice) among all.
    fn fewest_allowed<T: Copy + PartialEq>(
        &mut self,
        words: &Inputs,
        needed: Vec<T>,
        all: Vec<T>,
        allow: fn(Vec<T>) -> Relaxation,
    ) -> Relaxation {
        let original = self.question;
        let mut suffices = |allowed: &[T]| {
            let mut words = words.clone();
            relax(&mut words, original, &allow(allowed.to_vec()));
            self.solve(&words).is_some()
        };
        let mut allowed = if suffices(&needed) { needed } else { all };
        for item in allowed.clone() {
            let mut fewer = allowed.clone();
            fewer.retain(|other| *other != item);
            if suffices(&fewer) {
                allowed = fewer;
            }
        }
        allow(allowed)
    }

    /// A constraint of a minimal conflict, with its least relaxation.
    fn binding_constraint(&mut self, index: usize, conflict: Set) -> BindingConstraint {
        let argument = self.active[index];
        let alone = 1 << index;
        let all = (1 << self.active.len()) - 1;
        let is_enough_alone = self.without(alone).is_some();
        // If lifting it alone is not enough, the conflict that it is part of counts.
        let lifted = if is_enough_alone {
            alone
        } else {
            all & !conflict | alone
        };
        let (remedy, _) = self.remedy_of(argument, lifted);
        let others: Vec<&str> = self
            .arguments(conflict & !alone)
            .into_iter()
            .map(ConstraintArgument::path)
            .collect();
        let mut message = self.message(argument, remedy.as_ref());
        if !others.is_empty() {
            message = format!("{message} It conflicts with {}.", others.join(" and "));
        }
        if !is_enough_alone {
            message = format!("{message} That alone is not enough.");
        }
        BindingConstraint {
            argument,
            message,
            least_relaxation: remedy.filter(|_| is_enough_alone),
        }
    }

    /// The least change of one of the lifted constraints while the others stay lifted.
    fn remedy_of(
        &mut self,
        argument: ConstraintArgument,
        lifted: Set,
    ) -> (Option<Relaxation>, Inputs) {
        let mut words = self.words();
        for argument in self.arguments(lifted) {
            lift(&mut words, argument);
        }
        let relaxation = self
            .solve(&words)
            .and_then(|solution| self.least(&words, &solution, argument));
        (relaxation, words)
    }

    fn message(&self, argument: ConstraintArgument, least: Option<&Relaxation>) -> String {
        let limits = self.question.constraints;
        let catalogue = self.question.catalogue;
        match (argument, least) {
            (ConstraintArgument::MaxFees, Some(Relaxation::MaxFees(fees))) => format!(
                "The budget of {} is too small; {fees} would be enough.",
                limits
                    .max_fees
                    .map(|budget| budget.to_string())
                    .unwrap_or_default(),
            ),
            (ConstraintArgument::Deadline, Some(Relaxation::Deadline(day))) => format!(
                "The deadline {} is too early at {} hours a week from {}; {day} would be enough.",
                limits
                    .deadline
                    .map(|day| day.to_string())
                    .unwrap_or_default(),
                limits.weekly_hours.hours(),
                self.question.begin,
            ),
            (ConstraintArgument::MaxSteps, Some(Relaxation::MaxSteps(steps))) => format!(
                "At most {} is too few; {} would be enough.",
                counted(limits.max_steps.unwrap_or_default()),
                counted(*steps),
            ),
            (ConstraintArgument::Exclude, Some(Relaxation::AllowExams(exams))) => format!(
                "Every path needs an excluded exam; with {} allowed there is one.",
                codes(self.question, exams, " and "),
            ),
            (ConstraintArgument::Vendors, Some(Relaxation::AllowVendors(vendors))) => {
                let names = |vendors: &[VendorIndex], joint: &str| {
                    let names = vendors.iter();
                    let names = names.map(|vendor| catalogue.vendor(*vendor).record.name.as_str());
                    names.collect::<Vec<_>>().join(joint)
                };
                format!(
                    "No path stays with {}; with {} allowed there is one.",
                    names(&self.question.profile.vendors, ", "),
                    names(vendors, " and "),
                )
            }
            (ConstraintArgument::Languages, Some(Relaxation::AllowLanguages(languages))) => {
                format!(
                    "Not every exam of a path can be booked in {}; with {} there is a path.",
                    names(&self.question.profile.languages, " or "),
                    names(languages, " and "),
                )
            }
            _ if limits.include_recommended.is_some() => {
                "With every recommended prerequisite no path fits; without them one does."
                    .to_owned()
            }
            _ => "The prerequisites that this experience requires do not fit; without them \
                  (includeRecommended: false) there is a path."
                .to_owned(),
        }
    }
}

fn names(languages: &[Language], joint: &str) -> String {
    let names: Vec<&str> = languages.iter().map(|language| language.name()).collect();
    names.join(joint)
}

fn counted(steps: usize) -> String {
    let plural = if steps == 1 { "" } else { "s" };
    format!("{steps} step{plural}")
}

/// The exams that an exclusion affects, on the path with the fewest of them.
fn fewest(solution: &Solution, against: impl Fn(ExamIndex) -> bool) -> Vec<ExamIndex> {
    let needed = solution.candidates().map(|path| {
        let exams = path.found.exams.iter().copied();
        exams.filter(|exam| against(*exam)).collect::<Vec<_>>()
    });
    needed
        .min_by_key(|exams| (exams.len(), exams.clone()))
        .unwrap_or_default()
}

fn codes(question: Question<'_>, exams: &[ExamIndex], joint: &str) -> String {
    let codes: Vec<&str> = exams.iter().map(|exam| question.code(*exam)).collect();
    codes.join(joint)
}

/// Why nothing leads to the goal under any constraints.
fn refusal(question: Question<'_>, destination: Destination) -> BindingConstraint {
    let targets: Vec<ExamIndex> = match destination {
        Destination::Exam(exam) => vec![exam],
        Destination::Role(role) => {
            let entry = question.catalogue.role(role);
            let mut targets: Vec<ExamIndex> = Vec::new();
            for exam in entry
                .recommendations
                .iter()
                .filter_map(|steps| steps.last())
                .flatten()
            {
                if !targets.contains(exam) {
                    targets.push(*exam);
                }
            }
            targets
        }
    };
    let reasons: Vec<String> = targets
        .iter()
        .take(MAX_REFUSALS)
        .map(|exam| refusal_of(question, *exam))
        .collect();
    let message = if reasons.is_empty() {
        "No source recommends an exam for this role.".to_owned()
    } else {
        reasons.join(" ")
    };
    BindingConstraint {
        argument: ConstraintArgument::Goal,
        message,
        least_relaxation: None,
    }
}

/// Why an exam cannot be reached.
fn refusal_of(question: Question<'_>, exam: ExamIndex) -> String {
    let code = question.code(exam);
    let entry = question.catalogue.exam(exam);
    let first = question.study_ends(exam, question.start(), question.credit(exam));
    let day = question.certainly_over(exam, first.day);
    let requires = entry
        .record
        .prerequisites
        .iter()
        .zip(&entry.prerequisites)
        .filter(|(group, named)| {
            group.kind == PrerequisiteKind::Required && question.is_open(group, named)
        })
        .map(|(_, named)| codes(question, named, " or "))
        .collect::<Vec<_>>()
        .join(" and ");
    let successors = if entry.successors.is_empty() {
        "no successor is known"
    } else {
        "none of its successors can be booked either"
    };
    let pace = question.constraints.weekly_hours.hours();
    let languages = &question.profile.languages;
    let elsewhere = in_other_languages(question.catalogue, exam, languages, day);
    let elsewhere = elsewhere.map_or_else(String::new, |text| format!(" {text}"));
    let refusal = match (
        question.last_bookable_day(exam),
        question.is_bookable_first(exam),
    ) {
        (_, true) if !requires.is_empty() => {
            format!("{code} requires {requires}, which cannot be taken in time.")
        }
        (Some(last), false) if last < question.begin => {
            let ends = entry.end(languages);
            let is_past = last < question.today;
            let ends = ends.map(|ends| end_in_words(code, &ends, is_past));
            format!("{}, and {successors}.", ends.unwrap_or_default())
        }
        (Some(last), _) if last < Day::MAX => format!(
            "{code} can be booked until {last}; study from {} at {pace} hours a week takes until \
             {day} or longer, and {successors}.",
            question.begin,
        ),
        (_, false) => format!("{code} is not open for booking on {day}, and {successors}."),
        (_, true) => format!("What comes before {code} cannot be taken in time."),
    };
    format!("{refusal}{elsewhere}")
}
