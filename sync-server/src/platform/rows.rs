//! Sets of rows go to Postgres as one array per column.

/// One column of `rows`.
pub fn column<'a, R, T>(rows: &'a [R], value: impl Fn(&'a R) -> T) -> Vec<T> {
    rows.iter().map(value).collect()
}
