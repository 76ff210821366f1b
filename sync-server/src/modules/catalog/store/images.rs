//! The SQL of the images: whole catalogues as files, in chunks, so that any process can serve them.

use super::{cursor, decode, version};
use pos_protocol::catalog::SnapshotOffer;
use pos_protocol::hash::Hash;
use sqlx::PgConnection;

/// The size of a chunk; only the last one is smaller.
pub const CHUNK: usize = 1024 * 1024;

/// How many images are kept: the newest, and the one before it, which somebody may still be fetching.
const KEPT: i64 = 2;

/// Makes whoever else builds an image wait until this transaction ends.
pub async fn lock_images(tx: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query("lock table catalog.image in share row exclusive mode")
        .execute(tx)
        .await?;
    Ok(())
}

/// The newest image of this format, if it is of this history and from `since` or later.
pub async fn newest_image(
    db: &mut PgConnection,
    format: i64,
    since: u64,
) -> Result<Option<SnapshotOffer>, sqlx::Error> {
    let since = i64::try_from(since).map_err(|_| decode("version"))?;
    let row = sqlx::query!(
        "select i.hash, i.bytes, i.products, i.version, i.place from catalog.image i
         join catalog.change c on c.version = i.version and c.hash = i.place
         where i.format = $1 and i.version >= $2 order by i.version desc, i.made_at desc limit 1",
        format,
        since
    )
    .fetch_optional(db)
    .await?;
    row.map(|row| {
        Ok(SnapshotOffer {
            hash: hash_of(&row.hash)?,
            bytes: number(row.bytes)?,
            products: number(row.products)?,
            cursor: cursor(row.version, &row.place)?,
        })
    })
    .transpose()
}

/// The image of this hash.
pub async fn find_image(
    db: &mut PgConnection,
    hash: Hash,
) -> Result<Option<SnapshotOffer>, sqlx::Error> {
    let row = sqlx::query!(
        "select hash, bytes, products, version, place from catalog.image where hash = $1",
        &hash.0[..]
    )
    .fetch_optional(db)
    .await?;
    row.map(|row| {
        Ok(SnapshotOffer {
            hash: hash_of(&row.hash)?,
            bytes: number(row.bytes)?,
            products: number(row.products)?,
            cursor: cursor(row.version, &row.place)?,
        })
    })
    .transpose()
}

/// One chunk of an image.
pub async fn image_chunk(
    db: &mut PgConnection,
    hash: Hash,
    number: i32,
) -> Result<Option<Vec<u8>>, sqlx::Error> {
    sqlx::query_scalar!(
        "select bytes from catalog.image_chunk where hash = $1 and number = $2",
        &hash.0[..],
        number
    )
    .fetch_optional(db)
    .await
}

/// Keeps an image, and forgets the oldest.
pub async fn save_image(
    tx: &mut PgConnection,
    image: SnapshotOffer,
    format: i64,
    bytes: &[u8],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into catalog.image (hash, bytes, products, format, version, place)
         values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing",
        &image.hash.0[..],
        size(image.bytes)?,
        size(image.products)?,
        format,
        version(image.cursor)?,
        &image.cursor.hash.0[..]
    )
    .execute(&mut *tx)
    .await?;
    for (number, chunk) in (0_i32..).zip(bytes.chunks(CHUNK)) {
        sqlx::query!(
            "insert into catalog.image_chunk (hash, number, bytes) values ($1, $2, $3)
             on conflict do nothing",
            &image.hash.0[..],
            number,
            chunk
        )
        .execute(&mut *tx)
        .await?;
    }
    sqlx::query!(
        "delete from catalog.image where hash not in
             (select hash from catalog.image order by made_at desc, version desc limit $1)",
        KEPT
    )
    .execute(tx)
    .await?;
    Ok(())
}

fn hash_of(bytes: &[u8]) -> Result<Hash, sqlx::Error> {
    Ok(Hash(bytes.try_into().map_err(|_| decode("hash"))?))
}

fn number(kept: i64) -> Result<u64, sqlx::Error> {
    u64::try_from(kept).map_err(|_| decode("size"))
}

fn size(size: u64) -> Result<i64, sqlx::Error> {
    i64::try_from(size).map_err(|_| decode("size"))
}
