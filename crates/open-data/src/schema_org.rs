//! JSON-LD of pages in the vocabulary of schema.org.

use catalogue::{
    ApproximateDate, Catalogue, CertificationIndex, Currency, Day, ExamEntry, ExamIndex, Fact,
    FactContent, FactName, FactValue, Level, RoleIndex, SourceKind, VendorIndex,
};
use serde_json::{Value, json};

use crate::{
    dates::{certification_modified, exam_modified},
    distribution::{DATA_SET, DataSet, LICENCES},
    numbers::{amount, duration},
};

const CONTEXT: &str = "https://schema.org/";

/// The path of the page of an exam.
pub fn exam_path(catalogue: &Catalogue, exam: ExamIndex) -> String {
    let record = &catalogue.exam(exam).record;
    format!("/exams/{}/{}", record.vendor, record.code)
}

/// The path of the page of a certification.
pub fn certification_path(catalogue: &Catalogue, certification: CertificationIndex) -> String {
    format!(
        "/certifications/{}",
        catalogue.certification(certification).record.slug
    )
}

/// The path of the page of a role.
pub fn role_path(catalogue: &Catalogue, role: RoleIndex) -> String {
    format!("/?role={}", catalogue.role(role).record.slug)
}

/// An exam on a day as a credential of the category "Exam". `base` is the address of the server
/// without a trailing slash; where it is empty, addresses are relative to the page.
pub fn exam(catalogue: &Catalogue, exam: ExamIndex, day: Day, base: &str) -> Value {
    let entry = catalogue.exam(exam);
    let record = &entry.record;
    let address = format!("{base}{}", exam_path(catalogue, exam));
    let mut node = credential(
        &address,
        &format!("{}: {}", record.code, record.title),
        "Exam",
    );
    node["identifier"] = record.code.as_str().into();
    let former = record.former_codes.iter().map(ToString::to_string);
    let names: Vec<String> = former.chain(record.also_known_as.iter().cloned()).collect();
    if !names.is_empty() {
        node["alternateName"] = names.into();
    }
    node["recognizedBy"] = organisation(catalogue, entry.vendor, base);
    if let Some(level) = entry.level {
        node["educationalLevel"] = level_name(level).into();
    }
    let validity = served(entry, FactName::Validity, day);
    if let Some(time) = validity.and_then(time) {
        node["validFor"] = time.into();
    }
    for (name, date) in [
        ("datePublished", entry.lifecycle.live),
        ("expires", entry.lifecycle.retires),
    ] {
        if let Some(date) = date.and_then(ApproximateDate::exact) {
            node[name] = date.to_string().into();
        }
    }
    let offers = offers(entry, day, &address);
    if !offers.is_empty() {
        node["offers"] = offers.into();
    }
    let domains = competencies(entry, day, &address);
    if !domains.is_empty() {
        node["competencyRequired"] = domains.into();
    }
    let certifications = entry.certifications.iter();
    let certifications: Vec<Value> = certifications
        .map(|index| json!({ "@id": format!("{base}{}", certification_path(catalogue, *index)) }))
        .collect();
    if !certifications.is_empty() {
        node["isPartOf"] = certifications.into();
    }
    if let Some(address) = own_page(catalogue, entry, day) {
        node["sameAs"] = address.into();
    }
    if let Some(modified) = exam_modified(catalogue, exam) {
        node["dateModified"] = modified.to_string().into();
    }
    node
}

