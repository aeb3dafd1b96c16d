//! Reads the text of a `.env` file.

/// A line that cannot be read. Its text is not kept: it may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct BadLine {
    /// The number of the line, from 1. Of a quote that is never closed, the line where it begins.
    pub line: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

/// The variables of a file, in its order.
///
/// A line is `NAME=value`, perhaps after `export`, or a comment. A value ends at a space, and
/// what follows must be a comment. Single quotes take everything as it is, also line breaks; in
/// double quotes and without quotes a backslash takes the next character as it is, and `\n` is a
/// line break. `$` has no meaning: nothing is put in its place.
///
/// # Errors
/// The first line that cannot be read.
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

    /// What may follow a value.
    fn end(&mut self) -> Result<(), BadLine> {
        self.skip(is_blank);
        match self.peek() {
            None | Some('\n' | '\r') => Ok(()),
            Some('#') => {
                self.skip(|sign| sign != '\n');
                Ok(())
            }
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
            _ => Err(self.fault("a backslash stands before \\, ', \", $, a space or n only")),
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
    fn values_are_read_as_they_are_written() {
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
    fn a_bad_line_is_told_by_its_number() {
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
        fn any_text_is_read_or_refused(text in "[A-Z=' \"\\\\$#\n\\PC]{0,40}") {
            let _ = parse(&text);
        }

        #[test]
        fn what_is_quoted_comes_back(value in "[^'\u{0}]{0,40}") {
            let text = format!("A='{value}'\n");
            prop_assert_eq!(parse(&text), Ok(vec![("A".to_owned(), value)]));
        }
    }
}
