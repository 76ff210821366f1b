//! A browser at the admins' page: it keeps cookies, follows no redirect by itself, and says where it comes from.

use super::login;
use super::shop::{Shop, setting};
use pos_protocol::Hash;
use reqwest::header::{COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{Client, Method, RequestBuilder, Response, redirect};
use std::collections::BTreeMap;

/// The browser.
pub struct Browser {
    /// Where the page is.
    pub base: String,
    /// Its cookies, by name.
    pub cookies: BTreeMap<String, String>,
    http: Client,
}

impl Browser {
    /// One that has never been here.
    pub fn new(shop: &Shop) -> Browser {
        let http = Client::builder().redirect(redirect::Policy::none()).build();
        Browser {
            base: shop.url.clone(),
            cookies: BTreeMap::new(),
            http: http.unwrap(),
        }
    }

    /// One that somebody with these roles is signed in with.
    pub async fn of(shop: &Shop, name: &str, roles: &[&str]) -> Browser {
        let mut browser = Browser::new(shop);
        let id = format!("session of {name}");
        let roles: Vec<String> = roles.iter().map(ToString::to_string).collect();
        let now = shop.state.clock.now();
        sqlx::query(
            "insert into admin.session (id_hash, subject, name, roles, id_token, created_at, used_at, ends_at)
             values ($1, $2, $2, $3, '', $4::timestamptz, $4::timestamptz, $4::timestamptz + interval '12 hours')",
        )
        .bind(Hash::of(id.as_bytes()).0)
        .bind(name)
        .bind(roles)
        .bind(now.to_string())
        .execute(shop.db())
        .await
        .unwrap();
        browser.cookies.insert("evertill_admin".to_owned(), id);
        browser
    }

    /// A request as this browser makes it, from wherever it is.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        self.http
            .request(method, format!("{}{path}", self.base))
            .header(COOKIE, cookies.join("; "))
    }

    /// A request as the page makes it.
    pub fn post(&self, path: &str) -> RequestBuilder {
        self.request(Method::POST, path)
            .header(ORIGIN, &self.base)
            .header("sec-fetch-site", "same-origin")
            .header("evertill-admin", "1")
    }

    /// Loads something and takes the cookies that come with it.
    pub async fn load(&mut self, path: &str) -> Response {
        let answer = self.request(Method::GET, path).send().await.unwrap();
        self.take_cookies(&answer);
        answer
    }

    /// Takes an answer's cookies.
    pub fn take_cookies(&mut self, answer: &Response) {
        for line in answer.headers().get_all(SET_COOKIE) {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// Goes to the provider's page, fills it in, and answers with the path that it sends the browser back to.
    pub async fn sign_in_at_provider(&mut self, username: &str, to: &str) -> String {
        let sent = self.load(&format!("/admin/sign-in?to={to}")).await;
        let address = location(&sent);
        assert!(address.starts_with(&setting("OIDC_ISSUER")), "{address}");
        let back = login::fill_in(&self.http, &address, username).await;
        back.strip_prefix(&self.base).unwrap().to_owned()
    }
}

/// Where an answer sends the browser.
pub fn location(answer: &Response) -> String {
    answer.headers()[LOCATION].to_str().unwrap().to_owned()
}
