//! Limits on the tokens of a document, checked before it is parsed.
//!
//! The parser recurses for each bracket, so nesting has to be limited in the text: a document of
//! nothing but `{` would overflow the stack. The parser also skips an argument or an input field
//! without a colon, so that is refused here. And it does not know descriptions in executable
//! documents, which the specification of September 2025 allows, so they are blanked out here.

use std::{borrow::Cow, ops::Range};

use async_graphql::{Pos, ServerError};

use super::{DocumentLimits, ErrorCode};

/// Refuses a document with too many bytes, tokens or nested brackets; returns the text for the
/// parser.
pub(crate) fn check_text<'t>(
    text: &'t str,
    limits: &DocumentLimits,
) -> Result<Cow<'t, str>, ServerError> {
    if text.len() > limits.bytes {
        let (found, limit) = (text.len(), limits.bytes);
        return Err(ErrorCode::QueryTooComplex.server_error(
            format!("The document has {found} bytes; at most {limit} are read."),
            None,
        ));
    }
    let mut scanner = Scanner::new(text);
    let mut tokens = 0;
    let mut open = Vec::new();
    let mut parentheses = 0_usize;
    let mut last = b'{';
    let mut wants_colon = false;
    let mut without_colon = None;
    let mut string: Option<Range<usize>> = None;
    let mut descriptions = Vec::new();
    while let Some(token) = scanner.next_token()? {
        tokens += 1;
        if wants_colon && token.first != b':' {
            without_colon.get_or_insert(token.start);
        }
        // Names outside of parentheses are fields, and names after these characters are not arguments.
        let is_in_arguments = parentheses > 0 && matches!(open.last(), Some(b'(' | b'{'));
        let is_name = token.first.is_ascii_alphabetic() || token.first == b'_';
        wants_colon = is_in_arguments && is_name && !matches!(last, b':' | b'$' | b'@' | b'=');
        // A description precedes a definition or a variable of an operation.
        let is_described = match open.as_slice() {
            [] => is_name,
            [b'('] => token.first == b'$',
            _ => false,
        };
        descriptions.extend(string.take().filter(|_| is_described));
        if token.first == b'"' && !matches!(last, b':' | b'=') {
            string = Some(token.start..scanner.at);
        }
        // This brace does not begin a value: a parenthesis is missing, which the parser reports.
        let is_value = matches!(last, b':' | b'=') || open.last() == Some(&b'[');
        if token.first == b'{' && !is_value {
            parentheses = 0;
        }
        last = token.first;
        if tokens > limits.tokens {
            return Err(ErrorCode::QueryTooComplex.server_error(
                format!(
                    "The document has more than {} tokens, the most that are read.",
                    limits.tokens
                ),
                Some(scanner.position(token.start)),
            ));
        }
        match token.first {
            b'{' | b'[' | b'(' => {
                open.push(token.first);
                parentheses += usize::from(token.first == b'(');
            }
            b'}' | b']' | b')' => {
                let opening = open.pop();
                parentheses = parentheses.saturating_sub(usize::from(opening == Some(b'(')));
            }
            _ => {}
        }
        if open.len() > limits.brackets {
            return Err(ErrorCode::QueryTooDeep.server_error(
                format!(
                    "Brackets nest more than {} deep, the most that is read.",
                    limits.brackets
                ),
                Some(scanner.position(token.start)),
            ));
        }
    }
    match without_colon {
        None => Ok(blanked(text, descriptions)),
        Some(at) => Err(ErrorCode::GraphqlParseFailed.server_error(
            "Syntax error: expected \":\" after a name.",
            Some(scanner.position(at)),
        )),
    }
}

/// The text with some parts replaced by spaces, which leaves all positions as they are.
fn blanked(text: &str, parts: Vec<Range<usize>>) -> Cow<'_, str> {
    let mut blanked = Cow::Borrowed(text);
    for part in parts.into_iter().rev() {
        let blank = |character| match character {
            '\n' | '\r' => character,
            _ => ' ',
        };
        let blank: String = text
            .get(part.clone())
            .unwrap_or_default()
            .chars()
            .map(blank)
            .collect();
        blanked.to_mut().replace_range(part, &blank);
    }
    blanked
}

struct Token {
    start: usize,
    first: u8,
}

