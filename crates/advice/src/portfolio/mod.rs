//! Portfolios: the cheapest calendar of sittings and renewals that keeps certifications valid
//! together, on a day or through a period.
//!
//! A plan is searched over the days on which something must be decided, which is exact within the
//! limit of states; `docs/advice.md` lists the rules. Plans are compared by the number of unknown
//! fees, the sum of known fees, the sittings and the renewals, in this order; of equal plans the one
//! with later days is given.

mod conflict;
mod course;
mod deadline;
mod explanation;
#[cfg(test)]
mod oracle;
mod problem;
mod question;
mod result;
mod search;
#[cfg(test)]
mod sketch;
mod solution;
mod state;
#[cfg(test)]
mod tests;

pub use self::course::ValidDays;
pub use self::question::{PortfolioLimits, PortfolioQuestion};
pub use self::result::{
    ActionReason, ActionRule, ConflictItem, Demand, KeptCredential, PlannedAction,
    PlannedActionKind, PortfolioConflict, PortfolioOutcome, PortfolioPlan, PortfolioRelaxation,
};

use self::{conflict::Conflicts, solution::Solution};
use super::{Cancel, EarnedOnFault, renewal::check_earned_on};
use catalogue::{Catalogue, Day};

/// The cheapest plan of a question, as of a day.
///
/// A cancelled search is reported as truncated.
///
/// # Errors
/// If an exam cannot have been passed on its day: the place in `held`, and why.
pub fn portfolio_plan(
    catalogue: &Catalogue,
    question: &PortfolioQuestion,
    day: Day,
    cancel: &dyn Cancel,
) -> Result<PortfolioOutcome, (usize, EarnedOnFault)> {
    for (place, held) in question.held.iter().enumerate() {
        let entry = catalogue.exam(held.exam);
        check_earned_on(entry, held.earned_on, day).map_err(|fault| (place, fault))?;
    }
    let solution = Solution::find(catalogue, question, cancel);
    let least_fees = solution.least_fees(question.limits.currency);
    let Some(parts) = solution.parts else {
        let conflicts = Conflicts {
            catalogue,
            question,
            day,
            cancel,
            least_fees,
            truncated: solution.truncated,
            states_left: conflict::MAX_STATES,
        };
        return Ok(PortfolioOutcome::NoFeasible(conflicts.explain()));
    };
    Ok(PortfolioOutcome::Plan(explanation::plan(
        catalogue,
        question,
        &parts,
        solution.truncated,
    )))
}
