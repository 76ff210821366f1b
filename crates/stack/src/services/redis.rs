//! Redis 8: a cache that writes nothing to disk.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::time::Duration;

use crate::site::Site;
use crate::{Service, StackError, saved};

const ME: Service = Service::Redis;
/// The settings that compose uses too.
const SETTINGS: &str = include_str!("../../../../deploy/redis/redis.conf");

pub(super) fn prepare(site: &Site) -> Result<Command, StackError> {
    // In a file for its owner alone: a password among the arguments could be read by every user of the machine.
    let settings = format!(
        "{SETTINGS}\nbind 127.0.0.1\nport {}\ndir /data\nrequirepass {}\n",
        site.ports.redis, site.secrets.redis
    );
    saved::write_private(&site.data(ME).join("redis.conf"), settings.as_bytes())?;
    let mut command = site
        .sandbox(ME)
        .outlives_us(site.detached)
        .command("redis-server");
    command.arg("/data/redis.conf");
    Ok(command)
}

pub(super) fn is_ready(site: &Site) -> bool {
    ask(site, "PING").is_ok_and(|answer| answer == "PONG")
}

pub(super) fn version(site: &Site) -> Result<String, StackError> {
    let info = ask(site, "INFO server").map_err(|e| StackError::answer(ME, "INFO server", e))?;
    let version = info.lines().find_map(|l| l.strip_prefix("redis_version:"));
    version
        .map(|v| v.trim().to_owned())
        .ok_or_else(|| StackError::answer(ME, "INFO server", info))
}

/// One command over Redis' own protocol, after the password.
fn ask(site: &Site, command: &str) -> io::Result<String> {
    let address = SocketAddr::from(([127, 0, 0, 1], site.ports.redis));
    let stream = TcpStream::connect_timeout(&address, Duration::from_secs(2))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut reader = BufReader::new(stream);
    reader
        .get_mut()
        .write_all(format!("AUTH {}\r\n{command}\r\n", site.secrets.redis).as_bytes())?;
    answer(&mut reader)?;
    answer(&mut reader)
}

fn answer(reader: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let line = line.trim_end();
    let odd = || io::Error::other(format!("an unexpected answer: {line}"));
    match line.split_at_checked(1) {
        Some(("+", text)) => Ok(text.to_owned()),
        Some(("$", length)) => {
            let mut bytes = vec![0; length.parse::<usize>().map_err(|_| odd())? + 2];
            reader.read_exact(&mut bytes)?;
            Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
        }
        _ => Err(odd()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_answer_are_read_and_an_error_is_one() {
        assert_eq!(answer(&mut &b"+PONG\r\n"[..]).expect("simple"), "PONG");
        assert_eq!(
            answer(&mut &b"$5\r\na\r\nbc\r\n"[..]).expect("bulk"),
            "a\r\nbc"
        );
        assert!(answer(&mut &b"-NOAUTH no\r\n"[..]).is_err());
        assert!(answer(&mut &b""[..]).is_err());
    }
}
