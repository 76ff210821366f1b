//! What there should be: a plain account of the day, kept beside the till and asking it for nothing but ids.

use super::basket::{Basket, Kind, Line, Means};
use super::money::{Figures, Trade};
use super::people::{People, Who};
use super::wares::{COUNT, WARES};
use serde_json::{Value, json};

/// A fact that the journal must have: its kind, and what it says under these pointers.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub kind: &'static str,
    pub says: Vec<(&'static str, Value)>,
}

/// Why a command should be refused: each of these would do, and none means that it has to work.
pub type Why = Vec<&'static str>;

/// How a ware stands in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sold {
    At(i64),
    /// Archived, and the till was told.
    Archived,
    /// The catalogue came anew and does not have it.
    Unknown,
}

/// A paid order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub id: String,
    pub receipt: String,
    pub lines: Vec<(Line, Figures)>,
    pub change: i64,
    pub rounding: i64,
}

impl Order {
    fn sum(&self, figure: impl Fn(&Figures) -> i64) -> i64 {
        self.lines.iter().map(|(_, figures)| figure(figures)).sum()
    }

    pub fn gross(&self) -> i64 {
        self.sum(|line| line.gross)
    }

    pub fn net(&self) -> i64 {
        self.sum(|line| line.net)
    }

    pub fn tax(&self) -> i64 {
        self.sum(Figures::tax)
    }

    /// The gross of what was sold, or of what came back.
    pub fn way(&self, back: bool) -> i64 {
        let lines = self
            .lines
            .iter()
            .filter(|(line, _)| (line.quantity < 0) == back);
        lines.map(|(_, figures)| figures.gross).sum()
    }

    fn has(&self, back: bool) -> bool {
        self.lines
            .iter()
            .any(|(line, _)| (line.quantity < 0) == back)
    }

    pub fn kind(&self) -> Kind {
        match (self.has(false), self.has(true)) {
            (true, true) => Kind::Exchange,
            (_, back) => {
                if back {
                    Kind::Refund
                } else {
                    Kind::Sale
                }
            }
        }
    }
}

/// The open shift.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shift {
    pub number: u32,
    pub float: i64,
    pub sales: u32,
    pub refunds: u32,
    pub sales_gross: i64,
    pub refunds_gross: i64,
    pub tax: i64,
    pub off: i64,
    pub voids: u32,
    pub voids_gross: i64,
    pub cash: i64,
    pub card: i64,
    pub voucher: i64,
    pub paid_in: i64,
    pub paid_out: i64,
    pub movements: u32,
    pub opened: u32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub trade: Trade,
    pub wares: [Sold; COUNT],
    pub basket: Option<Basket>,
    /// The newest last.
    pub held: Vec<Basket>,
    pub orders: Vec<Order>,
    pub shift: Option<Shift>,
    /// Shifts so far, the open one included.
    pub shifts: u32,
    pub people: People,
    pub facts: Vec<Told>,
}

impl Model {
    pub fn new(trade: Trade) -> Model {
        Model {
            trade,
            wares: std::array::from_fn(|at| Sold::At(WARES[at].e4)),
            basket: None,
            held: Vec::new(),
            orders: Vec::new(),
            shift: None,
            shifts: 0,
            people: People::default(),
            facts: Vec::new(),
        }
    }

