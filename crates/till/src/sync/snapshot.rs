//! Takes the whole catalogue as a file that the server has built: fetched in as many goes as it needs, verified, opened,
//! and only then put in the place of the one in use.

use super::board::Board;
use super::client::{Bearer, Client};
use super::client_error::ClientError;
use super::download::{Stoppable, broken};
use super::hold::hold;
use super::plan::Failure;
use crate::catalogue::{NewCatalogue, reader::Reader};
use crate::till::SharedTill;
use pos_catalogue_file::fresh;
use pos_protocol::Hash;
use pos_protocol::catalog::SnapshotOffer;
use pos_protocol::codes::Code;
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// What the name of a file that has not come whole begins and ends with.
const PART: (&str, &str) = ("snapshot-", ".part");

/// How much is read at once.
const PIECE: usize = 64 * 1024;

/// Takes what the server offers into use. What has come stays on the disk when the line is cut.
pub(super) fn take_snapshot(
    till: &SharedTill,
    client: &Client,
    device: &Bearer,
    offer: &SnapshotOffer,
    board: &Board,
) -> Result<(), Failure> {
    let dir = hold(till).dir().to_owned();
    let part = part(&dir, offer.hash);
    forget_others(&dir, &part);
    fetch(client, device, offer, &part, board)?;
    let opened = sum(&part)
        .and_then(|found| match found == offer.hash {
            true => unpack(&dir, &part, offer),
            false => Err(io::Error::other("its hash is another")),
        })
        .map_err(|error| {
            tracing::warn!(%error, "the catalogue's image is of no use; the stream is taken");
            Failure::CursorUnknown
        });
    // Good or bad, it is not needed a second time.
    let _ = fs::remove_file(&part);
    let new = opened?;
    hold(till)
        .switch_catalogue(&new)
        .map_err(|error| broken(&error))
}

fn part(dir: &Path, hash: Hash) -> PathBuf {
    dir.join(format!("{}{hash}{}", PART.0, PART.1))
}

/// Removes what was left of other images.
fn forget_others(dir: &Path, part: &Path) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(PART.0) && name.ends_with(PART.1) && entry.path() != part {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Fetches what is missing of the image.
fn fetch(
    client: &Client,
    device: &Bearer,
    offer: &SnapshotOffer,
    part: &Path,
    board: &Board,
) -> Result<(), Failure> {
    let mut file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(part)
        .map_err(|error| broken(&error))?;
    let mut have = file.metadata().map_err(|error| broken(&error))?.len();
    if have > offer.bytes {
        file.set_len(0).map_err(|error| broken(&error))?;
        have = 0;
    }
    if have == offer.bytes {
        return Ok(());
    }
    let answer = client.snapshot(device, offer.hash, have);
    let (resumed, stream) = answer.map_err(|error| {
        if matches!(
            &error,
            ClientError::Problem {
                code: Code::RangeUnsatisfiable,
                ..
            }
        ) {
            let _ = fs::remove_file(part);
        }
        error.failure()
    })?;
    if !resumed {
        file.set_len(0).map_err(|error| broken(&error))?;
        have = 0;
    }
    let mut stream = Stoppable { stream, board };
    let mut piece = vec![0; PIECE];
    while have < offer.bytes {
        // People count products; as many as that part of the bytes is worth.
        let come = u128::from(have) * u128::from(offer.products) / u128::from(offer.bytes);
        let come = u64::try_from(come).unwrap_or(offer.products);
        board.publish(None, |status| {
            status.catalogue_progress = Some((come, offer.products))
        });
        let read = stream.read(&mut piece);
        let count = read.map_err(|_| Failure::Away { wait_ms: None })?;
        if count == 0 {
            return Err(Failure::Away { wait_ms: None });
        }
        let written = file.write_all(&piece[..count]);
        written.map_err(|error| broken(&error))?;
        have += count as u64;
    }
    Ok(())
}

fn sum(path: &Path) -> io::Result<Hash> {
    let mut file = File::open(path)?;
    let mut sum = Sha256::new();
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(Hash(sum.finalize().into())),
            count => sum.update(&piece[..count]),
        }
    }
}

/// Unpacks the image under a name of its own and sees whether it can be read. What can't be is removed.
fn unpack(dir: &Path, part: &Path, offer: &SnapshotOffer) -> io::Result<NewCatalogue> {
    let (file, path) = fresh(dir, offer.cursor)?;
    let unpacked = (|| {
        let mut out = File::create(&path)?;
        zstd::stream::copy_decode(File::open(part)?, &mut out)?;
        out.sync_all()?;
        let reader = Reader::open(dir, &file).ok_or_else(|| io::Error::other("no catalogue"))?;
        let at = reader.file().map_err(io::Error::other)?.cursor;
        if at != offer.cursor {
            return Err(io::Error::other("it is at another place"));
        }
        Ok(())
    })();
    match unpacked {
        Ok(()) => Ok(NewCatalogue {
            file,
            cursor: offer.cursor,
            products: offer.products,
        }),
        Err(error) => {
            let _ = fs::remove_file(path);
            Err(error)
        }
    }
}
