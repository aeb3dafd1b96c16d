//! The requirement that a step fulfils.

use catalogue::described_enum;

described_enum! {
    /// What a step is to its path.
    pub enum Requirement {
        /// The exam that the path leads to.
        Target,
        /// A step of the sequence that a source gives for the role.
        RoleStep,
        /// The vendor demands it before a later step.
        RequiredPrerequisite,
        /// The vendor or a source advises it before a later step.
        RecommendedPrerequisite,
    }
}
