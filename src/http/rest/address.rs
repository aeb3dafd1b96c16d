//! What the address of a request says: the parameters in its path and in its query string.

use actix_web::{HttpRequest, HttpResponse};

use crate::{
    graphql::ErrorCode,
    http::{
        error_response,
        percent_encoding::{Undecodable, decode_form, decode_segment},
    },
};

/// Parameters with their texts, in their order.
pub(super) type Pairs = Vec<(String, String)>;

/// The parameters of an address, decoded.
pub(super) struct Address {
    pub(super) in_path: Pairs,
    pub(super) in_query: Pairs,
}

impl Address {
    /// Reads the address of a routed request.
    ///
    /// # Errors
    /// If it has a broken percent escape or text that is no UTF-8, also where nothing asks for it.
    pub(super) fn of(request: &HttpRequest) -> Result<Self, Box<HttpResponse>> {
        let refusal = |what: &str, error: Undecodable| {
            let message = format!("The {what} {error}");
            Box::new(error_response::refusal(ErrorCode::BadRequest, &message))
        };
        // Not the path that the router matched: its broken escapes are repaired.
        let path = request.uri().path();
        decode_segment(path).map_err(|error| refusal("path", error))?;
        let pattern = request.match_pattern().unwrap_or_default();
        let in_path = path_parameters(&pattern, path)
            .map(|(name, text)| Ok((name.to_owned(), decode_segment(text)?)))
            .collect::<Result<_, _>>()
            .map_err(|error| refusal("path", error))?;
        let pairs = request.query_string().split('&');
        let in_query = pairs
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
                Ok((decode_form(name)?, decode_form(text)?))
            })
            .collect::<Result<_, _>>()
            .map_err(|error| refusal("query string", error))?;
        Ok(Self { in_path, in_query })
    }

    /// The text of a parameter in the path; empty without it.
    pub(super) fn path_text(&self, name: &str) -> &str {
        let mut named = self.in_path.iter().filter(|(given, _)| given == name);
        named.next().map_or("", |(_, text)| text)
    }
}

/// The parameters in a path that matches a pattern such as `/exams/{vendor}/{code}`, as they are written.
pub(super) fn path_parameters<'a>(
    pattern: &'a str,
    path: &'a str,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let steps = pattern.split('/').zip(path.split('/'));
    steps.filter_map(|(step, text)| Some((step.strip_prefix('{')?.strip_suffix('}')?, text)))
}
