//! Parses `.env` files.
//!
//! Not with dotenvy, which replaces `$NAME` in unquoted values, so that a password with `$` would
//! change silently, and whose errors repeat the line, which may hold a password.

/// A malformed line, without its text, which may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct BadLine {
    /// The line number, from 1; for an unclosed quote, that of its start.
    pub line: usize,
    /// The error.
    pub what: &'static str,
}

/// The variables of a file, in order.
///
/// A line is `NAME=value`, optionally after `export`, or a comment. A value ends at a space; only a
/// comment may follow. Single quotes are literal, including line breaks; elsewhere a backslash
/// escapes the next character, and `\n` is a line break. `$` is literal.
///
/// # Errors
/// The first malformed line.
pub(super) fn parse(text: &str) -> Result<Vec<(String, String)>, BadLine> {
    let mut reader = Reader {
        rest: text.strip_prefix('\u{feff}').unwrap_or(text),
        line: 1,
    };
    let mut variables = Vec::new();
    loop {
        reader.skip(char::is_whitespace);
        match reader.peek() {
            None => return Ok(variables),
            Some('#') => reader.skip(|sign| sign != '\n'),
            Some(_) => variables.push(reader.variable()?),
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let sign = self.peek()?;
        self.rest = self.rest.get(sign.len_utf8()..).unwrap_or_default();
        if sign == '\n' {
            self.line += 1;
        }
        Some(sign)
    }

    fn skip(&mut self, is_skipped: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&is_skipped) {
            self.next();
        }
    }

    fn fault(&self, what: &'static str) -> BadLine {
        BadLine {
            line: self.line,
            what,
        }
    }

    fn variable(&mut self) -> Result<(String, String), BadLine> {
        let mut name = self.name()?;
        self.skip(is_blank);
        if name == "export" && self.peek() != Some('=') {
            name = self.name()?;
            self.skip(is_blank);
        }
        if self.peek() != Some('=') {
            return Err(self.fault("expected NAME=value"));
        }
        self.next();
        self.skip(is_blank);
        let value = self.value()?;
        Ok((name.to_owned(), value))
    }

    fn name(&mut self) -> Result<&'a str, BadLine> {
        let is_part = |sign: char| sign.is_ascii_alphanumeric() || "_.".contains(sign);
        let end = self.rest.find(|sign| !is_part(sign));
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        if name.starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '_') {
            self.rest = rest;
            Ok(name)
        } else {
            Err(self.fault("expected NAME=value"))
        }
    }

    fn value(&mut self) -> Result<String, BadLine> {
        let mut value = String::new();
        if self.peek() == Some('#') {
            self.skip(|sign| sign != '\n');
        }
        loop {
            match self.peek() {
                None | Some('\n' | '\r') => return Ok(value),
                Some(sign) if is_blank(sign) => return self.end().map(|()| value),
                Some(quote @ ('\'' | '"')) => self.quoted(quote, &mut value)?,
                Some('\\') => value.push(self.escaped()?),
                Some(sign) => {
                    value.push(sign);
                    self.next();
                }
            }
        }
    }

    /// The rest of a line after a value.
    fn end(&mut self) -> Result<(), BadLine> {
        self.skip(is_blank);
        if self.peek() == Some('#') {
            self.skip(|sign| sign != '\n');
        }
        match self.peek() {
            None | Some('\n' | '\r') => Ok(()),
            Some(_) => Err(self.fault("a value with a space needs quotes")),
        }
    }

    fn quoted(&mut self, quote: char, value: &mut String) -> Result<(), BadLine> {
        let open = self.fault("a quote is not closed");
        self.next();
        loop {
            match self.peek() {
                None => return Err(open),
                Some(sign) if sign == quote => {
                    self.next();
                    return Ok(());
                }
                Some('\\') if quote == '"' => value.push(self.escaped()?),
                Some(sign) => {
                    value.push(sign);
                    self.next();
                }
            }
        }
    }

    fn escaped(&mut self) -> Result<char, BadLine> {
        self.next();
        match self.peek() {
            Some('n') => {
                self.next();
                Ok('\n')
            }
            Some(sign @ ('\\' | '\'' | '"' | '$' | ' ')) => {
                self.next();
                Ok(sign)
            }
            _ => Err(self.fault("a backslash may only precede \\, ', \", $, a space or n")),
        }
    }
}

fn is_blank(sign: char) -> bool {
    sign == ' ' || sign == '\t'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn values_are_parsed() {
        for (text, expected) in [
            ("A=b", "b"),
            ("A = b", "b"),
            ("export A=b", "b"),
            ("  A=b  # comment", "b"),
            ("A=b#c", "b#c"),
            ("A=", ""),
            ("A=   # comment", ""),
            ("A=''", ""),
            ("A='b c'", "b c"),
            ("A='pa$$word\\n'", "pa$$word\\n"),
            ("A=pa$word", "pa$word"),
            ("A=${HOME}", "${HOME}"),
            ("A=\"pa$word\"", "pa$word"),
            ("A=\"b \\\"c\\\" \\\\ \\$d\\n\"", "b \"c\" \\ $d\n"),
            ("A=b\\ c", "b c"),
            ("A='b'\"c\"d", "bcd"),
            ("A='b\nc'", "b\nc"),
            ("\u{feff}A=b\r\n", "b"),
            ("# comment\n\n\tA=ü", "ü"),
            (
                "A=postgres://u:p@[::1]:5432/db?x=y",
                "postgres://u:p@[::1]:5432/db?x=y",
            ),
        ] {
            let expected = vec![("A".to_owned(), expected.to_owned())];
            assert_eq!(parse(text), Ok(expected), "{text}");
        }
        let two = parse("export=1\nB='2\n3'\n#x\nC=4").unwrap();
        let two: Vec<_> = two
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect();
        assert_eq!(two, [("export", "1"), ("B", "2\n3"), ("C", "4")]);
    }

    #[test]
    fn errors_have_the_number_of_the_line() {
        for (text, line) in [
            ("DATABASE_URL=postgres://u:s3 cret@h/db", 1),
            ("A=1\nB='open\nC=2\n", 2),
            ("A=1\n\n# x\nB=\"open", 4),
            ("A='1\n2'\nB=c d", 3),
            ("1A=b", 1),
            ("A", 1),
            ("export A", 1),
            ("A=b\n=c", 2),
            ("A=b\\q", 1),
            ("A=b\\", 1),
        ] {
            assert_eq!(parse(text).unwrap_err().line, line, "{text}");
        }
        let fault = parse("DATABASE_URL=postgres://u:s3 cret@h/db").unwrap_err();
        assert_eq!(
            fault.to_string(),
            "line 1: a value with a space needs quotes"
        );
    }

    proptest! {
        #[test]
        fn any_text_is_parsed_or_rejected(text in "[A-Z=' \"\\\\$#\n\\PC]{0,40}") {
            let _ = parse(&text);
        }

        #[test]
        fn quoted_values_round_trip(value in "[^'\u{0}]{0,40}") {
            let text = format!("A='{value}'\n");
            prop_assert_eq!(parse(&text), Ok(vec![("A".to_owned(), value)]));
        }
    }
}
