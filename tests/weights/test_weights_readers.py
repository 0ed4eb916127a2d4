"""Files as NumPy, safetensors and PyTorch write them, and files that are damaged."""

import io
import json
import os
import pickle
import struct
import sys
import tracemalloc
import types
import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shapecheck.weights import SUFFIXES, CannotRead, Saved, Stored, read

FILES = Path(__file__).parent / "files"  # as PyTorch 2.14 wrote them
ARRAYS = {"W1": (3, 2), "b1": (3, 1), "W2": (1, 3), "b2": (1, 1), "lr": ()}


def written(path, arrays=ARRAYS):
    """Write a file with its format's own library."""
    made = {name: np.zeros(shape, np.float32) for name, shape in arrays.items()}
    match path.suffix:
        case ".npz":
            np.savez(path, **made)
        case ".safetensors":
            pytest.importorskip("safetensors.numpy").save_file(made, path)
        case _:
            torch = pytest.importorskip("torch")
            torch.save({name: torch.tensor(array.tolist()).reshape(array.shape) for name, array in made.items()}, path)
    return path


def reason(path):
    with pytest.raises(CannotRead) as told:
        read(path)
    message = told.value.message
    assert "\n" not in message
    return message


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_names_and_shapes_come_back(tmp_path, suffix):
    found = read(written(tmp_path / f"model{suffix}"))
    assert {item.name: item.shape for item in found.arrays} == ARRAYS
    assert found.left_out == ()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_cut_of_a_file_is_told_or_harmless(tmp_path, suffix):
    content = written(tmp_path / f"model{suffix}").read_bytes()
    for part in range(20):
        path = tmp_path / f"cut{suffix}"
        path.write_bytes(content[: len(content) * part // 20])
        assert reason(path)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("content", [b"", b"\0" * 100, b"PK\x03\x04" + b"x" * 100, b"\xff" * 1000, b"\x80\x02."])
def test_what_is_no_such_file_is_told(tmp_path, suffix, content):
    path = tmp_path / f"junk{suffix}"
    path.write_bytes(content)
    assert reason(path)


@given(st.data())
def test_a_damaged_npz_is_told_or_read(tmp_path_factory, data):
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **{name: np.zeros(shape) for name, shape in ARRAYS.items()})
    content = bytearray(buffer.getvalue())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damaged") / "a.npz"
    path.write_bytes(content)
    with suppress(CannotRead):
        assert isinstance(read(path), Saved)


def npz_with(path, header, version=(1, 0), name="W1.npy"):
    """Write an `.npz` whose only member has this header and no numbers."""
    size = struct.pack("<H" if version == (1, 0) else "<I", len(header))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"\x93NUMPY" + bytes(version) + size + header)
    return path


def test_the_numbers_are_not_read(tmp_path):
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000, 2000000000), }\n"
    for version in ((1, 0), (2, 0)):
        assert read(npz_with(tmp_path / "a.npz", header, version)).arrays == (Stored("W1", (10**9, 2 * 10**9)),)


@pytest.mark.parametrize(
    "shape", ["(-3, 2)", "(3.0, 2)", "('a',)", "3", "(9223372036854775808,)", "(" * 3000 + ")" * 3000, "(True, 2)"]
)
def test_a_shape_that_no_array_has_is_told(tmp_path, shape):
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    assert reason(npz_with(tmp_path / "a.npz", header))


def test_a_header_that_does_not_end_is_not_read_to_its_end(tmp_path):
    path = npz_with(tmp_path / "a.npz", b" " * 50_000_000, (2, 0))
    tracemalloc.start()
    assert "complete .npz" in reason(path)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_python_objects_are_never_loaded(tmp_path):
    np.savez(tmp_path / "a.npz", parameters={"W1": np.zeros((3, 2))})
    found = read(tmp_path / "a.npz")
    assert found.arrays == ()
    assert "an array of Python objects, which is not loaded" in found.left_out[0].reason


def test_other_files_in_an_npz_are_left_out(tmp_path):
    path = written(tmp_path / "a.npz")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("readme.txt", "x")
    assert [str(item) for item in read(path).left_out] == ["readme.txt: no array"]


def test_a_name_cannot_move_the_cursor(tmp_path):
    written(tmp_path / "a.npz", {"W\x1b[2J1": (3, 2)})
    assert read(tmp_path / "a.npz").arrays[0].name == "W\\x1b[2J1"


