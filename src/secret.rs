//! Secrets: never in logs, errors or debug output.

use std::{convert::Infallible, fmt, str::FromStr};

/// A credential for another service. Only [`Secret::expose`] returns it; formatting prints a
/// placeholder.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text, for the request that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether it is empty, as from an empty variable.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Trims any text. Parsing never fails, because clap prints a rejected value.
impl FromStr for Secret {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.trim().to_owned()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[secret]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_show_when_it_is_formatted() {
        let secret: Secret = " eyJ0.abc.def\n".parse().unwrap();
        assert_eq!(secret.expose(), "eyJ0.abc.def");
        let shown = format!("{secret:?} {:?}", Some(&secret));
        assert_eq!(shown, "[secret] Some([secret])");
    }
}
