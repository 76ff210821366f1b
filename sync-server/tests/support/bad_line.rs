//! A line between a till and its server that breaks in the middle of large answers.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The line; it lasts as long as the test.
pub struct BadLine {
    /// Where the till finds its server.
    pub url: String,
    asked: Arc<Mutex<Vec<u8>>>,
}

impl BadLine {
    /// A line to the server at `url` that breaks `cuts` times, each time when `after` bytes of answers have passed.
    pub async fn to(url: &str, after: usize, cuts: usize) -> BadLine {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = url.strip_prefix("http://").unwrap().to_owned();
        let line = BadLine {
            url: format!("http://{}", listener.local_addr().unwrap()),
            asked: Arc::default(),
        };
        let (asked, cuts) = (line.asked.clone(), Arc::new(AtomicUsize::new(cuts)));
        tokio::spawn(async move {
            while let Ok((till, _)) = listener.accept().await {
                let Ok(server) = TcpStream::connect(&server).await else {
                    continue;
                };
                tokio::spawn(carry(till, server, after, cuts.clone(), asked.clone()));
            }
        });
        line
    }

    /// The parts that were asked for, as the requests wrote them.
    pub fn ranges(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        let text = String::from_utf8_lossy(&asked).to_lowercase();
        text.lines()
            .filter_map(|line| line.strip_prefix("range: "))
            .map(str::to_owned)
            .collect()
    }
}

async fn carry(
    till: TcpStream,
    server: TcpStream,
    after: usize,
    cuts: Arc<AtomicUsize>,
    asked: Arc<Mutex<Vec<u8>>>,
) {
    let (mut from_till, mut to_till) = till.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let asking = async {
        let mut piece = [0; 4096];
        while let Ok(count @ 1..) = from_till.read(&mut piece).await {
            asked.lock().unwrap().extend(&piece[..count]);
            if to_server.write_all(&piece[..count]).await.is_err() {
                return;
            }
        }
    };
    let answering = async {
        let (mut piece, mut passed) = ([0; 4096], 0);
        while let Ok(count @ 1..) = from_server.read(&mut piece).await {
            passed += count;
            let cut = |left: usize| left.checked_sub(1);
            if passed > after
                && cuts
                    .fetch_update(Ordering::SeqCst, Ordering::SeqCst, cut)
                    .is_ok()
            {
                return;
            }
            if to_till.write_all(&piece[..count]).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        () = asking => {}
        () = answering => {}
    }
}
