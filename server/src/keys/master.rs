//! The operator's master key: one file, outside the database's folder.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::seal::{SealKey, derive};
use crate::ids::{NoRandomness, secret};

/// The key above all keys. It cannot be printed and is wiped when dropped.
pub struct MasterKey(Zeroizing<[u8; 32]>);

/// Why there is no master key.
#[derive(Debug, thiserror::Error)]
pub enum MasterError {
    /// The file cannot be read or made.
    #[error("the master key file {path} cannot be used: {source}")]
    File {
        /// The file asked for.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The file holds something other than 32 bytes.
    #[error("the master key file {path} must hold exactly 32 bytes")]
    Length {
        /// The file asked for.
        path: PathBuf,
    },
    /// No random bytes for a new key.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

impl MasterKey {
    /// A key from its 32 bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Reads the key from `path`.
    ///
    /// # Errors
    /// See [`MasterError`].
    pub fn read(path: &Path) -> Result<Self, MasterError> {
        let bytes = Zeroizing::new(fs::read(path).map_err(|source| MasterError::File {
            path: path.to_owned(),
            source,
        })?);
        let mut key = Zeroizing::new([0; 32]);
        if bytes.len() != key.len() {
            return Err(MasterError::Length {
                path: path.to_owned(),
            });
        }
        key.copy_from_slice(&bytes);
        Ok(Self(key))
    }

    /// Reads the key of a demonstration, making it first where there is none.
    ///
    /// It lies in a folder beside the database's folder, never inside: whoever copies the data
    /// folder must not get the key with it.
    ///
    /// # Errors
    /// See [`MasterError`].
    pub fn beside(data: &Path) -> Result<Self, MasterError> {
        let mut name = data.file_name().unwrap_or_default().to_owned();
        name.push("-key");
        let folder = data.with_file_name(name);
        let path = folder.join("master.key");
        if path.exists() {
            return Self::read(&path);
        }
        let key = secret::<32>()?;
        write_new(&folder, &path, key.as_slice()).map_err(|source| MasterError::File {
            path: path.clone(),
            source,
        })?;
        Ok(Self(key))
    }

    /// The key that wraps council keys.
    pub(super) fn wrapping(&self) -> SealKey {
        SealKey::from_bytes(derive(self.0.as_slice(), b"tomoni master wrap"))
    }

    /// The pepper of password hashes.
    pub(crate) fn pepper(&self) -> Zeroizing<[u8; 32]> {
        derive(self.0.as_slice(), b"tomoni password pepper")
    }

    /// The key of what devices get ([`super::Keyring::device_key`]).
    pub(super) fn device(&self) -> Zeroizing<[u8; 32]> {
        derive(self.0.as_slice(), b"tomoni device key")
    }

    /// From which the key for what leaves devices comes ([`super::Leaving`]).
    pub(super) fn leaving(&self) -> Zeroizing<[u8; 32]> {
        derive(self.0.as_slice(), b"tomoni leaving key")
    }

    /// The key of what such a copy carries ([`super::Keyring::leaving_pass`]).
    pub(super) fn leaving_pass(&self) -> Zeroizing<[u8; 32]> {
        derive(self.0.as_slice(), b"tomoni leaving pass")
    }

    /// From which the key that signs the terms of devices comes ([`super::Leasing`]).
    pub(super) fn leasing(&self) -> Zeroizing<[u8; 32]> {
        derive(self.0.as_slice(), b"tomoni leasing key")
    }

    /// The key of login tokens.
    pub(super) fn login(&self) -> Zeroizing<[u8; 32]> {
        derive(self.0.as_slice(), b"tomoni login token")
    }
}

fn write_new(folder: &Path, path: &Path, key: &[u8]) -> std::io::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(key)?;
    file.sync_all()?;
    fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_demo_key_is_made_once_beside_the_data_and_for_its_owner_only() {
        let root = std::env::temp_dir().join(format!("tomoni-key-{}", uuid::Uuid::new_v4()));
        let data = root.join("data");
        fs::create_dir_all(&data).unwrap();
        let first = MasterKey::beside(&data).unwrap();
        let again = MasterKey::beside(&data).unwrap();
        assert_eq!(first.0, again.0);
        let path = root.join("data-key/master.key");
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(fs::read_dir(&data).unwrap().count(), 0);
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn a_key_of_another_length_is_refused() {
        let path = std::env::temp_dir().join(format!("tomoni-key-{}", uuid::Uuid::new_v4()));
        fs::write(&path, [0; 31]).unwrap();
        assert!(matches!(
            MasterKey::read(&path),
            Err(MasterError::Length { .. })
        ));
        fs::remove_file(&path).unwrap();
        assert!(matches!(
            MasterKey::read(&path),
            Err(MasterError::File { .. })
        ));
    }
}
