//! The payment, what it ended in, and the receipt.

use super::{Kind, LineView, TotalsView};
use pos_core::{Receipt, Tender, TenderText};
use serde::Serialize;

/// A payment that has begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PaymentView {
    /// The order's id: the same payment handed in twice is one order.
    pub order_id: String,
    /// What the basket comes to.
    pub total: i64,
    /// What is still to be paid in cash; negative when it is to be paid out.
    pub due: i64,
    /// What is still to be paid by card or voucher, which are not rounded to a coin.
    pub due_exactly: i64,
    /// What rounding to the smallest coin added to `due`.
    pub rounding: i64,
    /// What customers are likely to hand over.
    pub quick_cash: Vec<i64>,
    /// What was taken so far.
    pub tenders: Vec<TakenTender>,
}

/// How something was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum TenderKind {
    /// Notes and coins.
    Cash,
    /// A card on a terminal beside the register.
    Card,
    /// A voucher of the shop.
    Voucher,
}

/// One way of paying, as screens and receipts show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TenderView {
    /// Which way.
    pub kind: TenderKind,
    /// What it is worth; negative when it was paid out.
    pub amount: i64,
    /// The terminal's own number, or what the voucher says.
    pub reference: Option<String>,
    /// The card's scheme.
    pub brand: Option<String>,
    /// The last four digits of the card.
    pub last_four: Option<String>,
}

/// A tender that can be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TakenTender {
    /// Its id.
    pub id: String,
    /// What it was.
    pub tender: TenderView,
}

/// What a tender came to: one of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Tendered {
    /// There is still something to pay.
    pub payment: Option<PaymentView>,
    /// It was the last one.
    pub done: Option<SaleDone>,
}

/// What a sum that is being typed would come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ChangeView {
    /// What would go back to the customer.
    pub change: i64,
    /// What would still be missing.
    pub missing: i64,
}

/// A receipt, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ReceiptView {
    /// Unique for ever.
    pub number: String,
    /// The shop's name.
    pub shop_name: String,
    /// The shop's address.
    pub address: String,
    /// The VAT number, when there is one.
    pub vat_number: Option<String>,
    /// The register's name.
    pub register_name: String,
    /// Who served.
    pub staff: String,
    /// When it was paid, RFC 3339.
    pub paid_at: String,
    /// The trading day, `YYYY-MM-DD`.
    pub business_day: String,
    /// Which way the goods went.
    pub kind: Kind,
    /// The lines.
    pub lines: Vec<LineView>,
    /// What they come to.
    pub totals: TotalsView,
    /// What rounding to the smallest coin added to what was paid.
    pub rounding: i64,
    /// How it was paid.
    pub tenders: Vec<TenderView>,
    /// What the cashier wrote on the order.
    pub note: Option<String>,
}

/// A finished sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SaleDone {
    /// What goes back to the customer.
    pub change: i64,
    /// What the customer gave.
    pub given: i64,
    /// What was to be paid.
    pub due: i64,
    /// The receipt.
    pub receipt: ReceiptView,
}

impl From<&pos_till::views::PaymentView> for PaymentView {
    fn from(payment: &pos_till::views::PaymentView) -> PaymentView {
        let taken = payment.tenders.iter().map(|taken| TakenTender {
            id: taken.id.clone(),
            tender: TenderView::from(&taken.tender),
        });
        PaymentView {
            order_id: payment.order_id.clone(),
            total: payment.total.minor(),
            due: payment.due.minor(),
            due_exactly: payment.due_exactly.minor(),
            rounding: payment.rounding.minor(),
            quick_cash: payment.quick_cash.iter().map(|sum| sum.minor()).collect(),
            tenders: taken.collect(),
        }
    }
}

impl From<&Tender> for TenderView {
    fn from(tender: &Tender) -> TenderView {
        let text = |text: &TenderText| text.as_str().to_owned();
        let (kind, card, code) = match tender {
            Tender::Cash { .. } => (TenderKind::Cash, None, None),
            Tender::Card(card) => (TenderKind::Card, Some(card), None),
            Tender::Voucher { code, .. } => (TenderKind::Voucher, None, Some(code)),
        };
        let reference = card.and_then(|card| card.reference.as_ref()).or(code);
        TenderView {
            kind,
            amount: tender.amount().minor(),
            reference: reference.map(text),
            brand: card.and_then(|card| card.brand.as_ref()).map(text),
            last_four: card
                .and_then(|card| card.last_four.as_ref())
                .map(|four| four.as_str().to_owned()),
        }
    }
}

impl From<pos_till::views::Tendered> for Tendered {
    fn from(tendered: pos_till::views::Tendered) -> Tendered {
        match tendered {
            pos_till::views::Tendered::Open(payment) => Tendered {
                payment: Some(PaymentView::from(&payment)),
                done: None,
            },
            pos_till::views::Tendered::Done(done) => Tendered {
                payment: None,
                done: Some((*done).into()),
            },
        }
    }
}

impl From<pos_till::views::TriedTender> for ChangeView {
    fn from(tried: pos_till::views::TriedTender) -> ChangeView {
        ChangeView {
            change: tried.change.minor(),
            missing: tried.missing.minor(),
        }
    }
}

impl From<&Receipt> for ReceiptView {
    fn from(receipt: &Receipt) -> ReceiptView {
        let order = &receipt.order;
        ReceiptView {
            number: receipt.number.clone(),
            shop_name: receipt.shop.name.clone(),
            address: receipt.shop.address.clone(),
            vat_number: receipt.shop.vat_number.clone(),
            register_name: receipt.register.clone(),
            staff: receipt.staff.clone(),
            paid_at: receipt.paid_at.clone(),
            business_day: receipt.business_day.clone(),
            kind: order.kind().into(),
            lines: order.lines().iter().map(LineView::from).collect(),
            totals: TotalsView::from(order.totals()),
            rounding: order
                .paid()
                .rounding()
                .map_or(0, |by| by.difference.minor()),
            tenders: order
                .paid()
                .tenders()
                .iter()
                .map(TenderView::from)
                .collect(),
            note: order.note().map(str::to_owned),
        }
    }
}

impl From<pos_till::views::SaleDone> for SaleDone {
    fn from(done: pos_till::views::SaleDone) -> SaleDone {
        let order = &done.receipt.order;
        let tenders = order.paid().tenders();
        let receipt = ReceiptView::from(&done.receipt);
        SaleDone {
            change: done.change.minor(),
            given: tenders.iter().map(|tender| tender.amount().minor()).sum(),
            due: receipt.totals.gross + receipt.rounding,
            receipt,
        }
    }
}
