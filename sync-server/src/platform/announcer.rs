//! Tells many listeners the same thing: each announcement is encoded once, however many are listening.

use axum::body::Bytes;
use std::sync::Arc;
use tokio::sync::{broadcast, watch};
use tokio_util::sync::CancellationToken;

/// How many announcements wait for a slow listener. One that is further behind is told the newest state instead.
const WAITING: usize = 64;

/// Where announcements are made and listened to. Clones are the same one.
#[derive(Clone)]
pub struct Announcer {
    news: broadcast::Sender<Bytes>,
    /// What a listener that has heard nothing yet is told first.
    state: Arc<watch::Sender<Option<Bytes>>>,
    closed: CancellationToken,
}

/// One listener's place.
pub struct Listener {
    news: broadcast::Receiver<Bytes>,
    state: watch::Receiver<Option<Bytes>>,
    closed: CancellationToken,
    /// What it must be told before anything else counts.
    first: Option<Bytes>,
}

impl Default for Announcer {
    fn default() -> Announcer {
        Announcer {
            news: broadcast::Sender::new(WAITING),
            state: Arc::new(watch::Sender::new(None)),
            closed: CancellationToken::new(),
        }
    }
}

impl Announcer {
    /// Tells all listeners `news`; whoever comes later, or was too slow, is told `state` instead.
    pub fn announce(&self, news: Bytes, state: Bytes) {
        self.state.send_replace(Some(state));
        // Nobody listening is no error.
        let _ = self.news.send(news);
    }

    /// Listens from now on.
    pub fn listen(&self) -> Listener {
        // In this order nothing falls between the two; what falls into both is told twice, which harms nobody.
        let news = self.news.subscribe();
        let state = self.state.subscribe();
        let first = state.borrow().clone();
        Listener {
            news,
            state,
            closed: self.closed.clone(),
            first,
        }
    }

    /// Ends all listening, so that no connection outlives the server.
    pub fn close(&self) {
        self.closed.cancel();
    }
}

impl Listener {
    /// The next announcement; none when there will be no more. A dropped wait loses nothing.
    pub async fn next(&mut self) -> Option<Bytes> {
        loop {
            if let Some(first) = self.first.take() {
                return Some(first);
            }
            let heard = tokio::select! {
                heard = self.news.recv() => heard,
                () = self.closed.cancelled() => return None,
            };
            match heard {
                Ok(news) => return Some(news),
                Err(broadcast::error::RecvError::Lagged(_)) => {
                    self.news = self.news.resubscribe();
                    self.first = self.state.borrow().clone();
                }
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: impl Into<String>) -> Bytes {
        Bytes::from(text.into())
    }

    #[tokio::test]
    async fn who_comes_late_or_is_slow_is_told_the_state() {
        let announcer = Announcer::default();
        let mut early = announcer.listen();
        announcer.announce(text("a to b"), text("at b"));
        assert_eq!(early.next().await, Some(text("a to b")));
        for number in 0..=WAITING {
            announcer.announce(text(format!("step {number}")), text(format!("at {number}")));
        }
        let newest = text(format!("at {WAITING}"));
        assert_eq!(early.next().await, Some(newest.clone()));
        assert_eq!(announcer.listen().next().await, Some(newest));
        announcer.close();
        assert_eq!(early.next().await, None);
    }
}
