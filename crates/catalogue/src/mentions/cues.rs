//! Words that say what the text around them is about.

/// Beginnings of words about certification, in the folded form, in English, German and Spanish.
const BEGINNINGS: [&str; 12] = [
    "accredit",
    "acredit",
    "certif",
    "credential",
    "exam",
    "prufung",
    "recertif",
    "rezertif",
    "retake",
    "voucher",
    "zertif",
    "testcenter",
];

/// Beginnings of words that begin like those but mean something else: `example`, `examine`,
/// `examining`.
const OTHER_BEGINNINGS: [&str; 3] = ["exampl", "examine", "examini"];

/// Whole words about certification.
const WORDS: [&str; 9] = [
    "aprobado",
    "bestanden",
    "cert",
    "certs",
    "pass",
    "passed",
    "passing",
    "pruefung",
    "pruefungen",
];

/// Words after which a number is a place, a paragraph or an amount.
const NUMBERED: [&str; 40] = [
    "abschnitt",
    "act",
    "art",
    "article",
    "articulo",
    "artikel",
    "building",
    "call",
    "capitulo",
    "chapter",
    "extension",
    "fax",
    "flight",
    "flug",
    "form",
    "gate",
    "highway",
    "kapitel",
    "ley",
    "line",
    "linea",
    "linie",
    "model",
    "modell",
    "modelo",
    "order",
    "page",
    "pagina",
    "paragraph",
    "part",
    "phone",
    "raum",
    "room",
    "route",
    "sala",
    "seccion",
    "section",
    "seite",
    "tel",
    "zimmer",
];

/// Abbreviations that mean something else to most readers, in the folded form.
const EVERYDAY: [&str; 63] = [
    "ace", "acp", "act", "ada", "aim", "apm", "art", "asa", "avd", "bat", "cad", "cam", "cap",
    "capa", "car", "cas", "cba", "cbs", "cca", "ccp", "cdl", "cdn", "cds", "cia", "cisa", "cma",
    "cna", "cnd", "cpa", "cpc", "cps", "crm", "csa", "csr", "css", "cts", "dba", "dsa", "ecs",
    "eit", "emt", "gail", "ghas", "ica", "jsa", "kca", "paa", "pal", "pca", "pcap", "pcd", "pde",
    "pe", "pmi", "psd", "psk", "rpa", "sap", "sat", "sca", "soa", "spc", "vcp",
];

/// Words of names that say little about whose name it is.
const GENERAL: [&str; 61] = [
    "a",
    "administering",
    "administration",
    "administrator",
    "advanced",
    "ai",
    "analyst",
    "and",
    "application",
    "applications",
    "architect",
    "associate",
    "building",
    "business",
    "certificate",
    "certification",
    "certified",
    "cloud",
    "control",
    "core",
    "cyber",
    "data",
    "designing",
    "developer",
    "developing",
    "devops",
    "digital",
    "engineer",
    "engineering",
    "enterprise",
    "entry",
    "exam",
    "expert",
    "for",
    "foundation",
    "foundations",
    "implementing",
    "in",
    "information",
    "it",
    "leader",
    "level",
    "management",
    "manager",
    "network",
    "of",
    "on",
    "operations",
    "practitioner",
    "professional",
    "project",
    "security",
    "solutions",
    "specialist",
    "support",
    "system",
    "systems",
    "technologies",
    "the",
    "using",
    "with",
];

/// Small words that titles write without a capital.
const SMALL: [&str; 18] = [
    "a", "an", "and", "as", "by", "de", "en", "for", "in", "into", "of", "on", "or", "the", "to",
    "und", "using", "with",
];

/// Words that join the parts of a list.
const JOINING: [&str; 9] = ["and", "e", "o", "oder", "or", "sowie", "u", "und", "y"];

/// Words of tiers and of courses of study, with which a name reads as that of a certification.
const TIERS: [&str; 12] = [
    "associate",
    "essentials",
    "expert",
    "foundation",
    "foundations",
    "fundamentals",
    "leader",
    "level",
    "practitioner",
    "professional",
    "specialist",
    "specialty",
];

/// Whether a word is about certification.
pub(super) fn is_cue(word: &str) -> bool {
    let begins = |beginning: &&str| word.starts_with(*beginning);
    WORDS.binary_search(&word).is_ok()
        || BEGINNINGS.iter().any(begins) && !OTHER_BEGINNINGS.iter().any(begins)
        || word.ends_with("prufung")
        || word.ends_with("zertifikat")
        || word.ends_with("zertifizierung")
}

pub(super) fn numbers_things(word: &str) -> bool {
    NUMBERED.binary_search(&word).is_ok()
}

pub(super) fn is_everyday(word: &str) -> bool {
    word.len() < 3 || EVERYDAY.binary_search(&word).is_ok()
}

pub(super) fn is_general(word: &str) -> bool {
    GENERAL.binary_search(&word).is_ok()
}

pub(super) fn is_small(word: &str) -> bool {
    SMALL.binary_search(&word).is_ok()
}

pub(super) fn joins_a_list(word: &str) -> bool {
    JOINING.binary_search(&word).is_ok()
}

pub(super) fn is_tier(word: &str) -> bool {
    TIERS.binary_search(&word).is_ok()
}

/// Whether a word says by itself that a name is that of a certification.
pub(super) fn says_certified(word: &str) -> bool {
    matches!(
        word,
        "certified" | "certificate" | "certification" | "zertifiziert" | "zertifizierter"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order() {
        assert!(WORDS.is_sorted() && NUMBERED.is_sorted() && EVERYDAY.is_sorted());
        assert!(GENERAL.is_sorted() && SMALL.is_sorted() && JOINING.is_sorted());
        assert!(TIERS.is_sorted());
    }

    #[test]
    fn words_about_certification_are_cues_in_three_languages() {
        for word in [
            "exam",
            "exams",
            "examen",
            "examenes",
            "examination",
            "examinations",
            "certified",
            "certificacion",
            "zertifizierung",
            "prufungen",
            "zertifizierungsprufung",
            "passed",
        ] {
            assert!(is_cue(word), "{word}");
        }
        for word in [
            "example",
            "examples",
            "examine",
            "examines",
            "examining",
            "examiner",
            "certain",
            "course",
            "passenger",
        ] {
            assert!(!is_cue(word), "{word}");
        }
    }
}
