//! The exports as a record of the Data Catalog Vocabulary (DCAT 3) in JSON-LD.

use serde_json::{Value, json};

use crate::distribution::{DATA_SET, DataSet, Distribution, LICENCES};

/// The record. The publisher is the server itself, which does not know who operates it. The context
/// is inline, so that reading it needs no further request; addresses are relative to the document
/// where the server does not know its own.
pub fn record(set: &DataSet) -> Value {
    let address = |path: &str| format!("{}/{path}", set.base);
    let publisher = json!({
        "@id": address("#publisher"),
        "@type": "foaf:Agent",
        "foaf:name": DATA_SET.name,
        "foaf:homepage": address(""),
    });
    let licences = LICENCES.map(|licence| licence.url);
    let modified = set
        .committed_at
        .to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let distributions = set.distributions.iter();
    let mut dataset = json!({
        "@id": address("#dataset"),
        "@type": "dcat:Dataset",
        "dct:title": { "en": DATA_SET.title },
        "dct:description": { "en": DATA_SET.description },
        "dct:identifier": DATA_SET.name,
        "dct:publisher": publisher,
        "dcat:version": set.revision.to_string(),
        "dcat:keyword": { "en": DATA_SET.keywords },
        "dct:modified": modified,
        "dct:language": "http://publications.europa.eu/resource/authority/language/ENG",
        "dct:license": licences,
        "dcat:landingPage": address(""),
        "dct:source": set.sources.iter().map(|(_, url)| *url)
            .filter(|url| url.starts_with("http")).collect::<Vec<_>>(),
        "dcat:distribution": distributions.map(|one| distribution(set, one)).collect::<Vec<_>>(),
    });
    if let Some((first, last)) = set
        .temporal_coverage
        .as_deref()
        .and_then(|days| days.split_once('/'))
    {
        dataset["dct:temporal"] = json!({
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": first,
            "dcat:endDate": last,
        });
    }
    json!({
        "@context": context(),
        "@id": address("catalog.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": { "en": DATA_SET.title },
        "dct:description": { "en": "The files of a certgraph server." },
        "dct:publisher": publisher,
        "dct:modified": modified,
        "dcat:dataset": [dataset],
        "dcat:service": [{
            "@id": address("graphql"),
            "@type": "dcat:DataService",
            "dct:title": { "en": "GraphQL API" },
            "dcat:endpointURL": address("graphql"),
            "dcat:endpointDescription": address("schema.graphql"),
            "dcat:servesDataset": address("#dataset"),
        }],
    })
}

fn distribution(set: &DataSet, one: &Distribution) -> Value {
    let address = format!("{}/{}", set.base, one.path());
    let mut record = json!({
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": { "en": one.file_name },
        "dct:description": { "en": one.description },
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": format!("https://www.iana.org/assignments/media-types/{}", one.media_type),
    });
    if let Some(specification) = one.conforms_to {
        record["dct:conformsTo"] = specification.into();
    }
    if let Some((bytes, sha256)) = &one.content {
        record["dcat:byteSize"] = bytes.to_string().into();
        record["spdx:checksum"] = json!({
            "@type": "spdx:Checksum",
            "spdx:algorithm": "spdx:checksumAlgorithm_sha256",
            "spdx:checksumValue": sha256,
        });
    }
    record
}

fn context() -> Value {
    let link = || json!({ "@type": "@id" });
    let text = || json!({ "@container": "@language" });
    let typed = |kind: &str| json!({ "@type": kind });
    json!({
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "spdx": "http://spdx.org/rdf/terms#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "dct:title": text(),
        "dct:description": text(),
        "dcat:keyword": text(),
        "dct:modified": typed("xsd:dateTime"),
        "dcat:startDate": typed("xsd:date"),
        "dcat:endDate": typed("xsd:date"),
        "dcat:byteSize": typed("xsd:nonNegativeInteger"),
        "spdx:checksumValue": typed("xsd:hexBinary"),
        "spdx:algorithm": link(),
        "dct:language": link(),
        "dct:license": link(),
        "dct:source": link(),
        "dct:conformsTo": link(),
        "foaf:homepage": link(),
        "dcat:landingPage": link(),
        "dcat:accessURL": link(),
        "dcat:downloadURL": link(),
        "dcat:mediaType": link(),
        "dcat:endpointURL": link(),
        "dcat:endpointDescription": link(),
        "dcat:servesDataset": link(),
    })
}
