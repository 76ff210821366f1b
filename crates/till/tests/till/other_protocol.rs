//! A server of another protocol version: the register says so in words, goes on selling, and keeps what it can't send.

use crate::support::{SUPERVISOR, Shop, open, sell, stream};
use pos_protocol::{PROTOCOL, PROTOCOL_HEADER};
use pos_till::catalogue::build_full;
use pos_till::features::enrol;
use pos_till::sync::{Runner, RunnerHandle, SyncState, SyncStatus};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

/// Longer than any machine takes; nothing waits for it when all is well.
const LONG: Duration = Duration::from_secs(60);

/// A server of the next protocol: it answers everything, and every answer says what it speaks.
fn next_protocol() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for connection in listener.incoming().map_while(Result::ok) {
            let mut request = BufReader::new(connection.try_clone().unwrap());
            let mut head = String::new();
            while request.read_line(&mut head).is_ok_and(|read| read > 2) {}
            // What is left unread would reset the connection, and the answer be lost with it.
            let _ = request.read_exact(&mut vec![0; length(&head)]);
            let answer = format!(
                "HTTP/1.1 200 OK\r\n{PROTOCOL_HEADER}: {}\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{{}}",
                PROTOCOL + 1
            );
            // The register may have gone away; that is its right.
            let _ = (&connection).write_all(answer.as_bytes());
        }
    });
    url
}

/// How long the body is that comes behind this head.
fn length(head: &str) -> usize {
    let head = head.to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    length.map_or(0, |length| length.trim().parse().unwrap())
}

fn status(runner: &RunnerHandle, wanted: impl Fn(&SyncStatus) -> bool) -> SyncStatus {
    let (tell, told) = mpsc::channel();
    runner.subscribe(move |status| drop(tell.send(status.clone())));
    loop {
        let status = told
            .recv_timeout(LONG)
            .expect("the register says how it stands");
        if wanted(&status) {
            return status;
        }
    }
}

#[test]
fn a_server_of_another_protocol_is_named_and_selling_goes_on() {
    let shop = Shop::new();
    let mut till = shop.open();
    let mut enrolment = shop.enrolment(till.register());
    enrolment.server_url = next_protocol();
    enrol(&mut till, enrolment).unwrap();
    let products = stream::full(&stream::products());
    let catalogue = build_full(shop.dir(), products.as_slice(), |_, _| {}).unwrap();
    till.switch_catalogue(&catalogue).unwrap();
    shop.sign_in(&mut till, "Sam", SUPERVISOR);
    open(&mut till, 10_000).unwrap();

    let till = Arc::new(Mutex::new(till));
    let runner = Runner::start(Arc::clone(&till)).unwrap();
    let server = Some(PROTOCOL + 1);
    let mismatch = SyncState::ProtocolMismatch { server };
    let told = status(&runner, |status| status.state == mismatch);
    let words = told.message.expect("it is said in words");
    assert!(words.contains("Selling goes on"), "{words}");

    let code = stream::products()[0].code.clone();
    let done = sell(&mut till.lock().unwrap(), &[&code], None);
    assert!(!done.receipt.number.is_empty());
    runner.wake();
    let waiting = status(&runner, |status| status.waiting_sales == 1);
    assert_eq!(waiting.state, mismatch);
    assert!(!waiting.settled);
    assert!(runner.stop());
}
