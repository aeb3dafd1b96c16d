//! Text that opens something: never in logs, errors or debugging output.

use std::{convert::Infallible, fmt, str::FromStr};

/// A credential of somebody else's service. It shows itself only to whoever calls
/// [`Secret::expose`]; formatting it gives a placeholder.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text itself, for the request that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing in it, as in a variable that is set to nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Takes any text, without the blanks around it: a parser that refused some would have its caller
/// print what it refused.
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
