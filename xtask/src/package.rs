//! The Debian package of the register: one program, its icons and its menu entry. It has no scripts: it starts nothing,
//! and neither an upgrade nor a removal ever looks at a shop's data, which lies in the user's own folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::ending::Ending;
use crate::{interrupt, packages, run, workspace};

/// The package's name.
pub const NAME: &str = "evertill";

/// What the program needs on a Debian machine.
const DEPENDS: &str = "libc6, libgtk-3-0 | libgtk-3-0t64, libwebkit2gtk-4.1-0";

/// Where each icon goes.
const ICONS: [(&str, &str); 3] = [
    ("32x32.png", "32x32"),
    ("128x128.png", "128x128"),
    ("128x128@2x.png", "256x256@2"),
];

#[derive(Args)]
#[command(after_help = "Example:\n  cargo xtask package --out target/package")]
pub struct PackageArgs {
    /// The folder that the .deb is put into.
    #[arg(long, default_value = "target/package")]
    out: PathBuf,
    /// Packs the debug build: quick to make, slow to run.
    #[arg(long)]
    debug: bool,
}

/// Builds the register and packs it.
pub fn run(args: &PackageArgs) -> Result<Ending, Ending> {
    interrupt::end_children_on_interrupt()?;
    pos_stack::ensure_packages(&packages::DESKTOP)?;
    let program = if args.debug {
        run::build()?
    } else {
        run::build_release()?
    };
    let out = std::path::absolute(&args.out).context("finding a path")?;
    let package = pack(&program, env!("CARGO_PKG_VERSION"), &out)?;
    println!("{}", package.display());
    Ok(Ending::holds())
}

/// Packs `program` as `version` into `out` and returns the package's path.
pub fn pack(program: &Path, version: &str, out: &Path) -> Result<PathBuf> {
    let root = out.join(format!("{NAME}-{version}"));
    if root.exists() {
        fs::remove_dir_all(&root).with_context(|| format!("emptying {}", root.display()))?;
    }
    let architecture = said(Command::new("dpkg").arg("--print-architecture"))?;
    let put = |from: &Path, to: &str| -> Result<()> {
        let to = root.join(to);
        let folder = to.parent().unwrap_or(&root);
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        fs::copy(from, &to).with_context(|| format!("copying {}", from.display()))?;
        Ok(())
    };
    put(program, "usr/bin/evertill-register")?;
    let here = workspace::root();
    let entry = here.join("deploy/deb/evertill.desktop");
    put(&entry, "usr/share/applications/evertill.desktop")?;
    for (icon, size) in ICONS {
        let from = here.join("src-tauri/icons").join(icon);
        put(
            &from,
            &format!("usr/share/icons/hicolor/{size}/apps/evertill.png"),
        )?;
    }
    let licence = here.join("LICENSE-MIT");
    put(&licence, &format!("usr/share/doc/{NAME}/copyright"))?;
    let control = root.join("DEBIAN/control");
    fs::create_dir_all(root.join("DEBIAN")).context("making the control folder")?;
    fs::write(&control, control_file(version, architecture.trim()))
        .context("writing the control file")?;
    let package = out.join(format!("{NAME}_{version}_{}.deb", architecture.trim()));
    let mut build = Command::new("dpkg-deb");
    // The fast one: a package for a test is made as often as it is used.
    build.args(["-Zzstd", "-z3", "--root-owner-group", "--build"]);
    said(build.arg(&root).arg(&package))?;
    Ok(package)
}

fn control_file(version: &str, architecture: &str) -> String {
    format!(
        "Package: {NAME}\nVersion: {version}\nArchitecture: {architecture}\nMaintainer: Evertill <evertill@localhost>\n\
         Depends: {DEPENDS}\nSection: misc\nPriority: optional\nDescription: A till that never stops selling\n \
         The register sells with the network unplugged and loses nothing when the power goes.\n"
    )
}

/// Runs a command and returns what it printed.
pub fn said(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let out = command.stdin(Stdio::null()).output();
    let out = out.with_context(|| format!("running {name}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    ensure!(
        out.status.success(),
        "{name}: {}{}",
        text(&out.stdout),
        text(&out.stderr)
    );
    Ok(text(&out.stdout))
}
