"""Large files on their way: nothing stays behind for ever, and nobody's work under way is taken."""

import subprocess
import sys
from pathlib import Path

from sources import downloads


def test_a_folder_is_gone_after_use(tmp_path: Path) -> None:
    with downloads.room(tmp_path / "cache") as folder:
        assert folder.parent == tmp_path / "cache"
        downloads.clear(tmp_path / "cache")
        assert folder.is_dir(), "a program that runs keeps its folder"
    assert list((tmp_path / "cache").iterdir()) == []


def test_what_a_killed_program_left_is_cleared(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from sources import downloads\n"
        "with downloads.room(Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False, cwd=Path(__file__).parents[2])
    assert done.returncode < 0
    (tmp_path / ".download-older").mkdir()
    assert len(list(tmp_path.iterdir())) == 2
    downloads.clear(tmp_path)
    assert list(tmp_path.iterdir()) == []
    downloads.clear(tmp_path / "nowhere")
