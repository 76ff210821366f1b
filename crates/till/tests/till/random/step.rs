//! What can happen at a register, drawn at random.

use super::basket::{Kind, Means};
use super::money::Off;
use super::people::Who;
use super::wares::{COUNT, SCANS};
use super::world::World;
use proptest::prelude::*;

#[derive(Debug, Clone)]
pub enum Step {
    Add(usize, i64),
    Search(usize, usize),
    Quantity(u32, i64),
    Override(u32, i64, bool),
    DiscountLine(u32, Option<Off>),
    DiscountBasket(Option<Off>),
    NoteLine(u32, u8),
    NoteBasket(u8),
    Remove(u32),
    NewPrice(u32),
    Start(Kind),
    Void,
    Hold(u8),
    Resume(usize),
    VoidHeld(usize),
    Begin(u8),
    Pay(i64),
    Tender(Means, i64),
    Again,
    Undo(usize),
    BringBack(usize, Vec<(u32, i64)>),
    Cash(i64, bool),
    Drawer(bool),
    Count(i64),
    Close(i64, bool),
    Open(i64, bool),
    SignOut,
    SignIn(Who),
    Lock,
    Pin(Who, bool),
    ChoosePin(Option<bool>),
    /// Does something with a PIN typed for it.
    Leave(Who, bool, Box<Step>),
    Pass(u32),
    Catalogue(usize, Option<i64>),
    WholeCatalogue,
    Restart,
    Kill(bool),
    /// The power fails while this commits, after so many per cent of it.
    Torn(Box<Step>, usize),
}

fn off() -> impl Strategy<Value = Option<Off>> {
    prop_oneof![
        1 => Just(None),
        4 => (-1..520_000i64).prop_map(|e4| Some(Off::Percent(e4))),
        1 => (500_000..1_000_003i64).prop_map(|e4| Some(Off::Percent(e4))),
        2 => (-1..900i64).prop_map(|minor| Some(Off::Sum(minor))),
    ]
}

fn who() -> impl Strategy<Value = Who> {
    prop_oneof![Just(Who::Sam), Just(Who::Cass)]
}

/// Quantities: whole ones, broken ones, none, and the wrong way round.
fn quantity() -> impl Strategy<Value = i64> {
    prop_oneof![
        5 => (1..9i64).prop_map(|pieces| pieces * 1_000),
        2 => 1..9_999i64,
        1 => -2_000..1i64,
    ]
}

const LINES: std::ops::Range<u32> = 0..3;

/// What a supervisor may be asked for.
fn supervised() -> BoxedStrategy<Step> {
    prop_oneof![
        12 => (0..SCANS, quantity()).prop_map(|(scan, quantity)| Step::Add(scan, quantity)),
        3 => (LINES, quantity()).prop_map(|(line, quantity)| Step::Quantity(line, quantity)),
        3 => (LINES, 0..200_000i64, any::<bool>()).prop_map(|(line, e4, reason)| Step::Override(line, e4, reason)),
        3 => (LINES, off()).prop_map(|(line, off)| Step::DiscountLine(line, off)),
        3 => off().prop_map(Step::DiscountBasket),
        1 => prop_oneof![Just(Kind::Sale), Just(Kind::Refund), Just(Kind::Exchange)].prop_map(Step::Start),
    ]
    .boxed()
}

