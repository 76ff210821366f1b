//! The catalogue file in use: read, found damaged, and replaced by one that was built whole.

use crate::catalogue::reader::Reader;
use crate::catalogue::{self, CatalogueFile, NewCatalogue};
use crate::error::TillError;
use crate::store::catalogue_pointer;
use crate::till::Till;
use crate::weather::is_damage;
use std::sync::atomic::Ordering;

impl Till {
    /// The catalogue file in use, and how far it has come; none when there is none or it is damaged.
    pub fn catalogue(&self) -> Result<Option<CatalogueFile>, TillError> {
        if self.catalogue_is_damaged() {
            return Ok(None);
        }
        match self.read_catalogue(Reader::file) {
            Ok(file) => Ok(Some(file)),
            Err(TillError::NoCatalogue | TillError::CatalogueDamaged) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether the catalogue's bytes are wrong, so that it has to be fetched anew.
    pub fn catalogue_is_damaged(&self) -> bool {
        self.catalogue_damaged.load(Ordering::Relaxed)
    }

    /// Reads in the catalogue. Where its bytes are wrong that is remembered, and what is still readable stays so.
    pub(crate) fn read_catalogue<T>(
        &self,
        read: impl FnOnce(&Reader) -> rusqlite::Result<T>,
    ) -> Result<T, TillError> {
        let Some(reader) = &self.catalogue else {
            return Err(if self.catalogue_is_damaged() {
                TillError::CatalogueDamaged
            } else {
                TillError::NoCatalogue
            });
        };
        read(reader).map_err(|error| {
            if !is_damage(&error) {
                return error.into();
            }
            tracing::error!(%error, "the catalogue is damaged; it is fetched anew");
            self.catalogue_damaged.store(true, Ordering::Relaxed);
            TillError::CatalogueDamaged
        })
    }

    /// Points at `new` and removes the file before it. Lines that were rung up keep what they copied.
    pub fn switch_catalogue(&mut self, new: &NewCatalogue) -> Result<(), TillError> {
        let reader = Reader::open(&self.dir, &new.file).ok_or(TillError::NoCatalogue)?;
        self.write(|writing| catalogue_pointer::replace(writing.tx, &new.file))?;
        self.catalogue = Some(reader);
        self.catalogue_damaged.store(false, Ordering::Relaxed);
        catalogue::sweep(&self.dir, self.catalogue.as_ref().map(Reader::path));
        Ok(())
    }
}
