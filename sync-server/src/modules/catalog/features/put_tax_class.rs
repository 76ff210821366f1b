//! An admin adds a tax class or changes it, and with it every product that names it.

use super::import_catalog::{ROWS_AT_ONCE, take_time};
use super::put_product::{TaxBody, taxes};
use crate::modules::catalog::draft::written;
use crate::modules::catalog::publish::publish;
use crate::modules::catalog::store;
use crate::modules::catalog::tax_class::TaxClass;
use crate::modules::catalog::wish::{Outcome, Wish};
use crate::modules::catalog::writing::in_transaction;
use crate::modules::identity::contract::{Staff, roles};
use crate::platform::api::answer::Answer;
use crate::platform::api::refuse;
use crate::platform::api::version::Conditions;
use crate::platform::json::{Body, Segment};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::State;
use jiff::Timestamp;
use pos_protocol::catalog::Cursor;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

/// What a class is to be.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxClassBody {
    /// All of its taxes; none for what bears no tax.
    taxes: Vec<TaxBody>,
}

/// The answer to a change of a class.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct TaxClassChanged {
    /// The class's name.
    pub name: String,
    /// Whether it is another one than before.
    pub changed: bool,
    /// How many products bear other taxes from now on.
    pub products: u64,
    /// Where the catalogue is now.
    #[schema(value_type = String)]
    pub cursor: Cursor,
}

/// Adds a tax class or changes it. Every product that names it bears the new taxes from this instant on, in versions of
/// its own that registers take as ever; what was sold before stays as it was sold.
#[utoipa::path(put, path = "/v1/catalog/tax-classes/{name}", tag = "catalog", params(("name" = String, Path)),
    request_body = TaxClassBody, responses((status = 200, body = TaxClassChanged, headers(("ETag" = String))),
        refuse::Staff, refuse::Missing, refuse::Body, refuse::Versioned))]
pub async fn put_tax_class(
    State(state): State<AppState>,
    staff: Staff,
    asked: Conditions,
    Segment(name): Segment<String>,
    Body(body): Body<TaxClassBody>,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let class = TaxClass::new(&name, &taxes(&body.taxes)?)?;
    let version = class.version()?;
    let changed = change(&state, class, asked).await?;
    Ok(Answer::ok(&changed)?.at(version))
}

/// Makes a class of taxes in one text, such as `VAT 20% included; Deposit 0.25 included`.
pub async fn set_tax_class(
    state: &AppState,
    name: &str,
    taxes: &str,
) -> Result<TaxClassChanged, ApiError> {
    let class = TaxClass::new(name, &written(taxes)?)?;
    change(state, class, Conditions::default()).await
}

/// The class that is called so.
pub(super) async fn find(
    db: &mut PgConnection,
    name: &str,
) -> Result<Option<TaxClass>, sqlx::Error> {
    let name = name.to_owned();
    let mut found = store::class_taxes(db, std::slice::from_ref(&name)).await?;
    let taxes = found.remove(&name);
    Ok(taxes.map(|taxes| TaxClass { name, taxes }))
}

async fn change(
    state: &AppState,
    class: TaxClass,
    asked: Conditions,
) -> Result<TaxClassChanged, ApiError> {
    in_transaction(state, store::BEGIN, move |tx, now| {
        Box::pin(change_in(tx, now, class, asked))
    })
    .await
}

/// The class and all of its products in one transaction: no register ever sees a part of them changed, and whoever puts a
/// product into the class meanwhile waits at the counter and finds the new taxes.
async fn change_in(
    tx: &mut PgConnection,
    now: Timestamp,
    class: TaxClass,
    asked: Conditions,
) -> Result<TaxClassChanged, ApiError> {
    take_time(tx).await?;
    let mut cursor = store::lock_counter(tx).await?;
    let there = find(tx, &class.name).await?;
    let version = there.as_ref().map(TaxClass::version).transpose()?;
    asked.check(version.as_ref())?;
    let mut answer = TaxClassChanged {
        changed: there.as_ref() != Some(&class),
        name: class.name.clone(),
        products: 0,
        cursor,
    };
    if !answer.changed {
        return Ok(answer);
    }
    store::put_tax_class(tx, &class).await?;
    let codes = store::codes_of_class(tx, &class.name).await?;
    for codes in codes.chunks(ROWS_AT_ONCE) {
        let wishes = codes.iter().cloned().map(Wish::Renew).collect();
        let (outcomes, head) = publish(tx, wishes, now).await?;
        cursor = head;
        let changed = outcomes.iter().filter(|one| **one == Outcome::Changed);
        answer.products += changed.count() as u64;
    }
    Ok(TaxClassChanged { cursor, ..answer })
}