fn basket() -> BoxedStrategy<Step> {
    let means = prop_oneof![Just(Means::Cash), Just(Means::Card), Just(Means::Voucher)];
    let some = prop_oneof![4 => 1..2_001i64, 2 => Just(1_000), 1 => quantity()].boxed();
    let lines = prop_oneof![1 => 0..1usize, 9 => 1..3usize];
    let back =
        lines.prop_flat_map(move |count| prop::collection::vec((0..3u32, some.clone()), count));
    prop_oneof![
        2 => (0..COUNT, 1..9usize).prop_map(|(ware, letters)| Step::Search(ware, letters)),
        1 => (LINES, 0..5u8).prop_map(|(line, note)| Step::NoteLine(line, note)),
        1 => (0..5u8).prop_map(Step::NoteBasket),
        2 => LINES.prop_map(Step::Remove),
        1 => LINES.prop_map(Step::NewPrice),
        1 => Just(Step::Void),
        5 => (0..4u8).prop_map(Step::Hold),
        5 => (0..2usize).prop_map(Step::Resume),
        1 => (0..3usize).prop_map(Step::VoidHeld),
        2 => (0..4u8).prop_map(Step::Begin),
        9 => prop_oneof![3 => Just(0), 1 => -1..5_000i64].prop_map(Step::Pay),
        8 => (means, prop_oneof![1..130i64, Just(100)]).prop_map(|(means, percent)| Step::Tender(means, percent)),
        1 => Just(Step::Again),
        4 => (0..4usize).prop_map(Step::Undo),
        8 => (0..9usize, back).prop_map(|(receipt, lines)| Step::BringBack(receipt, lines)),
    ]
    .boxed()
}

fn drawer() -> BoxedStrategy<Step> {
    prop_oneof![
        4 => (-9_000..9_000i64, any::<bool>()).prop_map(|(minor, reason)| Step::Cash(minor, reason)),
        1 => any::<bool>().prop_map(Step::Drawer),
        2 => (-1..30_000i64).prop_map(Step::Count),
        2 => (prop_oneof![Just(0), -500..500i64], any::<bool>()).prop_map(|(off, reason)| Step::Close(off, reason)),
        3 => (prop_oneof![5 => 0..9_000i64, 1 => Just(-1)], any::<bool>()).prop_map(|(float, day)| Step::Open(float, day)),
        2 => (0..COUNT, prop_oneof![Just(None), (5_000..200_000i64).prop_map(Some)])
            .prop_map(|(ware, e4)| Step::Catalogue(ware, e4)),
        1 => Just(Step::WholeCatalogue),
    ]
    .boxed()
}

fn people() -> BoxedStrategy<Step> {
    let right = || prop_oneof![3 => Just(true), 1 => Just(false)];
    prop_oneof![
        1 => Just(Step::SignOut),
        2 => who().prop_map(Step::SignIn),
        2 => Just(Step::Lock),
        8 => (who(), right()).prop_map(|(who, right)| Step::Pin(who, right)),
        1 => prop::option::of(right()).prop_map(Step::ChoosePin),
        4 => (who(), right(), supervised()).prop_map(|(who, right, step)| Step::Leave(who, right, Box::new(step))),
        1 => (1..90u32).prop_map(Step::Pass),
    ]
    .boxed()
}

/// Any one thing.
pub fn step() -> impl Strategy<Value = Step> {
    let command = prop_oneof![
        14 => supervised(),
        18 => basket(),
        6 => drawer(),
        6 => people(),
    ];
    let command = command.boxed();
    prop_oneof![
        20 => command.clone(),
        1 => Just(Step::Restart),
        1 => any::<bool>().prop_map(Step::Kill),
        2 => (command, 0..101usize).prop_map(|(step, percent)| Step::Torn(Box::new(step), percent)),
    ]
}

impl World {
    /// Mostly somebody is there, the shift is open and something is in the basket: else a day would be nothing but
    /// refusals.
    pub fn make_ready(&mut self, luck: u8, step: &Step) {
        let people = &self.model.people;
        if !luck.is_multiple_of(8) && !people.away().is_empty() {
            let who = if luck.is_multiple_of(3) {
                Who::Sam
            } else {
                Who::Cass
            };
            match people.waits(who) {
                true => self.sign_in_online(who),
                false => self.sign_in_with_pin(who, true),
            }
        }
        if !luck.is_multiple_of(4) && self.model.shift.is_none() {
            self.open_shift(i64::from(luck) * 10, "2026-11-02");
        }
        let clears = matches!(step, Step::Close(..) | Step::Resume(_) | Step::Start(_));
        if luck % 5 < 2 && !clears && !self.model.is_busy() {
            self.add(usize::from(luck % 9), 1_000 * i64::from(1 + luck % 4));
        }
    }

