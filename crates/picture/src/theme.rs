//! The two colour themes, the same as those of the web pages.

/// The colour theme of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark ink on a light ground.
    #[default]
    Light,
    /// Light ink on a dark ground.
    Dark,
}

/// The colours of a theme, by purpose.
#[derive(Debug, Clone, Copy)]
pub(super) struct Colours {
    pub(super) ground: &'static str,
    pub(super) ink: &'static str,
    pub(super) quiet: &'static str,
    pub(super) line: &'static str,
    pub(super) edge: &'static str,
    pub(super) accent: &'static str,
    pub(super) on_accent: &'static str,
    pub(super) study: &'static str,
    pub(super) study_soft: &'static str,
    pub(super) warning: &'static str,
    pub(super) track: &'static str,
}

impl Theme {
    pub(super) const fn colours(self) -> Colours {
        match self {
            Self::Light => Colours {
                ground: "#ffffff",
                ink: "#1c2030",
                quiet: "#5a6172",
                line: "#e5e2db",
                edge: "#8d8f99",
                accent: "#a8106b",
                on_accent: "#ffffff",
                study: "#4757c9",
                study_soft: "#ccd1f4",
                warning: "#8a4b00",
                track: "#f3f1ec",
            },
            Self::Dark => Colours {
                ground: "#191c24",
                ink: "#eceef4",
                quiet: "#a6adbd",
                line: "#2b303c",
                edge: "#7d8496",
                accent: "#ff86c8",
                on_accent: "#1b0a14",
                study: "#8f9cff",
                study_soft: "#363d70",
                warning: "#f3b65a",
                track: "#222631",
            },
        }
    }
}
