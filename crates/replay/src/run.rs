//! `replay FILE`: the whole way of real trading, from an empty folder to the same figures in four places.

use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;
use std::time::Instant;

use pos_till::{Clock, SystemClock};

use crate::cache;
use crate::drain;
use crate::error::{ReplayError, at, during};
use crate::file::rows::Rows;
use crate::file::{Reading, RefusedRows, input};
use crate::layout::Layout;
use crate::places::{self, sql::Database};
use crate::prepare;
use crate::progress::say;
use crate::registers::Register;
use crate::report::{self, Phase, RegisterReport, RingingTimes, RunReport, ServerTimes, ms};
use crate::ring;
use crate::server::{self, ServerSite};
use crate::services::Services;
use crate::sheet::Sheet;

/// What is to be replayed, and where.
#[derive(Debug, Clone)]
pub struct Run {
    /// The file; `-` is stdin.
    pub file: PathBuf,
    /// How many tills.
    pub registers: usize,
    /// At most so many invoices.
    pub limit: Option<usize>,
    /// The folder; one below the build folder without it.
    pub out: Option<PathBuf>,
}

/// Measures the parts of a run.
struct Watch {
    begun: Instant,
    phases: Vec<Phase>,
}

impl Watch {
    fn lap(&mut self, name: &'static str) {
        let whole = ms(self.begun);
        let before: u64 = self.phases.iter().map(|phase| phase.ms).sum();
        self.phases.push(Phase {
            name,
            ms: whole - before,
        });
    }
}

/// Replays a file.
///
/// # Errors
/// When the input is unusable, the machine lacks something or a part of the product does not do its work.
pub fn run(run: &Run) -> Result<(Layout, RunReport), ReplayError> {
    let mut watch = Watch {
        begun: Instant::now(),
        phases: Vec::new(),
    };
    ring::zone()?;
    let rows = Rows::begin(input::open(&run.file)?)?;
    let layout = run
        .out
        .as_deref()
        .map_or_else(Layout::unnamed, Layout::new_run)?;
    let reading = read(rows, &layout, run.limit)?;
    watch.lap("read");

    server::program()?;
    watch.lap("build");
    let services = Services::start_new(&layout)?;
    let site = services.server_site(&layout)?;
    watch.lap("services");
    let server = site.start()?;
    say("the sync server answers");
    prepare::import(&site, &layout, &reading)?;
    watch.lap("import");

    let start = prepare::first_moment(&reading)?;
    let registers = prepare::enrolled(&services, &site, &layout, run.registers, start)?;
    let runners = drain::runners(&registers)?;
    drain::settle(&registers, &runners, reading.products.len())?;
    drain::stop(runners)?;
    let sheet = Sheet::of(
        &reading.invoices,
        registers
            .iter()
            .map(|r| r.hold().register().to_string())
            .collect(),
    )?;
    sheet.save(&layout)?;
    say("every till has the catalogue");
    watch.lap("enrolment and catalogue");

    let clock = SystemClock::new();
    server.stop()?;
    let stopped_at = clock.now();
    no_server(&site)?;
    say("the sync server's process has gone");
    // Switched off and on again: what is in its folder is all that a till has.
    drop(registers);
    let registers = (1..=run.registers)
        .map(|n| Register::open(&layout, n, start))
        .collect::<Result<Vec<_>, _>>()?;
    let rung = ring::ring(&registers, &reading)?;
    no_server(&site)?;
    watch.lap("ringing");

    let started_at = clock.now();
    let server = site.start()?;
    say("the sync server answers again");
    let mut database = Database::open(services.url("DATABASE_URL")?)?;
    drain::drain(&registers, &mut database, services.url("CACHE_URL")?)?;
    watch.lap("drain");

    let tills = registers.iter().map(head).collect::<Result<_, _>>()?;
    drop(registers);
    let (places, differences) = places::count(&layout, &sheet, services.url("DATABASE_URL")?)?;
    let cache = cache::counts(services.url("CACHE_URL")?)?;
    watch.lap("counting");
    server.stop()?;
    services.stop()?;
    watch.lap("stopping");

    let report = RunReport {
        schema: "evertill.replay.v1",
        version: report::VERSION,
        duration_ms: ms(watch.begun),
        phases: watch.phases,
        places,
        refused: reading.refused,
        products: reading.products.len() as u64,
        overrides: rung.overrides,
        registers: tills,
        server: ServerTimes {
            stopped_at: stopped_at.to_string(),
            started_at: started_at.to_string(),
        },
        ringing: RingingTimes {
            first_at: rung.first_at.to_string(),
            last_at: rung.last_at.to_string(),
        },
        cache,
        differences,
    };
    report::write(&report, &layout.result())?;
    Ok((layout, report))
}

fn read(rows: Rows, layout: &Layout, limit: Option<usize>) -> Result<Reading, ReplayError> {
    say(format!("reading into {}", layout.dir().display()));
    let path = layout.refused();
    let refused = File::create(&path).map_err(at(&path))?;
    let mut reading = Reading::of(rows, RefusedRows::begin(BufWriter::new(refused))?)?;
    let all = reading.invoices.len();
    reading.invoices.truncate(limit.unwrap_or(all));
    say(format!(
        "{} of {all} orders to ring, {} products, {} rows refused",
        reading.invoices.len(),
        reading.products.len(),
        reading.refused.total()
    ));
    Ok(reading)
}

/// That no server of this run is there.
fn no_server(site: &ServerSite) -> Result<(), ReplayError> {
    if site.is_silent() && !site.has_process() {
        return Ok(());
    }
    Err(ReplayError::wrong(
        "ringing without a server",
        "there is a sync server",
    ))
}

fn head(register: &Register) -> Result<RegisterReport, ReplayError> {
    let till = register.hold();
    let doing = || {
        during::<pos_till::TillError>(format!("reading the journal of till {}", register.number))
    };
    let entries = till.journal_len().map_err(doing())?;
    let head = till.entry_hash(entries).map_err(doing())?;
    Ok(RegisterReport {
        id: till.register().to_string(),
        entries,
        head: head.map(|hash| hash.to_string()).unwrap_or_default(),
    })
}
