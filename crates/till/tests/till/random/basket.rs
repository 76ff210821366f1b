//! The model's basket: its lines, what they come to, and what was taken of it.

use super::money::{self, Figures, Item, Off, Trade};
use super::wares::WARES;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Sale,
    Refund,
    Exchange,
}

/// The sold line that another one brings back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Back {
    /// Which order, and the number of its line.
    pub of: (usize, u32),
    /// The line as it was sold.
    pub sold: Figures,
    pub sold_quantity: i64,
    /// How much of it had come back when it was chosen.
    pub before: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub number: u32,
    pub ware: usize,
    pub e4: i64,
    /// The catalogue's price that it was rung up at.
    pub catalogue_e4: i64,
    /// Somebody typed another one.
    pub typed: bool,
    /// Thousandths; negative when it comes back.
    pub quantity: i64,
    pub off: Option<Off>,
    pub note: Option<String>,
    pub back: Option<Back>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    Cash,
    Card,
    Voucher,
}

/// A part that was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub id: String,
    pub means: Means,
    pub amount: i64,
    pub undone: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basket {
    pub id: String,
    pub kind: Kind,
    pub lines: Vec<Line>,
    pub next: u32,
    pub off: Option<Off>,
    pub note: Option<String>,
    pub name: String,
    pub allowed_by: Option<&'static str>,
    /// The order's id while the payment is open.
    pub order: Option<String>,
    pub reference: Option<String>,
    pub taken: Vec<Taken>,
}

impl Line {
    fn item(&self) -> Item {
        Item {
            e4: self.e4,
            quantity: self.quantity,
            off: self.off,
            levies: WARES[self.ware].levies,
        }
    }

    fn part(&self, back: &Back) -> Figures {
        let levies = WARES[self.ware].levies;
        money::part(
            &back.sold,
            levies,
            back.sold_quantity,
            back.before,
            -self.quantity,
        )
    }

    /// What it comes to by itself.
    pub fn alone(&self, trade: Trade) -> Figures {
        let per_line = Trade {
            per_order: false,
            ..trade
        };
        match &self.back {
            Some(back) => self.part(back),
            None => money::figures(&[self.item()], None, per_line).remove(0),
        }
    }
}

impl Basket {
    pub fn new(id: String, kind: Kind, allowed_by: Option<&'static str>) -> Basket {
        Basket {
            id,
            kind,
            lines: Vec::new(),
            next: 1,
            off: None,
            note: None,
            name: String::new(),
            allowed_by,
            order: None,
            reference: None,
            taken: Vec::new(),
        }
    }

    /// What every line comes to in the company of the others. What a receipt prices stands alone.
    pub fn figures(&self, trade: Trade) -> Vec<Figures> {
        let together: Vec<Item> = self
            .lines
            .iter()
            .filter(|line| line.back.is_none())
            .map(Line::item)
            .collect();
        let mut together = money::figures(&together, self.off, trade).into_iter();
        let figures = |line: &Line| match &line.back {
            Some(back) => line.part(back),
            None => together.next().unwrap(),
        };
        self.lines.iter().map(figures).collect()
    }

    /// What is to be paid.
    pub fn gross(&self, trade: Trade) -> i64 {
        self.figures(trade).iter().map(|line| line.gross).sum()
    }

    /// More than half of what the catalogue says is given away: of one line, or of all of them together. Half of an odd sum
    /// is rounded up.
    pub fn gives_too_much(&self, trade: Trade) -> bool {
        let (mut given, mut most) = (0, 0);
        let sold = self.lines.iter().zip(self.figures(trade));
        for (line, figures) in sold.filter(|(line, _)| line.quantity > 0) {
            let e4 = if line.typed {
                line.catalogue_e4
            } else {
                line.e4
            };
            let as_tagged = Line {
                e4,
                off: None,
                ..line.clone()
            };
            let whole = as_tagged.alone(trade).amount;
            let half = (whole + 1) / 2;
            let alone = whole - figures.amount + figures.off;
            if alone > half {
                return true;
            }
            given += alone + figures.share;
            most += half;
        }
        given > most
    }

    pub fn line(&self, number: u32) -> Option<&Line> {
        self.lines.iter().find(|line| line.number == number)
    }

    /// Adds a line, which gets its number.
    pub fn push(&mut self, line: Line) {
        self.lines.push(Line {
            number: self.next,
            ..line
        });
        self.next += 1;
        self.order = None;
    }

    pub fn change(&mut self, number: u32, change: impl FnOnce(&mut Line)) {
        change(
            self.lines
                .iter_mut()
                .find(|line| line.number == number)
                .unwrap(),
        );
        self.order = None;
    }

    /// The parts that stand.
    pub fn standing(&self) -> impl Iterator<Item = &Taken> {
        self.taken.iter().filter(|taken| !taken.undone)
    }

    /// The cash of them: it is in the drawer already.
    pub fn cash(&self) -> i64 {
        let cash = self.standing().filter(|taken| taken.means == Means::Cash);
        cash.map(|taken| taken.amount).sum()
    }
}
