//! Holds all that a window shows, and what the file keeps besides, against the model.

use super::basket::{Basket, Kind};
use super::drawer::figures;
use super::due::Due;
use super::model::{Model, Sold};
use super::money::{Off, Trade};
use super::people::Who;
use super::wares::WARES;
use pos_core::{BasketKind, Discount};
use pos_till::Till;
use pos_till::features::*;
use pos_till::views::BasketView;
use rusqlite::Connection;
use std::path::Path;

/// A line: number, code, price, quantity, net, taxes, gross, note.
type ShownLine = (u32, String, i64, i64, i64, Vec<i64>, i64, Option<String>);

#[derive(Debug, PartialEq)]
struct ShownBasket {
    id: String,
    kind: Kind,
    name: String,
    note: Option<String>,
    off: Option<Off>,
    lines: Vec<ShownLine>,
    /// Lines, net, tax, gross, discounts.
    totals: [i64; 5],
}

/// What no window shows: the order's id that was minted, its reference, who allowed the basket, and all wrong PINs.
type Kept = (Option<String>, Option<String>, Option<String>, [u32; 2]);

/// A payment under way: what is left in coins and exactly, and what was taken.
type Open = (i64, i64, Vec<(String, i64)>);

/// Everything there is to see.
#[derive(Debug, PartialEq)]
struct Shown {
    /// Who is there, and whether they locked it.
    here: Option<(String, bool)>,
    basket: Option<ShownBasket>,
    /// Lines that cost something else by now.
    changes: Vec<(u32, i64, Option<i64>)>,
    /// Id, name, lines and gross, the newest first.
    held: Vec<(String, String, u32, i64)>,
    /// What is left in coins and exactly, and what was taken.
    payment: Option<Open>,
    shift: Option<[i64; 18]>,
    /// Receipt, gross and change.
    last: Option<(String, i64, i64)>,
    entries: usize,
    /// What each ware costs, or why it is not to be had.
    prices: Vec<Result<i64, &'static str>>,
    kept: Kept,
}

/// Where the till is not as the model has it.
pub fn differs(model: &Model, till: &Till, db: &Path) -> Result<(), String> {
    let (want, got) = (shown_by_model(model), shown_by_till(till, db));
    match want == got {
        true => Ok(()),
        false => Err(format!("there should be {want:#?}\nand there is {got:#?}")),
    }
}

fn of_model(basket: &Basket, trade: Trade) -> ShownBasket {
    let lines = basket.lines.iter().map(|line| {
        let alone = line.alone(trade);
        let code = WARES[line.ware].code.to_owned();
        (
            line.number,
            code,
            line.e4,
            line.quantity,
            alone.net,
            alone.taxes,
            alone.gross,
            line.note.clone(),
        )
    });
    let settled = basket.figures(trade);
    let sum = |figure: fn(&super::money::Figures) -> i64| settled.iter().map(figure).sum::<i64>();
    ShownBasket {
        id: basket.id.clone(),
        kind: basket.kind,
        name: basket.name.clone(),
        note: basket.note.clone(),
        off: basket.off,
        lines: lines.collect(),
        totals: [
            i64::try_from(settled.len()).unwrap(),
            sum(|line| line.net),
            sum(|line| line.tax()),
            sum(|line| line.gross),
            sum(|line| line.off + line.share),
        ],
    }
}

fn shown_by_model(model: &Model) -> Shown {
    let trade = model.trade;
    let people = &model.people;
    let lines = model.basket.iter().flat_map(|open| &open.lines);
    let changes =
        lines
            .filter(|line| line.back.is_none())
            .filter_map(|line| match model.wares[line.ware] {
                Sold::At(e4) => (!line.typed && e4 != line.catalogue_e4).then_some((
                    line.number,
                    line.e4,
                    Some(e4),
                )),
                Sold::Archived | Sold::Unknown => Some((line.number, line.e4, None)),
            });
    let paid = model
        .basket
        .as_ref()
        .filter(|open| open.standing().next().is_some());
    let held = model.held.iter().rev().map(|held| {
        let lines = u32::try_from(held.lines.len()).unwrap();
        (held.id.clone(), held.name.clone(), lines, held.gross(trade))
    });
    Shown {
        here: people
            .here
            .map(|here| (here.name().to_owned(), people.locked)),
        basket: model.basket.as_ref().map(|open| of_model(open, trade)),
        changes: changes.collect(),
        held: held.collect(),
        payment: paid.map(|open| {
            let due = Due::of(open, trade);
            let taken = open
                .standing()
                .map(|taken| (taken.id.clone(), taken.amount));
            (due.in_coins(), due.exactly(), taken.collect())
        }),
        shift: model
            .shift
            .as_ref()
            .map(|shift| shift.figures(model.drawer(), model.perpetual())),
        last: model
            .orders
            .last()
            .map(|order| (order.receipt.clone(), order.gross(), order.change)),
        entries: model.facts.len(),
        prices: model.wares.iter().map(price).collect(),
        kept: kept_by_model(model),
    }
}

