//! Takes a catalogue file that was built whole into use.

use crate::catalogue::reader::Reader;
use crate::catalogue::{self, CatalogueFile, NewCatalogue};
use crate::error::TillError;
use crate::store::catalogue_pointer;
use crate::till::Till;

impl Till {
    /// The catalogue file in use, and how far it has come.
    pub fn catalogue(&self) -> Result<Option<CatalogueFile>, TillError> {
        Ok(self.catalogue.as_ref().map(Reader::file).transpose()?)
    }

    /// Points at `new` and removes the file before it. Lines that were rung up keep what they copied.
    pub fn switch_catalogue(&mut self, new: &NewCatalogue) -> Result<(), TillError> {
        let reader = Reader::open(&self.dir, &new.file).ok_or(TillError::NoCatalogue)?;
        self.write(|writing| catalogue_pointer::replace(writing.tx, &new.file))?;
        self.catalogue = Some(reader);
        catalogue::sweep(&self.dir, self.catalogue.as_ref().map(Reader::path));
        Ok(())
    }
}
