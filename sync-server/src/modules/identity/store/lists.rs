//! The SQL of lists: registers, staff and the grants that they were given, page by page.

use serde::Serialize;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

/// A register, as an admin sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RegisterView {
    /// Its id.
    pub id: Uuid,
    /// What its receipt numbers begin with.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// How many keys it was ever enrolled with.
    pub keys: i64,
    /// When it was first enrolled, RFC 3339.
    pub enrolled_at: String,
    /// When it was taken out of use, RFC 3339.
    pub revoked_at: Option<String>,
}

/// A member of staff who was given a grant.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StaffSeen {
    /// The sign-in provider's subject.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their roles, as the provider last said.
    pub roles: Vec<String>,
    /// When they first got a grant, RFC 3339.
    pub first_seen: String,
    /// When they last got one, RFC 3339.
    pub last_seen: String,
}

/// A grant that a register was given for a member of staff.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IssuedGrant {
    /// Its number.
    pub number: i64,
    /// The sign-in provider's subject.
    pub staff_id: String,
    /// Their name then.
    pub staff_name: String,
    /// The register.
    pub register: Uuid,
    /// The roles that it names.
    pub roles: Vec<String>,
    /// RFC 3339.
    pub issued_at: String,
    /// RFC 3339.
    pub expires_at: String,
}

/// Registers in the order of their ids; this one alone, where one is named.
pub async fn registers(
    db: &mut PgConnection,
    only: Option<Uuid>,
    after: Option<Uuid>,
    most: i64,
) -> Result<Vec<RegisterView>, sqlx::Error> {
    sqlx::query_as!(
        RegisterView,
        r#"select id, code, name,
               (select count(*) from identity.device_key k where k.register_id = r.id) as "keys!",
               to_char(enrolled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "enrolled_at!",
               to_char(revoked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "revoked_at"
           from identity.register r
           where ($1::uuid is null or id = $1) and ($2::uuid is null or id > $2) order by id limit $3"#,
        only,
        after,
        most
    )
    .fetch_all(db)
    .await
}

/// Staff in the order of their ids.
pub async fn staff(
    db: &mut PgConnection,
    after: Option<&str>,
    most: i64,
) -> Result<Vec<StaffSeen>, sqlx::Error> {
    sqlx::query_as!(
        StaffSeen,
        r#"select subject as id, name, roles,
               to_char(first_seen at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "first_seen!",
               to_char(last_seen at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "last_seen!"
           from identity.staff_seen
           where $1::text is null or subject > $1 order by subject limit $2"#,
        after,
        most
    )
    .fetch_all(db)
    .await
}

/// Grants, the newest first; those of one member of staff or one register, where these are named.
pub async fn grants(
    db: &mut PgConnection,
    staff: Option<&str>,
    register: Option<Uuid>,
    before: Option<i64>,
    most: i64,
) -> Result<Vec<IssuedGrant>, sqlx::Error> {
    sqlx::query_as!(
        IssuedGrant,
        r#"select number, subject as staff_id, name as staff_name, register_id as register, roles,
               to_char(issued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "issued_at!",
               to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "expires_at!"
           from identity.issued_grant
           where ($1::text is null or subject = $1) and ($2::uuid is null or register_id = $2)
               and ($3::bigint is null or number < $3)
           order by number desc limit $4"#,
        staff,
        register,
        before,
        most
    )
    .fetch_all(db)
    .await
}

/// Remembers a grant that was given.
pub async fn keep_grant(
    db: &mut PgConnection,
    grant: &pos_protocol::grant::Grant,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into identity.issued_grant (subject, name, register_id, roles, issued_at, expires_at)
         values ($1, $2, $3, $4, $5::text::timestamptz, $6::text::timestamptz)",
        grant.staff.id,
        grant.staff.name,
        grant.register,
        &grant.roles,
        grant.issued_at,
        grant.expires_at
    )
    .execute(db)
    .await?;
    Ok(())
}
