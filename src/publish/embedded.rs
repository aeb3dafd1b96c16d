//! The embedded catalogue.

use rust_embed::RustEmbed;

use super::authoring::CatalogueFile;

#[derive(RustEmbed)]
#[folder = "catalogue/"]
struct Shipped;

/// The embedded files, in name order.
pub fn shipped_files() -> Vec<CatalogueFile> {
    let mut names: Vec<_> = Shipped::iter()
        .filter(|name| name.ends_with(".toml"))
        .collect();
    names.sort();
    names
        .into_iter()
        .filter_map(|name| {
            let file = Shipped::get(&name)?;
            let text = String::from_utf8_lossy(&file.data).into_owned();
            Some(CatalogueFile {
                name: format!("catalogue/{name}"),
                text,
            })
        })
        .collect()
}
