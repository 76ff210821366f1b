//! The OpenAPI document is what the program serves: all of it, and as it is committed.

use crate::support::http::request;
use crate::support::shop::Shop;
use pos_protocol::codes::Problem;
use reqwest::Method;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use sync_server::app::openapi_document;

const METHODS: [&str; 5] = ["get", "put", "post", "patch", "delete"];

fn document() -> Value {
    serde_json::from_str(&openapi_document().unwrap()).unwrap()
}

/// Every operation: its path, its method, what the document says.
fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                found.push((path.clone(), method.to_owned(), operation.clone()));
            }
        }
    }
    found
}

/// `EVERTILL_WRITE_OPENAPI=1` writes it instead.
#[test]
fn the_committed_document_is_the_generated_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
    let generated = openapi_document().unwrap() + "\n";
    if std::env::var_os("EVERTILL_WRITE_OPENAPI").is_some() {
        std::fs::write(&path, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    assert!(
        committed == generated,
        "docs/openapi.json is out of date: EVERTILL_WRITE_OPENAPI=1 cargo test -p sync-server openapi"
    );
}

#[test]
fn every_operation_says_what_it_is_and_what_it_answers() {
    let document = document();
    let mut ids = BTreeSet::new();
    for (path, method, operation) in operations(&document) {
        let what = format!("{method} {path}");
        let id = operation["operationId"].as_str().unwrap();
        assert!(ids.insert(id.to_owned()), "{what}: {id} twice");
        assert!(operation["summary"].is_string(), "{what}: no summary");
        assert!(operation["tags"][0].is_string(), "{what}: no tag");
        let answers = operation["responses"].as_object().unwrap();
        assert!(
            answers.keys().any(|status| status.starts_with(['2', '3'])),
            "{what}: it never works"
        );
        let named = path.split('{').count() - 1;
        let parameters = operation["parameters"].as_array();
        let parameters = parameters.into_iter().flatten();
        let told = parameters.filter(|p| p["in"] == "path").count();
        assert_eq!(told, named, "{what}: parameters of the path");
        let reads_body = operation.get("requestBody").is_some();
        let may_refuse = answers.contains_key("422") || path.starts_with("/v1/sync/");
        assert!(
            !reads_body || may_refuse,
            "{what}: a body that can't be wrong"
        );
    }
    assert!(ids.len() > 15, "{} operations", ids.len());
}

#[test]
fn every_reference_leads_somewhere() {
    let document = document();
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(!references.is_empty());
    for reference in references {
        let path = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(path).is_some(), "{reference}");
    }
}

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(text) if name == "$ref" => found.push(text.to_owned()),
                    _ => collect(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

/// What `routes!` gathers is in the document by its making. Anything else would be served without it.
#[test]
fn no_route_is_added_behind_the_documents_back() {
    let mut files = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut files,
    );
    assert!(files.len() > 50);
    // The back office is for people with a browser: nothing of it is in the document.
    let office = Path::new("src/admin");
    let files = files.iter().filter(|file| {
        !file
            .display()
            .to_string()
            .contains(&office.display().to_string())
    });
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        for way in [".route(", ".route_service(", "axum::routing::"] {
            assert!(!text.contains(way), "{} has {way}", file.display());
        }
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_document_names_is_served() {
    let shop = Shop::open().await;
    let served: Value = request(&shop, Method::GET, "/openapi.json")
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(served, document());
    for (path, method, operation) in operations(&served) {
        let what = format!("{method} {path}");
        let name = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
        let answer = request(&shop, name, &path).send().await.unwrap();
        let status = answer.status().as_u16().to_string();
        assert!(
            operation["responses"].get(&status).is_some(),
            "{what}: {status} is not in the document"
        );
        if answer.status().is_client_error() {
            let problem: Problem = answer.json().await.unwrap();
            assert!(!problem.detail.starts_with("Nothing answers"), "{what}");
        }
    }
    for (method, path, status) in [("GET", "/nowhere", 404), ("PATCH", "/v1/hello", 405)] {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let answer = request(&shop, method, path).send().await.unwrap();
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(
            answer.headers().contains_key("allow"),
            status == 405,
            "{path}"
        );
    }
    shop.close().await;
}
