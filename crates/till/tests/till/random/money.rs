//! The definition of money, computed once more and in its own way: nothing here is shared with the program.

use super::frac::Frac;

/// How the shop counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trade {
    pub currency: &'static str,
    /// Decimals of the minor unit.
    pub decimals: u32,
    /// The smallest coin in minor units; 0 rounds no cash.
    pub coin: i64,
    /// Taxes are rounded once for the order.
    pub per_order: bool,
}

/// A tax. The value is in ten-thousandths: of a per cent, or of the major unit for each unit of quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levy {
    pub name: &'static str,
    pub fixed: bool,
    pub e4: i64,
    pub included: bool,
    pub on_top: bool,
}

/// What is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Off {
    Percent(i64),
    Sum(i64),
}

/// One thing that is priced: ten-thousandths a unit, and how many thousandths, negative when they come back.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    pub e4: i64,
    pub quantity: i64,
    pub off: Option<Off>,
    pub levies: &'static [Levy],
}

/// What a line comes to, in minor units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    pub amount: i64,
    pub off: i64,
    pub share: i64,
    pub net: i64,
    pub taxes: Vec<i64>,
    pub gross: i64,
}

impl Figures {
    fn of(amount: i64, off: i64, share: i64, taxes: Vec<i64>, levies: &[Levy]) -> Figures {
        let mut net = amount - off - share;
        for (levy, tax) in levies.iter().zip(&taxes) {
            net -= if levy.included { *tax } else { 0 };
        }
        let gross = net + taxes.iter().sum::<i64>();
        Figures {
            amount,
            off,
            share,
            net,
            taxes,
            gross,
        }
    }

    fn mirrored(self) -> Figures {
        Figures {
            amount: -self.amount,
            off: -self.off,
            share: -self.share,
            net: -self.net,
            taxes: self.taxes.iter().map(|tax| -tax).collect(),
            gross: -self.gross,
        }
    }

    pub fn tax(&self) -> i64 {
        self.taxes.iter().sum()
    }
}

impl Off {
    fn of(self, sum: i64) -> i64 {
        match self {
            Off::Percent(e4) => (Frac::whole(sum) * Frac::new(i128::from(e4), 1_000_000)).round(),
            Off::Sum(minor) => minor.min(sum),
        }
    }
}

/// The figures of all lines of one order that no receipt prices.
pub fn figures(items: &[Item], off: Option<Off>, trade: Trade) -> Vec<Figures> {
    let back: Vec<Item> = items
        .iter()
        .filter(|item| item.quantity < 0)
        .map(turned)
        .collect();
    let sold: Vec<Item> = items
        .iter()
        .filter(|item| item.quantity > 0)
        .copied()
        .collect();
    let off_back = off.filter(|_| sold.is_empty());
    let mut sold = side(&sold, off, trade).into_iter();
    let mut back = side(&back, off_back, trade)
        .into_iter()
        .map(Figures::mirrored);
    let pick = |item: &Item| {
        if item.quantity > 0 {
            sold.next()
        } else {
            back.next()
        }
    };
    items.iter().map(pick).map(Option::unwrap).collect()
}

fn turned(item: &Item) -> Item {
    Item {
        quantity: -item.quantity,
        ..*item
    }
}

/// Goods that go the same way.
fn side(items: &[Item], off: Option<Off>, trade: Trade) -> Vec<Figures> {
    let amounts: Vec<i64> = items
        .iter()
        .map(|item| per_unit(item.e4, item.quantity, trade).round())
        .collect();
    let offs: Vec<i64> = items
        .iter()
        .zip(&amounts)
        .map(|(item, amount)| item.off.map_or(0, |off| off.of(*amount)))
        .collect();
    let left: Vec<i64> = amounts
        .iter()
        .zip(&offs)
        .map(|(amount, off)| amount - off)
        .collect();
    let sum: i64 = left.iter().sum();
    let shares = match off {
        Some(off) if sum != 0 => {
            let whole = off.of(sum);
            let part =
                |left: &i64| Frac::whole(whole) * Frac::new(i128::from(*left), i128::from(sum));
            dealt(whole, &left.iter().map(part).collect::<Vec<_>>())
        }
        _ => vec![0; items.len()],
    };
    let exact: Vec<Vec<Frac>> = items
        .iter()
        .enumerate()
        .map(|(at, item)| exact(item, left[at] - shares[at], trade))
        .collect();
    let taxes = if trade.per_order {
        once_for_all(items, &exact)
    } else {
        exact
            .iter()
            .map(|taxes| taxes.iter().map(|tax| tax.round()).collect())
            .collect()
    };
    let line = |(at, taxes): (usize, Vec<i64>)| {
        Figures::of(amounts[at], offs[at], shares[at], taxes, items[at].levies)
    };
    taxes.into_iter().enumerate().map(line).collect()
}