def test_only_the_header_of_safetensors_is_read(tmp_path):
    pytest.importorskip("safetensors")
    size = 8 * 40_000 * 50_000
    header = json.dumps({"W": {"dtype": "F64", "shape": [40_000, 50_000], "data_offsets": [0, size]}}).encode()
    path = tmp_path / "a.safetensors"
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(header)) + header)
        file.truncate(8 + len(header) + size)  # 16 GB of which the disk holds nothing
    assert read(path).arrays == (Stored("W", (40_000, 50_000)),)


def test_a_name_with_another_suffix_is_told(tmp_path):
    (tmp_path / "a.h5").write_text("x")
    assert reason(tmp_path / "a.h5") == "its name must end in .npz, .safetensors, .pt, .pth (got .h5)"
    (tmp_path / "npz").write_text("x")
    assert reason(tmp_path / "npz").endswith("(got no suffix)")


def test_a_file_of_pytorch_is_read_without_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    names = {
        "fc1.weight": (3, 2),
        "fc1.bias": (3,),
        "bn.weight": (3,),
        "bn.bias": (3,),
        "bn.running_mean": (3,),
        "bn.running_var": (3,),
        "bn.num_batches_tracked": (),
        "fc2.weight": (1, 3),
        "fc2.bias": (1,),
    }
    for file in ("state.pt", "old_format.pth"):
        assert {item.name: item.shape for item in read(FILES / file).arrays} == names
    checkpoint = read(FILES / "checkpoint.pt")
    found = {item.name: item.shape for item in checkpoint.arrays}
    assert {f"model.{name}": shape for name, shape in names.items()}.items() <= found.items()
    assert found["optimizer.state.0.exp_avg"] == (3, 2)
    assert {"epoch", "args"} <= {item.name for item in checkpoint.left_out}
    kinds = {item.name: item.shape for item in read(FILES / "kinds.pt").arrays}
    assert kinds == {"half.weight": (3, 2), "parameter.weight": (1, 3), "meta.weight": (4, 1), "scalar": ()}
    assert "a whole object instead of a dict of tensors: save with torch.save" in reason(FILES / "module.pt")


def test_what_pytorch_writes_now_is_read(tmp_path):
    torch = pytest.importorskip("torch")
    inner = {"fc.weight": torch.zeros(3, 2), "fc.bias": torch.zeros(3)}
    looped = []
    looped.append(looped)
    for options in ({}, {"_use_new_zipfile_serialization": False}):
        torch.save({"epoch": 3, "model": inner, "again": [inner], "loop": looped}, tmp_path / "a.pt", **options)
        found = read(tmp_path / "a.pt")
        assert [str(item) for item in found.arrays] == ["model.fc.weight (3, 2)", "model.fc.bias (3,)"]
        assert [str(item) for item in found.left_out] == ["epoch: no tensor"]


