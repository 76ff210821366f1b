//! Which shop this window is for, and the folder that all of it lies in.

use std::path::PathBuf;
use std::str::FromStr;

/// The name of the demo's profile.
const DEMO: &str = "demo";

/// A profile: the demo shop, or a shop under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Profile {
    /// The demo shop, which never syncs.
    Demo,
    /// A real shop.
    Shop(String),
}

impl Profile {
    /// The name that its folder has.
    pub fn name(&self) -> &str {
        match self {
            Profile::Demo => DEMO,
            Profile::Shop(name) => name,
        }
    }

    /// Where its data lies unless another folder is named.
    pub fn default_folder(&self) -> Option<PathBuf> {
        Some(dirs::data_dir()?.join("evertill").join(self.name()))
    }
}

impl FromStr for Profile {
    type Err = String;

    fn from_str(name: &str) -> Result<Profile, String> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || name.len() > 40 || !name.chars().all(plain) {
            return Err("a profile's name is 1 to 40 letters, digits, - or _".to_owned());
        }
        Ok(match name {
            DEMO => Profile::Demo,
            name => Profile::Shop(name.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Profile;

    #[test]
    fn a_name_stays_inside_its_folder() {
        assert_eq!("demo".parse(), Ok(Profile::Demo));
        assert_eq!("shop1".parse(), Ok(Profile::Shop("shop1".to_owned())));
        for name in ["", "..", "a/b", "a b", "ä"] {
            assert!(name.parse::<Profile>().is_err(), "{name:?}");
        }
    }
}
