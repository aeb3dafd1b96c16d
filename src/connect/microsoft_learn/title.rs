//! Titles of Microsoft Learn, which include codes and marks.

/// A parsed title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Title {
    /// The name only.
    pub(super) name: String,
    pub(super) is_beta: bool,
    pub(super) is_retired: bool,
}

impl Title {
    /// Parses a title: `Exam AZ-104: Microsoft Azure Administrator (beta)`. `None` where no name is
    /// left.
    pub(super) fn of(text: &str, code: Option<&str>) -> Option<Self> {
        let mut name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(code) = code {
            for prefix in [format!("Exam {code}:"), format!("{code}:")] {
                if name
                    .get(..prefix.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(&prefix))
                {
                    let rest = name.split_off(prefix.len());
                    rest.trim_start().clone_into(&mut name);
                }
            }
        }
        let is_beta = take_mark(&mut name, "beta");
        let is_retired = take_mark(&mut name, "retired");
        (!name.is_empty()).then_some(Self {
            name,
            is_beta,
            is_retired,
        })
    }
}

/// Removes a bracketed mark from a name.
fn take_mark(name: &mut String, mark: &str) -> bool {
    // Only ASCII letters change, so that offsets are the same in both.
    let lower = name.to_ascii_lowercase();
    for written in [format!("({mark})"), format!("[{mark}]")] {
        if let Some(place) = lower.find(&written) {
            name.replace_range(place..place + written.len(), " ");
            *name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_marks_are_taken_off() {
        let title = Title::of(
            " Exam AZ-104:  Microsoft Azure Administrator (beta)",
            Some("az-104"),
        );
        let title = title.unwrap();
        assert_eq!(title.name, "Microsoft Azure Administrator");
        assert!(title.is_beta && !title.is_retired);
        let title = Title::of("[Retired] Développer (Azure)", None).unwrap();
        assert_eq!(title.name, "Développer (Azure)");
        assert!(title.is_retired);
        assert_eq!(Title::of("(retired)", None), None);
        assert_eq!(Title::of("Ä", Some("ÄÖ")).unwrap().name, "Ä");
    }
}
