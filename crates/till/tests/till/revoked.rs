//! An admin revokes somebody: the register hears of it at its next sync, and they open it no more.

use crate::support::*;
use pos_till::features::*;

fn revoke(till: &mut pos_till::Till, names: &[&str]) -> bool {
    let ids: Vec<String> = names.iter().map(|name| format!("id-{name}")).collect();
    take_revocations(till, &ids).unwrap()
}

#[test]
fn whoever_is_revoked_is_out_and_the_basket_waits() {
    let shop = Shop::new();
    let mut till = shop.staffed();
    add_line(&mut till, &line("85123A", "1")).unwrap();
    assert!(revoke(&mut till, &["Cass", "Somebody else"]));
    assert!(!revoke(&mut till, &["Cass"]), "once is enough");
    assert!(till.session().is_none() && !till.is_locked());
    let error = add_line(&mut till, &line("71053", "1")).unwrap_err();
    assert_eq!(error.code(), "not_signed_in");
    assert_eq!(try_pin(&mut till, "Cass", "1470"), "staff_revoked");
    let known = known_staff(&till).unwrap();
    assert_eq!(known.len(), 1, "they are not even listed");
    drop(till);
    let mut till = shop.open();
    assert_eq!(
        try_pin(&mut till, "Cass", "1470"),
        "staff_revoked",
        "after a restart"
    );
    assert_eq!(try_pin(&mut till, "Sam", "2580"), "ok");
    assert_eq!(basket(&till).unwrap().unwrap().lines.len(), 1);
}

#[test]
fn a_revoked_supervisor_allows_nothing_and_a_locked_register_is_theirs_no_more() {
    let shop = Shop::new();
    let mut till = shop.staffed();
    lock(&mut till, false).unwrap();
    assert!(revoke(&mut till, &["Sam"]));
    assert_eq!(
        till.locked_by().unwrap().name,
        "Cass",
        "that is not about Cass"
    );
    assert_eq!(try_pin(&mut till, "Cass", "1470"), "ok");
    let leave = with_pin("Sam", "2580");
    let error = authorised(&mut till, Some(&leave), start_refund).unwrap_err();
    assert_eq!(error.code(), "staff_revoked");
    lock(&mut till, false).unwrap();
    assert!(revoke(&mut till, &["Cass", "Sam"]));
    assert!(!till.is_locked() && till.session().is_none());
    drop(till);
    assert!(shop.open().session().is_none());
}

#[test]
fn whoever_is_restored_has_their_pin_back() {
    let shop = Shop::new();
    let mut till = shop.staffed();
    assert!(revoke(&mut till, &["Cass"]));
    assert!(revoke(&mut till, &[]));
    assert_eq!(try_pin(&mut till, "Cass", "1470"), "ok");
}
