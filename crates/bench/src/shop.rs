//! A real shop to measure: all four services, the sync server's program, and tills that belong to it.

use crate::goods;
use anyhow::Context;
use pos_replay::cache;
use pos_replay::drain;
use pos_replay::layout::Layout;
use pos_replay::prepare;
use pos_replay::registers::Register;
use pos_replay::server::{Server, ServerSite};
use pos_replay::services::Services;
use pos_replay::signin::sign_in;
use pos_stack::Stack;
use pos_till::sync::enrol;
use pos_till::{Clock, SystemClock};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::collections::BTreeMap;
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// The variable that names the database to the server.
const DATABASE: &str = "DATABASE_URL";

/// How many events are not published, or not dealt with by the three consumers of an order.
const LEFT: &str =
    "select (select count(*) * 3 from platform.outbox where kind = 'evertill.order.completed.v1')
                    - (select count(*) from platform.inbox)";
const PATIENCE: Duration = Duration::from_secs(300);
/// How long a server that rests takes no processor time that the kernel would count.
const REST: Duration = Duration::from_millis(500);

/// The services and whatever is attached to them.
pub struct Shop {
    layout: Layout,
    services: Services,
    site: ServerSite,
    /// What the baselines run on.
    pub runtime: Runtime,
}

impl Shop {
    /// Starts the services in the folder `dir`; the server has run once, so that its tables are there.
    pub fn open(dir: &Path) -> anyhow::Result<Shop> {
        let layout = Layout::new_run(dir)?;
        let services = Services::start_new(&layout)?;
        let site = services.server_site(&layout)?;
        site.start()?.stop()?;
        let runtime = Runtime::new().context("starting the baselines' runtime")?;
        Ok(Shop {
            layout,
            services,
            site,
            runtime,
        })
    }

    /// The server's URL of `variable`, such as `CACHE_URL`.
    pub fn url(&self, variable: &str) -> anyhow::Result<&str> {
        Ok(self.services.url(variable)?)
    }

    /// The versions that the services report.
    pub fn versions(&self) -> anyhow::Result<BTreeMap<String, String>> {
        Ok(self
            .services
            .stack()
            .map_or(Ok(BTreeMap::new()), Stack::versions)?)
    }

    /// The URL of the database `name` on the same Postgres.
    pub fn database(&self, name: &str) -> anyhow::Result<String> {
        let url = self.url(DATABASE)?;
        let (server, _) = url
            .rsplit_once('/')
            .context("the database's URL has no name")?;
        Ok(format!("{server}/{name}"))
    }

    /// Imports `products` made-up products into the database `name`.
    pub fn import(&self, name: &str, products: u64) -> anyhow::Result<()> {
        let path = self.layout.dir().join(format!("goods-{products}.csv"));
        fs::write(&path, goods::csv(products)?)?;
        self.site_on(name)?
            .command(&["import-catalog", &path.to_string_lossy()])?;
        Ok(())
    }

    /// Enrols the tills of `numbers`, with somebody signed in and the catalogue taken. The server runs meanwhile.
    pub fn enrol(
        &self,
        numbers: RangeInclusive<usize>,
        products: u64,
    ) -> anyhow::Result<Vec<PathBuf>> {
        let server = self.site.start()?;
        let registers = numbers
            .map(|number| {
                let now = SystemClock::new().now();
                prepare::enrolled_one(&self.services, &self.site, &self.layout, number, now)
            })
            .collect::<Result<Vec<_>, _>>()?;
        if products > 0 {
            let runners = drain::runners(&registers)?;
            drain::settle(&registers, &runners, products as usize)?;
            drain::stop(runners)?;
        }
        server.stop()?;
        Ok(registers
            .iter()
            .map(|register| register.hold().dir().to_owned())
            .collect())
    }

    /// Enrols the tills of `numbers` and nothing else: to pull the catalogue, nobody needs to be there.
    pub fn enrol_only(&self, numbers: RangeInclusive<usize>) -> anyhow::Result<Vec<PathBuf>> {
        let server = self.site.start()?;
        let mut dirs = Vec::new();
        for number in numbers {
            let register = self.till(number)?;
            let code = self.site.command(&["enrolment-code"])?;
            enrol(
                &register.till,
                &self.site.url(),
                code.trim(),
                &format!("Till {number}"),
            )?;
            dirs.push(self.till_dir(number));
        }
        server.stop()?;
        Ok(dirs)
    }

