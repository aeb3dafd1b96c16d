//! The list of roles.

use super::Page;
use crate::{
    catalogue::{Catalogue, RoleIndex},
    http::pages::{html::escape, messages::Language},
};

/// A link to the paths to a role.
pub(super) fn link(catalogue: &Catalogue, role: RoleIndex) -> String {
    let record = &catalogue.role(role).record;
    format!(
        "<a href=\"/?role={}\">{}</a>",
        record.slug,
        escape(&record.title)
    )
}

/// All roles, those of a group together.
pub(in crate::http::pages) fn by_group(catalogue: &Catalogue) -> Vec<RoleIndex> {
    let mut roles: Vec<RoleIndex> = catalogue.roles().collect();
    roles.sort_by_key(|role| catalogue.role(*role).record.group.as_str());
    roles
}

/// All roles by group, with the number of recommendations.
pub(in crate::http::pages) fn list(catalogue: &Catalogue, language: Language) -> String {
    let mut page = Page::titled(&language.text("page-roles-title"), language);
    write(&mut page, catalogue);
    page.html
}

/// The number of roles, and the roles by group.
pub(super) fn write(page: &mut Page, catalogue: &Catalogue) {
    let language = page.language;
    page.paragraph(&language.count("browse-role-count", catalogue.roles().len()));
    let group = |role: &RoleIndex| catalogue.role(*role).record.group.as_str();
    let roles = by_group(catalogue);
    for members in roles.chunk_by(|one, other| group(one) == group(other)) {
        page.element(
            "h2",
            &language.group(members.first().map(group).unwrap_or_default()),
        );
        page.list(members.iter().map(|role| {
            let record = &catalogue.role(*role).record;
            let count = language.count("browse-recommendation-count", record.recommendations.len());
            let item = format!("{}: {count}", link(catalogue, *role));
            if record.focus.is_empty() {
                item
            } else {
                format!("{item}. {}", language.english(&record.focus.join(", ")))
            }
        }));
    }
}
