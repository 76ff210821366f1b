//! The heads of the door's answers carry the server's word, made with the key that the enrolment names.

use crate::support::journal::{Till, mug};
use crate::support::shop::Shop;
use pos_protocol::sync::Head;
use sync_server::modules::identity::contract::signer;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_head_is_countersigned_with_the_servers_key() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let entries = [till.begin(), till.open_shift(), till.order(&mug())];
    let pushed = till.push(&entries).await.heads;
    let held = till.held(vec![entries[2].hash]).await.heads;
    assert_eq!(pushed, held);
    let key = signer(&shop.state).await.unwrap().public();
    let [head] = &pushed[..] else {
        panic!("one branch: {pushed:?}");
    };
    assert_eq!((head.seq, head.hash), (3, entries[2].hash));
    head.check(&key).unwrap();
    // The word is for this place and no other.
    let bent = [
        Head {
            seq: 4,
            ..head.clone()
        },
        Head {
            branch: "00000000".to_owned(),
            ..head.clone()
        },
        Head {
            hash: entries[1].hash,
            ..head.clone()
        },
        Head {
            register: uuid::Uuid::nil(),
            ..head.clone()
        },
        Head {
            countersignature: Vec::new(),
            ..head.clone()
        },
    ];
    for head in bent {
        head.check(&key).unwrap_err();
    }
    shop.close().await;
}
