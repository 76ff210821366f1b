//! Nobody, a cashier, another site: each refused by its own code, whatever is asked for.

use crate::support::http::problem;
use crate::support::office::Browser;
use crate::support::shop::Shop;
use pos_protocol::codes::Code;
use reqwest::header::ORIGIN;
use reqwest::{Method, StatusCode};
use serde_json::json;

const NOBODY: (StatusCode, Code) = (StatusCode::UNAUTHORIZED, Code::StaffUnauthorized);
const FORBIDDEN: (StatusCode, Code) = (StatusCode::FORBIDDEN, Code::Forbidden);
const NO_SUCH: (StatusCode, Code) = (StatusCode::NOT_FOUND, Code::NotFound);
const INVALID: (StatusCode, Code) = (StatusCode::UNPROCESSABLE_ENTITY, Code::InvalidRequest);

fn decisions() -> Vec<String> {
    let hash = "ab".repeat(32);
    vec![
        "/admin/api/parked/1/replay".to_owned(),
        "/admin/api/parked/1/discard".to_owned(),
        format!("/admin/api/entries/{hash}/book"),
        format!("/admin/api/entries/{hash}/see"),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_an_admin_on_the_page_itself_may_ask_for_anything() {
    let shop = Shop::open().await;
    let nobody = Browser::new(&shop);
    let mut forged = Browser::new(&shop);
    forged
        .cookies
        .insert("evertill_admin".to_owned(), "guessed".to_owned());
    let cashier = Browser::of(&shop, "carol", &["cashier", "supervisor"]).await;
    let admin = Browser::of(&shop, "ada", &["cashier", "admin"]).await;

    for path in ["/admin/api/me", "/admin/api/live"] {
        for (browser, want) in [(&nobody, NOBODY), (&forged, NOBODY), (&cashier, FORBIDDEN)] {
            let answer = browser.request(Method::GET, path).send().await.unwrap();
            assert_eq!(problem(answer).await, want, "{path}");
        }
    }
    let why = json!({ "reason": "because" });
    for path in decisions() {
        for (browser, want) in [
            (&nobody, NOBODY),
            (&forged, NOBODY),
            (&cashier, FORBIDDEN),
            (&admin, NO_SUCH),
        ] {
            let answer = browser.post(&path).json(&why).send().await.unwrap();
            assert_eq!(problem(answer).await, want, "{path}");
        }
        // The admin's own cookie, but not the admin's page.
        let bare = || admin.request(Method::POST, &path).json(&why);
        let own = admin.base.as_str();
        for (what, request) in [
            ("no origin", bare().header("evertill-admin", "1")),
            ("no header", bare().header(ORIGIN, own)),
            (
                "another origin",
                bare()
                    .header(ORIGIN, "https://evil.example")
                    .header("evertill-admin", "1"),
            ),
            (
                "a sibling of the same site",
                bare()
                    .header(ORIGIN, own)
                    .header("sec-fetch-site", "same-site")
                    .header("evertill-admin", "1"),
            ),
        ] {
            let answer = request.send().await.unwrap();
            assert_eq!(problem(answer).await, FORBIDDEN, "{path}: {what}");
        }
        for reason in ["", "  \n", &"x".repeat(501), "a\u{7}b"] {
            let request = admin.post(&path).json(&json!({ "reason": reason }));
            let answer = request.send().await.unwrap();
            assert_eq!(problem(answer).await, INVALID, "{path}: {reason:?}");
        }
    }
    assert_eq!(shop.count("select count(*) from platform.audit").await, 0);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_forbids_what_no_page_here_needs() {
    let shop = Shop::open().await;
    let browser = Browser::of(&shop, "carol", &["cashier"]).await;
    for (path, status) in [
        ("/admin", StatusCode::FORBIDDEN),
        ("/admin/signed-out", StatusCode::OK),
        ("/admin/words.css", StatusCode::OK),
        ("/admin/assets/none.js", StatusCode::NOT_FOUND),
        ("/admin/api/me", StatusCode::FORBIDDEN),
    ] {
        let answer = browser.request(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), status, "{path}");
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        let policy = header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "same-origin");
        assert_eq!(header("cache-control"), "no-store");
    }
    let page = browser.request(Method::GET, "/admin").send().await.unwrap();
    let text = page.text().await.unwrap();
    assert!(
        text.contains("carol") && text.contains("role admin"),
        "{text}"
    );
    shop.close().await;
}
