//! The kinds of transitions.

use catalogue::described_enum;

described_enum! {
    /// What happens on a day. Kinds that change answers are dated with the first day on which answers
    /// differ; the others announce: a last day, or something that is published.
    // Cursors have the number of a kind: new ones are added at the end.
    pub enum TransitionKind {
        /// The exam is announced. Announces.
        Announced,
        /// Registration for the exam opens; it can be taken from a later day. Announces.
        RegistrationOpens,
        /// The beta opens: the exam can be booked and taken in its trial form.
        BetaOpens,
        /// The last day on which the beta can be scheduled and taken. Announces.
        LastDayOfBeta,
        /// The beta has closed and the final exam is not open yet: nothing can be booked.
        BetaClosed,
        /// The final exam opens.
        Live,
        /// Study that begins on the day, at ten hours a week or full time where a source judges the
        /// exam, finishes after the last day on which the exam can be booked: the verdict turns for a
        /// person of whom nothing is known.
        StudyTimeEnds,
        /// The last day on which the exam can be scheduled; it can be taken for longer. Announces.
        LastDayToSchedule,
        /// The exam can no longer be booked; those who have booked still take it.
        BookingClosed,
        /// The last day on which the exam can be taken. Announces.
        LastDayToSit,
        /// The exam has retired: it can neither be booked nor taken.
        Retired,
        /// The vendor publishes a blueprint; exams follow it from a later day. Announces.
        BlueprintPublished,
        /// Exams follow another blueprint, or the first one that is known.
        BlueprintInForce,
        /// A blueprint has ended and the catalogue has no newer one.
        BlueprintEnded,
        /// The list price in a currency changes.
        PriceChanged,
        /// Another statement holds from the day on, such as the validity of credentials that are
        /// earned from that day.
        FactChanged,
        /// The certification can be earned: every exam of some set that counts can be booked.
        CertificationOpens,
        /// The certification can no longer be earned.
        CertificationClosed,
        /// Another set of exams earns the certification.
        RequirementsChanged,
        /// Another exam is to be booked for an exam that a source recommends for the role.
        RoleExamsChanged,
        /// A credential that is held can be renewed.
        RenewalOpens,
        /// The last day on which a credential that is held can be renewed or is valid. Announces.
        LastDayToRenew,
        /// A credential that is held can no longer be renewed, though it is still valid.
        RenewalClosed,
        /// A credential that is held has lapsed.
        CredentialLapsed,
        /// A newer version of the exam, passed that day, has renewed a credential that is held.
        CredentialRenewed,
        /// Statements about the exam are due for a check by the catalogue's editors.
        CheckDue,
    }
}

impl TransitionKind {
    /// Whether answers about the subject differ between the day before and the day.
    pub fn changes_answers(self) -> bool {
        !matches!(
            self,
            Self::Announced
                | Self::RegistrationOpens
                | Self::LastDayOfBeta
                | Self::LastDayToSchedule
                | Self::LastDayToSit
                | Self::BlueprintPublished
                | Self::LastDayToRenew
        )
    }
}
