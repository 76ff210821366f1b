//! The programs of the services: the folder of packages and Keycloak's own, beside each other in the user's cache.

use crate::folder::{self, Folder};
use crate::keycloak::build;
use crate::{Service, StackError};

/// Fails when a folder that is already built lacks a program of one of these services; an absent folder is no failure.
///
/// # Errors
/// `MissingProgram`, naming the program and the folder.
pub fn check_programs(services: &[Service]) -> Result<(), StackError> {
    if let Some(folder) = Folder::find()? {
        folder.check(services)?;
    }
    if services.contains(&Service::Keycloak) {
        build::check()?;
    }
    Ok(())
}

/// Builds the two folders of programs when they are absent; returns their names in the cache.
///
/// # Errors
/// When one can't be built or lacks a program.
pub fn built_folders() -> Result<Vec<String>, StackError> {
    let folder = Folder::find_or_build()?;
    folder.check(&Service::ALL)?;
    build::find_or_build(&folder)?;
    Ok(vec![folder::name(), build::name()])
}
