//! The rows of the bench, a file each.

pub mod drain;
mod first_catalogue;
mod grown;
mod one_by_one;
mod price_change;
mod relay;
mod scan;
mod search;
mod window;

use crate::alone;
use crate::figure::Figure;
use crate::shop::Shop;
use crate::tills;
use pos_replay::error::at;
use pos_till::Till;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::PathBuf;
use std::rc::Rc;

/// A row: what it measures, and how.
pub struct Row {
    /// Its letter.
    pub letter: char,
    /// What is done.
    pub work: &'static str,
    /// What it means to a shop.
    pub meaning: &'static str,
    /// Why a bar is missed and what was tried, as long as one is.
    pub missed: Option<&'static str>,
    /// Measures it.
    pub measure: fn(&mut Bench) -> anyhow::Result<Vec<Figure>>,
}

/// All rows.
pub const ROWS: &[Row] = &[
    Row {
        letter: 'a',
        work: "an empty till takes the whole catalogue",
        meaning: "A new register, or one whose disk was replaced, is ready to sell this soon, and the computer under it stays usable meanwhile.",
        missed: None,
        measure: first_catalogue::measure,
    },
    Row {
        letter: 'b',
        work: "a price change, to visible in the tills that are online",
        meaning: "What an admin changes is what the next customer pays, at every register that is online.",
        missed: Some(
            "A change is a request with a token to check, which takes 0.5 ms with both programs' threads, 0.2 ms to read the product, 0.7 to write five tables where the baseline writes one, and 0.35 from there to the commit in the till's file; the slowest hundredth comes singly and loses its time in the request, most of it less than 15 ms. Sixteen changes go before those that are counted, on both sides: a server that has just started takes 8 to 12 ms for each of the first four, with which it opens connections. With a hundred tills it is mostly their own work on the same two cores: each reads, checks and commits the news. Tried, in ms with one and with a hundred tills: as it was 13.5 and 153; six statements fewer, one question instead of eight for what is told, and a till that keeps its file open and leaves the search index alone, 10.7 and 79; the file open before the first price comes, and no waiting for Postgres' notification, 8.6 to 9.7 and 54 to 57. Then on a machine nearly twice as fast, where that was 5.4 and 46, 6.0 and 3.1 times the baseline: the lock taken with the beginning, all that changes written and told in one statement, tokens checked by a quicker library, and events that go out when the prices are through, 3.0 to 5.8 and 36 to 51 in four measurements, 3.4 to 5.1 and 2.8 to 3.6 times the baseline; the event in the statement of the price, 3.1 to 3.3 and 41, 3.8 to 4.2 and 3.1 to 3.5 times; one statement that is the whole transaction, news handed to whoever tells them, nothing held back until the one before is confirmed, and a till that is ready before the first price, 2.5 to 2.8 and 24 to 30, 2.8 to 3.2 and 1.9 to 2.2 times.",
        ),
        measure: price_change::measure,
    },
    Row {
        letter: 'c',
        work: "10,000 orders that 4 tills made offline, to acknowledged and committed",
        meaning: "After a day without network the backlog is in the books before anybody has asked for it.",
        missed: Some(
            "While the tills push, both cores are busy: sampled, Postgres has 53 % of them, the server 28 %, the tills 10 %, and 7 % is idle. Postgres works as long on it as on the baseline, 1.1 s of a processor, so that server and tills together may take three quarters of a second. Tried, in orders a second: the relay waits for a lull at the door and the consumers gather, one statement for an order's three tables, one question for all that is to be known, and no plan that reads a whole table, which took stock's consumer 27 ms for a hundred orders, 2,200 to 4,100; a relay that waits up to five seconds for a lull instead of one, and booking without a savepoint, between 0.39 and 0.47 of the baseline, which is as much as the machine moves by itself. Then on a machine nearly twice as fast: keys that grow at their end instead of hashes and an index fewer, no question about conflicts where there can be none, and larger buffers for Postgres, which help the baseline more than the server, 6,400 to 7,100, 0.44 to 0.49 of the baseline; rows as arrays of rows, entries looked for in their places and an allocator made for threads, 7,000 to 7,300, 0.44 to 0.46; on other days 4,700 to 7,100, 0.37 to 0.46. Then signatures checked together, 9 us each instead of 37, 8,150, 0.52; asking the tills more cheaply what waits, which had taken a twentieth of the processor, and certificates read once, 8,540 to 8,770, 0.55 and 0.56; entries read once, room for rows made at once, and one entry of an answer looked up instead of all, 9,180 to 9,850, 0.57 to 0.59; a third transaction, so that no core stands idle while one waits for the disk, 10,150 to 10,660, 0.60 to 0.65. On a machine slower by a quarter 6,100 to 8,600, 0.57 to 0.67 in ten measurements, single runs 0.42 to 0.79; four transactions instead of three, 0.57 and 0.64 beside 0.57 and 0.67. There, on a day when it was slower still, room for short frames to the broker instead of 8 MiB of zeros for each connection, and no huge pages: 0.63 to 0.70 s of the server's processor instead of 0.95 to 1.00; old servers and new in turn, six measurements of each, 0.54 to 0.63 (middle 0.60) and 0.58 to 0.66 (0.64), single runs 0.39 to 0.83. Pushes packed at zstd's level 1, and a server that has come to rest after its start, were the same for both.",
        ),
        measure: drain::measure,
    },
    Row {
        letter: 'd',
        work: "the outbox, to confirmed in the quorum queues",
        meaning: "Accounts, stock and whatever else listens hear of a sale as fast as the broker can take it.",
        missed: Some(
            "Relay, broker and three consumers share two cores: while they worked together, the broker had 35 % of them, Postgres 32 % and the server 17 %, and the baseline does without Postgres' part: claim, mark, inbox and the books. Tried, as parts of the baseline: a second sender, batches of 500 instead of 100 at the consumers, stock without a plan that reads every order line, and one index at the inbox instead of two, in which the consumers' rows of a message lie side by side, 0.53 to 0.56. Then consumers that let the relay go first while more waits than it takes at once, and message ids that begin with a time, 0.80 to 0.82; on other days 0.73 to 0.84. Last, whoever measures no longer opens a connection twenty times a second to see what waits, for each of which Postgres starts a process: 0.91 to 0.96 in three measurements beside 0.79 and 0.81; 0.85 to 1.00 in four runs of other rows as well.",
        ),
        measure: relay::measure,
    },
    Row {
        letter: 'e',
        work: "a scan, to the changed line and totals, with 1,000,000 products",
        meaning: "The line stands on the screen before the scanner's beep has ended, durable, in a shop of any size.",
        missed: None,
        measure: scan::one,
    },
    Row {
        letter: 'f',
        work: "search as you type, with 1,000,000 products",
        meaning: "The hits keep up with the fastest typist.",
        missed: None,
        measure: search::measure,
    },
    Row {
        letter: 'g',
        work: "the scans of a basket of 1,114 lines",
        meaning: "The largest order of the year scans like the first item of the day.",
        missed: Some(
            "The slowest hundred of the basket's scans is looked at, so that whatever holds up the disk for a few of them counts. Single runs come to 0.92 to 1.62, the middle of five came to 0.96 to 1.03 in five measurements, to 1.10 in two and to 1.21 in an eighth, and the middle of fifteen to 1.00 and 1.13.",
        ),
        measure: scan::long_basket,
    },
    Row {
        letter: 'h',
        work: "the window opened, to ready to scan, with 100,000 products; and its memory",
        meaning: "A register that is started in front of a customer sells as soon as a window can be there at all.",
        missed: Some(
            "The memory is met. The register's own process takes no more of the processor than the empty one's, and its files 10 ms. Its page takes longer than a word on an empty one, by the page's own marks on a machine half as fast: 60 to 90 ms until its program of 250 kB is read, 50 to set up, 30 to ask for the state and the products side by side, 60 to 80 to make and lay out the screen, 50 for two frames. Tried: the page painted by the processor (338 to 298 MiB), its font on the way from the start and no other looked for, which took a thousand questions of the font library away, and formats made when they are needed, together 1,124 to 765 ms; no graphics card at all, which takes another 45 MiB away, but on a page where nothing moved an animation frame then came once in 20 to 60 seconds, so that is not in. Then on a machine twice as fast: state and products handed over with the page while the till opens beside the toolkit, assets that are not packed, and the screens that a register does not open with fetched behind the first picture, 470 to 448 ms, 1.27 to 1.17 times the empty window in nine openings of each, one after the other; in others, the last of fifteen openings, 1.21 to 1.30, since one opening of either differs from the next by up to 60 ms. Last, the tiles behind the first picture, 462 ms on the average of 102 openings beside 489 without; German words in a file of their own, which makes the program a sixth smaller, and a figure in the shop's money that is written while the program is still being read (124 openings of each in four measurements, 444 ms on the average and 448 without) could not be told from noise. Then the page asked to be told of news before its first picture, and drew the tiles in the very frame that said that it can scan, before it said so; both behind that word, 560 ms on the average of forty openings beside 584 before and 495 for the empty window, on a slower machine, in a random order; what is seen on the screen comes when it did. With no garbage collected or nothing compiled it could not be told from noise. The middle of five openings a run came to 1.15 to 1.22 in five measurements, the middle of fifteen to 1.17, 1.15 and 1.19. Of what is left, sampled, 48 ms is the page's program, 6 of them for the first figure in the shop's money, and 25 are layout and painting.",
        ),
        measure: window::measure,
    },
    Row {
        letter: 'i',
        work: "orders pushed one per call, by 1 and by 8 tills at once",
        meaning: "At a busy hour every register's sale is in the books as soon as it is paid.",
        missed: Some(
            "An order that comes alone needed seven round trips to Postgres, as the baseline does, and a request with its token, signature and answer around them. Sampled before the last three changes, Postgres had 38 % of the two cores, the server 33 %, the tills 12 %, and 16 % was idle; no function of the server had more than a fiftieth. By its own log Postgres worked 0.75 ms on an order where it works 0.35 ms on the baseline's. Tried, in orders a second by one and by eight tills: as it was 97 and 185; generic plans, consumers that gather and no second commit 176 and 207; statements put together and pushes that ride together 230 and 490; no plan that reads a whole table 266 and 594; booked without a savepoint 258 and 570, and the relay behind the rush 268 and 798, 0.38 and 0.52 of the baseline. Then on a machine nearly twice as fast: waiting for a lull that wakes nobody, a known device's token not checked again, a push packed at once, 510 and 1,250. The event in the order's own statement and rows as arrays of rows, 617 and 1,473 beside 609 and 1,424 without, 0.64 and 0.63 beside 0.61 and 0.57; an allocator made for threads, 601 and 1,461 beside 547 and 1,248 with the system's, 0.65 and 0.64 beside 0.58 and 0.57. It stood at its bar then: 0.45 to 0.67 and 0.57 to 0.64 in six measurements, when the machine was slower by up to a sixth in some. Last, three round trips instead of seven, 579 to 624 and 1,385 to 1,534 beside 540 to 627 and 1,052 to 1,368 without, 0.63 to 0.73 and 0.65 to 0.68 beside 0.57 to 0.62 and 0.55 to 0.63; by its own log Postgres works 0.83 ms on such an order, 0.59 of it in the statement that writes it, whose steps take 0.35, and then waits half a millisecond for the disk. On a third machine, slower by a third, with a disk as quick, eight tills made 840 to 1,230 orders a second, 0.55 to 0.58 of the baseline in ten measurements, and the server took 0.65 ms of a processor for each. Some 8 % of that was pushes that somebody else had aboard, which asked for free turns until their answer came; and to make a packer, at either end, took longer than to pack an order, since it asks the processor what it can do. Without the one, and with packers that are kept, 0.44 ms, 1,060 to 1,350 orders a second, 0.58 to 0.62 in seven measurements; two, three or four transactions could not be told apart; on another day one, two and three gave 0.63, 0.62 and 0.63.",
        ),
        measure: one_by_one::measure,
    },
    Row {
        letter: 'j',
        work: "rows c and e once more, with 1,000,000 orders and 10,000,000 entries of the journal already there",
        meaning: "After years of trade the till and the books are as quick as on the first day.",
        missed: Some(
            "What Postgres' sessions waited for was asked ten times a second while the tills pushed: for pages of indexes whose keys are hashes, each new row in one of its own, which after a checkpoint goes whole into Postgres' log. Tried, as multiples of the empty database: as it was 2.31, a part of it the bench's own, since all million orders bore one day whose sales were read; message ids that begin with a time, an order known by its entry's place, and 1 GB of buffers, 1.55; a quarter of the memory for buffers 1.38 to 1.46; entries looked for in their places, and their hashes in spans of which only the newest grows, 1.11 to 1.29 in six measurements, some when the machine was slower by a sixth. Last, asked every twelve milliseconds: before the first push comes, each till asks which of its entries are there, 0.4 s and most of it reading the disk, since each hash that is not there was looked for in 77 spans; a till that finds its place by the heads, 1.09 to 1.22 in three measurements. With signatures checked together and a third transaction, which make both sides quicker by a quarter, and what one run sold not today's any more for the next, 1.05 and 1.14. What was left before that had no one place: in the middle of eight pairs, from the first entry to the last, 0.3 s more of the processor beside 2.2, in Postgres and in the server. The till's part was 1.0 to 1.7 as long as which catalogue the system still had in memory was left to chance; both are read once before now.",
        ),
        measure: grown::measure,
    },
];

