//! The catalogue moves while the shop trades.

use super::model::Sold;
use super::wares::WARES;
use super::world::World;
use crate::support::stream;
use pos_protocol::catalog::Cursor;
use pos_till::catalogue::{apply_delta, build_full};

impl World {
    fn version(&self) -> u64 {
        let file = self.till.catalogue().unwrap();
        file.map_or(0, |file| file.cursor.version)
    }

    /// The catalogue comes anew: what was archived is not in it, and nobody knows any more that it was sold.
    pub fn whole_catalogue(&mut self) {
        let version = self.version() + 1;
        let sold = WARES.iter().zip(&mut self.model.wares);
        let rows = sold.filter_map(|(ware, sold)| match *sold {
            Sold::At(e4) => Some(ware.product(e4)),
            Sold::Archived | Sold::Unknown => {
                *sold = Sold::Unknown;
                None
            }
        });
        let rows: Vec<_> = rows.collect();
        let (from, to) = (Cursor::ZERO, stream::cursor(version));
        let bytes = stream::between(from, to, &rows, &[]);
        let new = build_full(&self.dir, bytes.as_slice(), |_, _| {}).unwrap();
        self.till.switch_catalogue(&new).unwrap();
    }

    /// The catalogue moves: a ware gets another price, or is archived when there is none.
    pub fn catalogue_moves(&mut self, ware: usize, e4: Option<i64>) {
        let version = self.version();
        let (from, to) = (stream::cursor(version), stream::cursor(version + 1));
        let of = &WARES[ware];
        let (rows, gone) = match e4 {
            Some(e4) => (vec![of.product(e4)], vec![]),
            None => (vec![], vec![of.code]),
        };
        let bytes = stream::between(from, to, &rows, &gone);
        let file = self.till.catalogue().unwrap().unwrap();
        apply_delta(&file.path, bytes.as_slice(), |_, _| {}).unwrap();
        let sold = &mut self.model.wares[ware];
        *sold = match (e4, *sold) {
            (Some(e4), _) => Sold::At(e4),
            // Of what it never heard of nobody can say that it was sold once.
            (None, Sold::Unknown) => Sold::Unknown,
            (None, _) => Sold::Archived,
        };
    }
}