fn of_till(view: BasketView) -> ShownBasket {
    let lines = view.lines.iter().map(|line| {
        let figures = &line.figures;
        let taxes = figures.taxes.iter().map(|tax| tax.minor()).collect();
        (
            line.number,
            line.code.clone(),
            line.unit_price.e4(),
            line.quantity.thousandths(),
            figures.net.minor(),
            taxes,
            figures.gross.minor(),
            line.note.clone(),
        )
    });
    let totals = &view.totals;
    let sums = [totals.net, totals.tax, totals.gross, totals.discounts].map(|sum| sum.minor());
    ShownBasket {
        kind: match view.kind {
            BasketKind::Sale => Kind::Sale,
            BasketKind::Refund => Kind::Refund,
            BasketKind::Exchange => Kind::Exchange,
        },
        off: view.discount.map(|off| match off {
            Discount::Percent { rate_e4 } => Off::Percent(i64::try_from(rate_e4).unwrap()),
            Discount::Amount { amount } => Off::Sum(amount.minor()),
        }),
        lines: lines.collect(),
        totals: [i64::from(totals.lines), sums[0], sums[1], sums[2], sums[3]],
        id: view.id,
        name: view.name,
        note: view.note,
    }
}

fn shown_by_till(till: &Till, db: &Path) -> Shown {
    let session = till.session().map(|staff| (staff.name, false));
    let changes = basket_changes(till).unwrap().into_iter();
    let held = held_baskets(till).unwrap().into_iter();
    let payment = payment(till).unwrap();
    let last = last_sale(till).unwrap();
    Shown {
        here: session.or(till.locked_by().map(|staff| (staff.name, true))),
        basket: basket(till).unwrap().map(of_till),
        changes: changes
            .map(|change| (change.line, change.was.e4(), change.now.map(|now| now.e4())))
            .collect(),
        held: held
            .map(|held| (held.id, held.name, held.lines, held.gross.minor()))
            .collect(),
        payment: payment.map(|view| {
            let taken = view
                .tenders
                .into_iter()
                .map(|taken| (taken.id, taken.tender.amount().minor()));
            (view.due.minor(), view.due_exactly.minor(), taken.collect())
        }),
        shift: shift(till)
            .unwrap()
            .map(|_| figures(&shift_report(till).unwrap())),
        last: last.map(|done| {
            let gross = done.receipt.order.totals().gross;
            (done.receipt.number, gross.minor(), done.change.minor())
        }),
        entries: usize::try_from(till.journal_len().unwrap()).unwrap(),
        prices: WARES
            .iter()
            .map(|ware| match find_product(till, ware.code) {
                Ok(product) => Ok(product.unit_price.e4()),
                Err(error) => Err(error.code()),
            })
            .collect(),
        kept: kept(db),
    }
}

fn price(sold: &Sold) -> Result<i64, &'static str> {
    match sold {
        Sold::At(e4) => Ok(*e4),
        Sold::Archived => Err("no_longer_sold"),
        Sold::Unknown => Err("unknown_product"),
    }
}

fn kept_by_model(model: &Model) -> Kept {
    let open = model.basket.as_ref();
    (
        open.and_then(|open| open.order.clone()),
        open.and_then(|open| open.reference.clone()),
        open.and_then(|open| open.allowed_by.map(str::to_owned)),
        model.people.tries.map(|tries| tries.wrong),
    )
}

fn kept(db: &Path) -> Kept {
    let db = Connection::open(db).unwrap();
    let of_basket = |column: &str| {
        let sql = format!("SELECT (SELECT {column} FROM baskets)");
        db.query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    let wrong = |who: Who| {
        let sql = "SELECT tries FROM pin WHERE staff_id = ?1";
        db.query_row(sql, [who.id()], |row| row.get(0)).unwrap()
    };
    (
        of_basket("order_id"),
        of_basket("external_reference"),
        of_basket("authorised_by"),
        [wrong(Who::Sam), wrong(Who::Cass)],
    )
}