def pickled(path, content):
    """Write a pickle where PyTorch has it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/data.pkl", content)
    return path


class Harmful:
    """What runs a command when it is unpickled."""

    def __init__(self, folder):
        self.folder = folder

    def __reduce__(self):
        return os.mkdir, (str(self.folder / "made"),)


def test_a_pickle_is_not_run(tmp_path):
    content = pickle.dumps({"W1": Harmful(tmp_path)})
    pickle.loads(content)  # it would
    (tmp_path / "made").rmdir()
    found = read(pickled(tmp_path / "a.pt", content))
    assert not (tmp_path / "made").exists()
    assert [str(item) for item in found.left_out] == ["W1: no tensor"]
    assert "it was not written by torch.save" in reason(written_bytes(tmp_path / "b.pth", content))


def written_bytes(path, content):
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("content", [b"\x80\x02}" + b"r\xff\xff\xff\x7f.", b"\x80\x04\x96" + b"\xff" * 7 + b"\x7f."])
def test_a_pickle_that_asks_for_memory_gets_none(tmp_path, content):
    tracemalloc.start()
    assert reason(pickled(tmp_path / "a.pt", content))
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_names_that_are_too_many_are_not_read_to_their_end(tmp_path):
    path = pickled(tmp_path / "a.pt", b"\x80\x02" + b"N0" * 40_000_000 + b".")
    assert "take more than" in reason(path)


@pytest.mark.parametrize("shape", [(-3, 2), (3.0, 2), ("a",), 3, (2**70,)])
def test_a_shape_that_no_tensor_has_is_told(tmp_path, shape, monkeypatch):
    maker = types.ModuleType("torch._utils")
    exec("def _rebuild_tensor_v2(*arguments): ...", vars(maker))
    monkeypatch.setitem(sys.modules, "torch", types.ModuleType("torch"))
    monkeypatch.setitem(sys.modules, "torch._utils", maker)

    class Tensor:
        def __reduce__(self):
            return maker._rebuild_tensor_v2, (None, 0, shape, (1,))

    assert reason(pickled(tmp_path / "a.pt", pickle.dumps({"W1": Tensor()}))).startswith("the sizes of W1 must be")


def test_other_zip_files_are_told(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.pt", "w") as archive:
        archive.writestr("x", "y")
    assert "without data.pkl" in reason(tmp_path / "a.pt")
    with zipfile.ZipFile(pickled(tmp_path / "b.pt", pickle.dumps({})), "a") as archive:
        archive.writestr("a/code/__torch__.py", "")
    assert "TorchScript" in reason(tmp_path / "b.pt")
    content = (FILES / "state.pt").read_bytes()
    assert "cut off or damaged" in reason(written_bytes(tmp_path / "c.pt", content[: len(content) // 2]))


def test_without_its_library_the_extra_is_named(tmp_path, monkeypatch):
    (tmp_path / "a.safetensors").write_text("x")
    monkeypatch.setitem(sys.modules, "safetensors", None)
    assert reason(tmp_path / "a.safetensors").endswith("pip install safetensors")


def test_one_array_that_is_none_of_numbers_is_left_out_alone(tmp_path):
    log = np.zeros(2, dtype=[("a", "f8")])
    np.savez(tmp_path / "a.npz", W1=np.zeros((3, 2)), log=log, kinds=np.array([["a"]]))
    found = read(tmp_path / "a.npz")
    assert found.arrays == (Stored("W1", (3, 2)),)
    assert [str(item) for item in found.left_out] == [
        "log (2,): an array with named fields",
        "kinds (1, 1): an array of text",
    ]
    npz_with(tmp_path / "a.npz", b"{}\n", (3, 0))
    assert [str(item) for item in read(tmp_path / "a.npz").left_out] == ["W1: an array with named fields"]


def hostile() -> dict[str, bytes]:
    """Give pickles of a few kilobytes that ask for more than they are."""
    proto, stop = b"\x80\x02", b"."
    doubled = b"N\x85" + b"".join(b"q" + bytes([place]) + b"h" + bytes([place]) + b"\x86" for place in range(60))
    maker = b"ctorch._utils\n_rebuild_tensor_v2\n"
    return {
        "a key that takes years to hash": proto + b"}" + doubled + b"K\x01s" + stop,
        "tuples that are too deep": proto + b"}N" + b"\x85" * 5000 + b"K\x01s" + stop,
        "a name without an end": proto + b"}X" + struct.pack("<I", 5000) + b"a" * 5000 + b"K\x01s" + stop,
        "a state for what makes tensors": proto + maker + b"}X\x01\x00\x00\x00aK\x01sb" + stop,
        "a get of what was never put": proto + b"h\x07" + stop,
        "a take from an empty stack": proto + b"s" + stop,
        "a mark that is not there": proto + b"e" + stop,
    }


@pytest.mark.parametrize("intent", hostile())
def test_a_hostile_pickle_is_told_in_a_sentence(tmp_path, intent):
    path = tmp_path / "model.pt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("model/data.pkl", hostile()[intent])
    assert path.stat().st_size < 12_000
    assert len(reason(path)) < 200


def test_many_operations_in_a_small_file_are_told(tmp_path):
    path = tmp_path / "model.pt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("model/data.pkl", b"\x80\x02" + b"N0" * 4_000_000 + b"}.")
    assert path.stat().st_size < 12_000
    assert "packed" in reason(path)


def test_what_makes_tensors_is_the_same_after_a_hostile_file(tmp_path):
    path = tmp_path / "model.pt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("model/data.pkl", hostile()["a state for what makes tensors"])
    reason(path)
    torch_reader = sys.modules["shapecheck.weights.readers.torch"]
    assert all(not vars(make) for make in torch_reader._FUNCTIONS.values())


def test_a_long_name_in_an_npz_is_told(tmp_path):
    path = tmp_path / "model.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a" * 5000, b"")
    assert "5,000 characters" in reason(path)
