//! Before the first sale: the catalogue is imported, and the tills are enrolled with a supervisor signed in.

use jiff::Timestamp;

use crate::catalogue;
use crate::error::{ReplayError, during};
use crate::file::Reading;
use crate::layout::Layout;
use crate::progress::say;
use crate::registers::Register;
use crate::ring;
use crate::server::ServerSite;
use crate::services::Services;
use crate::signin;

/// The member of staff at every till: refunds without a receipt need a supervisor.
const STAFF: &str = "sam";

/// Writes the file's catalogue and imports it through the server's own command.
///
/// # Errors
/// When a row is refused.
pub fn import(site: &ServerSite, layout: &Layout, reading: &Reading) -> Result<(), ReplayError> {
    let path = layout.catalogue();
    catalogue::write(&reading.products, &path)?;
    let told = site.command(&["import-catalog", &path.to_string_lossy(), "--json", "-"])?;
    let told: serde_json::Value =
        serde_json::from_str(&told).map_err(during("reading the import's report"))?;
    if let Some(row) = told["refused"]
        .as_array()
        .and_then(|refused| refused.first())
    {
        return Err(ReplayError::wrong(
            "importing the catalogue",
            format!("a row was refused: {row}"),
        ));
    }
    say(format!("imported {} products", reading.products.len()));
    Ok(())
}

/// Makes the tills, with one code and one sign-in at the login page for each; their clocks show `time`.
///
/// # Errors
/// When the identity provider or the server says no.
pub fn enrolled(
    services: &Services,
    site: &ServerSite,
    layout: &Layout,
    count: usize,
    time: Timestamp,
) -> Result<Vec<Register>, ReplayError> {
    let registers = (1..=count)
        .map(|number| enrolled_one(services, site, layout, number, time))
        .collect::<Result<Vec<_>, _>>()?;
    say(format!("enrolled {count} tills and signed {STAFF} in"));
    Ok(registers)
}

/// Makes the till of `number`, enrolled in the shop as it is now, with a supervisor signed in.
///
/// # Errors
/// When the identity provider or the server says no.
pub fn enrolled_one(
    services: &Services,
    site: &ServerSite,
    layout: &Layout,
    number: usize,
    time: Timestamp,
) -> Result<Register, ReplayError> {
    let staff = services
        .stack()
        .map(pos_stack::Stack::staff)
        .transpose()?
        .unwrap_or_default();
    let supervisor = staff.iter().find(|user| user.username == STAFF);
    let supervisor = supervisor.ok_or_else(|| {
        ReplayError::wrong("signing in", format!("there is no {STAFF} among the staff"))
    })?;
    let issuer = services.url("OIDC_ISSUER")?;
    let client = services
        .env
        .get("OIDC_CLIENT")
        .map_or("evertill-register", String::as_str);
    let register = Register::open(layout, number, time)?;
    let code = site.command(&["enrolment-code"])?;
    let access = signin::sign_in(issuer, client, supervisor)?;
    register.take_up(&site.url(), code.trim(), &access)?;
    Ok(register)
}

/// When the trade begins.
///
/// # Errors
/// When the machine does not know the shop's time zone.
pub fn first_moment(reading: &Reading) -> Result<Timestamp, ReplayError> {
    let zone = ring::zone()?;
    reading
        .invoices
        .first()
        .map_or(Ok(Timestamp::UNIX_EPOCH), |invoice| {
            ring::moment(invoice.at, &zone)
        })
}
