//! The catalogue of the file, written as the CSV that the server's own import reads.

use std::path::Path;

use csv::Writer;

use crate::error::{ReplayError, at, during};
use crate::file::figures::VAT_PERCENT;
use crate::file::products::Product;

const COLUMNS: [&str; 9] = [
    "code",
    "name",
    "category",
    "barcodes",
    "unit",
    "unit_price",
    "tax_name",
    "tax_percent",
    "tax_included",
];

/// The most characters of a name that a catalogue keeps.
const LONGEST_NAME: usize = 200;

/// Writes `products` to `path`.
///
/// # Errors
/// When the file can't be written.
pub fn write(products: &[Product], path: &Path) -> Result<(), ReplayError> {
    let mut out = Writer::from_path(path).map_err(at(path))?;
    let percent = VAT_PERCENT.to_string();
    out.write_record(COLUMNS)
        .map_err(during("writing the catalogue"))?;
    for product in products {
        let name: String = product.name.chars().take(LONGEST_NAME).collect();
        let price = decimal(product.price_e4);
        let row = [
            &product.code,
            &name,
            "Gifts",
            "",
            "each",
            &price,
            "VAT",
            &percent,
            "true",
        ];
        out.write_record(row)
            .map_err(during("writing the catalogue"))?;
    }
    out.flush().map_err(at(path))
}

/// Ten-thousandths as a decimal.
fn decimal(e4: i64) -> String {
    format!("{}.{:04}", e4 / 10_000, e4 % 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_with_a_comma_stays_one_code() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("catalogue.csv");
        let product = Product {
            code: "A,B".into(),
            name: "Tea \"for two\"".into(),
            price_e4: 10,
        };
        write(&[product], &path).expect("written");
        let text = std::fs::read_to_string(&path).expect("there");
        let last = text.lines().last().expect("a row");
        assert_eq!(
            last,
            "\"A,B\",\"Tea \"\"for two\"\"\",Gifts,,each,0.0010,VAT,20,true"
        );
    }
}
