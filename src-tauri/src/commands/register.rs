//! The register as a whole: what it is, that it can scan, and how it came to its shop.

use crate::errors::{Answer, CommandError};
use crate::locale;
use crate::profile::Profile;
use crate::shell::{Shell, off_the_window};
use crate::views::{
    BasketView, KnownStaff, PaymentView, ProfileKind, RegisterState, SaleDone, ShiftView,
    StaffView, SyncView,
};
use pos_core::Currency;
use pos_till::sync::SyncStatus;
use pos_till::{Enrolment, Till, features, sync};
use serde::Deserialize;
use tauri::State;

/// What amounts would be in before a shop says what they are in: there are none yet.
const BEFORE_ENROLMENT: Currency = Currency::GBP;

/// The shop's server, the code that a supervisor read out, and what this register is to be called.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct Enrol {
    server: String,
    code: String,
    name: String,
}

/// All that the window has to know when it opens.
#[tauri::command]
#[specta::specta]
pub async fn register_state(shell: State<'_, Shell>) -> Answer<RegisterState> {
    state(&shell).await
}

/// The window says that it can scan: whoever started the register may be waiting for this file.
#[tauri::command]
#[specta::specta]
pub async fn ready(shell: State<'_, Shell>) -> Answer<()> {
    let Some(file) = shell.ready_file().cloned() else {
        return Ok(());
    };
    off_the_window(move || {
        std::fs::write(&file, "ready\n").map_err(|error| {
            let message = format!(
                "{} can't be written: {error}. Check the folder.",
                file.display()
            );
            CommandError::new("ready_file", message)
        })
    })
    .await
}

/// Makes this register one of the shop's.
#[tauri::command]
#[specta::specta]
pub async fn enrol(shell: State<'_, Shell>, request: Enrol) -> Answer<RegisterState> {
    let till = shell.till().clone();
    off_the_window(move || {
        Ok(sync::enrol(
            &till,
            &request.server,
            &request.code,
            &request.name,
        )?)
    })
    .await?;
    shell.sync().wake();
    state(&shell).await
}

async fn state(shell: &Shell) -> Answer<RegisterState> {
    let (profile, status) = (shell.profile().clone(), shell.sync().status());
    shell
        .on_till(move |till| seen(till, &profile, &status))
        .await
}

/// The register as it is.
pub fn seen(till: &Till, profile: &Profile, status: &SyncStatus) -> Answer<RegisterState> {
    let profile = match profile {
        Profile::Demo => ProfileKind::Demo,
        Profile::Shop(_) => ProfileKind::Shop,
    };
    read(till, profile, SyncView::of(till, status)?)
}

fn read(till: &Till, profile: ProfileKind, sync: SyncView) -> Answer<RegisterState> {
    let shop = till.enrolment().map(|enrolment| &enrolment.enrolled);
    let currency = till
        .enrolment()
        .map_or(Ok(BEFORE_ENROLMENT), Enrolment::currency)?;
    let known = features::known_staff(till)?;
    Ok(RegisterState {
        profile,
        enrolled: shop.is_some(),
        shop_name: shop.map_or_else(String::new, |shop| shop.store.name.clone()),
        register_name: shop.map_or_else(String::new, |shop| shop.register_name.clone()),
        currency: currency.code().to_owned(),
        currency_exponent: currency.exponent(),
        locale: locale::of_the_system(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        key_warning: till.keys_are_exposed().then(|| till.key_place()),
        key_lost: till.key_warning()?.is_some(),
        pin: features::demo_pin(till).map(str::to_owned),
        staff: till.session().map(StaffView::from),
        locked_by: till.locked_by().map(StaffView::from),
        people: known.into_iter().map(KnownStaff::from).collect(),
        may_choose_pin: till.may_choose_pin(),
        shift: features::shift(till)?.map(ShiftView::from),
        sync,
        basket: features::basket(till)?.as_ref().map(BasketView::from),
        payment: features::payment(till)?.as_ref().map(PaymentView::from),
        last_sale: features::last_sale(till)?.map(SaleDone::from),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::SyncState;
    use pos_till::TillEnv;

    fn seen_by(till: &Till, profile: &Profile) -> RegisterState {
        seen(till, profile, &SyncStatus::default()).unwrap()
    }

    #[test]
    fn a_new_register_asks_for_its_shop_and_the_demo_can_sell_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut till = Till::open(folder.path(), TillEnv::system(folder.path())).unwrap();

        let fresh = seen_by(&till, &Profile::Shop("main".to_owned()));
        assert!(!fresh.enrolled && fresh.staff.is_none() && fresh.shift.is_none());
        assert_eq!(fresh.sync.state, SyncState::NotEnrolled);
        assert_eq!(
            (fresh.currency.as_str(), fresh.currency_exponent),
            ("GBP", 2)
        );

        features::demo_setup(&mut till).unwrap();
        let demo = seen_by(&till, &Profile::Demo);
        assert!(demo.enrolled && demo.staff.is_some() && demo.shift.is_some());
        assert_eq!(demo.sync.state, SyncState::Demo);
        assert!(demo.basket.is_none() && demo.last_sale.is_none());
        assert_eq!(demo.pin.as_deref(), Some("2580"));
        let people: Vec<_> = demo.people.iter().map(|known| known.has_pin).collect();
        assert_eq!((people, demo.locked_by), (vec![true, true], None));
        let warning = demo.key_warning.unwrap();
        assert!(warning.contains("device.key"), "{warning}");
        assert!(!demo.key_lost);
        drop(till);
        std::fs::remove_file(folder.path().join("device.key")).unwrap();
        let till = Till::open(folder.path(), TillEnv::system(folder.path())).unwrap();
        assert!(seen_by(&till, &Profile::Demo).key_lost);
    }
}
