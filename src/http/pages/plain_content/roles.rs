//! The list of roles.

use super::Page;
use crate::{
    catalogue::{Catalogue, RoleIndex},
    http::pages::html::escape,
};

/// A link to the paths to a role.
pub(in crate::http::pages) fn link(catalogue: &Catalogue, role: RoleIndex) -> String {
    let record = &catalogue.role(role).record;
    format!(
        "<a href=\"/?role={}\">{}</a>",
        record.slug,
        escape(&record.title)
    )
}

/// All roles by group, with the number of recommendations.
pub(in crate::http::pages) fn list(catalogue: &Catalogue) -> String {
    let mut page = Page::titled("Roles");
    page.paragraph(&format!("{} roles", catalogue.roles().len()));
    let group = |role: &RoleIndex| catalogue.role(*role).record.group.as_str();
    let mut roles: Vec<RoleIndex> = catalogue.roles().collect();
    roles.sort_by_key(|role| group(role));
    for members in roles.chunk_by(|one, other| group(one) == group(other)) {
        page.heading(members.first().map(group).unwrap_or_default());
        page.list(members.iter().map(|role| {
            let record = &catalogue.role(*role).record;
            let count = match record.recommendations.len() {
                1 => "1 recommendation".to_owned(),
                count => format!("{count} recommendations"),
            };
            let focus = escape(&record.focus.join(", "));
            format!("{}: {count}. {focus}", link(catalogue, *role))
        }));
    }
    page.0
}
