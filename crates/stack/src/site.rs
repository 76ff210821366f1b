//! Everything that one service needs to know to be started, asked and stopped: folders, ports, passwords.

use std::path::PathBuf;

use crate::folder::Folder;
use crate::ports::Ports;
use crate::sandbox::Sandbox;
use crate::secrets::Secrets;
use crate::{Service, StackError, saved};

/// One run folder, ready for its services.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    pub dir: PathBuf,
    pub folder: Folder,
    pub ports: Ports,
    pub secrets: Secrets,
    pub fsync: bool,
    pub detached: bool,
}

impl Site {
    /// The folder that a service sees as `/data`.
    pub(crate) fn data(&self, service: Service) -> PathBuf {
        self.dir.join(service.name())
    }

    /// Makes that folder when it is not there yet.
    pub(crate) fn make_data(&self, service: Service) -> Result<PathBuf, StackError> {
        let data = self.data(service);
        saved::private_folder(&data)?;
        Ok(data)
    }

    pub(crate) fn log(&self, service: Service) -> PathBuf {
        self.dir.join("logs").join(format!("{service}.log"))
    }

    /// A sandbox in which `/data` is this service's own.
    pub(crate) fn sandbox(&self, service: Service) -> Sandbox {
        Sandbox::new(&self.folder.root).bind(&self.data(service), "/data")
    }
}
