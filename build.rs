//! Makes ready what is built in: the assets, written as TOML, become JSON, which the program reads anyway and in a fifth
//! of the time; and the words are packed for the release, where text is two fifths of its size so.

use std::{
    collections::BTreeMap,
    env,
    error::Error,
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

/// The folders of assets that are read when it runs as one text each: of many small files each takes more to find than it
/// says.
const FOLDERS: [&str; 2] = ["codes", "lab"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=assets");
    // For which machine it is built, which `--version` tells.
    println!("cargo::rustc-env=MXRAY_TARGET={}", env::var("TARGET")?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?);
    let assets = emptied(&out, "assets")?;
    for (name, read) in rewritten(Path::new("assets"))? {
        fs::write(assets.join(format!("{name}.json")), read)?;
    }
    let is_release = env::var_os("PROFILE").is_none_or(|profile| profile != "debug");
    if is_release {
        // What reads them has to know, whatever else a profile says.
        println!("cargo::rustc-cfg=packed");
    }
    for folder in FOLDERS {
        let files = rewritten(&Path::new("assets").join(folder))?;
        let lines: String = files.iter().map(|(name, read)| format!("{name}\t{read}\n")).collect();
        let lines = if is_release { lz4_flex::compress_prepend_size(lines.as_bytes()) } else { lines.into_bytes() };
        fs::write(assets.join(folder).with_extension("tsv"), lines)?;
    }
    // While developing the words are read from the folder itself, and a changed word needs no new build.
    if is_release {
        println!("cargo::rerun-if-changed=locales");
        pack(Path::new("locales"), &emptied(&out, "locales")?)?;
    }
    Ok(())
}

/// The folder of that name with nothing in it: a file that is there no more must not stay.
fn emptied(out: &Path, name: &str) -> io::Result<PathBuf> {
    let folder = out.join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Every TOML file of a folder as JSON in one line, by its name: that of `4.4.316.toml` is `4.4.316`.
fn rewritten(from: &Path) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(from)? {
        let from = entry?.path();
        if from.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let read: serde_json::Value =
            toml::from_str(&fs::read_to_string(&from)?).map_err(|error| format!("{}: {error}", from.display()))?;
        let name = from.file_stem().and_then(OsStr::to_str).ok_or("a file has a name")?;
        files.insert(name.to_owned(), read.to_string());
    }
    Ok(files)
}

/// Every file of a folder, packed, with its length in front, under the same name.
fn pack(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            pack(&from, &to)?;
        } else {
            fs::write(&to, lz4_flex::compress_prepend_size(&fs::read(&from)?))?;
        }
    }
    Ok(())
}
