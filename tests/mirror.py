"""Where copies of the publishers' files are, for tests on real files."""

import os
from pathlib import Path

import pytest

MIRROR = Path(os.environ.get("RIGHTS_ASSISTANT_MIRROR") or Path(__file__).resolve().parents[2] / "shared" / "official")
on_real_files = pytest.mark.skipif(not MIRROR.is_dir(), reason=f"no copies of the publishers' files at {MIRROR}")
