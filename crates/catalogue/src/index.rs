//! Indexes of records in one snapshot.

macro_rules! index_newtype {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            pub(crate) fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// Its position in the snapshot's list, from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index_newtype!(
    /// An exam of one snapshot, in the order of vendor and code.
    ExamIndex
);
index_newtype!(
    /// A certification of one snapshot, in the order of slugs.
    CertificationIndex
);
index_newtype!(
    /// A role of one snapshot, in the order of slugs.
    RoleIndex
);
index_newtype!(
    /// A vendor of one snapshot, in the order of slugs.
    VendorIndex
);
index_newtype!(
    /// A comparison of one snapshot.
    ComparisonIndex
);
index_newtype!(
    /// An equivalence of one snapshot.
    EquivalenceIndex
);
index_newtype!(
    /// An audience rule of one snapshot.
    AudienceRuleIndex
);

/// An object that has an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectIndex {
    /// A vendor.
    Vendor(VendorIndex),
    /// A certification.
    Certification(CertificationIndex),
    /// An exam.
    Exam(ExamIndex),
    /// A role.
    Role(RoleIndex),
}
