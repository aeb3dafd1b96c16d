//! Exam codes in fields of Microsoft Learn.

use super::answer::{Provider, StudyGuideItem};
use crate::catalogue::ExamCode;

/// A code as it is written: `AZ-104`, `Exam AZ-104`.
pub(super) fn code(text: &str) -> Option<ExamCode> {
    let text = text.trim();
    let text = text.strip_prefix("Exam ").unwrap_or(text);
    let has_digit = text.contains(|letter: char| letter.is_ascii_digit());
    text.parse().ok().filter(|_| has_digit)
}

/// The code in an identifier: `exam.az-104`.
pub(super) fn code_of_id(id: &str) -> Option<ExamCode> {
    code(&id.strip_prefix("exam.")?.to_ascii_uppercase())
}

/// The exam in its booking address: `…exam.AZ-104…`.
pub(super) fn booked_exam(provider: &Provider) -> Option<ExamCode> {
    let (_, rest) = provider.url.as_deref()?.split_once("exam.")?;
    let is_code = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let end = rest.find(|letter| !is_code(letter)).unwrap_or(rest.len());
    code(&rest[..end].to_ascii_uppercase())
}

/// The exam of a course: `course.az-104t00` is for AZ-104.
pub(super) fn taught_exam(item: &StudyGuideItem) -> Option<ExamCode> {
    let course = item.id.as_deref()?.strip_prefix("course.")?;
    let (exam, _) = course.rsplit_once('t')?;
    code(&exam.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_in_identifiers_bookings_and_courses() {
        let text = |code: Option<ExamCode>| code.map(|code| code.to_string());
        assert_eq!(text(code(" Exam AZ-104 ")).as_deref(), Some("AZ-104"));
        assert_eq!(text(code("Azure Administrator")), None);
        assert_eq!(text(code_of_id("exam.az-104")).as_deref(), Some("AZ-104"));
        assert_eq!(text(code_of_id("certification.azure")), None);
        let url = Some("https://example.com/book?exam=exam.AI-103&locale=en".to_owned());
        assert_eq!(
            text(booked_exam(&Provider { url })).as_deref(),
            Some("AI-103")
        );
        let course = |id: &str| {
            taught_exam(&StudyGuideItem {
                id: Some(id.to_owned()),
                ..StudyGuideItem::default()
            })
        };
        assert_eq!(text(course("course.ai-103t00")).as_deref(), Some("AI-103"));
        assert_eq!(text(course("learn.ai-103-path")), None);
    }
}
