//! Figures in a text: numbers and ranges with what they count, as people write them.

use std::ops::Range;

use super::token::{NUMBER_BOUND, Token, number_word, tokens};
use catalogue::{Currency, Unit};

/// A number or range in thousandths, and how it is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) form: FigureForm,
    pub(super) min: i64,
    pub(super) max: i64,
}

/// How a number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FigureForm {
    /// `100`, `40 to 60`.
    Stated,
    /// `about 100`.
    About,
    /// `up to 90`.
    AtMost,
    /// `at least 40`, `40+`.
    AtLeast,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Money(Currency),
    Unit(Unit),
    /// Nothing is said.
    Bare,
}

/// A figure in a text, with its place in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundFigure {
    pub(super) span: Range<usize>,
    pub(super) figure: Figure,
    pub(super) measure: Measure,
}

impl Figure {
    pub(super) const fn exactly(number: i64) -> Self {
        Self {
            form: FigureForm::Stated,
            min: number,
            max: number,
        }
    }
}

/// The figures of a text, in order. Numbers inside names such as `AZ-104` are none.
pub(super) fn figures(text: &str) -> Vec<FoundFigure> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match Reader::at(&tokens, at).figure() {
            Some((figure, next)) => {
                found.push(figure);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

const DASHES: [char; 5] = ['-', '–', '—', '‑', '−'];

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl<'a> Reader<'a> {
    fn at(tokens: &'a [Token], at: usize) -> Self {
        Self { tokens, at }
    }

    fn peek(&self, ahead: usize) -> Option<&'a Token> {
        self.tokens.get(self.at + ahead)
    }

    fn word(&self, ahead: usize) -> Option<&'a str> {
        self.peek(ahead).and_then(Token::word)
    }

    fn takes(&mut self, words: &[&str]) -> bool {
        let same = words
            .iter()
            .enumerate()
            .all(|(ahead, word)| self.word(ahead) == Some(word));
        if same {
            self.at += words.len();
        }
        same
    }

    fn takes_sign(&mut self, signs: &[char]) -> bool {
        let found = self.peek(0).is_some_and(|token| token.is_sign(signs));
        self.at += usize::from(found);
        found
    }

    /// The figure that begins here, and the token behind it.
    fn figure(mut self) -> Option<(FoundFigure, usize)> {
        let first = self.at;
        let form = self.form();
        let between = form == FigureForm::Stated && self.takes(&["between"]);
        let mut currency = self.currency_before();
        let start = self.at;
        let (mut min, mut measure) = self.number()?;
        if first == start && self.is_inside_a_name(start) {
            return None;
        }
        let mut max = min;
        if let Some((upper, upper_measure, upper_currency)) = self.upper_end(between) {
            // `$12-25k`: the factor of the upper end is that of both.
            if measure == Measure::Bare
                && upper >= 1_000_000
                && min < 1_000_000
                && self.is_in_thousands()
            {
                min *= 1000;
            }
            max = upper;
            measure = if measure == Measure::Bare {
                upper_measure
            } else {
                measure
            };
            currency = currency.or(upper_currency);
        }
        let open = min == max && self.takes_sign(&['+']);
        if currency.is_some() || measure == Measure::Bare {
            let after = self.currency_after();
            currency = after
                .filter(|_| currency.is_none_or(|own| own == Currency::USD))
                .or(currency);
        }
        if measure == Measure::Bare && currency.is_none() {
            measure = self.unit().map_or(Measure::Bare, |(unit, factor)| {
                min *= factor;
                max *= factor;
                Measure::Unit(unit)
            });
        }
        let by_word = self.tokens[start].word().is_some();
        if by_word && measure == Measure::Bare && currency.is_none() || max < min {
            return None;
        }
        let form = match form {
            FigureForm::Stated if open => FigureForm::AtLeast,
            form => form,
        };
        let measure = currency.map_or(measure, Measure::Money);
        let span = self.tokens[first].span.start..self.tokens[self.at - 1].span.end;
        let figure = Figure { form, min, max };
        Some((
            FoundFigure {
                span,
                figure,
                measure,
            },
            self.at,
        ))
    }

    /// Reads how the number is meant.
    fn form(&mut self) -> FigureForm {
        const ABOUT: [&[&str]; 8] = [
            &["about"],
            &["approximately"],
            &["approx"],
            &["roughly"],
            &["around"],
            &["circa"],
            &["nearly"],
            &["some"],
        ];
        const AT_MOST: [&[&str]; 8] = [
            &["up", "to"],
            &["at", "most"],
            &["no", "more", "than"],
            &["not", "more", "than"],
            &["a", "maximum", "of"],
            &["maximum", "of"],
            &["max"],
            &["maximum"],
        ];
        const AT_LEAST: [&[&str]; 4] = [
            &["at", "least"],
            &["a", "minimum", "of"],
            &["minimum", "of"],
            &["min"],
        ];
        for (forms, form) in [
            (&ABOUT[..], FigureForm::About),
            (&AT_MOST[..], FigureForm::AtMost),
            (&AT_LEAST[..], FigureForm::AtLeast),
        ] {
            if forms.iter().any(|words| self.takes(words)) {
                self.takes_sign(&['.']);
                return form;
            }
        }
        for (signs, form) in [
            (['~', '≈', '∼'], FigureForm::About),
            (['≤', '≤', '≤'], FigureForm::AtMost),
            (['≥', '≥', '≥'], FigureForm::AtLeast),
        ] {
            if self.takes_sign(&signs) {
                return form;
            }
        }
        FigureForm::Stated
    }

    /// A number with what follows it immediately: `25k`, `1 hour 40 minutes`, `15%`.
    fn number(&mut self) -> Option<(i64, Measure)> {
        let token = self.peek(0)?;
        let mut number = match token.number() {
            Some(number) => number,
            None => number_word(token.word()?)?,
        };
        self.at += 1;
        if let (Some(next), Some("k")) = (self.peek(0), self.word(0))
            && self.tokens[self.at - 1].touches(next)
        {
            // The bound of numbers without a factor: a unit may multiply either.
            number = number
                .checked_mul(1000)
                .filter(|number| *number < NUMBER_BOUND)?;
            self.at += 1;
            return Some((number, Measure::Bare));
        }
        let hours = self.at;
        if let Some((Unit::Minutes, 60)) = self.unit() {
            // "1 hour 40 minutes", "1 hour and 30 min", "1h 40m"
            let behind_hours = self.at;
            self.takes(&["and"]);
            let minutes = self.peek(0).and_then(Token::number);
            self.at += usize::from(minutes.is_some());
            if let (Some(minutes), Some((Unit::Minutes, 1))) = (minutes, self.unit()) {
                return Some((number * 60 + minutes, Measure::Unit(Unit::Minutes)));
            }
            self.at = behind_hours;
        }
        self.at = hours;
        Some((number, Measure::Bare))
    }

    /// The upper end of a range: `-60`, `to 60`, `..60`, or `and 60` behind "between".
    fn upper_end(&mut self, between: bool) -> Option<(i64, Measure, Option<Currency>)> {
        let back = self.at;
        // "$5%-10%", "15% - 20%", "90 minutes to 2 hours" keep the unit of each end.
        let own = self.unit();
        let is_range = self.takes_sign(&DASHES)
            || self.takes_sign(&['…'])
            || (self.takes_sign(&['.']) && self.takes_sign(&['.']))
            || (between && self.takes(&["and"]))
            || (self.takes(&["to"]) && own.is_none_or(|(unit, _)| unit == Unit::Percent));
        let currency = is_range.then(|| self.currency_before()).flatten();
        let upper = is_range.then(|| self.number()).flatten();
        let Some((number, measure)) = upper else {
            self.at = back;
            return None;
        };
        if let Some((unit, _)) = own {
            let same = self.at;
            if self.unit().is_none_or(|(upper, _)| upper != unit) {
                self.at = back;
                return None;
            }
            self.at = same;
        }
        Some((number, measure, currency))
    }

    fn is_in_thousands(&self) -> bool {
        self.at > 0 && self.tokens[self.at - 1].word() == Some("k")
    }

    fn currency_before(&mut self) -> Option<Currency> {
        if let Some(sign) = self.peek(0) {
            for (symbol, code) in [
                ('$', "USD"),
                ('€', "EUR"),
                ('£', "GBP"),
                ('¥', "JPY"),
                ('₹', "INR"),
            ] {
                if sign.is_sign(&[symbol]) {
                    self.at += 1;
                    return code.parse().ok();
                }
            }
        }
        let code = self.word(0)?;
        let skip = match (code, self.peek(1)) {
            ("us", Some(sign)) if sign.is_sign(&['$']) => 2,
            ("ca" | "c", Some(sign)) if sign.is_sign(&['$']) => {
                self.at += 2;
                return "CAD".parse().ok();
            }
            ("a" | "au", Some(sign)) if sign.is_sign(&['$']) => {
                self.at += 2;
                return "AUD".parse().ok();
            }
            _ => 1,
        };
        let currency = if skip == 2 {
            Some(Currency::USD)
        } else {
            currency_of_code(code)
        }?;
        let number = self.peek(skip)?;
        number.number()?;
        self.at += skip;
        Some(currency)
    }

    fn currency_after(&mut self) -> Option<Currency> {
        for (symbol, code) in [('$', "USD"), ('€', "EUR"), ('£', "GBP"), ('₹', "INR")] {
            if self.takes_sign(&[symbol]) {
                return code.parse().ok();
            }
        }
        let back = self.at;
        self.takes(&["us"]);
        let currency = self.word(0).and_then(|word| match word {
            "dollar" | "dollars" => Some(Currency::USD),
            "euro" | "euros" => "EUR".parse().ok(),
            "pounds" => "GBP".parse().ok(),
            "rupees" => "INR".parse().ok(),
            "yen" => "JPY".parse().ok(),
            code => currency_of_code(code),
        });
        self.at = if currency.is_some() {
            self.at + 1
        } else {
            back
        };
        currency
    }

    /// The unit here, and how many of it the written unit is: an hour is 60 minutes.
    fn unit(&mut self) -> Option<(Unit, i64)> {
        let back = self.at;
        if self.takes_sign(&['%']) {
            return Some((Unit::Percent, 1));
        }
        // "90-minute", "a 65-question exam"
        let touches = |next: &Token| self.tokens[back].touches(next);
        if self.takes_sign(&DASHES) && !self.peek(0).is_some_and(touches) {
            self.at = back;
            return None;
        }
        let kind = [
            "live",
            "main",
            "content",
            "weighted",
            "scored",
            "unscored",
            "exam",
            "multiple",
            "study",
            "calendar",
            "percentage",
        ];
        let mut ahead = 0;
        while ahead < 2 && self.word(ahead).is_some_and(|word| kind.contains(&word)) {
            ahead += 1;
        }
        if ahead > 0 && self.word(ahead) == Some("choice") {
            ahead += 1;
        }
        let found = match self.word(ahead) {
            Some("minute" | "minutes" | "min" | "mins" | "m") => Some((Unit::Minutes, 1)),
            Some("hour" | "hours" | "hr" | "hrs" | "h") => Some((Unit::Minutes, 60)),
            Some("day" | "days") => Some((Unit::Days, 1)),
            Some("week" | "weeks") => Some((Unit::Weeks, 1)),
            Some("month" | "months") => Some((Unit::Months, 1)),
            Some("year" | "years" | "yr" | "yrs") => Some((Unit::Years, 1)),
            Some("percent" | "points" | "point")
                if ahead > 0 || self.word(0) == Some("percent") =>
            {
                Some((Unit::Percent, 1))
            }
            Some("question" | "questions" | "item" | "items" | "tasks") => Some((Unit::Items, 1)),
            Some("domain" | "domains" | "count" | "sections" | "areas") => Some((Unit::Count, 1)),
            _ => None,
        };
        if let Some(unit) = found {
            self.at += ahead + 1;
            Some(unit)
        } else {
            self.at = back;
            None
        }
    }

    /// Whether the number is part of a name or a version: `AZ-104`, `C03`, `1.34/2`.
    fn is_inside_a_name(&self, start: usize) -> bool {
        let Some(sign) = start.checked_sub(1).map(|before| &self.tokens[before]) else {
            return false;
        };
        if !sign.touches(&self.tokens[start]) || self.tokens[start].word().is_some() {
            return false;
        }
        let joins = sign.is_sign(&['-', '‑', '_', '.', '/', '#']);
        let before = start.checked_sub(2).map(|before| &self.tokens[before]);
        sign.word().is_some()
            || sign.is_sign(&['#'])
            || joins && before.is_some_and(|before| before.touches(sign))
    }
}

