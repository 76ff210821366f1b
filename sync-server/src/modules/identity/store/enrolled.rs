//! What a push has to know of people and tills, with the registers locked or with the turn that tells whether they have
//! been written meanwhile.

use ed25519_dalek::VerifyingKey;
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// What verifies a register's entries.
#[derive(Debug, Clone)]
pub struct RegisterKeys {
    /// The store that it stands in.
    pub store: Uuid,
    /// What its receipt numbers begin with.
    pub code: String,
    /// Every key that it was ever enrolled with.
    pub keys: Vec<VerifyingKey>,
    /// Whether an admin took it out of use.
    pub revoked: bool,
    /// How often its journal was written, or may have been.
    pub turn: i64,
}

/// What a push has to know of people and tills.
pub struct Enrolled {
    /// Of the registers that were asked for those that were enrolled.
    pub registers: HashMap<Uuid, RegisterKeys>,
    /// The subjects of the staff whom an admin has revoked; none without a register.
    pub revoked_staff: Vec<String>,
}

struct Row {
    id: Uuid,
    store_id: Uuid,
    code: String,
    turn: i64,
    revoked: bool,
    keys: Vec<Vec<u8>>,
    revoked_staff: Vec<String>,
}

/// Who of `registers` was enrolled, with which keys, and whom of the staff an admin has revoked.
pub async fn enrolled(db: &mut PgConnection, registers: &[Uuid]) -> Result<Enrolled, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"select r.id, r.store_id, r.code, r.turn, r.revoked_at is not null as "revoked!",
               array(select k.public_key from identity.device_key k where k.register_id = r.id
                   order by k.enrolled_at desc) as "keys!",
               array(select subject from identity.staff_seen where revoked_at is not null
                   order by subject) as "revoked_staff!"
           from identity.register r where r.id = any($1)"#,
        registers
    );
    Ok(Enrolled::of(rows.fetch_all(db).await?))
}

/// As [`enrolled`], with the registers locked in the order of their ids until the transaction ends, and their turns moved.
pub async fn lock_registers(
    tx: &mut PgConnection,
    registers: &[Uuid],
) -> Result<Enrolled, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"with locked as (
               select id from identity.register where id = any($1) order by id for no key update
           )
           update identity.register r set turn = r.turn + 1 from locked where r.id = locked.id
           returning r.id, r.store_id, r.code, r.turn, r.revoked_at is not null as "revoked!",
               array(select k.public_key from identity.device_key k where k.register_id = r.id
                   order by k.enrolled_at desc) as "keys!",
               array(select subject from identity.staff_seen where revoked_at is not null
                   order by subject) as "revoked_staff!""#,
        registers
    );
    Ok(Enrolled::of(rows.fetch_all(tx).await?))
}

/// How a statement begins that writes what was read by [`enrolled`], without a lock: with a row `in_turn` if each register's
/// turn is still the one that was read, and the turns moved. `$6` are the registers, `$7` their turns. As many macros as
/// are named next each add a part.
macro_rules! in_turn {
    (=> $next:ident $($rest:tt)*) => {
        $next!(["with locked as (
             select id, turn from identity.register where id = any($6) order by id for no key update
         ), in_turn as materialized (
             select from locked join unnest($6::uuid[], $7::bigint[]) as seen (id, turn) using (id, turn)
             having count(*) = cardinality($6)
         ), moved as (
             update identity.register r set turn = r.turn + 1 from in_turn where r.id = any($6)
         )"] $($rest)*)
    };
}
pub(crate) use in_turn;

impl Enrolled {
    fn of(rows: Vec<Row>) -> Enrolled {
        let mut enrolled = Enrolled {
            registers: HashMap::new(),
            revoked_staff: Vec::new(),
        };
        for row in rows {
            // The same in every row.
            enrolled.revoked_staff = row.revoked_staff;
            let register = RegisterKeys {
                store: row.store_id,
                code: row.code,
                keys: keys(row.keys),
                revoked: row.revoked,
                turn: row.turn,
            };
            enrolled.registers.insert(row.id, register);
        }
        enrolled
    }
}

/// The enrolment took none but keys that are points on the curve.
fn keys(rows: Vec<Vec<u8>>) -> Vec<VerifyingKey> {
    let key = |bytes: Vec<u8>| VerifyingKey::from_bytes(&bytes.try_into().ok()?).ok();
    rows.into_iter().filter_map(key).collect()
}
