//! The data set and its files, as data packages and data catalogues describe them.

use chrono::{DateTime, Utc};

use catalogue::Revision;

/// A licence of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Licence {
    /// Its SPDX identifier.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Where its text stands.
    pub url: &'static str,
}

/// The licences of the shipped data; any one of them.
pub const LICENCES: [Licence; 2] = [
    Licence {
        name: "MIT",
        title: "MIT License",
        url: "https://spdx.org/licenses/MIT",
    },
    Licence {
        name: "Apache-2.0",
        title: "Apache License 2.0",
        url: "https://spdx.org/licenses/Apache-2.0",
    },
];

/// The texts about the data set.
#[derive(Debug, Clone, Copy)]
pub struct DataSetTexts {
    /// Its short name.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it has.
    pub description: &'static str,
    /// What it is about.
    pub keywords: &'static [&'static str],
}

/// The texts about the data set.
pub const DATA_SET: DataSetTexts = DataSetTexts {
    name: "certgraph",
    title: "certgraph: certifications and exams of IT vendors",
    description: "Exams and certifications of IT vendors with fees, dates, blueprints, domain \
                  weights and objectives, prerequisites, successors, and the roles for which sources \
                  recommend them. Each statement has its sources, its day and its confidence.",
    keywords: &[
        "certification",
        "exam",
        "IT",
        "blueprint",
        "domain weights",
        "career",
    ],
};

/// The state of the data set that a description is about.
#[derive(Debug, Clone)]
pub struct DataSet<'a> {
    /// The revision.
    pub revision: Revision,
    /// When the revision was committed.
    pub committed_at: DateTime<Utc>,
    /// The days that the dates of exams span, such as `2017-01-01/2028-03-31`.
    pub temporal_coverage: Option<String>,
    /// Its sources: title and address, without duplicates.
    pub sources: Vec<(&'a str, &'a str)>,
    /// The address of the server without a trailing slash; empty where only relative ones are known.
    pub base: &'a str,
    /// Its files.
    pub distributions: Vec<Distribution>,
}

/// A file of the data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distribution {
    /// The name of the file, such as `domain-weights.csv`.
    pub file_name: &'static str,
    /// What it has, in one sentence.
    pub description: &'static str,
    /// Its media type without parameters.
    pub media_type: &'static str,
    /// The specification that it follows, if it is a public one.
    pub conforms_to: Option<&'static str>,
    /// Its columns, if it is a table.
    pub fields: &'static [TableField],
    /// Its size and the SHA-256 of its bytes in hexadecimal, before any content coding; `None` where
    /// the file was not written.
    pub content: Option<(u64, String)>,
}

impl Distribution {
    /// Its path on a server, without a leading slash.
    pub fn path(&self) -> String {
        format!("exports/{}", self.file_name)
    }

    /// Its name without dots, such as `domain-weights-csv`.
    pub fn resource_name(&self) -> String {
        self.file_name.replace('.', "-")
    }

    /// Its format: the extension of its name.
    pub fn format(&self) -> &'static str {
        self.file_name.rsplit('.').next().unwrap_or_default()
    }
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableField {
    /// Its name in the header.
    pub name: &'static str,
    /// Its type in Table Schema: `string`, `integer`, `number`, `date`.
    pub kind: &'static str,
    /// What it has, with unit and the meaning of an empty cell.
    pub description: &'static str,
    /// Whether each row has a value.
    pub is_required: bool,
    /// Its values, if they are a closed list.
    pub values: &'static [&'static str],
}
