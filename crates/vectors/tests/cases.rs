//! The committed cases in the pure core, and what becomes of a file that can't be read.

use pos_vectors::case::{self, Case};
use pos_vectors::places::core;

const OWN: &str = include_str!("../vectors/money.json");

fn differences(case: &Case) -> Vec<[String; 3]> {
    let got = core::compute(case).expect("a case within range");
    case.want.differences(&got, case.rules.currency)
}

#[test]
fn core_comes_to_every_figure_of_the_committed_cases() {
    let cases = case::read(OWN).expect("the committed cases");
    assert!(cases.len() >= 100, "{}", cases.len());
    for case in &cases {
        assert_eq!(
            differences(case),
            Vec::<[String; 3]>::new(),
            "{}",
            case.name
        );
    }
}

/// One figure at a time, in every case: each change is noticed, and as a difference, not as unreadable input.
#[test]
fn every_changed_figure_is_noticed() {
    let file: serde_json::Value = serde_json::from_str(OWN).expect("JSON");
    for place in [
        "/want/net",
        "/want/gross",
        "/want/cash_rounding",
        "/want/to_pay",
    ] {
        check_changed(&file, place);
    }
    for place in ["net", "gross"] {
        check_changed(&file, &format!("/want/lines/0/{place}"));
    }
    check_changed(&file, "/want/lines/0/taxes/0");
}

fn check_changed(file: &serde_json::Value, place: &str) {
    let mut changed = file.clone();
    let mut spoilt = 0;
    for case in changed["cases"].as_array_mut().expect("cases") {
        if let Some(figure) = case.pointer_mut(place) {
            *figure = "7654321".into();
            spoilt += 1;
        }
    }
    let cases = case::read(&changed.to_string()).expect("readable all the same");
    let noticed = cases.iter().filter(|case| !differences(case).is_empty());
    assert!(spoilt > 90 && noticed.count() == spoilt, "{place}");
}

#[test]
fn what_can_t_be_read_is_named_with_its_case() {
    let with = |pointer: &str, value: serde_json::Value| {
        let mut file: serde_json::Value = serde_json::from_str(OWN).expect("JSON");
        *file.pointer_mut(pointer).expect("a field") = value;
        let error = case::read(&file.to_string()).expect_err(pointer);
        assert_eq!(error.exit_code(), 2);
        error.to_string()
    };
    let first = "/cases/0";
    let told = [
        with("/schema", "evertill.vectors.v9".into()),
        with(&format!("{first}/currency"), "XYZ".into()),
        with(&format!("{first}/tax_rounding"), "week".into()),
        with(&format!("{first}/lines"), serde_json::json!([])),
        with(&format!("{first}/lines/0/unit_price"), "10000000".into()),
        with(&format!("{first}/lines/0/unit_price"), "-1".into()),
        with(&format!("{first}/lines/0/quantity"), "0.000".into()),
        with(&format!("{first}/lines/0/quantity"), "1e3".into()),
        with(&format!("{first}/lines/0/discount/value"), "-5".into()),
        with(&format!("{first}/lines/0/taxes/0/kind"), "guess".into()),
        with(&format!("{first}/cash_rounding"), "-0.05".into()),
        with(&format!("{first}/want/gross"), "12.345".into()),
    ];
    for (at, words) in [
        (0, "evertill.vectors.v9"),
        (1, "case 1 (two rates): currency"),
        (3, "no lines"),
        (4, "unit_price"),
        (6, "quantity of 0"),
        (8, "discount"),
        (10, "less than nothing"),
        (11, "want.gross 12.345"),
    ] {
        assert!(told[at].contains(words), "{}", told[at]);
    }
    assert_eq!(case::read("{").expect_err("no JSON").exit_code(), 2);
}
