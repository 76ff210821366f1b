//! Which part of a body a request asks for (RFC 9110, one range of bytes).

/// The range lies beyond the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsatisfiable;

/// The first byte and the one after the last, of a body of `length` bytes; none when all of it is asked for, or
/// something that this server doesn't know, which may be answered with all of it.
pub fn parse(header: &str, length: u64) -> Result<Option<(u64, u64)>, Unsatisfiable> {
    let Some((first, last)) = header
        .strip_prefix("bytes=")
        .and_then(|range| range.split_once('-'))
    else {
        return Ok(None);
    };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let (start, end) = match (number(first), number(last)) {
        (Some(start), Some(last)) if start <= last => (start, last.saturating_add(1).min(length)),
        (Some(start), None) if last.trim().is_empty() => (start, length),
        (None, Some(count)) if first.trim().is_empty() => (length.saturating_sub(count), length),
        _ => return Ok(None),
    };
    if start >= end {
        return Err(Unsatisfiable);
    }
    Ok(Some((start, end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_one_range_and_ignores_what_it_does_not_know() {
        for (header, wanted) in [
            ("bytes=0-", Ok(Some((0, 10)))),
            ("bytes=4-", Ok(Some((4, 10)))),
            ("bytes=4-6", Ok(Some((4, 7)))),
            ("bytes=4-99", Ok(Some((4, 10)))),
            ("bytes=-3", Ok(Some((7, 10)))),
            ("bytes=-99", Ok(Some((0, 10)))),
            ("bytes=10-", Err(Unsatisfiable)),
            ("bytes=-0", Err(Unsatisfiable)),
            ("bytes=6-4", Ok(None)),
            ("bytes=0-1,3-4", Ok(None)),
            ("bytes=", Ok(None)),
            ("bytes=-", Ok(None)),
            ("lines=0-", Ok(None)),
            (
                "bytes=18446744073709551615-18446744073709551615",
                Err(Unsatisfiable),
            ),
        ] {
            assert_eq!(parse(header, 10), wanted, "{header}");
        }
    }
}
