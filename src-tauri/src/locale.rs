//! Which locale the window formats numbers, money and dates in.

/// What is taken when the system names no language.
const DEFAULT: &str = "en-GB";

/// The BCP 47 tag of the system's locale, from the variables that a login sets.
pub fn of_the_system() -> String {
    ["LC_ALL", "LC_MONETARY", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .and_then(|value| tag(&value))
        .unwrap_or_else(|| DEFAULT.to_owned())
}

/// `de_DE.UTF-8` is `de-DE`; `C` and `POSIX` name no language.
fn tag(posix: &str) -> Option<String> {
    let name = posix.split(['.', '@']).next()?;
    let (language, region) = name.split_once('_')?;
    let language_fits =
        (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_lowercase());
    let region_fits = region.len() == 2 && region.bytes().all(|b| b.is_ascii_uppercase());
    (language_fits && region_fits).then(|| format!("{language}-{region}"))
}

#[cfg(test)]
mod tests {
    use super::tag;

    #[test]
    fn posix_names_become_tags() {
        let cases = [
            ("de_DE.UTF-8", Some("de-DE")),
            ("en_US", Some("en-US")),
            ("ca_ES@valencia", Some("ca-ES")),
            ("C", None),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("../../etc_XX", None),
        ];
        for (posix, want) in cases {
            assert_eq!(tag(posix).as_deref(), want, "{posix}");
        }
    }
}
