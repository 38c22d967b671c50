"""Removing folders that do not want to be removed."""

import shutil
import subprocess


def remove(folder):
    """Also where folders may not be entered or written."""
    subprocess.run(["chmod", "-R", "u+rwx", folder], stderr=subprocess.DEVNULL, check=False)
    shutil.rmtree(folder, ignore_errors=True)
