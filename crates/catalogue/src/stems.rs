//! The stems of the words of a text, by the folding of searches and the stemmer of blueprints.

use frostem::{Algorithm, Stemmer};

use super::search::{folded, words};

/// Reads texts as word stems.
pub struct StemReader(Stemmer);

impl Default for StemReader {
    fn default() -> Self {
        Self(Stemmer::new(Algorithm::English))
    }
}

impl StemReader {
    /// The English stems of a text in order, with repetitions: `Renewing` and `renewals` give `renew`.
    pub fn stems(&self, text: &str) -> Vec<String> {
        let folded = folded(text);
        let stems = words(&folded).map(|word| self.0.stem(word).into_owned());
        stems.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        let reader = StemReader::default();
        assert_eq!(reader.stems("Renewing, renewed"), ["renew", "renew"]);
        assert_eq!(
            reader.stems("Überprüfung AZ-104"),
            ["uberprufung", "az", "104"]
        );
        assert!(reader.stems(" -?! ").is_empty());
    }
}
