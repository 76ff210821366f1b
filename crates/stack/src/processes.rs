//! Reading `/proc`: who descends from whom, what a process is called, and whether a number still means the same process.

use std::collections::BTreeMap;
use std::fs;

/// What `/proc/PID/stat` says about one process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stat {
    pub name: String,
    pub state: char,
    pub parent: u32,
    /// In clock ticks since the machine started: together with the number it names one process for good.
    pub started: u64,
}

/// Reads one process; `None` when there is none of that number.
pub(crate) fn stat(pid: u32) -> Option<Stat> {
    parse(&fs::read_to_string(format!("/proc/{pid}/stat")).ok()?)
}

fn parse(text: &str) -> Option<Stat> {
    // The name stands in parentheses and may itself hold spaces and parentheses.
    let (head, rest) = text.rsplit_once(')')?;
    let name = head.split_once('(')?.1.to_owned();
    let mut fields = rest.split_whitespace();
    let state = fields.next()?.chars().next()?;
    let parent = fields.next()?.parse().ok()?;
    let started = fields.nth(17)?.parse().ok()?;
    Some(Stat {
        name,
        state,
        parent,
        started,
    })
}

/// Every living process that descends from `ancestor`, nearest first.
#[must_use]
pub fn descendants(ancestor: u32) -> Vec<u32> {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(pid) = entry
            .file_name()
            .to_str()
            .and_then(|n| n.parse::<u32>().ok())
        else {
            continue;
        };
        if let Some(stat) = stat(pid).filter(|s| s.state != 'Z') {
            children.entry(stat.parent).or_default().push(pid);
        }
    }
    let mut found = Vec::new();
    let mut next = vec![ancestor];
    while let Some(parent) = next.pop() {
        for child in children.get(&parent).into_iter().flatten() {
            found.push(*child);
            next.insert(0, *child);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_hold_anything() {
        let line = "42 (a) (b c) S 7 42 42 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 12345 1000 2 184";
        let want = Stat {
            name: "a) (b c".into(),
            state: 'S',
            parent: 7,
            started: 12345,
        };
        assert_eq!(parse(line), Some(want));
    }

    #[test]
    fn a_child_is_found_below_its_parent() {
        let mut child = std::process::Command::new("sleep")
            .arg("30")
            .spawn()
            .expect("sleep is everywhere");
        let below = descendants(std::process::id());
        child.kill().expect("it runs");
        child.wait().expect("it ends");
        assert!(below.contains(&child.id()));
        assert!(!descendants(std::process::id()).contains(&child.id()));
    }
}
