//! [`TempFolder`]: a folder for the files of a test.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, io, process};

/// A new, empty folder. It is removed with its files when this value is dropped.
#[derive(Debug)]
pub struct TempFolder {
    path: PathBuf,
}

impl TempFolder {
    /// Creates the folder in that of the system for temporary files.
    ///
    /// # Errors
    ///
    /// The folder cannot be created.
    pub fn new() -> io::Result<TempFolder> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("rescue-sessions-cookbook-{}-{count}", process::id()));
        fs::create_dir(&path)?;
        Ok(TempFolder { path })
    }

    /// The path of a file in the folder.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The path of the folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for TempFolder {
    fn drop(&mut self) {
        // If this fails, the test has passed nevertheless.
        _ = fs::remove_dir_all(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_is_removed_with_its_files() {
        let folder = TempFolder::new().unwrap();
        let (path, file) = (folder.path().to_owned(), folder.file("a.txt"));
        fs::write(&file, "a").unwrap();
        assert!(file.starts_with(&path));
        drop(folder);
        assert!(!path.exists());
    }
}
