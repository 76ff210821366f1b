//! The place where the register's secrets rest does not answer for a while, as a keyring that is locked: nobody's PIN is
//! lost by that.

use crate::support::*;
use pos_till::features::*;
use pos_till::{FileKeyStore, KeyError, KeyStore, Secret, Till, TillEnv};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Files that can't be had for a while; the device key always can.
struct Moody {
    files: FileKeyStore,
    away: AtomicBool,
}

impl KeyStore for Moody {
    fn load(&self, secret: Secret) -> Result<Option<[u8; 32]>, KeyError> {
        if secret == Secret::PinSecret && self.away.load(Ordering::Relaxed) {
            return Err(KeyError {
                place: "the keyring".to_owned(),
                reason: "it is locked".to_owned(),
            });
        }
        self.files.load(secret)
    }
    fn store(&self, secret: Secret, bytes: &[u8; 32]) -> Result<(), KeyError> {
        self.files.store(secret, bytes)
    }
    fn describe(&self) -> String {
        self.files.describe()
    }
    fn is_exposed(&self) -> bool {
        false
    }
}

/// The till as it was left, opened while its secrets are away.
fn opened(shop: &Shop) -> (Till, Arc<Moody>) {
    let keys = Arc::new(Moody {
        files: FileKeyStore::in_dir(shop.dir()),
        away: AtomicBool::new(true),
    });
    let env = TillEnv {
        keys: keys.clone(),
        ..shop.env(shop.dir())
    };
    (Till::open(shop.dir(), env).unwrap(), keys)
}

#[test]
fn a_pin_opens_the_register_as_soon_as_its_secret_is_there() {
    let shop = Shop::new();
    drop(shop.staffed());
    let (mut till, keys) = opened(&shop);
    let known = known_staff(&till).unwrap();
    assert!(
        known.iter().all(|staff| staff.has_pin),
        "they may type theirs"
    );
    assert_eq!(try_pin(&mut till, "Cass", "1470"), "device_key");
    keys.away.store(false, Ordering::Relaxed);
    assert_eq!(try_pin(&mut till, "Cass", "1470"), "ok");
}

#[test]
fn no_new_secret_is_drawn_while_there_may_be_one() {
    let shop = Shop::new();
    drop(shop.staffed());
    let (mut till, keys) = opened(&shop);
    shop.sign_in(&mut till, "Cass", CASHIER);
    let request = SetPin {
        pin: "3690".to_owned(),
        current: None,
    };
    let refused = set_pin(&mut till, &request).unwrap_err();
    assert_eq!(refused.code(), "device_key");
    assert_eq!(lock(&mut till, true).unwrap_err().code(), "device_key");
    keys.away.store(false, Ordering::Relaxed);
    set_pin(&mut till, &request).unwrap();
    assert_eq!(try_pin(&mut till, "Sam", "2580"), "ok", "hers is as it was");
    assert_eq!(try_pin(&mut till, "Cass", "3690"), "ok");
}
