//! Who sends a request, and what that allows.

use async_graphql::Result;

use crate::graphql::error_code::ErrorCode;
use crate::store::{TokenName, TokenScope};

/// Who sends a request. The transport finds it out; resolvers ask it what is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// Somebody without a token.
    Anonymous,
    /// The bearer of a valid token.
    Known {
        /// The name of the token, which the change log gives as the actor. Never the token itself.
        name: TokenName,
        /// What the token allows.
        scope: TokenScope,
    },
}

impl Caller {
    /// Whether it may write.
    pub(crate) const fn is_editor(&self) -> bool {
        matches!(
            self,
            Self::Known {
                scope: TokenScope::Editor,
                ..
            }
        )
    }

    /// The name under which an editor writes.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` without a token, `FORBIDDEN` with one that does not allow writing.
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