    /// The number of the line in this place of the basket; where there is none, one that no line has.
    fn number(&self, place: u32) -> u32 {
        let lines = self.model.basket.as_ref().map(|open| &open.lines);
        let line = lines.and_then(|lines| lines.get(place as usize));
        line.map_or(90 + place, |line| line.number)
    }

    /// Does it to the till and to the model.
    pub fn act(&mut self, step: &Step) {
        let reason = |given: bool| if given { "Dented" } else { "" };
        match step {
            Step::Add(scan, quantity) => self.add(*scan, *quantity),
            Step::Search(ware, letters) => self.search_and_add(*ware, *letters),
            Step::Quantity(line, quantity) => self.quantity(self.number(*line), *quantity),
            Step::Override(line, e4, given) => {
                self.override_price(self.number(*line), *e4, reason(*given))
            }
            Step::DiscountLine(line, off) => self.discount_line(self.number(*line), *off),
            Step::DiscountBasket(off) => self.discount_basket(*off),
            Step::NoteLine(line, note) => self.note_line(self.number(*line), *note),
            Step::NoteBasket(note) => self.note_basket(*note),
            Step::Remove(line) => self.remove(self.number(*line)),
            Step::NewPrice(line) => self.take_new_price(self.number(*line)),
            Step::Start(kind) => self.start(*kind),
            Step::Void => self.void(),
            Step::Hold(name) => {
                self.hold(["", "Mrs Miller", " Table 4 ", "a\u{0}"][usize::from(*name)])
            }
            Step::Resume(place) => self.resume(*place),
            Step::VoidHeld(place) => self.void_held(*place),
            Step::Begin(kind) => {
                let texts = [
                    (None, None),
                    (Some("A-17"), None),
                    (None, Some("Gift")),
                    (Some("a\u{0}"), None),
                ];
                let (reference, note) = texts[usize::from(*kind)];
                self.begin(reference, note);
            }
            Step::Pay(more) => self.pay(*more),
            Step::Tender(means, percent) => self.tender(*means, *percent),
            Step::Again => self.again(),
            Step::Undo(at) => self.undo(*at),
            Step::BringBack(receipt, lines) => self.bring_back_some(*receipt, lines),
            Step::Cash(minor, given) => self.move_cash(*minor, reason(*given)),
            Step::Drawer(given) => self.open_drawer(reason(*given)),
            Step::Count(counted) => self.count(*counted),
            Step::Close(off, given) => self.close_shift(*off, given.then_some("Miscounted")),
            Step::Open(float, day) => {
                self.open_shift(*float, if *day { "2026-11-02" } else { "2/11/2026" })
            }
            Step::SignOut => self.sign_out(),
            Step::SignIn(who) => self.sign_in_online(*who),
            Step::Lock => self.lock(),
            Step::Pin(who, right) => self.sign_in_with_pin(*who, *right),
            Step::ChoosePin(right) => self.choose_pin(*right),
            Step::Leave(who, right, step) => {
                self.leave = Some((*who, *right));
                self.model.people.leave = right.then_some(*who);
                self.act(step);
                (self.leave, self.model.people.leave) = (None, None);
            }
            Step::Pass(seconds) => self.pass(*seconds),
            Step::Catalogue(ware, e4) => self.catalogue_moves(*ware, *e4),
            Step::WholeCatalogue => self.whole_catalogue(),
            Step::Restart => self.restart(),
            Step::Kill(checkpoint) => self.kill(*checkpoint),
            Step::Torn(step, percent) => self.torn(step, *percent),
        }
    }
}
