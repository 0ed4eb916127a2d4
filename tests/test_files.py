"""Files that are written whole or not at all, and what is no ordinary file."""

import os
import stat
from threading import Thread

import pytest

from shapecheck.files import replace_file


def test_a_file_is_written_and_nothing_is_left_beside_it(tmp_path):
    for content in (b"first", b"second"):
        replace_file(tmp_path / "f", content)
        assert (tmp_path / "f").read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
@pytest.mark.parametrize("linked", [False, True])
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path, linked):
    """So does a device: `/dev/null` must not become a file, which it would where the user may write to its folder."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "link").symlink_to(pipe)
    read = []
    reader = Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    replace_file(tmp_path / "link" if linked else pipe, b"content")
    reader.join(timeout=10)
    assert read == [b"content"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "pipe"]


def test_a_folder_is_told_and_stays(tmp_path):
    with pytest.raises(OSError, match=r"cannot be written: (Is a directory|Permission denied)"):
        replace_file(tmp_path, b"content")
    assert tmp_path.is_dir()
