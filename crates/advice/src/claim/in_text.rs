//! Claims in a text: figures, dates and states beside mentions of exams.
//!
//! Only what a sentence clearly says of one exam is a claim: a wrong accusation costs more trust than
//! a missed one. A figure needs a word that says what it counts, and a mention that is the subject
//! of its sentence.

use std::ops::Range;

use super::{
    Claim, ClaimSubject, ClaimedFact,
    agreement::plain_words,
    cues::{Cue, cue_of, is_aside, is_in_the_past, state_cue},
    dates::{FoundDate, dates},
    figure::{FigureForm, FoundFigure, Measure, figures},
    token::{Token, tokens},
    value::{ClaimedState, ClaimedValue},
};
use catalogue::{
    Catalogue, Day, ExamIndex, FactName, LifecycleState, MentionCandidates, ScoreUnit, Unit,
};

/// A claim in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextClaim {
    /// The claim.
    pub claim: Claim,
    /// Its place in the text, in bytes: the figure, the date or the words.
    pub span: Range<usize>,
    /// Whether it is only implied: an exam is mentioned as if it could be taken.
    pub implied: bool,
}

/// What one paragraph, list item or table row claims.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextClaims {
    /// The claims in the order of their places.
    pub claims: Vec<TextClaim>,
    /// The exams and certifications of which it says that they are over, or will be.
    pub ended: Vec<ClaimSubject>,
}

/// The claims of one paragraph, list item or table row, for a day. `introduction` is the sentence that
/// introduces the list of an item.
pub fn claims_in_text(
    catalogue: &Catalogue,
    text: &str,
    introduction: Option<&Introduction>,
    on: Day,
) -> TextClaims {
    let block = Block::read(catalogue, text, introduction, on);
    let mut found = Vec::new();
    for sentence in sentences(&block.tokens) {
        block.read_figures(&sentence, &mut found);
        block.read_dates(&sentence, &mut found);
        block.read_states(&sentence, &mut found);
    }
    block.read_heaviest(&mut found);
    found.extend(block.implied());
    found.sort_by_key(|found| found.span.start);
    let ended = block.mentions.iter().filter(|mention| mention.past);
    TextClaims {
        ended: ended.map(|mention| mention.subject).collect(),
        claims: found,
    }
}

/// The sentence that introduces a list: `The domains of AI-102 are:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduction {
    subject: ClaimSubject,
}

/// The introduction that a paragraph is, if it ends in a colon and has one subject.
pub fn introduction(catalogue: &Catalogue, text: &str) -> Option<Introduction> {
    if !text.trim_end().ends_with(':') {
        return None;
    }
    let tokens = tokens(text);
    let mentions = mentions(catalogue, text, &tokens);
    let mut subjects = mentions
        .iter()
        .filter(|mention| !mention.aside)
        .map(|mention| mention.subject);
    let first = subjects.next()?;
    subjects
        .all(|subject| subject == first)
        .then_some(Introduction { subject: first })
}

/// A mention of one exam or certification.
#[derive(Debug, Clone)]
struct SubjectMention {
    span: Range<usize>,
    subject: ClaimSubject,
    /// Whether it is not what its sentence speaks about: in brackets, or behind "than", "holds".
    aside: bool,
    /// Whether the text says that it is over.
    past: bool,
}

fn mentions(catalogue: &Catalogue, text: &str, tokens: &[Token]) -> Vec<SubjectMention> {
    let brackets = brackets(tokens);
    let mentions = catalogue.recognise(text).into_iter();
    let single = mentions.filter_map(|mention| {
        let subject = match mention.candidates {
            MentionCandidates::Exams(exams) => match exams.as_slice() {
                [only] => ClaimSubject::Exam(*only),
                _ => return None,
            },
            MentionCandidates::Certifications(list) => match list.as_slice() {
                [only] => ClaimSubject::Certification(*only),
                _ => return None,
            },
            MentionCandidates::Roles(_) => return None,
        };
        let span = mention.bytes;
        let before = tokens.partition_point(|token| token.span.end <= span.start);
        let after = tokens.partition_point(|token| token.span.start < span.end);
        let bracket = first_behind(&brackets, span.start);
        let in_brackets = bracket.is_some_and(|bracket| bracket.contains(&span.start));
        Some(SubjectMention {
            aside: in_brackets || is_aside(&tokens[..before]),
            past: is_in_the_past(&tokens[..before], &tokens[after..]),
            span,
            subject,
        })
    });
    single.collect()
}

