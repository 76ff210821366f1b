//! Sets of rows go to Postgres as one array per column, or as one array of rows where there are many columns.

use sqlx::encode::{Encode, IsNull};
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArgumentBuffer, PgHasArrayType, PgTypeInfo};
use sqlx::{Postgres, Type};

/// One column of `rows`.
pub fn column<'a, R, T>(rows: &'a [R], value: impl Fn(&'a R) -> T) -> Vec<T> {
    rows.iter().map(value).collect()
}

/// A row of many.
pub trait Row {
    /// How many bytes it takes on its way, roughly.
    fn bytes(&self) -> usize;
}

impl<R: Row> Row for &R {
    fn bytes(&self) -> usize {
        R::bytes(self)
    }
}

/// Rows as one array. It says how large it is, so that the driver makes room once; from nothing it would double it, with a copy
/// and new pages each time, until a push of a megabyte is in.
#[derive(Debug)]
pub struct Rows<'a, R>(pub &'a [R]);

impl<R: PgHasArrayType> Type<Postgres> for Rows<'_, R> {
    fn type_info() -> PgTypeInfo {
        R::array_type_info()
    }
}

impl<'q, R: Row + Encode<'q, Postgres> + Type<Postgres>> Encode<'q, Postgres> for Rows<'_, R> {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        self.0.encode_by_ref(buffer)
    }

    fn size_hint(&self) -> usize {
        self.0.iter().map(Row::bytes).sum()
    }
}

/// Says which composite type of Postgres has the columns of a struct, in their order, and how many bytes such a row takes: an
/// array of them is a set of rows that Postgres unpacks at once.
macro_rules! row_of {
    ($row:ty, $name:literal, $bytes:expr) => {
        impl sqlx::Type<sqlx::Postgres> for $row {
            fn type_info() -> sqlx::postgres::PgTypeInfo {
                sqlx::postgres::PgTypeInfo::with_name($name)
            }
        }

        impl sqlx::postgres::PgHasArrayType for $row {
            fn array_type_info() -> sqlx::postgres::PgTypeInfo {
                sqlx::postgres::PgTypeInfo::array_of($name)
            }
        }

        impl $crate::platform::rows::Row for $row {
            fn bytes(&self) -> usize {
                let bytes: fn(&Self) -> usize = $bytes;
                bytes(self)
            }
        }
    };
}
pub(crate) use row_of;