/// Finds tokens by their first and last byte. It accepts more than the grammar, since the parser reads
/// the text again, but must never see fewer brackets than the parser does.
struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn next_token(&mut self) -> Result<Option<Token>, ServerError> {
        while let Some(first) = self.rest().first().copied() {
            match first {
                b' ' | b',' | b'\t' | b'\n' | b'\r' => self.at += 1,
                b'#' => self.skip_while(|byte| byte != b'\n' && byte != b'\r'),
                _ if self.rest().starts_with(BYTE_ORDER_MARK) => self.at += BYTE_ORDER_MARK.len(),
                _ => {
                    let start = self.at;
                    self.skip_token(first)?;
                    return Ok(Some(Token { start, first }));
                }
            }
        }
        Ok(None)
    }

    fn skip_token(&mut self, first: u8) -> Result<(), ServerError> {
        match first {
            b'"' if self.rest().starts_with(b"\"\"\"") => return self.skip_block_string(),
            b'"' => self.skip_string(),
            b'.' if self.rest().starts_with(b"...") => self.at += 3,
            _ if is_word(first) => self.skip_while(is_word),
            _ => self.at += 1,
        }
        Ok(())
    }

    fn skip_while(&mut self, belongs: impl Fn(u8) -> bool) {
        self.at += self
            .rest()
            .iter()
            .take_while(|byte| belongs(**byte))
            .count();
    }

    /// A string ends at its quote, or at the end of its line, where the parser fails.
    fn skip_string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.rest().first() {
            match byte {
                b'"' => {
                    self.at += 1;
                    return;
                }
                b'\n' | b'\r' => return,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
    }

    /// An unterminated block string is refused here: the parser would read it as an empty string and
    /// then find brackets that were not counted here.
    fn skip_block_string(&mut self) -> Result<(), ServerError> {
        let start = self.at;
        self.at += 3;
        while !self.rest().is_empty() {
            if self.rest().starts_with(b"\\\"\"\"") {
                self.at += 4;
            } else if self.rest().starts_with(b"\"\"\"") {
                self.at += 3;
                return Ok(());
            } else {
                self.at += 1;
            }
        }
        Err(ErrorCode::GraphqlParseFailed.server_error(
            "Syntax error: a block string has no end.",
            Some(self.position(start)),
        ))
    }

    fn position(&self, byte: usize) -> Pos {
        let before = self.text.get(..byte).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Pos {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        }
    }
}

/// The only character outside ASCII that the grammar ignores.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Whether a byte continues a name or a number.
const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tokens(text: &str) -> usize {
        let mut scanner = Scanner::new(text);
        std::iter::from_fn(|| scanner.next_token().unwrap_or_default()).count()
    }

    fn code(text: &str) -> Option<String> {
        let error = check_text(text, &DocumentLimits::default()).err()?;
        Some(error.extensions?.get("code")?.to_string())
    }

    #[test]
    fn tokens_are_counted_as_in_the_grammar() {
        assert_eq!(
            tokens("{ a, \u{feff}b(c: \"x } y\", d: -1) ...f } # } { ["),
            14
        );
        assert_eq!(tokens(r#"""" a " \""" } """ b "\"" c"#), 4);
        assert_eq!(tokens(""), 0);
        assert_eq!(tokens("\"\\"), 1);
    }

    #[test]
    fn nesting_of_every_bracket_is_limited() {
        for bracket in ["{", "[", "(", "{a(b:[", "a[(", "\"\"{", "{#\n"] {
            let text = bracket.repeat(60_000 / bracket.len());
            assert_eq!(
                code(&text).as_deref(),
                Some("\"QUERY_TOO_DEEP\""),
                "{bracket}"
            );
        }
    }

    #[test]
    fn quotes_do_not_hide_brackets() {
        let text = format!("{{a(b:[\"\"\"\"{}", "[".repeat(60_000));
        assert_eq!(code(&text).as_deref(), Some("\"GRAPHQL_PARSE_FAILED\""));
        let text = format!("{{a(b:[\"\" \"\\\"\"{}", "[".repeat(60_000));
        assert_eq!(code(&text).as_deref(), Some("\"QUERY_TOO_DEEP\""));
    }

    #[test]
    fn arguments_without_a_colon_are_refused() {
        for text in [
            "{ a(b: $c, d) }",
            "{ a(b) { c } }",
            "{ a(b: { c: 1 d }) }",
            "{ a @skip(if if: true) }",
        ] {
            assert_eq!(
                code(text).as_deref(),
                Some("\"GRAPHQL_PARSE_FAILED\""),
                "{text}"
            );
        }
        for text in [
            "query($a: [A!]! = [B, C] @c(d: 1), $e: F) { g: h(i: J, k: [L M], n: { o: P q: $a }) @r(s: t) { u } }",
            "{ a(b: \"c d\", e: null) { f g } }",
        ] {
            assert_eq!(code(text), None, "{text}");
        }
    }

    #[test]
    fn descriptions_are_blanked_out() {
        let read = |text| check_text(text, &DocumentLimits::default()).unwrap();
        assert_eq!(
            read("\"d\" query A(\"é\" $b: C = \"x\" \"\"\"f\ng\"\"\" $h: I) { j(k: \"l\") }"),
            "    query A(    $b: C = \"x\"     \n     $h: I) { j(k: \"l\") }"
        );
        for same in [
            "\"d\" { a }",
            "query A($b: C = \"x\" $d: E) { a(b: [\"c\" $d], e: \"f\") @g(h: \"i\") }",
        ] {
            assert!(matches!(read(same), Cow::Borrowed(_)), "{same}");
        }
    }

    #[test]
    fn bytes_and_tokens_are_limited() {
        assert_eq!(code(&" ".repeat(65_536)), None);
        assert_eq!(
            code(&" ".repeat(65_537)).as_deref(),
            Some("\"QUERY_TOO_COMPLEX\"")
        );
        assert_eq!(code(&"a ".repeat(5_000)), None);
        assert_eq!(
            code(&"a\u{feff}".repeat(5_001)).as_deref(),
            Some("\"QUERY_TOO_COMPLEX\"")
        );
        assert_eq!(
            code(&"a ".repeat(5_001)).as_deref(),
            Some("\"QUERY_TOO_COMPLEX\"")
        );
    }

    proptest! {
        #[test]
        fn any_text_is_scanned_to_its_end(text in "\\PC*") {
            prop_assert!(tokens(&text) <= text.len());
        }
    }
}