/// The outermost places in brackets, in bytes and in order.
fn brackets(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut open = Vec::new();
    let mut found: Vec<Range<usize>> = Vec::new();
    for token in tokens {
        if token.is_sign(&['(', '[']) {
            open.push(token.span.start);
        } else if token.is_sign(&[')', ']'])
            && let Some(start) = open.pop()
        {
            while found.pop_if(|inner| inner.start > start).is_some() {}
            found.push(start..token.span.end);
        }
    }
    found
}

/// The places in order, those that overlap as one.
fn merged(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.sort_unstable_by_key(|place| place.start);
    places.dedup_by(|next, last| {
        let overlaps = next.start < last.end;
        if overlaps {
            last.end = last.end.max(next.end);
        }
        overlaps
    });
    places
}

/// The first of some places in order, which do not overlap, that ends behind a position.
fn first_behind(places: &[Range<usize>], position: usize) -> Option<&Range<usize>> {
    places.get(places.partition_point(|place| place.end <= position))
}

/// The most tokens of a sentence: the time to read one grows with the square of its length.
const MAX_SENTENCE: usize = 500;

/// The sentences of a text as ranges of tokens; cells of a row are parts of one.
fn sentences(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..tokens.len() {
        let ends = tokens[at].is_sign(&['.', '!', '?', ';'])
            && tokens
                .get(at + 1)
                .is_none_or(|next| !tokens[at].touches(next));
        if ends || at + 1 - start >= MAX_SENTENCE {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}

/// The items, in the order of their places, that begin within some bytes.
fn in_bytes<'i, T>(
    items: &'i [T],
    bytes: &Range<usize>,
    span: impl Fn(&T) -> &Range<usize>,
) -> &'i [T] {
    let first = items.partition_point(|item| span(item).start < bytes.start);
    let end = items.partition_point(|item| span(item).start < bytes.end);
    &items[first..end.max(first)]
}

/// One paragraph, list item or table row.
struct Block<'a> {
    catalogue: &'a Catalogue,
    tokens: Vec<Token>,
    mentions: Vec<SubjectMention>,
    brackets: Vec<Range<usize>>,
    figures: Vec<FoundFigure>,
    dates: Vec<FoundDate>,
    text: &'a str,
    introduced: Option<ClaimSubject>,
    on: Day,
}

impl<'a> Block<'a> {
    fn read(
        catalogue: &'a Catalogue,
        text: &'a str,
        introduction: Option<&Introduction>,
        on: Day,
    ) -> Self {
        let tokens = tokens(text);
        let mentions = mentions(catalogue, text, &tokens);
        let dates = dates(text);
        let taken = merged(
            mentions
                .iter()
                .map(|mention| mention.span.clone())
                .chain(dates.iter().map(|date| date.span.clone()))
                .collect(),
        );
        let is_free = |span: &Range<usize>| {
            first_behind(&taken, span.start).is_none_or(|next| span.end <= next.start)
        };
        let figures = figures(text)
            .into_iter()
            .filter(|figure| is_free(&figure.span))
            .collect();
        Self {
            catalogue,
            brackets: brackets(&tokens),
            tokens,
            mentions,
            figures,
            dates,
            text,
            introduced: introduction.map(|introduction| introduction.subject),
            on,
        }
    }

    fn bytes(&self, sentence: &Range<usize>) -> Range<usize> {
        self.tokens[sentence.start].span.start..self.tokens[sentence.end - 1].span.end
    }

