//! Ids of objects: opaque, with a tag of their type, stable through renames.

use async_graphql::{ID, Interface};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use certgraph_macros::Members;

use crate::catalogue::{Identity, ObjectIndex, ObjectKind};
use crate::graphql::{
    objects::certification::CertificationObject, objects::contradiction::ContradictionObject,
    objects::exam::ExamObject, objects::role::RoleObject, objects::vendor::VendorObject,
    objects::view::View,
};

/// Anything that can be fetched again by its id.
#[derive(Interface, Members)]
#[graphql(field(
    name = "id",
    ty = "ID",
    desc = "The object's id: opaque, unique over all types, kept for ever, also through renames."
))]
pub enum Node {
    /// A vendor.
    Vendor(VendorObject),
    /// A certification.
    Certification(CertificationObject),
    /// An exam.
    Exam(ExamObject),
    /// A role.
    Role(RoleObject),
    /// A contradiction.
    Contradiction(ContradictionObject),
}

/// The object with this id; `None` for an unknown or malformed id.
pub(crate) fn node(view: &View, id: &ID) -> Option<Node> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(id.as_bytes()).ok()?;
    let (tag, identity) = bytes.split_first()?;
    let (kind, _) = *KINDS.iter().find(|(_, known)| known == tag)?;
    let identity = Identity::from_bytes(identity)?;
    if kind == ObjectKind::Contradiction {
        return ContradictionObject::find(view, identity).map(Node::Contradiction);
    }
    Some(match view.catalogue.object(kind, identity)? {
        ObjectIndex::Vendor(index) => Node::Vendor(view.vendor(index)),
        ObjectIndex::Certification(index) => Node::Certification(view.certification(index)),
        ObjectIndex::Exam(index) => Node::Exam(view.exam(index)),
        ObjectIndex::Role(index) => Node::Role(view.role(index)),
    })
}

/// The tag before the identity of each kind; it must never change.
const KINDS: [(ObjectKind, u8); 5] = [
    (ObjectKind::Vendor, b'v'),
    (ObjectKind::Certification, b'c'),
    (ObjectKind::Exam, b'e'),
    (ObjectKind::Role, b'r'),
    (ObjectKind::Contradiction, b'x'),
];

/// The id of an object.
pub(crate) fn id(kind: ObjectKind, identity: Identity) -> ID {
    let tag = KINDS.iter().find(|(known, _)| *known == kind);
    let mut bytes = vec![tag.map_or(b'?', |(_, tag)| *tag)];
    bytes.extend_from_slice(identity.as_bytes());
    ID(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}
