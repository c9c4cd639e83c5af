"""Studies that others make, or that lie elsewhere: byte for byte those of one machine."""

from __future__ import annotations

import concurrent.futures
import importlib.util
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import distributed
import fsspec
import pyarrow
import pytest
import yaml
from fsspec.implementations.memory import MemoryFileSystem

import powderkeg
from powderkeg import Scenario, Study, _powderkeg
from powderkeg.clusters import _backends
from powderkeg.clusters._backends import Backend
from powderkeg.clusters._task import Made, Order

RUNS, CHUNK = 330, 50
FILES = ("study.toml", "counts.parquet", "series.parquet", "runs.parquet")
EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "clusters"


def files(folder: Path) -> dict[str, bytes]:
    assert sorted(os.listdir(folder)) == sorted(FILES)
    return {name: (folder / name).read_bytes() for name in FILES}


@pytest.fixture(scope="module")
def whole(small: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study that all others must be."""
    out = tmp_path_factory.mktemp("whole") / "study"
    powderkeg.study(small, RUNS, chunk=CHUNK, out=out)
    return out


@pytest.fixture(scope="module")
def executor() -> Iterator[concurrent.futures.Executor]:
    """Workers that are processes of their own."""
    import multiprocessing

    with concurrent.futures.ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as made:
        yield made


@pytest.fixture(params=["ray", "dask", "executor"])
def backend(request: pytest.FixtureRequest) -> Backend:
    if request.param == "executor":
        found: Backend = request.getfixturevalue("executor")
        return found
    if request.param == "ray":
        request.getfixturevalue("ray")
        return "ray"
    return "dask"


@pytest.fixture
def url() -> Iterator[str]:
    yield "memory://studies/one"
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]


def test_the_bytes_are_those_of_one_machine(backend: Backend, small: Scenario, whole: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    study = powderkeg.study(
        small,
        RUNS,
        chunk=CHUNK,
        out=tmp_path / "study",
        backend=backend,
        progress=lambda made, of: told.append((made, of)),
    )
    assert files(tmp_path / "study") == files(whole)
    assert study.folder == str(tmp_path / "study")
    assert told == sorted(told) and told[-1] == (RUNS, RUNS)
    # What is whole is only read.
    assert (
        powderkeg.study(small, RUNS, chunk=CHUNK, out=tmp_path / "study", backend=backend).summary() == study.summary()
    )


def test_a_study_without_a_folder_is_the_same(backend: Backend, small: Scenario, whole: Path) -> None:
    study = powderkeg.study(small, RUNS, chunk=CHUNK, backend=backend)
    saved = Study.load(whole)
    assert study.folder is None and study.summary() == saved.summary()
    assert study.run(7).log_hash == pyarrow.table(saved.rows).to_pylist()[6]["log_hash"]
    rows = study.rows
    del study
    # The temporary folder stays for as long as somebody reads it.
    assert pyarrow.table(rows).to_pylist() == pyarrow.table(saved.rows).to_pylist()
    with pytest.raises(TypeError, match="not pickled"):
        rows.__reduce__()


def test_a_scenario_of_ones_own_travels_with_its_changes(ray: Any, folder: Path) -> None:
    """Workers are told its texts and read no file of it: while the executor works, there is none."""
    scenario, path = Scenario.load(folder), scenario_number(folder)
    expected = powderkeg.study(scenario, 20, set={path: 0.5}, seed=7).rows
    found = powderkeg.study(scenario, 20, set={path: 0.5}, seed=7, chunk=10, backend=hidden(folder)).rows
    assert pyarrow.table(found).to_pylist() == pyarrow.table(expected).to_pylist()
    by_ray = powderkeg.study(scenario, 20, set={path: 0.5}, seed=7, chunk=10, backend="ray").rows
    assert pyarrow.table(by_ray).to_pylist() == pyarrow.table(expected).to_pylist()


def scenario_number(folder: Path) -> str:
    """An uncertain number of a scenario that can be 0.5."""
    return next(path for path, unit in Scenario.load(folder).uncertain.items() if unit == "1")


def hidden(folder: Path) -> concurrent.futures.Executor:
    """An executor for which a folder is not there."""

    class Hiding(concurrent.futures.Executor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> concurrent.futures.Future[Any]:
            future: concurrent.futures.Future[Any] = concurrent.futures.Future()
            away = folder.rename(folder.with_name("away"))
            try:
                future.set_result(fn(*args, **kwargs))
            finally:
                away.rename(folder)
            return future

    return Hiding()


def dying(marker: Path, times: int) -> Callable[[Order, int], Made]:
    """A task whose worker is killed so often. Made here, so that workers need no module of ours to read it."""
    from powderkeg.clusters._task import make

    def task(order: Order, first: int) -> Made:
        import os
        import signal

        for death in range(times):
            try:
                os.close(os.open(f"{marker}-{death}", os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                continue
            os.kill(os.getpid(), signal.SIGKILL)
        return make(order, first)

    return task


def test_a_worker_that_is_killed_changes_nothing(
    ray: Any, small: Scenario, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_backends, "make", dying(tmp_path / "killed", 2))
    powderkeg.study(small, RUNS, chunk=CHUNK, out=tmp_path / "study", backend="ray")
    assert (tmp_path / "killed-1").exists()
    assert files(tmp_path / "study") == files(whole)


def test_a_worker_of_dask_that_is_killed_changes_nothing(
    small: Scenario, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_backends, "make", dying(tmp_path / "killed", 1))
    dask: Any = distributed
    with (
        dask.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
        dask.Client(cluster, set_as_default=False) as client,
    ):
        powderkeg.study(small, RUNS, chunk=CHUNK, out=tmp_path / "study", backend=client)
    assert (tmp_path / "killed-0").exists()
    assert files(tmp_path / "study") == files(whole)


def test_workers_that_die_again_and_again_end_it(
    ray: Any, small: Scenario, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_backends, "LOST", 0)
    monkeypatch.setattr(_backends, "make", dying(tmp_path / "killed", 1))
    with pytest.raises(powderkeg.ClusterError, match="the same call goes on") as caught:
        powderkeg.study(small, RUNS, chunk=CHUNK, out=tmp_path / "study", backend="ray")
    assert "could not be made" in str(caught.value)
    monkeypatch.undo()
    # Although the exception is kept, the folder is free.
    powderkeg.study(small, RUNS, chunk=CHUNK, out=tmp_path / "study", backend="ray")
    assert files(tmp_path / "study") == files(whole)


def test_what_a_task_raises_is_not_tried_again(
    ray: Any, small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = str(tmp_path / "tried")

    def failing(order: Order, first: int) -> Made:
        with open(f"{tried}-{first}", "a") as file:
            file.write("once\n")
        raise LookupError("no such thing")

    monkeypatch.setattr(_backends, "make", failing)
    with pytest.raises(powderkeg.ClusterError, match="LookupError: no such thing"):
        powderkeg.study(small, 2, chunk=1, backend="ray")
    assert [path.read_text() for path in tmp_path.glob("tried-*")][:1] == ["once\n"]


def test_another_version_on_a_worker_is_refused(
    backend: Backend, small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    if backend == "dask":
        pytest.skip("its worker is this process")
    monkeypatch.setattr(_powderkeg, "__version__", "0.0.9")
    with pytest.raises(powderkeg.UsageError, match="install powderkeg 0.0.9 on every worker"):
        powderkeg.study(small, 10, backend=backend)


def test_an_interrupt_stops_the_tasks_at_once(ray: Any, small: Scenario, tmp_path: Path) -> None:
    """Each part would take many minutes: what Ctrl-C leaves running would keep its processor."""
    at_work = threading.Event()

    def progress(made: int, of: int) -> None:
        if not at_work.is_set() and ray.available_resources().get("CPU", 0) == 0:
            at_work.set()
            threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGINT)).start()

    with pytest.raises(KeyboardInterrupt):
        powderkeg.study(small, 4_000_000, chunk=1_000_000, out=tmp_path / "study", backend="ray", progress=progress)
    assert at_work.is_set()
    until = time.monotonic() + 60
    while ray.available_resources().get("CPU", 0) != 2:
        assert time.monotonic() < until, "tasks go on"
        time.sleep(0.1)


class Enough(Exception):
    pass


def enough(made: int, of: int) -> None:
    if made >= 2 * CHUNK:
        raise Enough


def test_another_backend_goes_on(
    backend: Backend, executor: concurrent.futures.Executor, small: Scenario, whole: Path, tmp_path: Path
) -> None:
    out = tmp_path / "study"
    with pytest.raises(Enough):
        powderkeg.study(small, RUNS, chunk=CHUNK, out=out, backend=backend, progress=enough)
    kept = {path: path.stat().st_mtime_ns for path in (out / "parts").glob("runs-*")}
    assert kept and not (out / "runs.parquet").exists()
    if backend is executor:
        powderkeg.study(small, RUNS, chunk=CHUNK, out=out)
    else:
        began: list[int] = []
        powderkeg.study(
            small, RUNS, chunk=CHUNK, out=out, backend=executor, progress=lambda made, of: began.append(made)
        )
        assert began[0] >= len(kept) * CHUNK
    assert files(out) == files(whole)


def test_a_damaged_part_is_refused_by_its_name(executor: Any, small: Scenario, tmp_path: Path) -> None:
    out = tmp_path / "study"
    with pytest.raises(Enough):
        powderkeg.study(small, RUNS, chunk=CHUNK, out=out, backend=executor, progress=enough)
    part = min((out / "parts").glob("runs-*"))
    part.write_bytes(part.read_bytes()[:-9])
    with pytest.raises(powderkeg.FileError, match=part.name):
        powderkeg.study(small, RUNS, chunk=CHUNK, out=out, backend=executor)


def at(url: str) -> dict[str, bytes]:
    """The files at a URL, by their names."""
    fs, root = fsspec.core.url_to_fs(url)
    return {str(path)[len(root) :].lstrip("/"): fs.cat_file(path) for path in fs.find(root)}


@pytest.mark.parametrize("by", ["threads", "executor"])
def test_a_study_at_a_url_has_the_same_files(
    by: str, executor: concurrent.futures.Executor, small: Scenario, whole: Path, url: str
) -> None:
    backend: Backend = executor if by == "executor" else "threads"
    study = powderkeg.study(small, RUNS, chunk=CHUNK, out=url, backend=backend)
    assert at(url) == files(whole)
    assert study.folder == url and url in repr(study)
    again = Study.load(url + "/")
    assert again.summary() == study.summary() == powderkeg.study(small, RUNS, chunk=CHUNK, out=url).summary()
    assert pyarrow.table(again.series).to_pylist() == pyarrow.table(Study.load(whole).series).to_pylist()
    assert study.__reduce__() == (Study.load, (url, small))


def test_a_study_at_a_url_is_gone_on_with(
    executor: concurrent.futures.Executor, small: Scenario, whole: Path, url: str
) -> None:
    with pytest.raises(Enough):
        powderkeg.study(
            small,
            4 * RUNS,
            chunk=CHUNK,
            out=url,
            threads=1,
            progress=lambda made, of: enough(made if len(at(url)) > 4 else 0, of),
        )
    kept = sorted(name for name in at(url) if name.startswith("parts/runs-"))
    assert kept and "runs.parquet" not in at(url)
    with pytest.raises(powderkeg.FileError, match=f"{url} is not complete"):
        Study.load(url)
    # Another study is refused, and its files stay.
    before = at(url)
    with pytest.raises(powderkeg.FileError, match=f"{url} holds another study.*nothing was changed"):
        powderkeg.study(small, RUNS, chunk=CHUNK, out=url, seed=2)
    assert at(url) == before
    # Of what a store had only in part, as of all else that is missing, the runs are made again.
    fsspec.filesystem("memory").pipe_file(f"/studies/one/{kept[0]}", b"PAR1 and no more")
    told: list[int] = []
    powderkeg.study(
        small, 4 * RUNS, chunk=CHUNK, out=url, backend=executor, progress=lambda made, of: told.append(made)
    )
    assert told[0] == (len(kept) - 1) * CHUNK
    powderkeg.study(small, 4 * RUNS, chunk=CHUNK, out=whole.with_name("larger"))
    assert at(url) == files(whole.with_name("larger"))


def test_a_url_that_holds_anything_else_is_left_alone(small: Scenario, url: str) -> None:
    fs = fsspec.filesystem("memory")
    fs.pipe_file("/studies/one/thesis.tex", b"mine")
    with pytest.raises(
        powderkeg.FileError, match=f"{url} holds what no study wrote, `thesis.tex`: nothing was changed"
    ):
        powderkeg.study(small, 10, out=url)
    with pytest.raises(powderkeg.FileError, match="is a file"):
        powderkeg.study(small, 10, out=url + "/thesis.tex")
    assert at(url) == {"thesis.tex": b"mine"}


def test_a_url_of_this_machine_is_a_folder(small: Scenario, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "a study"
    study = powderkeg.study(small, RUNS, chunk=CHUNK, out=out.as_uri())
    assert files(out) == files(whole) and study.folder == str(out)
    assert Study.load(out.as_uri()).summary() == study.summary()


class Sealed(MemoryFileSystem):  # type: ignore[misc]
    """A store in which nobody may write."""

    protocol = "sealed"

    def put_file(self, *arguments: Any, **named: Any) -> None:
        raise PermissionError("Forbidden")


def test_urls_that_cannot_be_used_are_refused(small: Scenario, url: str) -> None:
    fsspec.register_implementation("sealed", Sealed, clobber=True)
    made: list[tuple[str, type[Exception], str]] = [
        ("sealed://studies/one", powderkeg.FileError, "cannot write sealed://studies/one/study.toml: Forbidden"),
        ("memory://", powderkeg.UsageError, "memory:// names no folder"),
        (os.fspath(Path("s3://bucket/study")), powderkeg.UsageError, "give it as text"),
        ("nowhere://studies", powderkeg.UsageError, "nowhere://studies cannot be opened: Protocol not known"),
        ("file://elsewhere/studies", powderkeg.UsageError, "file:///path"),
    ]
    if importlib.util.find_spec("s3fs") is None:
        made.append(("s3://bucket/study", powderkeg.UsageError, "s3fs"))
    for out, error, said in made:
        with pytest.raises(error, match=said):
            powderkeg.study(small, 10, out=out)
    made[0] = (url, powderkeg.FileError, f"there is no study in {url}")
    for out, error, said in made:
        with pytest.raises(error, match=said):
            Study.load(out)


@pytest.mark.parametrize(
    ("missing", "asked", "extra"),
    [
        ("ray", {"backend": "ray"}, "ray"),
        ("distributed", {"backend": "dask"}, "dask"),
        ("fsspec", {"out": "s3://bucket/study"}, "cloud"),
    ],
)
def test_what_is_not_installed_is_named(
    missing: str, asked: dict[str, Any], extra: str, small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(powderkeg.UsageError, match=rf'pip install "powderkeg\[{extra}\]"'):
        powderkeg.study(small, 10, **{"out": tmp_path / "study", **asked})
    assert not (tmp_path / "study").exists()


def test_backends_that_there_are_not_are_refused(small: Scenario) -> None:
    class Asynchronous:
        asynchronous, get_executor = True, None

    class Closed:
        status, get_executor = "closed", None

    wrong: list[tuple[dict[str, Any], type[Exception], str]] = [
        ({"backend": Asynchronous()}, powderkeg.UsageError, "asynchronous"),
        ({"backend": Closed()}, powderkeg.UsageError, "is closed: open another"),
        ({"backend": "spark"}, powderkeg.UsageError, 'there are "threads", "ray" and "dask"'),
        ({"backend": 2}, TypeError, "backend must be"),
        ({"backend": None}, TypeError, "backend must be"),
        ({"backend": "ray", "threads": 2}, powderkeg.UsageError, 'threads= is for backend="threads"'),
    ]
    for asked, error, said in wrong:
        with pytest.raises(error, match=said):
            powderkeg.study(small, 10, **asked)


@pytest.fixture
def on_path(command: Callable[..., str], tmp_path: Path) -> dict[str, str]:
    """The environment of a node on which the command line is installed."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "powderkeg").symlink_to(Path(os.environ["POWDERKEG"]).resolve())
    return {"PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}", "FOLDER": str(tmp_path / "shared")}


def run(arguments: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


SHARDED = {"SCENARIO": "first-steps", "RUNS": str(RUNS), "SHARDS": "3"}


def test_the_recipe_for_slurm_makes_the_study(
    on_path: dict[str, str], command: Callable[..., str], tmp_path: Path
) -> None:
    script = str(EXAMPLES / "slurm.sh")
    environment = on_path | SHARDED | {"SLURM_CPUS_PER_TASK": "2"}
    for index in (3, 1, 2):
        run(["bash", script], environment | {"SLURM_ARRAY_TASK_ID": str(index)})
    run(["bash", script, "merge"], environment)
    command("study", "first-steps", "-n", RUNS, "--out", tmp_path / "one")
    assert files(tmp_path / "shared" / "whole") == files(tmp_path / "one")


def test_the_recipe_for_kubernetes_makes_the_study(
    on_path: dict[str, str], command: Callable[..., str], tmp_path: Path
) -> None:
    settings, shards, merge, volume = yaml.safe_load_all((EXAMPLES / "kubernetes.yaml").read_text())
    assert int(settings["data"]["SHARDS"]) == shards["spec"]["completions"]
    assert shards["spec"]["completionMode"] == "Indexed"
    for job in (shards, merge):
        spec = job["spec"]["template"]["spec"]
        [container] = spec["containers"]
        assert container["envFrom"] == [{"configMapRef": {"name": settings["metadata"]["name"]}}]
        assert spec["volumes"][0]["persistentVolumeClaim"]["claimName"] == volume["metadata"]["name"]
        assert container["volumeMounts"][0]["mountPath"] == settings["data"]["FOLDER"]
    environment = settings["data"] | on_path | SHARDED
    shard, together = (job["spec"]["template"]["spec"]["containers"][0]["command"] for job in (shards, merge))
    for index in range(3):
        run(shard, environment | {"JOB_COMPLETION_INDEX": str(index)})
    run(together, environment)
    command("study", "first-steps", "-n", RUNS, "--out", tmp_path / "one")
    assert files(tmp_path / "shared" / "whole") == files(tmp_path / "one")