    /// The subject of what stands at a place of a sentence: the nearest mention before it, otherwise
    /// the only one of the sentence, otherwise the only one of the block, otherwise that of the
    /// introduction.
    fn subject(&self, sentence: &Range<usize>, at: &Range<usize>) -> Option<ClaimSubject> {
        let bytes = self.bytes(sentence);
        let own_bracket =
            first_behind(&self.brackets, at.start).filter(|bracket| bracket.contains(&at.start));
        let within = |mention: &&SubjectMention| {
            let same_bracket =
                own_bracket.is_some_and(|bracket| bracket.contains(&mention.span.start));
            !mention.aside || same_bracket
        };
        let all = in_bytes(&self.mentions, &bytes, |mention| &mention.span);
        let own: Vec<&SubjectMention> = all.iter().filter(within).collect();
        let before = own
            .iter()
            .rev()
            .find(|mention| mention.span.end <= at.start);
        if let Some(nearest) = before {
            return (!self.is_unclear(&own, nearest, at)).then_some(nearest.subject);
        }
        if let Some(only) = only(own.iter().map(|mention| mention.subject)) {
            return Some(only);
        }
        if !all.is_empty() {
            return None;
        }
        only(self.mentions.iter().map(|mention| mention.subject))
            .or_else(|| self.introduced.filter(|_| self.mentions.is_empty()))
    }

    /// Whether a place behind a mention may speak of another exam: the mention ends a list, or a comma
    /// separates them and another exam was named before.
    fn is_unclear(
        &self,
        own: &[&SubjectMention],
        nearest: &SubjectMention,
        at: &Range<usize>,
    ) -> bool {
        let mut earlier = own.iter().filter(|other| {
            other.span.end <= nearest.span.start && other.subject != nearest.subject
        });
        let Some(previous) = earlier.next_back() else {
            return false;
        };
        let between = |start: usize, end: usize| self.text.get(start..end).unwrap_or_default();
        let joint = between(previous.span.end, nearest.span.start).to_lowercase();
        let joint = joint
            .replace("and", "")
            .replace("or", "")
            .replace("plus", "");
        let is_list = joint
            .trim_matches(|letter: char| letter.is_whitespace() || ",+&/".contains(letter))
            .is_empty();
        is_list || between(nearest.span.end, at.start).contains(',')
    }

    fn claim(
        &self,
        subject: ClaimSubject,
        fact: ClaimedFact,
        domain: Option<String>,
        value: ClaimedValue,
    ) -> Claim {
        Claim {
            subject,
            fact,
            on: self.on,
            language: None,
            domain,
            value,
        }
    }

    fn read_figures(&self, sentence: &Range<usize>, found: &mut Vec<TextClaim>) {
        let bytes = self.bytes(sentence);
        let mut read_until = 0;
        let figures = in_bytes(&self.figures, &bytes, |figure| &figure.span);
        for (place, figure) in figures.iter().enumerate() {
            if figure.span.start < read_until {
                continue;
            }
            let Some(subject) = self.subject(sentence, &figure.span) else {
                continue;
            };
            let first = self
                .tokens
                .partition_point(|token| token.span.end <= figure.span.start);
            let last = self
                .tokens
                .partition_point(|token| token.span.start < figure.span.end);
            let before = &self.tokens[sentence.start..first.max(sentence.start)];
            let after = &self.tokens[last.min(sentence.end)..sentence.end];
            let own = &self.tokens[first..last.max(first)];
            let Some(cue) = cue_of(figure, own, before, after) else {
                continue;
            };
            let mut span = figure.span.clone();
            let read = match (cue, figure.measure) {
                (Cue::Fact(FactName::PassingScore), measure) => {
                    let (value, end) = self.score(figures.get(place + 1), figure, measure);
                    span.end = end;
                    Some((ClaimedFact::Fact(FactName::PassingScore), None, value))
                }
                (Cue::Fact(name), Measure::Money(currency)) => Some((
                    ClaimedFact::Fact(name),
                    None,
                    Some(ClaimedValue::Money(figure.figure, currency)),
                )),
                (Cue::Fact(name), Measure::Unit(unit))
                | (Cue::Counted(name, unit), Measure::Bare) => Some((
                    ClaimedFact::Fact(name),
                    None,
                    Some(ClaimedValue::Quantity(figure.figure, unit)),
                )),
                (Cue::Priced(currency), Measure::Bare) => Some((
                    ClaimedFact::Fact(FactName::Fee),
                    None,
                    Some(ClaimedValue::Money(figure.figure, currency)),
                )),
                (Cue::Weight, Measure::Unit(Unit::Percent)) => self
                    .domain_before(subject, sentence, figure.span.start)
                    .map(|title| {
                        let value = ClaimedValue::Quantity(figure.figure, Unit::Percent);
                        (ClaimedFact::DomainWeight, Some(title), Some(value))
                    }),
                _ => None,
            };
            if let Some((fact, domain, Some(value))) = read {
                read_until = span.end;
                let claim = self.claim(subject, fact, domain, value);
                found.push(TextClaim {
                    claim,
                    span,
                    implied: false,
                });
            }
        }
    }