/// The currency of a three-letter code, of those in which exams are sold.
fn currency_of_code(word: &str) -> Option<Currency> {
    const CODES: [&str; 16] = [
        "usd", "eur", "gbp", "jpy", "inr", "aud", "cad", "chf", "cny", "krw", "brl", "mxn", "sgd",
        "sek", "nok", "dkk",
    ];
    CODES
        .contains(&word)
        .then(|| word.to_ascii_uppercase().parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each figure as form, ends in whole numbers, and measure.
    fn read(text: &str) -> Vec<String> {
        let shown = |found: &FoundFigure| {
            let measure = match found.measure {
                Measure::Money(currency) => currency.to_string(),
                Measure::Unit(unit) => unit.word().to_owned(),
                Measure::Bare => "bare".to_owned(),
            };
            let Figure { form, min, max } = found.figure;
            let (min, max) = (min / 1000, max / 1000);
            format!("{form:?} {min}..{max} {measure}")
        };
        figures(text).iter().map(shown).collect()
    }

    #[test]
    fn amounts_and_quantities_are_read_as_people_write_them() {
        for (text, expected) in [
            ("$165", "Stated 165..165 USD"),
            ("165 US dollars", "Stated 165..165 USD"),
            ("US$165", "Stated 165..165 USD"),
            ("USD 165.00", "Stated 165..165 USD"),
            ("€95", "Stated 95..95 EUR"),
            ("$165 USD", "Stated 165..165 USD"),
            ("$12–25k", "Stated 12000..25000 USD"),
            ("$12k-$25k", "Stated 12000..25000 USD"),
            ("$155–200k", "Stated 155000..200000 USD"),
            ("1 hour 40 minutes", "Stated 100..100 minutes"),
            ("1h 40m", "Stated 100..100 minutes"),
            ("an 90-minute exam", "Stated 90..90 minutes"),
            ("1.5 hours", "Stated 90..90 minutes"),
            ("two hours", "Stated 120..120 minutes"),
            ("60–100 hours", "Stated 3600..6000 minutes"),
            ("40 to 60 questions", "Stated 40..60 items"),
            ("40..60 items", "Stated 40..60 items"),
            ("between 40 and 60 questions", "Stated 40..60 items"),
            ("a 65-question exam", "Stated 65..65 items"),
            ("65 multiple choice questions", "Stated 65..65 items"),
            ("~15–20%", "About 15..20 percent"),
            ("15% - 20%", "Stated 15..20 percent"),
            ("15 to 20 percent", "Stated 15..20 percent"),
            ("about 100 questions", "About 100..100 items"),
            ("up to 90 questions", "AtMost 90..90 items"),
            ("at least 40 items", "AtLeast 40..40 items"),
            ("120+ hours", "AtLeast 7200..7200 minutes"),
            ("valid for three years", "Stated 3..3 years"),
            ("6 domains", "Stated 6..6 count"),
            ("700", "Stated 700..700 bare"),
        ] {
            let found = read(text);
            assert_eq!(found, [expected], "{text}");
        }
    }

    #[test]
    fn numbers_in_names_are_no_figures() {
        for text in [
            "AZ-104",
            "SAA-C03",
            "AI-102 and AI-900",
            "CS0-003",
            "v1.34",
            "#3",
        ] {
            assert_eq!(read(text), [] as [String; 0], "{text}");
        }
        assert_eq!(read("AI-102 costs $165"), ["Stated 165..165 USD"]);
    }
}
