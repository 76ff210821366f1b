//! Opens an address in the system browser.

use std::io;
use std::process::{Command, Stdio};
use std::thread;

/// Opens `url` in what `$BROWSER` names, else in the desktop's own browser.
pub fn open_system_browser(url: &str) -> io::Result<()> {
    let named = std::env::var("BROWSER").unwrap_or_default();
    let mut last = io::Error::new(io::ErrorKind::NotFound, "there is no browser");
    for (program, arguments) in candidates(&named, url) {
        match open(&program, &arguments) {
            Ok(()) => return Ok(()),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Programs with their arguments in the order in which they are tried. `$BROWSER` lists commands, with colons between
/// them, in which `%s` stands for the address; a command without it gets the address last.
fn candidates(named: &str, url: &str) -> Vec<(String, Vec<String>)> {
    let mut candidates = Vec::new();
    for command in named
        .split(':')
        .filter(|command| !command.trim().is_empty())
    {
        let mut words = command.split_whitespace().map(str::to_owned);
        let Some(program) = words.next() else {
            continue;
        };
        let mut arguments: Vec<String> = words.collect();
        if arguments.iter().any(|word| word.contains("%s")) {
            arguments
                .iter_mut()
                .for_each(|word| *word = word.replace("%s", url));
        } else {
            arguments.push(url.to_owned());
        }
        candidates.push((program, arguments));
    }
    let (program, before): (_, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let before = before.iter().copied().chain([url]).map(str::to_owned);
    candidates.push((program.to_owned(), before.collect()));
    candidates
}

fn open(program: &str, arguments: &[String]) -> io::Result<()> {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn()?;
    // Somebody has to take note of its end, or it stays in the process table for as long as the register runs.
    thread::spawn(move || child.wait());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browser_lists_commands() {
        let got = candidates("first --new %s --end: second:", "http://idp/?a=1:2");
        let want = [
            ("first", vec!["--new", "http://idp/?a=1:2", "--end"]),
            ("second", vec!["http://idp/?a=1:2"]),
        ];
        assert_eq!(got.len(), 3, "the desktop's own comes last");
        for ((program, arguments), (wanted, with)) in got.iter().zip(want) {
            assert_eq!(
                (
                    program.as_str(),
                    arguments.iter().map(String::as_str).collect()
                ),
                (wanted, with)
            );
        }
    }

    #[test]
    fn a_browser_that_is_not_there_is_an_error() {
        assert!(open("no-such-browser-anywhere", &[]).is_err());
    }
}