    /// A passing score with its scale, if that follows: `700 on a scale of 1 to 1000`, `700 / 1000`. A
    /// number that touches the slash is part of a name, so `700/1000` is read without its scale.
    fn score(
        &self,
        next: Option<&FoundFigure>,
        figure: &FoundFigure,
        measure: Measure,
    ) -> (Option<ClaimedValue>, usize) {
        let whole = |thousandths: i64| u16::try_from(thousandths / 1000).ok();
        let end = figure.span.end;
        let is_one = figure.figure.min == figure.figure.max
            && figure.figure.min % 1000 == 0
            && figure.figure.form == FigureForm::Stated;
        let unit = match measure {
            Measure::Unit(Unit::Percent) => Some(ScoreUnit::Percent),
            Measure::Bare => None,
            _ => return (None, end),
        };
        let Some(passing) = whole(figure.figure.min).filter(|_| is_one) else {
            return (None, end);
        };
        let scale = next.filter(|next| {
            let between = self
                .text
                .get(end..next.span.start)
                .unwrap_or_default()
                .to_lowercase();
            let joins =
                between.contains(" of ") || between.trim() == "/" || between.contains(" on a");
            next.measure == Measure::Bare && joins && between.len() < 24
        });
        let of = scale.and_then(|scale| whole(scale.figure.max));
        let end = scale
            .filter(|_| of.is_some())
            .map_or(end, |scale| scale.span.end);
        (Some(ClaimedValue::Score { passing, of, unit }), end)
    }

    /// The title of the subject's domain that stands last before a place.
    fn domain_before(
        &self,
        subject: ClaimSubject,
        sentence: &Range<usize>,
        at: usize,
    ) -> Option<String> {
        let start = self.tokens[sentence.start].span.start;
        let titles = domain_titles(self.catalogue, subject);
        let found = titles.iter().filter_map(|title| {
            let place = last_occurrence(self.text.get(start..at)?, title)?;
            Some((place, title.len(), title))
        });
        found.max().map(|(.., title)| (*title).to_owned())
    }

    fn read_dates(&self, sentence: &Range<usize>, found: &mut Vec<TextClaim>) {
        let bytes = self.bytes(sentence);
        for date in in_bytes(&self.dates, &bytes, |date| &date.span) {
            let Some(subject) = self.subject(sentence, &date.span) else {
                continue;
            };
            let first = self
                .tokens
                .partition_point(|token| token.span.end <= date.span.start);
            let before = &self.tokens[sentence.start..first.max(sentence.start)];
            if let Some(name) = super::cues::date_cue(before) {
                let claim = self.claim(
                    subject,
                    ClaimedFact::Fact(name),
                    None,
                    ClaimedValue::Date(date.date),
                );
                found.push(TextClaim {
                    claim,
                    span: date.span.clone(),
                    implied: false,
                });
            }
        }
    }