/// A certification on a day as a credential.
pub fn certification(
    catalogue: &Catalogue,
    index: CertificationIndex,
    day: Day,
    base: &str,
) -> Value {
    let entry = catalogue.certification(index);
    let record = &entry.record;
    let address = format!("{base}{}", certification_path(catalogue, index));
    let mut node = credential(&address, &record.title, "Certification");
    if !record.also_known_as.is_empty() {
        node["alternateName"] = json!(record.also_known_as);
    }
    node["recognizedBy"] = organisation(catalogue, entry.vendor, base);
    if let Some(level) = record.level {
        node["educationalLevel"] = level_name(level).into();
    }
    let mut exams: Vec<ExamIndex> = entry.earned_by.iter().flatten().copied().collect();
    exams.sort_unstable();
    exams.dedup();
    if let Some(time) = common_validity(catalogue, &exams, day) {
        node["validFor"] = time.into();
    }
    if !exams.is_empty() {
        let exams = exams.iter().map(|exam| {
            let record = &catalogue.exam(*exam).record;
            json!({
                "@type": "EducationalOccupationalCredential",
                "@id": format!("{base}{}", exam_path(catalogue, *exam)),
                "name": format!("{}: {}", record.code, record.title),
            })
        });
        node["hasPart"] = exams.collect();
    }
    let sources = record.evidence.sources.iter();
    let mut sources = sources.filter_map(|key| catalogue.source(key));
    let own = sources.find(|source| source.kind == SourceKind::Official && is_web(&source.url));
    if let Some(source) = own {
        node["sameAs"] = source.url.as_str().into();
    }
    if let Some(modified) = certification_modified(catalogue, index) {
        node["dateModified"] = modified.to_string().into();
    }
    node
}

/// A role as an occupation with the exams that sources recommend for it.
pub fn role(catalogue: &Catalogue, role: RoleIndex, base: &str) -> Value {
    let entry = catalogue.role(role);
    let record = &entry.record;
    let address = format!("{base}{}", role_path(catalogue, role));
    let mut node = json!({
        "@context": CONTEXT,
        "@type": "Occupation",
        "@id": address,
        "url": address,
        "name": record.title,
        "occupationalCategory": record.group,
    });
    if !record.focus.is_empty() {
        node["skills"] = json!(record.focus);
    }
    let mut exams: Vec<ExamIndex> = vec![];
    for exam in entry.recommendations.iter().flatten().flatten() {
        if !exams.contains(exam) {
            exams.push(*exam);
        }
    }
    let exams = exams.into_iter().map(|exam| {
        let record = &catalogue.exam(exam).record;
        json!({
            "@type": "EducationalOccupationalCredential",
            "@id": format!("{base}{}", exam_path(catalogue, exam)),
            "name": format!("{}: {}", record.code, record.title),
        })
    });
    let exams: Vec<Value> = exams.collect();
    if !exams.is_empty() {
        node["qualifications"] = exams.into();
    }
    node
}

/// The list of roles, in the order of the page.
pub fn role_list(catalogue: &Catalogue, roles: &[RoleIndex], base: &str) -> Value {
    let address = format!("{base}/roles");
    let items = (1..).zip(roles).map(|(position, role)| {
        json!({
            "@type": "ListItem",
            "position": position,
            "name": catalogue.role(*role).record.title,
            "url": format!("{base}{}", role_path(catalogue, *role)),
        })
    });
    json!({
        "@context": CONTEXT,
        "@type": "ItemList",
        "@id": address,
        "url": address,
        "numberOfItems": roles.len(),
        "itemListElement": items.collect::<Vec<_>>(),
    })
}

/// The data set with its files, for the home page.
pub fn data_set(set: &DataSet) -> Value {
    let base = set.base;
    let files = set.distributions.iter().map(|one| {
        json!({
            "@type": "DataDownload",
            "name": one.file_name,
            "description": one.description,
            "encodingFormat": one.media_type,
            "contentUrl": format!("{base}/{}", one.path()),
        })
    });
    let mut node = json!({
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": format!("{base}/#dataset"),
        "url": format!("{base}/"),
        "name": DATA_SET.title,
        "description": DATA_SET.description,
        "identifier": DATA_SET.name,
        "version": set.revision.to_string(),
        "dateModified": set.committed_at.date_naive().to_string(),
        "keywords": DATA_SET.keywords,
        "inLanguage": "en",
        "isAccessibleForFree": true,
        "license": LICENCES.map(|licence| licence.url),
        "creator": { "@type": "Organization", "name": "certgraph" },
        "distribution": files.collect::<Vec<_>>(),
    });
    if let Some(coverage) = &set.temporal_coverage {
        node["temporalCoverage"] = coverage.as_str().into();
    }
    node
}

