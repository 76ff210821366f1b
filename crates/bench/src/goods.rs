//! Made-up goods in any number, under names that a real shop sold.

use pos_core::{Product, Tax, UnitPrice};
use pos_protocol::Hash;
use pos_protocol::catalog::{CatalogLine, Cursor};
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// 1,000 names of real products: UCI "Online Retail" (D. Chen, CC BY 4.0).
const NAMES: &str = include_str!("../data/names.txt");
/// What tells one product of a name from the next.
const COLOURS: [&str; 10] = [
    "red", "blue", "green", "ivory", "black", "pink", "silver", "gold", "grey", "white",
];

/// The real names.
pub fn names() -> Vec<&'static str> {
    NAMES.lines().collect()
}

/// The code of the product of `number`.
pub fn code(number: u64) -> String {
    format!("P{number:07}")
}

/// The product of `number`.
pub fn product(names: &[&str], number: u64) -> anyhow::Result<Product> {
    let (round, place) = (number / names.len() as u64, number % names.len() as u64);
    let colour = COLOURS[(round % 10) as usize];
    Ok(Product {
        code: code(number),
        name: format!("{} {colour} {round}", names[place as usize]),
        category: format!("Shelf {}", number % 40),
        barcodes: vec![barcode(number)],
        unit: "each".to_owned(),
        unit_price: UnitPrice::from_e4(10_000 + ((number * 37) % 9_000 * 100) as i64)?,
        price_id: format!("price-{number}"),
        taxes: vec![Tax::percent("VAT", "20", true)?],
        scheduled: Vec::new(),
    })
}

/// The EAN-13 of a product.
pub fn barcode(number: u64) -> String {
    let body = format!("50{number:010}");
    let weighed = body.bytes().zip([1_u32, 3].into_iter().cycle());
    let sum: u32 = weighed
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// `count` products as the CSV that the server imports.
pub fn csv(count: u64) -> anyhow::Result<String> {
    let names = names();
    let head = "code,name,category,barcodes,unit,unit_price,tax_name,tax_percent,tax_included\n";
    let mut text = head.to_owned();
    for number in 0..count {
        let Product {
            code,
            name,
            category,
            unit,
            unit_price,
            ..
        } = product(&names, number)?;
        let (barcode, e4) = (barcode(number), unit_price.e4());
        let price = format!("{}.{:04}", e4 / 10_000, e4 % 10_000);
        text += &format!("{code},\"{name}\",{category},{barcode},{unit},{price},VAT,20,true\n");
    }
    Ok(text)
}

/// Writes `count` products as the stream that a till builds its first catalogue from.
pub fn stream(count: u64, out: &mut impl Write) -> anyhow::Result<()> {
    let names = names();
    let (base, total) = (Cursor::ZERO, count);
    let target = Cursor {
        version: 1,
        hash: Hash::of(NAMES.as_bytes()),
    };
    write(
        out,
        &CatalogLine::Begin {
            base,
            target,
            total,
        },
    )?;
    let mut sum = Summed {
        out: &mut *out,
        hash: Sha256::new(),
    };
    for number in 0..count {
        let product = product(&names, number)?;
        write(&mut sum, &CatalogLine::Row { product })?;
    }
    let checksum = Hash(sum.hash.finalize().into());
    write(
        out,
        &CatalogLine::End {
            count,
            checksum,
            cursor: target,
        },
    )
}

fn write(out: &mut impl Write, line: &CatalogLine) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    Ok(out.write_all(b"\n")?)
}

/// Passes on what is written, and keeps its checksum.
struct Summed<'a, W> {
    out: &'a mut W,
    hash: Sha256,
}

impl<W: Write> Write for Summed<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write_all(bytes)?;
        self.hash.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_barcode_has_its_check_digit() {
        for number in [0, 7, 999_999] {
            pos_core::barcode::check(&barcode(number)).unwrap();
        }
    }
}
