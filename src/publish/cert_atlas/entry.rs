//! Converts an entry of the index to an exam.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::{
    Blueprint, Confidence, Evidence, ExamCode, Fact, FactConditions, FactContent, FactName,
    FactValue, Source, SourceKey, SourceKind, TextError, Vendor, VendorSlug,
};

use super::{
    blueprint::blueprint,
    facts::facts,
    file::{AtlasEntry, AtlasSource, CertAtlas},
    finding::{Finding, Findings},
    names::{code, folded_title, free_slug, text},
};

/// Vendor names for exams whose body is neither in the index's list nor a prefix of the exam's
/// name: as in the list.
const SPELLINGS: [(&str, &str); 1] = [("google", "Google Cloud")];

/// The key of the source of all imported facts. It differs from the key under which editors cite
/// the index, so that an import changes nothing that people wrote.
pub(super) const SOURCE: &str = "cert-atlas-index";

/// The label of texts from the index, next to those of other sources.
pub(super) const ABOUT: &str = "Cert Atlas";

/// The content of an entry.
pub(super) struct Statement<'a> {
    /// The entry.
    pub(super) entry: &'a AtlasEntry,
    /// The vendor of its body.
    pub(super) vendor: VendorSlug,
    /// The title.
    pub(super) title: String,
    /// Possible codes of the exam, the best first.
    pub(super) codes: Vec<ExamCode>,
    /// The facts, without the one that describes the entry itself.
    pub(super) facts: Vec<Fact>,
    /// The blueprint.
    pub(super) blueprint: Option<Blueprint>,
}

/// The content of the whole index.
pub(super) struct Statements<'a> {
    /// The index as a source.
    pub(super) source: Source,
    /// The evidence of its facts, without a note.
    pub(super) evidence: Evidence,
    /// The bodies.
    pub(super) vendors: Vec<Vendor>,
    /// The entries that are not skipped, in the order of the index.
    pub(super) exams: Vec<Statement<'a>>,
}

/// Converts all entries of an index.
///
/// # Errors
/// When the slug of a listed body is invalid.
pub(super) fn statements<'a>(
    atlas: &'a CertAtlas,
    findings: &mut Findings,
) -> Result<Statements<'a>, TextError> {
    let source = source(&atlas.source)?;
    let evidence = Evidence {
        sources: vec![source.key.clone()],
        as_of: crate::catalogue::ApproximateDate::day(atlas.source.commit_date),
        checked: None,
        confidence: Confidence::Community,
        note: None,
    };
    let mut bodies = VendorMap::new(atlas)?;
    let mut keys = BTreeSet::new();
    let mut statements = Vec::new();
    for entry in &atlas.exams {
        let mut find = |finding| findings.add(finding, &entry.exam_id);
        if !entry.exam_id.is_empty() && !keys.insert(&entry.exam_id) {
            find(Finding::RepeatedKey);
            continue;
        }
        let Some(title) = text(entry.exam_name.as_deref()) else {
            find(Finding::NoTitle);
            continue;
        };
        let Some(body) = text(entry.certifying_body.as_deref()) else {
            find(Finding::NoBody);
            continue;
        };
        let written = text(entry.exam_code.as_deref());
        let respelled = written.as_deref().and_then(code);
        match &respelled {
            None => find(Finding::CodeFromKey),
            Some(code) if written.as_deref() != Some(code.as_str()) => {
                find(Finding::CodeRespelled);
            }
            Some(_) => {}
        }
        let key = code(&entry.exam_id.to_ascii_uppercase());
        let codes: Vec<ExamCode> = respelled.into_iter().chain(key).collect();
        if codes.is_empty() {
            find(Finding::NoName);
            continue;
        }
        let vendor = bodies.vendor(&body, &mut find)?;
        statements.push(Statement {
            entry,
            title,
            codes,
            facts: facts(entry, &evidence, findings),
            blueprint: blueprint(entry, &vendor, &evidence, findings),
            vendor,
        });
    }
    repetitions(&statements, findings);
    Ok(Statements {
        source,
        evidence,
        vendors: bodies.vendors,
        exams: statements,
    })
}