fn per_unit(e4: i64, quantity: i64, trade: Trade) -> Frac {
    Frac::new(
        i128::from(e4) * i128::from(quantity),
        10_i128.pow(7 - trade.decimals),
    )
}

/// The exact taxes on `taxed`. What the base must be is found by trying two: the sum grows with it in a straight line.
fn exact(item: &Item, taxed: i64, trade: Trade) -> Vec<Frac> {
    let at = |base: Frac| -> Vec<Frac> {
        let mut taxes: Vec<Frac> = Vec::new();
        for levy in item.levies {
            let mut of = base;
            if levy.on_top {
                of = taxes.iter().fold(of, |sum, tax| sum + *tax);
            }
            taxes.push(match levy.fixed {
                true => per_unit(levy.e4, item.quantity, trade),
                false => of * Frac::new(i128::from(levy.e4), 1_000_000),
            });
        }
        taxes
    };
    let priced = |base: Frac| {
        let taxes = at(base);
        let included = item
            .levies
            .iter()
            .zip(taxes)
            .filter(|(levy, _)| levy.included);
        included.fold(base, |sum, (_, tax)| sum + tax)
    };
    let (none, one) = (priced(Frac::whole(0)), priced(Frac::whole(1)));
    at((Frac::whole(taxed) - none) / (one - none))
}

/// Taxes of one name and value, whatever else they are, summed over the order, rounded once and dealt out again.
fn once_for_all(items: &[Item], exact: &[Vec<Frac>]) -> Vec<Vec<i64>> {
    let mut rounded: Vec<Vec<i64>> = exact.iter().map(|taxes| vec![0; taxes.len()]).collect();
    let mut places: Vec<(&str, i64, usize, usize)> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        for (place, levy) in item.levies.iter().enumerate() {
            places.push((levy.name, levy.e4, at, place));
        }
    }
    let mut groups: Vec<(&str, i64)> = places.iter().map(|place| (place.0, place.1)).collect();
    groups.sort_unstable();
    groups.dedup();
    for group in groups {
        let members: Vec<_> = places
            .iter()
            .filter(|place| (place.0, place.1) == group)
            .collect();
        let parts: Vec<Frac> = members
            .iter()
            .map(|place| exact[place.2][place.3])
            .collect();
        let whole = parts
            .iter()
            .fold(Frac::whole(0), |sum, part| sum + *part)
            .round();
        for (place, part) in members.iter().zip(dealt(whole, &parts)) {
            rounded[place.2][place.3] = part;
        }
    }
    rounded
}

/// `whole` dealt out: every part cut, then a unit to the largest remainder that had none, the earlier one first.
fn dealt(whole: i64, exact: &[Frac]) -> Vec<i64> {
    let mut parts: Vec<i64> = exact.iter().map(|part| part.cut()).collect();
    let mut waiting: Vec<usize> = (0..parts.len()).collect();
    while parts.iter().sum::<i64>() < whole {
        let remainder = |at: usize| exact[at] - Frac::whole(exact[at].cut());
        let mut best = 0;
        for place in 1..waiting.len() {
            if remainder(waiting[place]) > remainder(waiting[best]) {
                best = place;
            }
        }
        parts[waiting.remove(best)] += 1;
    }
    assert_eq!(parts.iter().sum::<i64>(), whole);
    parts
}

/// What `now` more thousandths of a sold line are worth that come back when `before` had: all figures negative.
pub fn part(sold: &Figures, levies: &[Levy], of: i64, before: i64, now: i64) -> Figures {
    let share = |figure: i64, k: i64| {
        (Frac::whole(figure) * Frac::new(i128::from(k), i128::from(of))).round()
    };
    let part = |figure: i64| share(figure, before + now) - share(figure, before);
    let taxes = sold.taxes.iter().map(|tax| part(*tax)).collect();
    Figures::of(
        part(sold.amount - sold.off - sold.share),
        0,
        0,
        taxes,
        levies,
    )
    .mirrored()
}

/// The multiple of the smallest coin that is nearest to `sum`.
pub fn in_coins(sum: i64, coin: i64) -> i64 {
    match coin {
        0 => sum,
        coin => Frac::new(i128::from(sum), i128::from(coin)).round() * coin,
    }
}
