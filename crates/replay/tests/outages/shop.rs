//! A small shop on real services: three tills, a server, and trade that never stops.

use std::io::Cursor;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use pos_protocol::device::{TokenRequest, token_message};
use pos_replay::drain;
use pos_replay::file::rows::Rows;
use pos_replay::file::{Reading, RefusedRows, input};
use pos_replay::layout::Layout;
use pos_replay::places::{self, sql::Database};
use pos_replay::registers::Register;
use pos_replay::ring;
use pos_replay::server::{Server, ServerSite};
use pos_replay::services::Services;
use pos_replay::sheet::Sheet;
use pos_replay::{catalogue, signin};
use pos_stack::{HttpAnswer, Stack};
use pos_till::sync::{Client, RunnerHandle};

/// How many tills.
const TILLS: usize = 3;
/// How many orders the made-up file holds; more than all outages together ring.
const ORDERS: usize = 2_400;
/// How long anything may take to come about.
pub const PATIENCE: Duration = Duration::from_secs(90);

/// The shop.
pub struct Shop {
    layout: Layout,
    /// The four services.
    pub services: Services,
    site: ServerSite,
    server: Option<Server>,
    registers: Vec<Register>,
    runners: Vec<RunnerHandle>,
    reading: Reading,
    rung: AtomicUsize,
    /// A supervisor's access token.
    pub access: String,
    /// The first till's device token.
    pub device: String,
}

impl Shop {
    /// Opens it: everything real, every till enrolled, signed in and with its catalogue.
    pub fn open(dir: &Path) -> Shop {
        let layout = Layout::new_run(dir).unwrap();
        let reading = trade();
        let services = Services::start_new(&layout).unwrap();
        let site = services.server_site(&layout).unwrap();
        let server = site.start().unwrap();
        catalogue::write(&reading.products, &layout.catalogue()).unwrap();
        let file = layout.catalogue();
        site.command(&["import-catalog", file.to_str().unwrap()])
            .unwrap();
        let access = access(&services);
        let start = ring::moment(reading.invoices[0].at, &ring::zone().unwrap()).unwrap();
        let registers: Vec<_> = (1..=TILLS)
            .map(|number| {
                let register = Register::open(&layout, number, start).unwrap();
                let code = site.command(&["enrolment-code"]).unwrap();
                register.take_up(&site.url(), code.trim(), &access).unwrap();
                register
            })
            .collect();
        let runners = drain::runners(&registers).unwrap();
        drain::settle(&registers, &runners, reading.products.len()).unwrap();
        let device = device_token(&site.url(), &registers[0]);
        Shop {
            layout,
            services,
            site,
            server: Some(server),
            registers,
            runners,
            reading,
            rung: AtomicUsize::new(0),
            access,
            device,
        }
    }

    /// Signs the supervisor in again.
    pub fn renew_access(&mut self) {
        self.access = access(&self.services);
    }

    /// Rings `orders` more, on all tills in turn.
    pub fn sell(&self, orders: usize) {
        let zone = ring::zone().unwrap();
        for _ in 0..orders {
            let place = self.rung.fetch_add(1, Ordering::Relaxed);
            let invoice = &self.reading.invoices[place];
            let register = &self.registers[place % TILLS];
            ring::ring_invoice(register, &self.reading, invoice, &zone).unwrap();
        }
    }

    /// How many orders were rung so far.
    pub fn rung(&self) -> usize {
        self.rung.load(Ordering::Relaxed)
    }

    /// How many entries of all tills the server has not confirmed.
    pub fn waiting(&self) -> u64 {
        let waiting = |register: &Register| register.hold().waiting().unwrap().entries;
        self.registers.iter().map(waiting).sum()
    }

    /// Ends the tills' sync, as if their cables were pulled.
    pub fn unplug(&mut self) {
        drain::stop(std::mem::take(&mut self.runners)).unwrap();
    }

    /// Lets the tills sync again.
    pub fn plug_in(&mut self) {
        self.runners = drain::runners(&self.registers).unwrap();
    }