/// Records codes that several bodies use, and titles that one body uses several times.
fn repetitions(statements: &[Statement<'_>], findings: &mut Findings) {
    let mut codes: BTreeMap<String, BTreeSet<&VendorSlug>> = BTreeMap::new();
    let mut titles: BTreeMap<(&VendorSlug, String), usize> = BTreeMap::new();
    let code = |statement: &Statement<'_>| statement.codes[0].folded();
    let title = |statement: &Statement<'_>| folded_title(&statement.title);
    for statement in statements {
        codes
            .entry(code(statement))
            .or_default()
            .insert(&statement.vendor);
        *titles
            .entry((&statement.vendor, title(statement)))
            .or_default() += 1;
    }
    for statement in statements {
        let key = &statement.entry.exam_id;
        if codes[&code(statement)].len() > 1 {
            findings.add(Finding::CodeShared, key);
        }
        if titles[&(&statement.vendor, title(statement))] > 1 {
            findings.add(Finding::TitleShared, key);
        }
    }
}

/// The index as a source of the catalogue.
fn source(atlas: &AtlasSource) -> Result<Source, TextError> {
    let commit = atlas.commit.as_ref();
    let commit = commit.map_or(String::new(), |commit| format!(", commit {commit}"));
    let licence = atlas.licence.as_ref();
    let licence = licence.map_or(String::new(), |licence| format!("; licence {licence}"));
    let key: SourceKey = SOURCE.parse()?;
    Ok(Source {
        key,
        title: "Cert Atlas, imported index of exam blueprints".to_owned(),
        publisher: "QuizForge.ai".to_owned(),
        url: "https://github.com/hans6883/cert-atlas".to_owned(),
        kind: SourceKind::Repository,
        note: Some(format!(
            "State of {}{commit}{licence}. A secondary source; written by the import, which \
             does not change facts of other sources.",
            atlas.commit_date
        )),
        limits: vec![],
    })
}

/// The bodies of the index as vendors.
struct VendorMap {
    vendors: Vec<Vendor>,
    unlisted: BTreeSet<String>,
}

impl VendorMap {
    fn new(atlas: &CertAtlas) -> Result<Self, TextError> {
        let mut vendors: Vec<Vendor> = Vec::new();
        for listed in &atlas.vendors {
            let slug: VendorSlug = listed.slug.parse()?;
            if vendors.iter().all(|vendor| vendor.slug != slug) {
                vendors.push(Vendor {
                    slug,
                    name: text(Some(&listed.display_name)).unwrap_or_else(|| listed.slug.clone()),
                    url: text(listed.certification_page.as_deref()),
                });
            }
        }
        Ok(Self {
            vendors,
            unlisted: BTreeSet::new(),
        })
    }

    /// The vendor of a body; a new one if it is not listed.
    fn vendor(
        &mut self,
        body: &str,
        find: &mut impl FnMut(Finding),
    ) -> Result<VendorSlug, TextError> {
        if let Some(vendor) = self.vendors.iter().find(|vendor| vendor.name == body) {
            if self.unlisted.contains(body) {
                find(Finding::BodyUnlisted);
            }
            return Ok(vendor.slug.clone());
        }
        // `SSC (Staff Selection Commission)` is the listed `SSC`, `Vmware` the listed `VMware
        // (Broadcom)`.
        let beginning = |name: &str| {
            let name = name
                .split_once(" (")
                .map_or(name, |(beginning, _)| beginning);
            name.to_lowercase()
        };
        let short = beginning(body);
        let spelling = SPELLINGS.iter().find(|(spelling, _)| *spelling == short);
        let name = spelling.map_or(short.clone(), |(_, name)| name.to_lowercase());
        let listed: Vec<&Vendor> = self
            .vendors
            .iter()
            .filter(|vendor| beginning(&vendor.name) == name)
            .collect();
        if let [vendor] = listed[..] {
            find(Finding::BodySpelledOtherwise);
            return Ok(vendor.slug.clone());
        }
        find(Finding::BodyUnlisted);
        self.unlisted.insert(body.to_owned());
        let slug = free_slug(body, "body", |slug| {
            self.vendors
                .iter()
                .any(|vendor| vendor.slug.as_str() == slug)
        });
        let slug: VendorSlug = slug.parse()?;
        self.vendors.push(Vendor {
            slug: slug.clone(),
            name: body.to_owned(),
            url: None,
        });
        Ok(slug)
    }
}

impl Statement<'_> {
    /// Whether the code is a name rather than a code: it contains spaces, or no digit.
    pub(super) fn is_named_in_words(&self) -> bool {
        let code = self.entry.exam_code.as_deref().unwrap_or_default();
        code.contains(' ') || !code.contains(|letter: char| letter.is_ascii_digit())
    }

    /// A description of the entry: its key in the index, and every name that the index spells
    /// differently.
    pub(super) fn description(&self, code: &ExamCode, title: &str, evidence: &Evidence) -> Fact {
        let entry = self.entry;
        let page = text(entry.source_url.as_deref());
        let page = page.map_or(String::new(), |page| format!(", read at {page}"));
        let otherwise = |written: Option<String>, what: &str, known: &str| {
            let written = written.filter(|written| written != known);
            written.map(|written| format!("Its {what} there is “{written}”."))
        };
        let written_code = text(entry.exam_code.as_deref());
        let credential = text(entry.certification_name.as_deref());
        let items = [
            Some(format!("Entry {} of Cert Atlas{page}.", entry.exam_id)),
            otherwise(written_code, "code", code.as_str()),
            otherwise(Some(self.title.clone()), "title", title),
            otherwise(credential, "credential", title),
        ];
        Fact {
            name: FactName::Statement,
            about: Some(ABOUT.to_owned()),
            experience: None,
            conditions: FactConditions::ALWAYS,
            content: FactContent::Known(FactValue::List(items.into_iter().flatten().collect())),
            evidence: evidence.clone(),
        }
    }
}
