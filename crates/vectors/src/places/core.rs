//! The pure core, called directly.

use pos_core::calc::v1;
use pos_core::{Amount, MoneyError};

use crate::case::Case;
use crate::figures::{Figures, LineFigures};

/// What `case` comes to.
///
/// # Errors
/// When a figure is beyond what can be held.
pub fn compute(case: &Case) -> Result<Figures, MoneyError> {
    let rules = case.rules;
    let terms: Vec<_> = case
        .lines
        .iter()
        .map(crate::case::CaseLine::terms)
        .collect();
    let exponent = rules.currency.exponent();
    let lines = v1::order_figures(&terms, case.discount, rules.tax_rounding, exponent)?;
    let net = Amount::sum(lines.iter().map(|line| line.net))?;
    let gross = Amount::sum(lines.iter().map(|line| line.gross))?;
    let cash_rounding = v1::cash_rounding(gross, rules.smallest_coin)?;
    let mut figures = Figures {
        net,
        gross,
        cash_rounding,
        to_pay: gross.plus(cash_rounding)?,
        ..Figures::default()
    };
    for (line, of) in lines.into_iter().zip(&case.lines) {
        figures.add_taxes(&of.taxes, &line.taxes)?;
        figures.lines.push(LineFigures {
            net: line.net,
            taxes: line.taxes,
            gross: line.gross,
        });
    }
    Ok(figures)
}
