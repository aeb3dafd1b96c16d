//! The client that sends a request, and its permissions.

use async_graphql::Result;

use crate::graphql::error_code::ErrorCode;
use crate::store::{TokenName, TokenScope};

/// The client that sends a request, as the transport authenticates it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// A client without a token.
    Anonymous,
    /// A client with a valid token.
    Known {
        /// The name of the token, which the change log records as the actor; never the token itself.
        name: TokenName,
        /// The scope of the token.
        scope: TokenScope,
    },
}

impl Caller {
    /// Whether it may publish.
    pub(crate) const fn is_editor(&self) -> bool {
        matches!(
            self,
            Self::Known {
                scope: TokenScope::Editor,
                ..
            }
        )
    }

    /// The name of an editor's token.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` without a token, `FORBIDDEN` with one of another scope.
    pub fn require_editor(&self) -> Result<&str> {
        match self {
            Self::Known {
                name,
                scope: TokenScope::Editor,
            } => Ok(name.as_str()),
            Self::Known { scope, .. } => Err(ErrorCode::Forbidden.error(format!(
                "This needs a token of the scope EDITOR; yours is {scope}."
            ))),
            Self::Anonymous => Err(ErrorCode::Unauthenticated.error(
                "This needs a token of the scope EDITOR, in the header \"Authorization: Bearer …\".",
            )),
        }
    }
}
