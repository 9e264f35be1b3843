//! Packages of Debian and its kin, for what neither cargo nor npm nor pip installs.

use crate::sh::{Outcome, failure, output_of, program, say, step};

/// Installs packages where `apt-get` is there and we may. `by_hand` is what to tell a person otherwise.
pub(crate) fn install(why: &str, packages: &[&str], by_hand: &str) -> Outcome {
    if output_of(program("apt-get").arg("--version")).is_none() {
        return Err(failure(by_hand));
    }
    let apt = |arguments: &[&str]| {
        let mut command = if output_of(program("id").arg("-u")).as_deref() == Some("0") {
            program("apt-get")
        } else {
            // -n: rather fail with our line than ask for a password in the middle of a test.
            let mut sudo = program("sudo");
            sudo.args(["-n", "apt-get"]);
            sudo
        };
        command.args(["-q", "-y", "-o=Dpkg::Use-Pty=0"]).args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    say(format!("{why}. Installing Debian's packages {}.", packages.join(" ")));
    let mut install = vec!["install", "--no-install-recommends"];
    install.extend(packages);
    step("Reading Debian's package lists", &mut apt(&["update"]))
        .and_then(|()| step("Installing Debian's packages", &mut apt(&install)))
        .map_err(|error| failure(format!("{by_hand} ({})", error.message)))
}
