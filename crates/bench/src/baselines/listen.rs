//! Bare listeners of Postgres, each committing the row that it hears of to an SQLite file of its own.

use crate::shop::Shop;
use crate::sqlite::durable;
use rusqlite::Connection;
use sqlx::{Connection as _, Executor, PgConnection, postgres::PgListener};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};
use tokio::runtime::Builder;

const CHANGE: &str = "with changed as (update catalog.product set unit_price = unit_price + 100 where code = 'P0000007' returning line) select pg_notify('bench', line) from changed";
const PATIENCE: Duration = Duration::from_secs(60);

/// Those that listen, and when they had what they heard.
pub struct Listeners {
    heard: Receiver<Instant>,
    threads: Vec<JoinHandle<anyhow::Result<()>>>,
    writer: PgConnection,
}

impl Listeners {
    /// Begins `count` of them on the database `name`, with their files in `dir`.
    pub fn begin(shop: &Shop, name: &str, dir: &Path, count: usize) -> anyhow::Result<Listeners> {
        let (url, (tell, heard)) = (shop.database(name)?, channel());
        let writer = shop.runtime.block_on(PgConnection::connect(&url))?;
        let mut threads = Vec::new();
        for number in 0..count {
            let db = durable(&dir.join(format!("plain-{number}.db")), "product")?;
            let runtime = Builder::new_current_thread().enable_all().build()?;
            let (url, tell) = (url.clone(), tell.clone());
            threads.push(spawn(move || runtime.block_on(listen(&url, &db, &tell))));
        }
        (0..count).try_for_each(|_| heard.recv_timeout(PATIENCE).map(drop))?;
        Ok(Listeners {
            heard,
            threads,
            writer,
        })
    }

    /// Commits `changes` changes, and answers how long after its beginning each listener had each.
    pub fn hear(&mut self, shop: &Shop, changes: u64) -> anyhow::Result<Vec<Duration>> {
        let mut times = Vec::new();
        for _ in 0..changes {
            let begun = Instant::now();
            shop.runtime.block_on(self.writer.execute(CHANGE))?;
            for _ in &self.threads {
                times.push(self.heard.recv_timeout(PATIENCE)? - begun);
            }
        }
        Ok(times)
    }

    /// Lets them end.
    pub fn end(mut self, shop: &Shop) -> anyhow::Result<()> {
        shop.runtime.block_on(self.writer.execute("notify bench"))?;
        for thread in self.threads {
            thread
                .join()
                .map_err(|_| anyhow::anyhow!("it panicked"))??;
        }
        Ok(())
    }
}

async fn listen(url: &str, db: &Connection, tell: &Sender<Instant>) -> anyhow::Result<()> {
    let mut listener = PgListener::connect(url).await?;
    listener.listen("bench").await?;
    tell.send(Instant::now())?;
    let mut line = listener.recv().await?;
    while !line.payload().is_empty() {
        db.execute("INSERT INTO product (body) VALUES (?1)", [line.payload()])?;
        tell.send(Instant::now())?;
        line = listener.recv().await?;
    }
    Ok(())
}
