"""Prints the path of a Chromium for the browser tests, fetching one when none is there.

A Chromium on this machine, else Playwright's own where it can be downloaded, else Debian's where
it may be installed.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def installed() -> str | None:
    """A Chromium that is already here."""
    named = os.environ.get("CHROMIUM")
    if named and Path(named).is_file():
        return named
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def playwrights() -> str | None:
    """Playwright's own Chromium, if it has been downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        path = p.chromium.executable_path
    return path if Path(path).is_file() else None


def run(*command: str) -> bool:
    """Whether a command went well; what it prints goes to standard error."""
    try:
        done = subprocess.run(command, stdout=sys.stderr, check=False, timeout=600)  # noqa: S603 - our own commands
        return done.returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def fetched() -> str | None:
    """A Chromium fetched now."""
    if run(sys.executable, "-m", "playwright", "install", "chromium") and (path := playwrights()):
        return path
    sudo = () if os.geteuid() == 0 else ("sudo", "-n")
    if shutil.which("apt-get") and run(*sudo, "apt-get", "update", "-qq"):
        run(*sudo, "apt-get", "install", "-y", "-qq", "chromium")
    return installed()


def main() -> int:
    """Print the path, or say what to do."""
    path = installed() or playwrights() or fetched()
    if path is None:
        sys.stderr.write("No Chromium was found or could be installed. Install one and set CHROMIUM to its path.\n")
        return 1
    sys.stdout.write(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
