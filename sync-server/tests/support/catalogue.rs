//! The catalogue as a till takes it: the stream is checked line by line and applied to a copy.

use super::http::get;
use super::register::Register;
use super::shop::Shop;
use pos_core::Product;
use pos_protocol::catalog::{CatalogLine, Cursor};
use pos_protocol::hash::Hash;
use reqwest::StatusCode;
use std::collections::BTreeMap;
use sync_server::modules::catalog::contract::{ImportReport, import_catalog};

/// The columns of an import.
pub const HEADER: &str =
    "code,name,category,barcodes,unit,unit_price,tax_name,tax_percent,tax_included\n";

/// Imports these rows.
pub async fn import(shop: &Shop, rows: &str) -> ImportReport {
    let file = format!("{HEADER}{rows}");
    import_catalog(&shop.state, file.as_bytes()).await.unwrap()
}

/// A stream that was checked from `begin` to `end`.
pub struct Stream {
    /// Where it begins.
    pub base: Cursor,
    /// Where it ends.
    pub target: Cursor,
    /// What changed.
    pub rows: Vec<Product>,
    /// What is no longer sold.
    pub tombstones: Vec<String>,
}

/// Reads a stream's bytes, and fails on anything that a till would not apply.
pub fn read(bytes: &[u8]) -> Stream {
    let text = String::from_utf8(zstd::decode_all(bytes).unwrap()).unwrap();
    let mut lines = text.split_inclusive('\n');
    let first = serde_json::from_str(lines.next().unwrap()).unwrap();
    let CatalogLine::Begin {
        base,
        target,
        total,
    } = first
    else {
        panic!("no begin: {first:?}");
    };
    let (mut rows, mut tombstones, mut hashed) = (Vec::new(), Vec::new(), String::new());
    loop {
        let line = lines.next().expect("an end line");
        match serde_json::from_str(line).unwrap() {
            CatalogLine::Row { product } => rows.push(product),
            CatalogLine::Tombstone { code } => tombstones.push(code),
            CatalogLine::Begin { .. } => panic!("begun twice"),
            CatalogLine::End {
                count,
                checksum,
                cursor,
            } => {
                assert_eq!((count, cursor), (total, target));
                assert_eq!(count as usize, rows.len() + tombstones.len());
                assert_eq!(checksum, Hash::of(hashed.as_bytes()));
                assert_eq!(lines.next(), None);
                return Stream {
                    base,
                    target,
                    rows,
                    tombstones,
                };
            }
        }
        hashed.push_str(line);
    }
}

/// A till's copy of the catalogue.
pub struct Copy {
    token: String,
    /// Where it is.
    pub cursor: Option<Cursor>,
    /// What it sells.
    pub products: BTreeMap<String, Product>,
}

impl Copy {
    /// An empty one, of a register of this shop.
    pub async fn empty(shop: &Shop) -> Copy {
        let token = Register::enrolled(shop).await.token(shop).await;
        Copy {
            token,
            cursor: None,
            products: BTreeMap::new(),
        }
    }

    /// The bytes of what it lacks.
    pub async fn fetch(&self, shop: &Shop) -> Vec<u8> {
        let path = match self.cursor {
            Some(cursor) => format!("/v1/catalog/changes?cursor={cursor}"),
            None => "/v1/catalog/changes".to_owned(),
        };
        let answer = get(shop, &path)
            .bearer_auth(&self.token)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["content-type"], "application/x-ndjson");
        assert_eq!(answer.headers()["content-encoding"], "zstd");
        answer.bytes().await.unwrap().to_vec()
    }

    /// Takes what it lacks.
    pub async fn pull(&mut self, shop: &Shop) -> Stream {
        let stream = read(&self.fetch(shop).await);
        assert_eq!(stream.base, self.cursor.unwrap_or(Cursor::ZERO));
        for product in &stream.rows {
            self.products.insert(product.code.clone(), product.clone());
        }
        for code in &stream.tombstones {
            self.products
                .remove(code)
                .expect("a tombstone of something that was sold");
        }
        self.cursor = Some(stream.target);
        stream
    }
}
