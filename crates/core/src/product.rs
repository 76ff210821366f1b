//! What the shop sells, as the catalogue says it.

use crate::tax::Tax;
use crate::unit_price::UnitPrice;
use serde::{Deserialize, Serialize};

/// A product of the catalogue.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// The shop's own code; case counts.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// The category that its tile stands in.
    pub category: String,
    /// Barcodes that find it (GTINs as printed), in no order.
    #[serde(default)]
    pub barcodes: Vec<String>,
    /// What it is sold by: `each`, `kg`.
    pub unit: String,
    /// What one unit costs.
    pub unit_price: UnitPrice,
    /// The identity of that price.
    pub price_id: String,
    /// The taxes, in their order.
    pub taxes: Vec<Tax>,
    /// The prices that are to come, by their start. [`Product::priced_at`] takes those that have come.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scheduled: Vec<ScheduledPrice>,
}

/// A price that starts at an instant, wherever the till stands and whether or not it has a network then.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduledPrice {
    /// The identity of the price.
    pub price_id: String,
    /// What one unit costs from then on.
    pub unit_price: UnitPrice,
    /// When it starts: seconds since 1970-01-01T00:00:00 UTC.
    pub from: i64,
}

impl Product {
    /// The newest of the scheduled prices that has started at `now`, in seconds since 1970-01-01T00:00:00 UTC.
    pub fn started(&self, now: i64) -> Option<&ScheduledPrice> {
        self.scheduled
            .iter()
            .filter(|price| price.from <= now)
            .max_by_key(|price| price.from)
    }

    /// The product as it is sold at `now`: at the newest price that has started, with only those ahead that have not.
    pub fn priced_at(mut self, now: i64) -> Product {
        if let Some(started) = self.started(now).cloned() {
            self.unit_price = started.unit_price;
            self.price_id = started.price_id;
            self.scheduled.retain(|price| price.from > now);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn price(id: &str, e4: i64, from: i64) -> ScheduledPrice {
        ScheduledPrice {
            price_id: id.to_owned(),
            unit_price: UnitPrice::from_e4(e4).expect("a price"),
            from,
        }
    }

    fn tea() -> Product {
        Product {
            code: "T".to_owned(),
            name: "Tea".to_owned(),
            category: "Drinks".to_owned(),
            barcodes: Vec::new(),
            unit: "each".to_owned(),
            unit_price: UnitPrice::from_e4(10_000).expect("a price"),
            price_id: "p0".to_owned(),
            taxes: Vec::new(),
            scheduled: vec![price("p2", 30_000, 200), price("p1", 20_000, 100)],
        }
    }

    #[test]
    fn a_price_starts_at_its_second_and_the_newest_counts() {
        for (now, id, ahead) in [
            (99, "p0", 2),
            (100, "p1", 1),
            (199, "p1", 1),
            (200, "p2", 0),
        ] {
            let sold = tea().priced_at(now);
            assert_eq!((&*sold.price_id, sold.scheduled.len()), (id, ahead));
        }
        assert_eq!(tea().priced_at(99), tea(), "nothing has changed before");
    }

    #[test]
    fn a_product_without_them_is_written_as_it_always_was() {
        let mut plain = tea();
        plain.scheduled.clear();
        let text = serde_json::to_string(&plain).expect("json");
        assert!(!text.contains("scheduled"), "{text}");
        assert_eq!(
            serde_json::from_str::<Product>(&text).expect("a product"),
            plain
        );
        let text = serde_json::to_string(&tea()).expect("json");
        assert_eq!(
            serde_json::from_str::<Product>(&text).expect("a product"),
            tea()
        );
    }
}
