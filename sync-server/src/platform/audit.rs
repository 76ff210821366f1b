//! Who decided what, and why: written in the transaction of the decision's effect, so that neither is there alone.

use crate::problem::ApiError;
use pos_protocol::codes::Code;
use serde::Serialize;
use sqlx::{PgConnection, PgPool};

/// Somebody who decides something, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// The sign-in provider's subject.
    pub who: String,
    /// What people call them.
    pub name: String,
    /// Their reason.
    pub reason: String,
}

/// The longest reason.
const MOST: usize = 500;

impl By {
    /// Somebody with a reason that says something.
    pub fn because(who: String, name: String, reason: &str) -> Result<By, ApiError> {
        let reason = reason.trim();
        let unfit = |letter: char| letter.is_control() && letter != '\n';
        if reason.is_empty() || reason.chars().count() > MOST || reason.chars().any(unfit) {
            return Err(ApiError::new(
                Code::InvalidRequest,
                format!("reason must have 1 to {MOST} characters and no control characters."),
            ));
        }
        Ok(By {
            who,
            name,
            reason: reason.to_owned(),
        })
    }
}

/// A decision, as it is read again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Its number.
    pub id: i64,
    /// When, RFC 3339.
    pub at: String,
    /// Who, by name.
    pub name: String,
    /// What was done.
    pub action: String,
    /// To what.
    pub subject: String,
    /// Why.
    pub reason: String,
}

/// Notes that `by` does `action` to `subject`.
pub async fn note(
    tx: &mut PgConnection,
    by: &By,
    action: &str,
    subject: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into platform.audit (who, name, action, subject, reason) values ($1, $2, $3, $4, $5)",
        by.who,
        by.name,
        action,
        subject,
        by.reason,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The newest decisions.
pub async fn newest(pool: &PgPool, most: i64) -> Result<Vec<Decision>, sqlx::Error> {
    sqlx::query_as!(
        Decision,
        r#"select id, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "at!",
           name, action, subject, reason from platform.audit order by id desc limit $1"#,
        most
    )
    .fetch_all(pool)
    .await
}
