//! The catalogue that the file implies: each code once, at its most frequent price, under its first name.

use std::collections::HashMap;

/// A product of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// `StockCode`; case counts.
    pub code: String,
    /// The first description that is not empty, else the code.
    pub name: String,
    /// The most frequent price of the accepted rows, in ten-thousandths; on a tie the one met first.
    pub price_e4: i64,
}

/// Counts prices while rows go by.
#[derive(Debug, Default)]
pub struct Products {
    numbers: HashMap<String, u32>,
    seen: Vec<Seen>,
}

#[derive(Debug)]
struct Seen {
    code: String,
    name: String,
    /// In the order in which they were met.
    prices: Vec<(i64, u64)>,
}

impl Products {
    /// Takes an accepted row into account and says which product it is.
    pub fn note(&mut self, code: &str, description: &str, price_e4: i64) -> u32 {
        let number = match self.numbers.get(code) {
            Some(number) => *number,
            None => {
                let number = u32::try_from(self.seen.len()).unwrap_or(u32::MAX);
                self.numbers.insert(code.to_owned(), number);
                self.seen.push(Seen {
                    code: code.to_owned(),
                    name: String::new(),
                    prices: Vec::new(),
                });
                number
            }
        };
        let seen = &mut self.seen[number as usize];
        if seen.name.is_empty() {
            description.clone_into(&mut seen.name);
        }
        match seen.prices.iter_mut().find(|(price, _)| *price == price_e4) {
            Some((_, times)) => *times += 1,
            None => seen.prices.push((price_e4, 1)),
        }
        number
    }

    /// The products, in the order in which they were met.
    #[must_use]
    pub fn finish(self) -> Vec<Product> {
        self.seen.into_iter().map(Seen::product).collect()
    }
}

impl Seen {
    fn product(self) -> Product {
        let mut best = (0, 0);
        for (price, times) in self.prices {
            if times > best.1 {
                best = (price, times);
            }
        }
        let name = if self.name.is_empty() {
            self.code.clone()
        } else {
            self.name
        };
        Product {
            code: self.code,
            name,
            price_e4: best.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_price_and_on_a_tie_the_first_met() {
        let mut products = Products::default();
        let rows = [
            ("A", "", 200),
            ("A", "ANT", 100),
            ("A", "AXE", 100),
            ("A", "", 200),
            ("A", "", 300),
            ("a", "", 300),
            ("B", "BEE", 9),
            ("B", "BEE", 8),
            ("B", "BEE", 8),
        ];
        let numbers: Vec<u32> = rows
            .iter()
            .map(|(c, d, p)| products.note(c, d, *p))
            .collect();
        assert_eq!(numbers, [0, 0, 0, 0, 0, 1, 2, 2, 2]);
        let found: Vec<_> = products
            .finish()
            .into_iter()
            .map(|p| (p.code, p.name, p.price_e4))
            .collect();
        let want = [("A", "ANT", 200), ("a", "a", 300), ("B", "BEE", 8)];
        assert_eq!(found, want.map(|(c, n, p)| (c.to_owned(), n.to_owned(), p)));
    }
}