fn credential(address: &str, name: &str, category: &str) -> Value {
    json!({
        "@context": CONTEXT,
        "@type": "EducationalOccupationalCredential",
        "@id": address,
        "url": address,
        "name": name,
        "credentialCategory": category,
    })
}

fn organisation(catalogue: &Catalogue, vendor: VendorIndex, base: &str) -> Value {
    let record = &catalogue.vendor(vendor).record;
    let mut node = json!({
        "@type": "Organization",
        "@id": format!("{base}/vendors/{}", record.slug),
        "name": record.name,
    });
    if let Some(url) = record.url.as_deref().filter(|url| is_web(url)) {
        node["url"] = url.into();
    }
    node
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Fundamentals => "Fundamentals",
        Level::Associate => "Associate",
        Level::Professional => "Professional",
        Level::Specialty => "Specialty",
    }
}

fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

fn served(entry: &ExamEntry, name: FactName, day: Day) -> Option<&Fact> {
    entry.fact_in(name, &entry.usual_circumstances(day))
}

/// The value of a fact as an ISO 8601 duration, if it is one exact time.
fn time(fact: &Fact) -> Option<String> {
    match &fact.content {
        FactContent::Known(FactValue::Quantity(quantity)) => duration(*quantity),
        _ => None,
    }
}

/// How long a certification lasts, where all exams that earn it say the same.
fn common_validity(catalogue: &Catalogue, exams: &[ExamIndex], day: Day) -> Option<String> {
    let of =
        |exam: &ExamIndex| served(catalogue.exam(*exam), FactName::Validity, day).and_then(time);
    let first = of(exams.first()?)?;
    let is_common = exams.iter().all(|exam| of(exam).as_ref() == Some(&first));
    is_common.then_some(first)
}

/// The list price on the day in each currency that is known.
fn offers(entry: &ExamEntry, day: Day, address: &str) -> Vec<Value> {
    let mut currencies: Vec<Currency> = vec![];
    for fact in entry
        .facts(FactName::Fee)
        .chain(entry.facts(FactName::BetaFee))
    {
        if let Some(FactValue::Money(range)) = fact.value()
            && !currencies.contains(&range.currency())
        {
            currencies.push(range.currency());
        }
    }
    let offers = currencies.into_iter().filter_map(|currency| {
        let fee = entry.fee_on(currency, day)?;
        Some(json!({
            "@type": "Offer",
            "price": amount(fee),
            "priceCurrency": currency.as_str(),
            "category": "Exam fee",
            "url": address,
        }))
    });
    offers.collect()
}

/// The domains of the blueprint in force, with their weights in words.
fn competencies(entry: &ExamEntry, day: Day, address: &str) -> Vec<Value> {
    let domains = entry
        .blueprint(day)
        .into_iter()
        .flat_map(|one| &one.domains);
    let terms = domains.map(|domain| {
        let mut term = json!({
            "@type": "DefinedTerm",
            "@id": format!("{address}#{}", domain.key),
            "name": domain.title,
            "termCode": domain.key.as_str(),
            "inDefinedTermSet": address,
        });
        if let Some(weight) = domain.weight {
            let range = if weight.min() == weight.max() {
                weight.min().to_string()
            } else {
                format!("{}–{}", weight.min(), weight.max())
            };
            term["description"] = format!("{range} % of the exam").into();
        }
        term
    });
    terms.collect()
}

/// The vendor's own page about what the exam tests: the leading source of the blueprint in force, if it
/// is official.
fn own_page<'a>(catalogue: &'a Catalogue, entry: &'a ExamEntry, day: Day) -> Option<&'a str> {
    let key = entry.blueprint(day)?.evidence.sources.first()?;
    let source = catalogue.source(key)?;
    let is_own = source.kind == SourceKind::Official && is_web(&source.url);
    is_own.then_some(source.url.as_str())
}
