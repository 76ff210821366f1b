//! Computes all cases in all three places: a till for each kind of shop among them, one server for all.

use std::path::Path;
use std::time::Instant;

use pos_core::TaxRounding;
use pos_replay::error::{ReplayError, during};
use pos_replay::layout::Layout;
use pos_replay::places::sql::Database;
use pos_replay::progress::say;
use pos_replay::registers::Register;
use pos_replay::server::ServerSite;
use pos_replay::services::Services;
use pos_replay::{drain, prepare};
use pos_till::{Clock, SystemClock};

use crate::case::{self, Case, ShopRules};
use crate::figures::{Difference, Figures};
use crate::places::till::Numbered;
use crate::places::{core, server, till};
use crate::report::{Computed, Report};

/// Computes the cases of a file's `text`; everything that runs lies in `dir`, an empty folder.
///
/// # Errors
/// When the text can't be read, the machine lacks something or a part does not do its work at all.
pub fn run(text: &str, dir: &Path) -> Result<Report, ReplayError> {
    let begun = Instant::now();
    let cases = case::read(text)?;
    let mut found = Found::default();
    for case in &cases {
        match core::compute(case) {
            Ok(figures) => found.compare(case, "core", &figures),
            Err(error) => found.refused(case, "core", &error.to_string()),
        }
    }
    if !cases.is_empty() {
        ring_and_book(&cases, &Layout::new_run(dir)?, &mut found)?;
    }
    Ok(Report {
        schema: "evertill.vectors.result.v1",
        version: env!("CARGO_PKG_VERSION"),
        duration_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        cases: cases.len(),
        computed: found.computed,
        differences: found.differences,
    })
}

fn ring_and_book(cases: &[Case], layout: &Layout, found: &mut Found) -> Result<(), ReplayError> {
    let services = Services::start_new(layout)?;
    let site = services.server_site(layout)?;
    site.command(&["migrate"])?;
    let running = site.start()?;
    let mut tills = Vec::new();
    for rules in shops(cases) {
        let of_shop: Vec<Numbered<'_>> = cases
            .iter()
            .enumerate()
            .filter(|(_, case)| case.rules == rules)
            .collect();
        set_shop(&site, rules)?;
        let number = tills.len() + 1;
        let register = prepare::enrolled_one(&services, &site, layout, number, now())?;
        say(format!("till {number} rings {} cases", of_shop.len()));
        ring(&register, &of_shop, found)?;
        tills.push((register, of_shop));
    }
    let registers: Vec<Register> = tills
        .into_iter()
        .map(|(register, of_shop)| {
            read_till(layout, &register, &of_shop, found)?;
            Ok(register)
        })
        .collect::<Result<_, ReplayError>>()?;
    let runners = drain::runners(&registers)?;
    drain::settle(&registers, &runners, 0)?;
    drain::stop(runners)?;
    let mut database = Database::open(services.url("DATABASE_URL")?)?;
    let booked = server::read(&mut database)?;
    for (number, case) in cases.iter().enumerate() {
        let Some(of_case) = booked.get(&number) else {
            found.refused(case, "server", "it has no such order");
            continue;
        };
        found.compare(case, "server", &of_case.figures);
        if of_case.figures_differ {
            found.refused(
                case,
                "server",
                "it computed the entry again and came to something else",
            );
        }
    }
    drop(database);
    running.stop()?;
    services.stop()
}

/// Every shop among the cases, in the order in which they first appear.
fn shops(cases: &[Case]) -> Vec<ShopRules> {
    let mut shops: Vec<ShopRules> = Vec::new();
    for case in cases {
        if !shops.contains(&case.rules) {
            shops.push(case.rules);
        }
    }
    shops
}

fn set_shop(site: &ServerSite, rules: ShopRules) -> Result<(), ReplayError> {
    let rounding = match rules.tax_rounding {
        TaxRounding::Line => "line",
        TaxRounding::Order => "order",
    };
    let places = rules.currency.exponent() as usize;
    let coin = pos_core::decimal::format(i128::from(rules.smallest_coin.minor()), places);
    site.command(&[
        "store",
        "set",
        "--currency",
        rules.currency.code(),
        "--tax-rounding",
        rounding,
        "--smallest-coin",
        &coin,
    ])?;
    Ok(())
}

fn ring(register: &Register, cases: &[Numbered<'_>], found: &mut Found) -> Result<(), ReplayError> {
    let mut till = register.hold();
    till::stock(&mut till, cases)?;
    till::open(&mut till)?;
    for case in cases {
        if let Err(error) = till::ring(&mut till, *case) {
            found.refused(case.1, "till", &error.to_string());
        }
    }
    Ok(())
}

fn read_till(
    layout: &Layout,
    register: &Register,
    cases: &[Numbered<'_>],
    found: &mut Found,
) -> Result<(), ReplayError> {
    let db = layout.till_db(register.number);
    for case in cases {
        if let Some(figures) = till::read(&db, *case)? {
            found.compare(case.1, "till", &figures);
        }
    }
    Ok(())
}

fn now() -> jiff::Timestamp {
    SystemClock::new().now()
}

/// What was found so far.
#[derive(Default)]
struct Found {
    computed: Computed,
    differences: Vec<Difference>,
}

impl Found {
    fn compare(&mut self, case: &Case, place: &str, got: &Figures) {
        match place {
            "core" => self.computed.core += 1,
            "till" => self.computed.till += 1,
            _ => self.computed.server += 1,
        }
        let different = case.want.differences(got, case.rules.currency);
        for [field, want, got] in different {
            self.push(case, place, &field, want, got);
        }
    }

    /// A place that came to no figures for a case.
    fn refused(&mut self, case: &Case, place: &str, why: &str) {
        self.push(case, place, "case", "figures".to_owned(), why.to_owned());
    }

    fn push(&mut self, case: &Case, place: &str, field: &str, want: String, got: String) {
        self.differences.push(Difference {
            case: case.name.clone(),
            place: place.to_owned(),
            field: field.to_owned(),
            want,
            got,
        });
    }
}

/// Reads the file at `path`.
///
/// # Errors
/// When it can't be read.
pub fn text_of(path: &Path) -> Result<String, ReplayError> {
    std::fs::read_to_string(path).map_err(pos_replay::error::at(path))
}

/// A folder of its own for a run, gone afterwards.
///
/// # Errors
/// When it can't be made.
pub fn scratch() -> Result<tempfile::TempDir, ReplayError> {
    tempfile::tempdir().map_err(during("making a folder for the run"))
}
