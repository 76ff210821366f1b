//! The one list of commands and events: the handler that the window calls and the TypeScript that calls it both come from here.

use crate::commands::{
    adjust, basket, catalogue, drawer, held, payment, register, returns, shift, staff,
};
use crate::events::{CatalogueChanged, PeopleChanged, SyncChanged};
use crate::first_look::FirstLook;

use specta_typescript::Typescript;
use std::path::Path;
use tauri_specta::{Builder, collect_commands, collect_events};

/// The head of the generated file.
const HEADER: &str = "// Generated from src-tauri by `EVERTILL_WRITE_BINDINGS=1 cargo test -p pos-desktop bindings`. Do not edit.\n";

/// Every command and every event.
pub fn builder() -> Builder<tauri::Wry> {
    Builder::new()
        .commands(collect_commands![
            register::register_state,
            register::ready,
            register::enrol,
            staff::sign_in,
            staff::cancel_sign_in,
            staff::sign_out,
            staff::sign_in_by_pin,
            staff::set_pin,
            staff::lock,
            catalogue::categories,
            catalogue::tiles,
            catalogue::search,
            basket::basket,
            basket::add_line,
            basket::change_quantity,
            basket::remove_line,
            basket::override_price,
            basket::void_basket,
            adjust::discount_line,
            adjust::discount_basket,
            adjust::note_basket,
            adjust::note_line,
            basket::start_refund,
            held::hold_basket,
            held::held_here,
            held::held_elsewhere,
            held::resume_basket,
            held::void_held,
            held::basket_changes,
            held::take_new_price,
            payment::begin_payment,
            payment::change_for,
            payment::take_tender,
            payment::undo_tender,
            returns::find_receipt,
            returns::quote_return,
            returns::bring_back,
            shift::suggested_business_day,
            shift::open_shift,
            shift::shift_report,
            shift::close_shift,
            drawer::pay_in,
            drawer::pay_out,
            drawer::open_drawer,
            drawer::count_drawer,
        ])
        .events(collect_events![
            SyncChanged,
            CatalogueChanged,
            PeopleChanged
        ])
        .typ::<FirstLook>()
        // Every type goes one way only, so it has one shape.
        .disable_serde_phases()
        // Amounts, prices and quantities are bounded far below 2^53.
        .dangerously_cast_bigints_to_number()
}

/// Writes the TypeScript that `ui/src/bindings/index.ts` is.
pub fn write(file: &Path) -> Result<(), specta_typescript::Error> {
    builder().export(Typescript::default().header(HEADER), file)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::{env, fs};

    #[test]
    fn the_committed_bindings_are_the_generated_ones() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/bindings/index.ts");
        if env::var_os("EVERTILL_WRITE_BINDINGS").is_some() {
            super::write(&file).unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        let fresh = folder.path().join("index.ts");
        super::write(&fresh).unwrap();
        let generated = fs::read_to_string(fresh).unwrap();
        let committed = fs::read_to_string(&file).unwrap();
        assert!(
            committed == generated,
            "ui/src/bindings/index.ts is not what the commands say: run EVERTILL_WRITE_BINDINGS=1 cargo test -p pos-desktop bindings"
        );
    }
}
