//! The names of what failed, read from what the test programs print: the end of a run says which case it was, not only how
//! many.

/// What a line says has failed, if it is such a line.
pub fn of_line(line: &str) -> Option<&str> {
    let line = line.trim();
    // test totals::a_line_is_rounded_once ... FAILED
    let libtest = || line.strip_prefix("test ")?.strip_suffix(" ... FAILED");
    //  FAIL  test/register/tiles.test.ts > tiles > come behind the first picture
    let vitest = || line.strip_prefix("FAIL ");
    // FAILED carol's day: a return
    let step = || line.strip_prefix("FAILED ");
    // seed 17: no order is booked twice: …
    let seed = || {
        let (seed, _) = line.strip_prefix("seed ")?.split_once(": ")?;
        seed.parse::<u64>().is_ok().then_some(line)
    };
    // discounts: till: to_pay is 1.00, the file says 1.01
    let vector = || line.contains(", the file says ").then_some(line);
    // ______ POST /v1/orders ______
    let operation = || line.strip_prefix("____")?.strip_suffix("____");
    let name = libtest()
        .or_else(vitest)
        .or_else(step)
        .or_else(seed)
        .or_else(vector)
        .or_else(operation)?;
    let name = name.trim_matches(['_', ' ']);
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_failed_cases_of_every_runner_are_named() {
        for (line, name) in [
            ("test a::b ... FAILED", "a::b"),
            (
                " FAIL  test/a.test.ts > tiles > come later",
                "test/a.test.ts > tiles > come later",
            ),
            ("FAILED carol's day: a return", "carol's day: a return"),
            (
                "seed 17: books: one order too many",
                "seed 17: books: one order too many",
            ),
            (
                "discounts: till: to_pay is 1.00, the file says 1.01",
                "discounts: till: to_pay is 1.00, the file says 1.01",
            ),
            ("_______ POST /v1/orders _______", "POST /v1/orders"),
        ] {
            assert_eq!(of_line(line), Some(name), "{line}");
        }
    }

    #[test]
    fn other_lines_name_nobody() {
        for line in [
            "test a::b ... ok",
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
            " Test Files  1 failed | 30 passed (31)",
            "seed of the run: 3",
            "________________",
            "",
        ] {
            assert_eq!(of_line(line), None, "{line}");
        }
    }
}
