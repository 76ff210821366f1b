//! Signs out. Basket and shift stay as they are, and so does the PIN.

use crate::error::TillError;
use crate::store::grants;
use crate::till::Till;

/// Signs out whoever is signed in.
pub fn sign_out(till: &mut Till) -> Result<(), TillError> {
    till.write(|writing| grants::clear(writing.tx))?;
    till.leave();
    Ok(())
}
