//! Where a command writes: standard output, or a file that takes the place of the one before it once it is whole.
//! So a file may be read and written by one command, and nothing is lost by one that fails.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// An output on its way.
pub(crate) struct Output {
    to: BufWriter<Box<dyn Write>>,
    /// The file that is written, and the one whose place it takes.
    waiting: Option<(PathBuf, PathBuf)>,
}

impl Output {
    /// Begins with what `-o` names. What is no file, such as a pipe, is written as it is.
    pub(crate) fn open(name: &OsStr) -> io::Result<Output> {
        let output = |to: Box<dyn Write>, waiting| Output { to: BufWriter::with_capacity(1 << 16, to), waiting };
        if name == "-" {
            return Ok(output(Box::new(io::stdout().lock()), None));
        }
        let before = fs::metadata(name).ok();
        if before.as_ref().is_some_and(|before| !before.is_file()) {
            return Ok(output(Box::new(File::create(name)?), None));
        }
        // Behind a link stands the file that is meant.
        let path = fs::canonicalize(name).unwrap_or_else(|_| PathBuf::from(name));
        let mut own = path.file_name().unwrap_or_default().to_owned();
        own.push(format!(".{}.part", std::process::id()));
        let part = path.with_file_name(own);
        let file = File::create(&part)?;
        if let Some(before) = before {
            fs::set_permissions(&part, before.permissions())?;
        }
        Ok(output(Box::new(file), Some((part, path))))
    }

    /// All is written.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.to.flush()?;
        match &self.waiting {
            Some((part, path)) => fs::rename(part, path),
            None => Ok(()),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl Drop for Output {
    /// What was not finished leaves nothing behind.
    fn drop(&mut self) {
        if let Some((part, _)) = &self.waiting {
            let _ = fs::remove_file(part);
        }
    }
}
