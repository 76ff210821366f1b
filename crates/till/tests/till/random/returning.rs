//! Goods that come back against a receipt of this register.

use super::basket::{Back, Basket, Kind, Line};
use super::model::Why;
use super::selling::thousandths;
use super::world::World;
use pos_till::features::*;

/// A receipt that nobody printed.
const NO_RECEIPT: &str = "2-0A1B2C3D-000007";

impl World {
    /// Brings back what lies in these places of a receipt; where nothing does, a line that it does not have.
    pub fn bring_back_some(&mut self, receipt: usize, places: &[(u32, i64)]) {
        let orders = &self.model.orders;
        let of = receipt % orders.len().max(1);
        let sold = orders.get(of).map(|order| &order.lines);
        let number = |place: u32| {
            let line = sold.and_then(|sold| sold.get(place as usize));
            line.map_or(90 + place, |(line, _)| line.number)
        };
        let lines: Vec<_> = places
            .iter()
            .map(|(place, count)| (number(*place), *count))
            .collect();
        self.bring_back(receipt, &lines);
    }

    /// Brings lines of a receipt back, all of them or none.
    fn bring_back(&mut self, receipt: usize, lines: &[(u32, i64)]) {
        let orders = &self.model.orders;
        let of = (!orders.is_empty()).then(|| receipt % orders.len());
        let mut why = self.model.shut();
        if let Some(open) = &self.model.basket {
            why.extend(open.standing().next().map(|_| "tenders_taken"));
        }
        why.extend(lines.is_empty().then_some("nothing_chosen"));
        let mut chosen = Vec::new();
        match of {
            None => why.push("receipt_unknown"),
            Some(of) => {
                for (number, quantity) in lines {
                    let line = self.chosen((of, *number), *quantity, &chosen, &mut why);
                    chosen.extend(line);
                }
            }
        }
        let number = of.map_or(NO_RECEIPT, |of| &self.model.orders[of].receipt);
        let request = BringBack {
            receipt: number.to_lowercase(),
            lines: lines
                .iter()
                .map(|(line, count)| (*line, thousandths(*count)))
                .collect(),
        };
        let quoted = quote_return(&self.till, &request);
        let done = bring_back(&mut self.till, &request);
        let Some(view) = self.judged(&why, done) else {
            return;
        };
        let trade = self.model.trade;
        let open = self
            .model
            .basket
            .get_or_insert_with(|| Basket::new(view.id, Kind::Exchange, None));
        if open.kind == Kind::Sale {
            open.kind = Kind::Exchange;
        }
        let worth: i64 = chosen.iter().map(|line| line.alone(trade).gross).sum();
        assert_eq!(quoted.unwrap().gross.minor(), worth);
        for line in chosen {
            open.push(line);
        }
    }

    /// The line that brings so much of a sold one back.
    fn chosen(
        &self,
        of: (usize, u32),
        quantity: i64,
        before: &[Line],
        why: &mut Why,
    ) -> Option<Line> {
        let order = &self.model.orders[of.0];
        let mut sold = order.lines.iter().filter(|(line, _)| line.quantity > 0);
        let is_of = |line: &Line| line.back.as_ref().is_some_and(|back| back.of == of);
        let open = self.model.basket.iter().flat_map(|open| &open.lines);
        why.extend(open.chain(before).any(is_of).then_some("return_in_basket"));
        let Some((line, figures)) = sold.find(|(line, _)| line.number == of.1) else {
            why.push("not_on_receipt");
            return None;
        };
        let returned = self.model.returned(of);
        let left = line.quantity - returned;
        why.extend((quantity == 0).then_some("zero_quantity"));
        why.extend((quantity < 0 || quantity > left).then_some("more_than_sold"));
        Some(Line {
            quantity: -quantity,
            off: None,
            note: None,
            typed: false,
            back: Some(Back {
                of,
                sold: figures.clone(),
                sold_quantity: line.quantity,
                before: returned,
            }),
            ..line.clone()
        })
    }
}