    /// Waits until the server has all that the tills wrote.
    pub fn drained(&self) {
        for runner in &self.runners {
            assert!(
                runner.drain(PATIENCE),
                "still waiting: {:?}",
                runner.status()
            );
        }
    }

    /// Ends the server as a power cut would.
    pub fn cut_server(&mut self) {
        drop(self.server.take());
    }

    /// Starts it again.
    pub fn start_server(&mut self) {
        self.server = Some(self.site.start().unwrap());
    }

    /// The services' switchboard.
    pub fn stack(&self) -> &Stack {
        stack(&self.services)
    }

    /// What `/health/ready` says.
    pub fn ready(&self) -> HttpAnswer {
        pos_stack::http_get(self.site.port, "/health/ready").unwrap()
    }

    /// The address of `path` at the server.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.site.url())
    }

    /// Waits until no event waits and the consumer has all of them.
    pub fn settled(&self) {
        let mut database = Database::open(self.services.url("DATABASE_URL").unwrap()).unwrap();
        let question = format!(
            "select (select count(*) from platform.outbox where sent_at is null)
                  + {} - (select count(*) from ordering.books) as missing",
            self.rung()
        );
        until("the consumer has every order", || {
            use sqlx::Row;
            let row = database.row(question.clone()).unwrap();
            row.get::<i64, _>("missing") == 0
        });
    }

    /// Counts in four places what was rung, and compares.
    pub fn agrees(&self) {
        let registers = self
            .registers
            .iter()
            .map(|register| register.hold().register().to_string())
            .collect();
        let sheet = Sheet::of(&self.reading.invoices[..self.rung()], registers).unwrap();
        let database = self.services.url("DATABASE_URL").unwrap();
        let (places, differences) = places::count(&self.layout, &sheet, database).unwrap();
        let found: Vec<_> = differences
            .iter()
            .map(|difference| serde_json::to_string(difference).unwrap())
            // A shift that is still open has no closing entry to compare yet.
            .filter(|text| !text.contains("shift"))
            .collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
        assert_eq!(places.file, places.tills);
        assert_eq!(places.file, places.postgres);
        assert_eq!(places.file, places.consumer);
    }
}

fn stack(services: &Services) -> &Stack {
    services.stack().unwrap()
}

/// The supervisor's access token, fresh from the login page.
fn access(services: &Services) -> String {
    let staff = stack(services).staff().unwrap();
    let sam = staff.iter().find(|user| user.username == "sam").unwrap();
    let issuer = services.url("OIDC_ISSUER").unwrap();
    signin::sign_in(issuer, "evertill-register", sam).unwrap()
}

/// Waits until `holds`, with patience.
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "it never came about: {what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// The made-up trade of one day: sales of two lines, now and then a refund, prices that differ.
fn trade() -> Reading {
    let mut text = String::from(
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n",
    );
    for number in 0..ORDERS {
        let (mark, sign) = if number % 23 == 22 {
            ("C", "-")
        } else {
            ("", "")
        };
        let minute = number / 60 % 60;
        let second = number % 60;
        for line in 0..2 {
            let code = (number * 7 + line * 3) % 40;
            let price = 95 + code * 10 + usize::from(number % 5 == 0);
            text += &format!(
                "{mark}{},P{code},Product {code},{sign}{},2010-12-01 09:{minute:02}:{second:02},{}.{:02},,UK\n",
                100_000 + number,
                1 + number % 4,
                price / 100,
                price % 100,
            );
        }
    }
    let rows = Rows::begin(input::plain(Cursor::new(text)).unwrap()).unwrap();
    let reading = Reading::of(rows, RefusedRows::begin(Vec::new()).unwrap()).unwrap();
    assert_eq!(reading.invoices.len(), ORDERS);
    reading
}

/// A device token for `register`, taken as its sync takes one.
fn device_token(url: &str, register: &Register) -> String {
    let client = Client::new(url).unwrap();
    let nonce = client.nonce().unwrap().nonce;
    let till = register.hold();
    let id = till.register();
    let signature = till.sign(&token_message(id, &nonce));
    drop(till);
    let request = TokenRequest {
        register: id,
        nonce,
        signature,
    };
    client.token(&request).unwrap().token
}