    /// The access token of somebody on the staff.
    pub fn access_token(&self, username: &str) -> anyhow::Result<String> {
        let stack = self
            .services
            .stack()
            .context("the services are another command's")?;
        let staff = stack.staff()?;
        let user = staff.iter().find(|user| user.username == username);
        let user = user.with_context(|| format!("there is no {username} among the staff"))?;
        Ok(sign_in(
            self.url("OIDC_ISSUER")?,
            "evertill-register",
            user,
        )?)
    }

    /// The till of `number`, opened.
    pub fn till(&self, number: usize) -> anyhow::Result<Register> {
        Ok(Register::open(
            &self.layout,
            number,
            SystemClock::new().now(),
        )?)
    }

    /// The folder of the till of `number`.
    pub fn till_dir(&self, number: usize) -> PathBuf {
        self.layout.till(number)
    }

    /// Waits until every event of the database `name` is published and dealt with, so that none meets another database.
    pub fn settle(&self, name: &str) -> anyhow::Result<()> {
        let begun = Instant::now();
        while self.count(name, LEFT)? > 0 {
            anyhow::ensure!(begun.elapsed() < PATIENCE, "the events were not dealt with");
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    /// Makes the database `name` from `template`, which nobody uses at this moment, and empties the cache.
    pub fn copy_database(&self, template: &str, name: &str) -> anyhow::Result<()> {
        self.drop_database(name)?;
        self.maintain(&format!("create database {name} template {template}"))?;
        self.checkpoint()?;
        cache::flush(self.url("CACHE_URL")?)?;
        Ok(())
    }

    /// Removes the database `name`, if there is one.
    pub fn drop_database(&self, name: &str) -> anyhow::Result<()> {
        self.maintain(&format!("drop database if exists {name}"))
    }

    /// Has Postgres write out what it holds, so that it does not do so while something else is measured.
    pub fn checkpoint(&self) -> anyhow::Result<()> {
        self.maintain("checkpoint")
    }

    /// Says `sql` to the database that is always there.
    fn maintain(&self, sql: &str) -> anyhow::Result<()> {
        let url = self.database("postgres")?;
        Ok(self.runtime.block_on(async {
            let mut connection = PgConnection::connect(&url).await?;
            connection.execute(AssertSqlSafe(sql.to_owned())).await?;
            connection.close().await
        })?)
    }

    /// One number from the database `name`.
    pub fn count(&self, name: &str, sql: &'static str) -> anyhow::Result<i64> {
        let url = self.database(name)?;
        Ok(self.runtime.block_on(async {
            let mut connection = PgConnection::connect(&url).await?;
            sqlx::query_scalar(sql).fetch_one(&mut connection).await
        })?)
    }

    /// Starts the server on the database `name`.
    pub fn serve(&self, name: &str) -> anyhow::Result<Server> {
        Ok(self.site_on(name)?.start()?)
    }

    fn site_on(&self, name: &str) -> anyhow::Result<ServerSite> {
        let mut site = self.site.clone();
        site.env.insert(DATABASE.to_owned(), self.database(name)?);
        Ok(site)
    }

    /// Where tills find the server.
    pub fn server_url(&self) -> String {
        self.site.url()
    }

    /// Waits until the server has done what it does at its start, such as to connect to the broker: one that has just been
    /// started is not what a shop has.
    pub fn rest(&self) -> anyhow::Result<()> {
        let begun = Instant::now();
        let (mut cpu, mut since) = (self.server_cpu(), begun);
        while since.elapsed() < REST {
            anyhow::ensure!(
                begun.elapsed() < PATIENCE,
                "the server does not come to rest"
            );
            std::thread::sleep(Duration::from_millis(20));
            let now = self.server_cpu();
            // The kernel counts in hundredths of a second.
            if now > cpu {
                (cpu, since) = (now, Instant::now());
            }
        }
        Ok(())
    }

    /// Processor seconds of the running server.
    pub fn server_cpu(&self) -> f64 {
        crate::cpu::of_children_named("sync-server").as_secs_f64()
    }
}
