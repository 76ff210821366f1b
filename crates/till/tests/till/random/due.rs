//! How a payment stands, and what one more tender makes of it.

use super::basket::{Basket, Means};
use super::money::{Trade, in_coins};

/// What is paid of a sum.
#[derive(Debug, Clone, Copy)]
pub struct Due {
    total: i64,
    coin: i64,
    cash: i64,
    others: i64,
    in_cash: bool,
}

/// What a tender comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    Refused(&'static str),
    /// There is something left to pay.
    Open,
    /// All is paid.
    Paid {
        change: i64,
        rounding: i64,
    },
}

/// More change than a drawer holds.
const MOST_CHANGE: i64 = 10_000_000;

impl Due {
    pub fn of(basket: &Basket, trade: Trade) -> Due {
        let mut due = Due {
            total: basket.gross(trade),
            coin: trade.coin,
            cash: 0,
            others: 0,
            in_cash: false,
        };
        for taken in basket.standing() {
            due.put(taken.means, taken.amount);
        }
        due
    }

    fn put(&mut self, means: Means, amount: i64) {
        match means {
            Means::Cash => {
                self.cash += amount;
                self.in_cash = true;
            }
            Means::Card | Means::Voucher => self.others += amount,
        }
    }

    /// What is left by card.
    pub fn exactly(&self) -> i64 {
        self.total - self.others - self.cash
    }

    /// What is left in coins.
    pub fn in_coins(&self) -> i64 {
        in_coins(self.total - self.others, self.coin) - self.cash
    }

    fn rounding(&self) -> i64 {
        self.in_coins() - self.exactly()
    }

    fn refusal(&self, means: Means, amount: i64) -> Option<&'static str> {
        let out = self.total < 0;
        if means != Means::Cash {
            let sign = if out { -1 } else { 1 };
            let (asked, most) = (amount * sign, self.exactly() * sign);
            return match () {
                () if asked <= 0 => Some("pays_nothing"),
                () if asked > most => Some("more_than_due"),
                () => None,
            };
        }
        let over = amount - self.in_coins();
        match () {
            () if out && over != 0 && (amount >= 0 || over < 0) => Some("refund_mismatch"),
            () if out && self.coin > 0 && amount % self.coin != 0 => Some("not_in_coins"),
            () if out => None,
            () if amount < 0 || amount == 0 && over != 0 => Some("pays_nothing"),
            () if over > MOST_CHANGE => Some("given_too_large"),
            () => None,
        }
    }

    /// Takes one more.
    pub fn take(mut self, means: Means, amount: i64) -> Came {
        if let Some(refusal) = self.refusal(means, amount) {
            return Came::Refused(refusal);
        }
        self.put(means, amount);
        let left = self.in_coins();
        let paid = match self.in_cash {
            false => self.exactly() == 0,
            true if self.total < 0 => left >= 0,
            true => left <= 0,
        };
        if !paid {
            return Came::Open;
        }
        if !self.in_cash {
            return Came::Paid {
                change: 0,
                rounding: 0,
            };
        }
        // What is paid out gives no change, and nobody gets more change than cash was given.
        let (change, rounding) = (-left, self.rounding());
        if change < 0 || change > self.cash.max(0) {
            return Came::Refused("refund_mismatch");
        }
        Came::Paid { change, rounding }
    }

    /// Pays all that is left in cash.
    pub fn pay(self, given: i64) -> Came {
        match self.take(Means::Cash, given) {
            Came::Open if self.total < 0 => Came::Refused("refund_mismatch"),
            Came::Open => Came::Refused("payment_below_total"),
            came => came,
        }
    }
}
