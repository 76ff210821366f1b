//! `replay resend`: every entry once more from the first, every event once more, and nothing may change by it.

use std::collections::BTreeMap;
use std::time::Instant;

use pos_protocol::device::{TokenRequest, token_message};
use pos_protocol::limits::{MAX_BATCH_ENTRIES, TARGET_BATCH_BYTES};
use pos_protocol::sync::PushRequest;
use pos_stack::Service;
use pos_till::sync::{Bearer, Client, ClientError};
use pos_till::{Clock, SystemClock};

use crate::broker;
use crate::error::{ReplayError, during};
use crate::fingerprint;
use crate::layout::Layout;
use crate::places::sql::Database;
use crate::progress::{Pace, say};
use crate::registers::Register;
use crate::report::{ResendReport, TableReport, VERSION, ms};
use crate::server;
use crate::services::Services;
use crate::sheet::Sheet;

/// Sends all of the run in `layout` again. What it answers says whether anything changed.
///
/// # Errors
/// When the folder is no run, or something could not be sent.
pub fn resend(layout: &Layout) -> Result<ResendReport, ReplayError> {
    let begun = Instant::now();
    let sheet = Sheet::load(layout)?;
    let wanted = [Service::Postgres, Service::Redis, Service::RabbitMq];
    server::program()?;
    let services = Services::of_run(layout, &wanted)?;
    let site = services.server_site(layout)?;
    let server = (!services.are_open_elsewhere())
        .then(|| site.start())
        .transpose()?;
    let mut database = Database::open(services.url("DATABASE_URL")?)?;
    let before = fingerprint::take(&mut database)?;

    let mut verdicts = BTreeMap::new();
    for number in 1..=sheet.registers.len() {
        push_all(
            &Register::open(layout, number, SystemClock::new().now())?,
            &mut verdicts,
        )?;
    }
    let entries = verdicts.values().sum();
    say(format!("sent {entries} entries again: {verdicts:?}"));

    let queue = broker::Queue::of(&services)?;
    let taken = queue.taken()?;
    site.command(&["republish"])?;
    let events = broker::events(&mut database)?;
    queue.wait_until_taken(&mut database, taken + events)?;
    say(format!("published {events} events again"));

    let after = fingerprint::take(&mut database)?;
    let tables = before
        .into_iter()
        .map(|before| {
            let unchanged = after.contains(&before);
            TableReport { before, unchanged }
        })
        .collect();
    if let Some(server) = server {
        server.stop()?;
    }
    services.stop()?;
    Ok(ResendReport {
        schema: "evertill.replay.resend.v1",
        version: VERSION,
        duration_ms: ms(begun),
        entries,
        verdicts,
        events,
        tables,
    })
}

impl ResendReport {
    /// Whether every verdict is `duplicate` and every business table as it was.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.verdicts.keys().all(|fate| fate == "duplicate")
            && self.tables.iter().all(|table| table.unchanged)
    }
}

fn push_all(register: &Register, verdicts: &mut BTreeMap<String, u64>) -> Result<(), ReplayError> {
    let failed = || register.failed::<ClientError>("sending again");
    let shop = register.hold().enrolment().cloned();
    let shop = shop.ok_or_else(|| {
        ReplayError::Unusable(format!("till {} was never enrolled", register.number))
    })?;
    let client = Client::new(&shop.server_url).map_err(failed())?;
    let mut device = token(register, &client)?;
    let (mut sent, mut pace) = (0, Pace::new());
    loop {
        let entries = register
            .hold()
            .entries_after(sent, MAX_BATCH_ENTRIES, TARGET_BATCH_BYTES);
        let entries = entries.map_err(register.failed("reading the journal"))?;
        if entries.is_empty() {
            return Ok(());
        }
        sent += entries.len() as u64;
        let request = PushRequest { entries };
        let answer = match client.push(&device, &request, 0) {
            Err(ClientError::Problem {
                code: pos_protocol::codes::Code::DeviceUnauthorized,
                ..
            }) => {
                device = token(register, &client)?;
                client.push(&device, &request, 0)
            }
            answer => answer,
        };
        for verdict in answer.map_err(failed())?.verdicts {
            let fate = serde_json::to_value(verdict.fate).map_err(during("naming a fate"))?;
            *verdicts
                .entry(fate.as_str().unwrap_or_default().to_owned())
                .or_default() += 1;
        }
        pace.say(|| format!("till {}: {sent} entries sent again", register.number));
    }
}

/// A device token, as the register gets it for its own sync.
fn token(register: &Register, client: &Client) -> Result<Bearer, ReplayError> {
    let failed = || register.failed::<ClientError>("asking for a device token");
    let nonce = client.nonce().map_err(failed())?.nonce;
    let request = {
        let till = register.hold();
        let signature = till.sign(&token_message(till.register(), &nonce));
        TokenRequest {
            register: till.register(),
            nonce,
            signature,
        }
    };
    Ok(Bearer::new(client.token(&request).map_err(failed())?.token))
}
