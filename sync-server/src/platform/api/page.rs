//! Pages: at most so many items, and an opaque cursor that leads to the next ones.
//!
//! A cursor is the place of the last item, so that a page costs the same however deep it lies, and nothing is skipped or
//! shown twice when something is added meanwhile.

use crate::platform::json::Params;
use crate::problem::ApiError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use pos_protocol::codes::Code;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// How many items a page has when nobody says.
const USUAL: u16 = 50;

/// How many it has at most.
const MOST: u16 = 200;

/// Items and the way to more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Page<T> {
    /// The items, in their order.
    pub items: Vec<T>,
    /// What to send as `cursor` for the next page; null on the last one.
    pub next: Option<String>,
}

/// Which page is asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// How many items at most; 50 when left out.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

impl Paging {
    /// How many rows to read: one more than the page has, which tells whether there is a next one.
    pub fn rows(&self) -> i64 {
        i64::from(self.limit.unwrap_or(USUAL)) + 1
    }

    /// The place after which the page begins; none for the first page.
    pub fn after<K: DeserializeOwned>(&self) -> Result<Option<K>, ApiError> {
        let Some(cursor) = &self.cursor else {
            return Ok(None);
        };
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
        let key = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        key.map(Some).ok_or_else(|| {
            let why = "cursor is not the next of a page of this list.";
            ApiError::new(Code::InvalidRequest, why)
        })
    }

    /// The page that these rows make, each with its place.
    pub fn page<T, K: Serialize>(
        &self,
        mut items: Vec<T>,
        place: impl Fn(&T) -> K,
    ) -> Result<Page<T>, ApiError> {
        let most = usize::from(self.limit.unwrap_or(USUAL));
        let more = items.len() > most;
        items.truncate(most);
        let last = items.last().filter(|_| more);
        let next = last
            .map(|last| serde_json::to_vec(&place(last)))
            .transpose()
            .map_err(|cause| ApiError::internal(&cause))?;
        Ok(Page {
            next: next.map(|key| URL_SAFE_NO_PAD.encode(key)),
            items,
        })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Paging {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Paging, ApiError> {
        let Params(paging) = Params::<Paging>::from_request_parts(parts, state).await?;
        if paging
            .limit
            .is_some_and(|limit| !(1..=MOST).contains(&limit))
        {
            let why = format!("limit must be from 1 to {MOST}.");
            return Err(ApiError::new(Code::InvalidRequest, why));
        }
        Ok(paging)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_lead_on_until_the_last() {
        let all: Vec<u32> = (1..=5).collect();
        let mut paging = Paging {
            limit: Some(2),
            cursor: None,
        };
        let mut seen = Vec::new();
        loop {
            let after: u32 = paging.after().expect("our own cursor").unwrap_or(0);
            let rows = all.iter().copied().filter(|n| *n > after);
            let rows = rows.take(usize::try_from(paging.rows()).expect("a few"));
            let page = paging.page(rows.collect(), |n| *n).expect("a page");
            assert!(page.items.len() <= 2);
            seen.extend(page.items);
            match page.next {
                Some(next) => paging.cursor = Some(next),
                None => break,
            }
        }
        assert_eq!(seen, all);
        paging.cursor = Some("nonsense".to_owned());
        assert!(paging.after::<u32>().is_err());
    }
}
