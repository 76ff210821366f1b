//! The catalogue in pages, whole, by category, or by what somebody typed.

use crate::modules::catalog::draft::gtin;
use crate::modules::catalog::store::{self, Wanted};
use crate::modules::catalog::view::ProductView;
use crate::modules::identity::contract::Caller;
use crate::platform::api::page::{Page, Paging};
use crate::platform::api::refuse;
use crate::platform::json::Params;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which products are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// Those of this category alone.
    category: Option<String>,
    /// Those whose code or name has words that begin so, all of them; or that this barcode finds, in any
    /// spelling of its number.
    search: Option<String>,
    /// Those that are no longer sold, instead of those that are.
    #[serde(default)]
    archived: bool,
}

/// Products in the order of their codes.
#[utoipa::path(get, path = "/v1/catalog/products", tag = "catalog", params(Filter, Paging),
    responses((status = 200, body = Page<ProductView>), refuse::Caller, refuse::Query))]
pub async fn list_products(
    State(state): State<AppState>,
    _caller: Caller,
    Params(filter): Params<Filter>,
    paging: Paging,
) -> Result<Json<Page<ProductView>>, ApiError> {
    let wanted = Wanted {
        category: filter.category,
        words: filter.search.as_deref().map(beginnings),
        barcode: filter.search.as_deref().map(|text| gtin(text.trim())),
        archived: filter.archived,
        after: paging.after()?,
        now: state.clock.now().as_second(),
        most: paging.rows(),
    };
    let mut db = state.db.acquire().await?;
    let products = store::list(&mut db, &wanted).await?;
    let page = paging.page(products, |found| found.product.code.clone())?;
    Ok(Json(page))
}

/// A question to Postgres' full text search: each word of `text` as the beginning of one. ASCII's signs and all white space
/// only part words, as in the words that are kept of a product: nothing of it is read as an operator.
fn beginnings(text: &str) -> String {
    let parts = |c: char| c.is_whitespace() || c.is_ascii() && !c.is_ascii_alphanumeric();
    let words = text.split(parts);
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(|word| format!("{word}:*"))
        .collect();
    words.join(" & ")
}

#[cfg(test)]
mod tests {
    use super::beginnings;

    #[test]
    fn whatever_is_typed_becomes_a_question_of_words() {
        assert_eq!(beginnings("  tea  po"), "tea:* & po:*");
        assert_eq!(beginnings("a&b|c:*!(d)'"), "a:* & b:* & c:* & d:*");
        assert_eq!(beginnings("&|!"), "");
        assert_eq!(
            beginnings("SET/20 größe\u{a0}5"),
            "SET:* & 20:* & größe:* & 5:*"
        );
    }
}