    pub fn tell(&mut self, kind: &'static str, says: Vec<(&'static str, Value)>) {
        self.facts.push(Told { kind, says });
    }

    /// Nobody is there, or there is no shift.
    pub fn shut(&self) -> Why {
        let mut why = self.people.away();
        why.extend(self.shift.is_none().then_some("shift_closed"));
        why
    }

    /// There is no basket to work on, or a part of it is paid.
    pub fn untouchable(&self) -> Why {
        let mut why = self.shut();
        match &self.basket {
            None => why.push("no_basket"),
            Some(open) => why.extend(open.standing().next().map(|_| "tenders_taken")),
        }
        why
    }

    /// The line, and why it can't be changed.
    pub fn line(&self, number: u32) -> (Option<&Line>, Why) {
        let mut why = self.untouchable();
        let line = self.basket.as_ref().and_then(|open| open.line(number));
        why.extend(line.is_none().then_some("unknown_line"));
        (line, why)
    }

    /// There are goods in the basket.
    pub fn is_busy(&self) -> bool {
        self.basket
            .as_ref()
            .is_some_and(|open| !open.lines.is_empty())
    }

    /// Float, cash taken and given, cash moved, and the cash of a payment that is still open.
    pub fn drawer(&self) -> i64 {
        let shift = self.shift.as_ref().unwrap();
        let open = self.basket.as_ref().map_or(0, Basket::cash);
        shift.float + shift.cash + shift.paid_in + shift.paid_out + open
    }

    /// The gross of all that was ever sold.
    pub fn perpetual(&self) -> i64 {
        self.orders.iter().map(|order| order.way(false)).sum()
    }

    /// How much of a sold line has come back.
    pub fn returned(&self, of: (usize, u32)) -> i64 {
        let lines = self.orders.iter().flat_map(|order| &order.lines);
        let back = lines.filter(|(line, _)| line.back.as_ref().is_some_and(|back| back.of == of));
        back.map(|(line, _)| -line.quantity).sum()
    }

    /// The basket becomes a paid order.
    pub fn complete(&mut self, last: (Means, i64), change: i64, rounding: i64, receipt: String) {
        let basket = self.basket.take().unwrap();
        let figures = basket.figures(self.trade);
        let order = Order {
            id: basket.order.clone().unwrap(),
            receipt,
            lines: basket.lines.iter().cloned().zip(figures).collect(),
            change,
            rounding,
        };
        let shift = self.shift.as_mut().unwrap();
        shift.sales += u32::from(order.has(false));
        shift.refunds += u32::from(order.has(true));
        shift.sales_gross += order.way(false);
        shift.refunds_gross += order.way(true);
        shift.tax += order.tax();
        let sold = order.lines.iter().filter(|(line, _)| line.quantity > 0);
        shift.off += sold.map(|(_, line)| line.off + line.share).sum::<i64>();
        let parts = basket.standing().map(|taken| (taken.means, taken.amount));
        for (means, amount) in parts.chain([last]) {
            match means {
                Means::Cash => shift.cash += amount,
                Means::Card => shift.card += amount,
                Means::Voucher => shift.voucher += amount,
            }
        }
        shift.cash -= change;
        let mut says = vec![
            ("/order/id", json!(order.id)),
            ("/basket", json!(basket.id)),
            ("/order/totals/net", json!(order.net())),
            ("/order/totals/tax", json!(order.tax())),
            ("/order/totals/gross", json!(order.gross())),
            ("/order/paid/change", json!(change)),
        ];
        says.extend(basket.note.map(|note| ("/order/note", json!(note))));
        says.extend(
            basket
                .reference
                .map(|text| ("/order/external_reference", json!(text))),
        );
        says.extend(
            basket
                .allowed_by
                .map(|id| ("/order/authorised_by", json!(id))),
        );
        self.tell("order.completed.v1", says);
        self.orders.push(order);
    }

    /// A basket was given up.
    pub fn void(&mut self, basket: &Basket) {
        let gross = basket.gross(self.trade);
        let shift = self.shift.as_mut().unwrap();
        shift.voids += 1;
        shift.voids_gross += gross;
        let lines = basket.lines.len();
        let says = vec![
            ("/basket", json!(basket.id)),
            ("/lines", json!(lines)),
            ("/gross", json!(gross)),
        ];
        self.tell("basket.voided.v1", says);
    }

    /// After a start whoever was there has to type their PIN.
    pub fn restarted(mut self) -> Model {
        self.people.restart();
        self
    }
}

impl Who {
    /// A supervisor's own id.
    pub fn as_supervisor(self) -> Option<&'static str> {
        (self == Who::Sam).then_some(self.id())
    }
}
