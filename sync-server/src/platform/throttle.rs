//! Lets something through at most once in a while for each key, in this process: for notes that are cheap to lose and
//! dear to write.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The keys that were let through, and when. Clones are the same one.
#[derive(Debug)]
pub struct Throttle<K> {
    every: Duration,
    last: Arc<Mutex<HashMap<K, Instant>>>,
}

impl<K> Clone for Throttle<K> {
    fn clone(&self) -> Throttle<K> {
        Throttle {
            every: self.every,
            last: self.last.clone(),
        }
    }
}

impl<K: Hash + Eq> Throttle<K> {
    /// One that lets a key through once in `every`.
    pub fn new(every: Duration) -> Throttle<K> {
        Throttle {
            every,
            last: Arc::default(),
        }
    }

    /// Whether `key` goes through now.
    pub fn lets(&self, key: K) -> bool {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let due = last.get(&key).is_none_or(|at| at.elapsed() >= self.every);
        if due {
            last.insert(key, Instant::now());
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_goes_through_once_in_a_while() {
        let throttle = Throttle::new(Duration::from_secs(3600));
        assert!(throttle.lets(1));
        assert!(!throttle.lets(1));
        assert!(throttle.lets(2));
        let never = Throttle::new(Duration::ZERO);
        assert!(never.lets(1) && never.lets(1));
    }
}