    /// States that a text gives to its subject: `AI-102 is in beta`, `AI-102 has been retired`.
    fn read_states(&self, sentence: &Range<usize>, found: &mut Vec<TextClaim>) {
        let bytes = self.bytes(sentence);
        for mention in in_bytes(&self.mentions, &bytes, |mention| &mention.span) {
            let after = self
                .tokens
                .partition_point(|token| token.span.start < mention.span.end);
            let rest = &self.tokens[after.min(sentence.end)..sentence.end];
            if let Some((state, length)) = state_cue(rest) {
                let span = rest[0].span.start..rest[length - 1].span.end;
                let claim = self.claim(
                    mention.subject,
                    ClaimedFact::State,
                    None,
                    ClaimedValue::State(state),
                );
                found.push(TextClaim {
                    claim,
                    span,
                    implied: false,
                });
            }
        }
    }

    /// The domain of a block that it calls the heaviest.
    fn read_heaviest(&self, found: &mut Vec<TextClaim>) {
        let is_cue =
            |token: &&Token| matches!(token.word(), Some("heaviest" | "largest" | "biggest"));
        let Some(cue) = self.tokens.iter().find(is_cue) else {
            return;
        };
        let subject = only(self.mentions.iter().map(|mention| mention.subject))
            .or(self.introduced.filter(|_| self.mentions.is_empty()));
        let Some(subject) = subject else { return };
        let titles = domain_titles(self.catalogue, subject);
        let named: Vec<&&str> = titles
            .iter()
            .filter(|title| last_occurrence(self.text, title).is_some())
            .collect();
        let longest = named.iter().map(|title| title.len()).max();
        let named = named
            .into_iter()
            .filter(|title| Some(title.len()) == longest);
        if let Some(title) = only(named) {
            let value = ClaimedValue::Texts(vec![(*title).to_owned()]);
            let claim = self.claim(
                subject,
                ClaimedFact::Fact(FactName::HeaviestDomain),
                None,
                value,
            );
            found.push(TextClaim {
                claim,
                span: cue.span.clone(),
                implied: false,
            });
        }
    }

    /// The mentions that speak of an exam as if it could be taken.
    fn implied(&self) -> Vec<TextClaim> {
        let present = self.mentions.iter().filter(|mention| !mention.past);
        let claims = present.map(|mention| {
            let value = ClaimedValue::State(ClaimedState::Open);
            TextClaim {
                claim: self.claim(mention.subject, ClaimedFact::State, None, value),
                span: mention.span.clone(),
                implied: true,
            }
        });
        claims.collect()
    }
}

fn only<T: PartialEq>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.all(|item| item == first).then_some(first)
}

/// The titles of all domains that a subject has or had, without repetition.
fn domain_titles(catalogue: &Catalogue, subject: ClaimSubject) -> Vec<&str> {
    let exams: Vec<ExamIndex> = match subject {
        ClaimSubject::Exam(exam) => vec![exam],
        ClaimSubject::Certification(index) => catalogue
            .certification(index)
            .earned_by
            .iter()
            .flatten()
            .copied()
            .collect(),
    };
    let blueprints = exams
        .into_iter()
        .flat_map(|exam| &catalogue.exam(exam).record.blueprints);
    let domains = blueprints.flat_map(|blueprint| &blueprint.domains);
    let mut titles: Vec<&str> = domains.map(|domain| domain.title.as_str()).collect();
    titles.sort_unstable();
    titles.dedup();
    titles
}

/// Where the words of a title stand last in a text, as the place of the last word among the words.
fn last_occurrence(text: &str, title: &str) -> Option<usize> {
    let (text, title) = (plain_words(text), plain_words(title));
    if title.is_empty() {
        return None;
    }
    let places = text.windows(title.len()).rposition(|words| words == title);
    places.map(|place| place + title.len())
}

impl TextClaim {
    /// Whether an implied claim is worth a word: the exam is over.
    pub fn is_about_the_end(&self, catalogue: &Catalogue, on: Day) -> bool {
        let is_over = |exam: ExamIndex| catalogue.exam(exam).state(on) == LifecycleState::Retired;
        match self.claim.subject {
            ClaimSubject::Exam(exam) => is_over(exam),
            ClaimSubject::Certification(index) => {
                let entry = catalogue.certification(index);
                let mut exams = entry.earned_by.iter().flatten().copied();
                !entry.earned_by.is_empty() && exams.all(is_over)
            }
        }
    }
}