/// What the rows share.
pub struct Bench {
    /// How often each side is measured.
    pub runs: u16,
    /// A tenth of the work.
    pub quick: bool,
    /// Where everything is made; emptied at the start.
    pub dir: PathBuf,
    /// Keeps a second one away.
    _alone: File,
    till: Option<Till>,
    shop: Option<Rc<Shop>>,
    drained: Option<drain::Drained>,
}

impl Bench {
    /// An empty folder below the build folder.
    pub fn new(runs: u16, quick: bool) -> anyhow::Result<Bench> {
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| PathBuf::from("target"), PathBuf::from);
        let alone = alone::in_folder(&target)?;
        let dir = target.join("bench");
        if dir.exists() {
            fs::remove_dir_all(&dir).map_err(at(&dir))?;
        }
        fs::create_dir_all(&dir).map_err(at(&dir))?;
        let runs = if quick { 1 } else { runs };
        Ok(Bench {
            runs,
            quick,
            dir: dir.canonicalize()?,
            _alone: alone,
            till: None,
            shop: None,
            drained: None,
        })
    }

    /// How often each side is measured where a run takes seconds and one differs from the next by a third or more, as what
    /// waits for a shared disk does: three times as often as elsewhere, so that the middle moves little.
    pub fn many_runs(&self) -> u16 {
        if self.quick { 1 } else { self.runs * 3 }
    }

    /// `whole`, or a tenth of it.
    pub fn scaled(&self, whole: u64) -> u64 {
        if self.quick { whole / 10 } else { whole }
    }

    /// How many products the large catalogue has.
    pub fn products(&self) -> u64 {
        self.scaled(1_000_000)
    }

    /// The versions of the services, if any were started.
    pub fn versions(&self) -> anyhow::Result<BTreeMap<String, String>> {
        self.shop
            .as_ref()
            .map_or(Ok(BTreeMap::new()), |shop| shop.versions())
    }

    /// A shop with its services and a small catalogue, made once.
    pub fn shop(&mut self) -> anyhow::Result<Rc<Shop>> {
        let shop = match self.shop.take() {
            Some(shop) => shop,
            None => {
                let shop = Shop::open(&self.dir.join("shop"))?;
                shop.import(drain::EMPTY, drain::PRODUCTS)?;
                Rc::new(shop)
            }
        };
        Ok(Rc::clone(self.shop.insert(shop)))
    }

    /// A shop whose tills have made many orders offline, made once.
    pub fn drained(&mut self) -> anyhow::Result<&mut drain::Drained> {
        let drained = match self.drained.take() {
            Some(drained) => drained,
            None => drain::Drained::prepare(self)?,
        };
        Ok(self.drained.insert(drained))
    }

    /// A till with the large catalogue, made once.
    pub fn till(&mut self) -> anyhow::Result<&mut Till> {
        let till = match self.till.take() {
            Some(till) => till,
            None => tills::with_products(&self.dir.join("till"), self.products())?,
        };
        Ok(self.till.insert(till))
    }
}
