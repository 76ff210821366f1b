//! A small file through every real part, and what the commands say of the run afterwards: untouched, with one penny
//! changed in each place, and with everything sent and published again.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};
use sqlx::{Connection, Executor};

struct Trade {
    dir: tempfile::TempDir,
}

impl Trade {
    fn run_dir(&self) -> PathBuf {
        self.dir.path().join("run")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_replay"));
        command
            .args(arguments)
            .current_dir(self.dir.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs one command to its end; its stdout must be JSON and nothing else.
    fn replay(&self, arguments: &[&str]) -> (i32, Value) {
        let Output {
            status,
            stdout,
            stderr,
        } = self
            .command(arguments)
            .args(["--json", "-"])
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&stderr);
        let value = serde_json::from_slice(&stdout)
            .unwrap_or_else(|_| panic!("{arguments:?} gave no JSON: {said}"));
        (status.code().expect("an exit code"), value)
    }

    fn verify(&self) -> (i32, Value) {
        self.replay(&["verify", "--run", "run"])
    }

    fn env(&self) -> BTreeMap<String, String> {
        let text = fs::read_to_string(self.run_dir().join("env")).expect("it is there");
        text.lines()
            .filter_map(|line| line.split_once('='))
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .collect()
    }

    /// That `verify` names `invoice` with this difference, and nothing else once it is put right again.
    fn is_told(&self, place: &str, invoice: &str, field: &str, want: i64, got: i64) {
        let (code, told) = self.verify();
        let difference =
            json!({"place": place, "invoice": invoice, "field": field, "want": want, "got": got});
        let differences = told["differences"].as_array().expect("a list");
        assert!(
            differences.contains(&difference),
            "{difference} is not in {differences:?}"
        );
        assert_eq!(code, 1);
    }
}

/// `replay open`, ended when this is dropped.
struct Open(Child);

impl Open {
    fn of(trade: &Trade) -> Open {
        let mut child = trade
            .command(&["open", "--run", "run"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped"))
            .read_line(&mut line)
            .expect("it says where");
        assert!(line.contains("env"), "it ended early: {line:?}");
        Open(child)
    }

    fn interrupt(mut self) -> Option<i32> {
        let pid = rustix::process::Pid::from_child(&self.0);
        rustix::process::kill_process(pid, rustix::process::Signal::INT).expect("it runs");
        self.0.wait().expect("it ends").code()
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        // Ended by the test already, if all went well.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn from_the_file_to_the_books_and_back() {
    let trade = Trade {
        dir: tempfile::tempdir().expect("a temporary folder"),
    };
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/corner-shop.csv");
    let (code, result) =
        trade.replay(&[&file.to_string_lossy(), "--registers", "2", "--out", "run"]);
    assert_eq!(
        (code, &result["differences"]),
        (0, &json!([])),
        "{result:#}"
    );
    the_run_adds_up(&trade, &result);

    assert_eq!(trade.verify().0, 0);
    a_penny_in_a_till_is_told(&trade);

    let open = Open::of(&trade);
    pennies_in_postgres_are_told(&trade);
    assert_eq!(trade.verify().0, 0);
    nothing_changes_by_sending_again(&trade);
    assert_eq!(open.interrupt(), Some(130));
    let answers = |variable: &str| {
        let env = trade.env();
        let address = env[variable]
            .rsplit('@')
            .next()
            .and_then(|rest| rest.split('/').next())
            .map(str::to_owned);
        std::net::TcpStream::connect(address.expect("an address")).is_ok()
    };
    assert!(!answers("DATABASE_URL") && !answers("BROKER_URL") && !answers("CACHE_URL"));
    nothing_changes_by_sending_again(&trade);
}

fn the_run_adds_up(trade: &Trade, result: &Value) {
    let sales = json!({"orders": 7, "lines": 12, "gross": 9_999_999_074_125_254_i64, "tax": 1_666_666_512_354_209_i64});
    let refunds = json!({"orders": 2, "lines": 3, "gross": -511, "tax": -86});
    for place in ["file", "tills", "postgres", "consumer"] {
        assert_eq!(
            result["places"][place],
            json!({"sales": sales, "refunds": refunds}),
            "{place}"
        );
    }
    let refused =
        json!({"stock_correction": 1, "zero_price": 1, "not_a_sale_or_refund": 1, "malformed": 1});
    assert_eq!(
        (&result["refused"], &result["overrides"]),
        (&refused, &json!(4))
    );
    assert_eq!(
        (&result["schema"], &result["products"]),
        (&json!("evertill.replay.v1"), &json!(5))
    );
    assert!(
        result["cache"]["hits"].as_u64() > Some(0),
        "{}",
        result["cache"]
    );
    assert_eq!(result["registers"].as_array().map(Vec::len), Some(2));

    let time = |part: &str, name: &str| -> jiff::Timestamp {
        result[part][name]
            .as_str()
            .expect("a time")
            .parse()
            .expect("RFC 3339")
    };
    let times = [
        time("server", "stopped_at"),
        time("ringing", "first_at"),
        time("ringing", "last_at"),
        time("server", "started_at"),
    ];
    assert!(
        times.is_sorted(),
        "the server was there while the tills rang: {times:?}"
    );

    let dir = trade.run_dir();
    for name in [
        "tills/1/till.db",
        "tills/2/till.db",
        "refused.csv",
        "result.json",
        "env",
    ] {
        assert!(dir.join(name).is_file(), "{name}");
    }
    let mode = fs::metadata(dir.join("env"))
        .expect("it is there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o077, 0, "others can read the passwords");
    let written: Value =
        serde_json::from_slice(&fs::read(dir.join("result.json")).expect("it is there"))
            .expect("JSON");
    assert_eq!(&written, result);
}

/// The second invoice is the second till's first.
fn a_penny_in_a_till_is_told(trade: &Trade) {
    let till =
        || rusqlite::Connection::open(trade.run_dir().join("tills/2/till.db")).expect("it opens");
    let change = |by: &str, table: &str| {
        let order = "(SELECT id FROM orders WHERE external_reference = '100002')";
        let key = if table == "orders" {
            "id"
        } else {
            "number = 1 AND order_id"
        };
        let changed = till().execute(
            &format!("UPDATE {table} SET gross = gross {by} WHERE {key} = {order}"),
            [],
        );
        assert_eq!(changed, Ok(1));
    };
    for (table, field) in [("orders", "gross"), ("order_lines", "order_lines.gross")] {
        change("+ 1", table);
        trade.is_told("tills", "100002", field, 740, 741);
        change("- 1", table);
        assert_eq!(trade.verify().0, 0);
    }
}

fn pennies_in_postgres_are_told(trade: &Trade) {
    type Columns = &'static [(&'static str, i64)];
    type Told = (&'static str, &'static str, &'static str, i64, i64);
    let cases: [(&str, Columns, &str, Told); 5] = [
        (
            "ordering.orders",
            &[("tax", 1), ("net", -1)],
            "external_reference = 'C100003'",
            ("postgres", "C100003", "tax", -86, -85),
        ),
        (
            "ordering.order_lines",
            &[("gross", 1), ("net", 1)],
            "unit_price = 19000",
            ("postgres", "100002", "order_lines.gross", 740, 741),
        ),
        (
            "ordering.payments",
            &[("amount", -1)],
            "order_id = (select id from ordering.orders where external_reference = '100001')",
            ("postgres", "100001", "paid", 2510, 2509),
        ),
        (
            "ordering.books",
            &[("gross", 1)],
            "external_reference = '100005'",
            ("consumer", "100005", "gross", 74_215_000, 74_215_001),
        ),
        (
            "ordering.daily_sales",
            &[("tax", -1)],
            "business_day = '2011-03-27'",
            (
                "consumer",
                "(all of 2011-03-27, register 1)",
                "daily_sales.tax",
                0,
                -1,
            ),
        ),
    ];
    let url = trade.env()["DATABASE_URL"].clone();
    for (table, columns, rows, (place, invoice, field, want, got)) in cases {
        let change = |sign: i64| {
            let set: Vec<String> = columns
                .iter()
                .map(|(name, by)| format!("{name} = {name} + {}", by * sign))
                .collect();
            update(
                &url,
                format!("update {table} set {} where {rows}", set.join(", ")),
            );
        };
        change(1);
        trade.is_told(place, invoice, field, want, got);
        change(-1);
    }
}

/// Changes exactly one row.
fn update(url: &str, statement: String) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let mut connection = sqlx::PgConnection::connect(url).await.expect("it answers");
        let done = connection
            .execute(sqlx::AssertSqlSafe(statement))
            .await
            .expect("it is changed");
        assert_eq!(done.rows_affected(), 1);
    });
}

fn nothing_changes_by_sending_again(trade: &Trade) {
    let (code, told) = trade.replay(&["resend", "--run", "run"]);
    assert_eq!(code, 0, "{told:#}");
    let entries = told["entries"].as_u64().expect("a number");
    assert!(entries >= 9, "every order has an entry");
    assert_eq!(
        (&told["verdicts"], &told["events"]),
        (&json!({"duplicate": entries}), &json!(9))
    );
    let tables = told["tables"].as_array().expect("a list");
    let rows = |name: &str| {
        tables
            .iter()
            .find(|t| t["table"] == name)
            .map(|t| t["rows"].clone())
    };
    assert_eq!(
        (rows("ordering.orders"), rows("ordering.books")),
        (Some(json!(9)), Some(json!(9)))
    );
    assert!(
        tables.iter().all(|table| table["unchanged"] == json!(true)),
        "{tables:?}"
    );
}
