"""Python processes that start at once: each a fork of one that has loaded annotate, and else as any other.

To start Python and load annotate costs seconds of a processor, and many tests need a kernel of their own, or one that
is killed. `python -m tests.forks SOCKET` is the process that is forked; `start` asks it for another one. Where a system
cannot fork, or with ANNOTATE_COLD_KERNELS=1, processes start as they always do.
"""

import contextlib
import json
import os
import runpy
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

HERE = "ANNOTATE_FORKS"
"""The variable that says where the process that is forked listens."""

COLD = "ANNOTATE_COLD_KERNELS"
_LONGEST = 1 << 20
_SAID = 12
"""Bytes of what the line says: the process's id, and how it ended."""


class Fork:
    """A forked process, as `subprocess.Popen` has it."""

    def __init__(self, line: socket.socket, pid: int, stdin: IO[str] | None, stdout: IO[str] | None) -> None:
        self._line, self.pid, self.stdin, self.stdout, self.stderr = line, pid, stdin, stdout, None
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return how the process ended, None while it runs."""
        return self.wait(0)

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait until the process has ended; return how it did, or None where it has not."""
        if self.returncode is None:
            self._line.settimeout(timeout)
            with contextlib.suppress(BlockingIOError, TimeoutError):
                self.returncode = int(self._line.recv(_SAID) or -signal.SIGKILL)
                self._line.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal to the process, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill the process."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)

    def communicate(self) -> tuple[str, None]:
        """Read all that the process says until it ends."""
        said = self.stdout.read() if self.stdout else ""
        self.wait()
        return said, None


def are_to_be_had() -> bool:
    """Whether processes are forked."""
    return hasattr(os, "fork") and not os.environ.get(COLD)


def start(
    arguments: Sequence[object], *, stdin: int | None = None, stdout: int | None = None, **options: Any
) -> Fork | subprocess.Popen[str]:
    """Start Python with some arguments: ``-c SCRIPT …`` or ``-m MODULE …``; pipes are text.

    Parameters
    ----------
    arguments : sequence
    stdin, stdout : subprocess.PIPE, optional
    **options
        ``env`` and ``cwd``, as of `subprocess.Popen`.
    """
    words = [str(word) for word in arguments]
    if not are_to_be_had():
        return subprocess.Popen([sys.executable, *words], stdin=stdin, stdout=stdout, text=True, **options)
    line = socket.socket(socket.AF_UNIX)
    line.connect(str(listening()))
    ours, theirs = [], []
    for fd, (asked, mode) in enumerate(((stdin, "w"), (stdout, "r"))):
        read, write = os.pipe() if asked == subprocess.PIPE else (None, None)
        theirs.append((read, write)[fd] if read is not None else os.dup(fd))
        kept = (write, read)[fd]
        ours.append(None if kept is None else os.fdopen(kept, mode, encoding="utf-8"))
    request = {
        "words": words,
        "cwd": str(options.get("cwd") or Path.cwd()),
        "env": dict(options.get("env") or os.environ),
    }
    data = json.dumps(request).encode()
    socket.send_fds(line, [len(data).to_bytes(4, "big")], theirs)
    line.sendall(data)
    for fd in theirs:
        os.close(fd)
    return Fork(line, int(line.recv(_SAID, socket.MSG_WAITALL)), *ours)


def launch_kernel(
    command: Sequence[str], *, cwd: str | None = None, env: dict[str, str] | None = None, **_: Any
) -> Any:
    """Start a kernel in the place of `jupyter_client.launcher.launch_kernel`."""
    return start(command[command.index("-m") :], cwd=cwd, env=env)


_server: list[subprocess.Popen[bytes]] = []


def forked_process() -> int:
    """Return the id of the process whose forks ours are."""
    return _server[0].pid


def listening() -> Path:
    """Return where the process that is forked listens; start it where there is none."""
    if HERE not in os.environ:
        path = Path(tempfile.mkdtemp(prefix="annotate-forks-")) / "forks"
        # It ends with its standard input, and so with us, however we end.
        command = [sys.executable, "-m", "tests.forks", str(path)]
        _server.append(subprocess.Popen(command, stdin=subprocess.PIPE, cwd=Path(__file__).parents[1]))
        until = time.monotonic() + 60
        while not path.exists():
            assert _server[0].poll() is None, "the process that is forked did not start"
            assert time.monotonic() < until, "the process that is forked is not ready"
            time.sleep(0.02)
        os.environ[HERE] = str(path)
    return Path(os.environ[HERE])


# The process that is forked -----------------------------------------------------------------------------------


def _load() -> None:
    """Load what kernels load, and do once what is done at the first call."""
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # a kernel ends with its parent, as it finds it when it is loaded
    import anywidget
    import ipykernel.kernelapp
    import ipykernel.zmqshell
    import ipywidgets
    import pandas as pd

    import annotate
    from annotate._project import adding, additions, check, staging, statements
    from annotate.tagger import _adjudicator, _tagger

    texts = {"article_id": ["a", "b"], "language": ["en", "fr"], "text": ["It rains. It pours.", "Il pleut. Il neige."]}
    with tempfile.TemporaryDirectory() as folder, annotate.open_project(Path(folder) / "first.db") as project:
        project.add(pd.DataFrame(texts))
        for passage in project.passages().itertuples():
            project.tag(passage.article_id, passage.start, passage.end, "opinion", coder="mj")
        annotate.write_csv(project.tags(), Path(folder) / "first.csv")
        annotate.read_csv(Path(folder) / "first.csv")
    loaded = (anywidget, ipykernel, ipywidgets, adding, additions, check, staging, statements, _adjudicator, _tagger)
    assert all(loaded)
    assert threading.active_count() == 1, "what runs threads cannot be forked"


class _Door:
    """Where requests come in; who was forked is told to whom asked for it until it ends."""

    def __init__(self, path: Path) -> None:
        self.lines: dict[int, socket.socket] = {}
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(f"{path}.new")
        self.door.listen()
        Path(f"{path}.new").rename(path)  # only now is it there to be asked
        self.waked, self.wakes = socket.socketpair()
        for end in (self.waked, self.wakes):
            end.setblocking(False)
        signal.set_wakeup_fd(self.wakes.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def forked(self) -> dict[str, Any] | None:
        """Fork for each request; return in the fork, with what is asked for. In the forked process nothing at last."""
        with selectors.DefaultSelector() as choose:
            for one in (self.door, self.waked, sys.stdin.buffer):
                choose.register(one, selectors.EVENT_READ)
            while True:
                ready = {key.fileobj for key, _ in choose.select()}
                if sys.stdin.buffer in ready:
                    self._end_all()
                    return None
                if self.waked in ready:
                    self.waked.recv(1024)
                    _say_who_ended(self.lines)
                if self.door in ready and (asked := self._fork()):
                    return asked

    def _fork(self) -> dict[str, Any] | None:
        line, _ = self.door.accept()
        head, fds, *_ = socket.recv_fds(line, 4, 2)
        data = b""
        while len(data) < int.from_bytes(head, "big"):
            data += line.recv(_LONGEST)
        pid = os.fork()
        if pid:
            self.lines[pid] = line
            for fd in fds:
                os.close(fd)
            return None
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()  # a signal to its group is for nobody else, from the moment that its id is known
        line.sendall(_message(os.getpid()))
        for one in (self.door, self.waked, self.wakes, line, *self.lines.values()):
            one.close()
        return {**json.loads(data), "fds": fds}

    def _end_all(self) -> None:
        for pid in self.lines:
            os.kill(pid, signal.SIGKILL)


def _say_who_ended(lines: dict[int, socket.socket]) -> None:
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            line = lines.pop(ended[0])
            with contextlib.suppress(OSError):
                line.sendall(_message(os.waitstatus_to_exitcode(ended[1])))
            line.close()


def _message(number: int) -> bytes:
    return str(number).rjust(_SAID).encode()


def _become(words: list[str], cwd: str, env: dict[str, str], fds: list[int]) -> None:
    """Be the process that was asked for."""
    for number, fd in enumerate(fds):
        os.dup2(fd, number)
        os.close(fd)
    # What the forked process had may remember where in a file it stood; pipes have no places.
    sys.stdin, sys.stdout = os.fdopen(0, encoding="utf-8"), os.fdopen(1, "w", encoding="utf-8")
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    kind, what, *arguments = words
    sys.argv = [kind, *arguments]
    if kind == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        exec(compile(what, "<string>", "exec"), {"__name__": "__main__"})


if __name__ == "__main__":
    _load()
    asked = _Door(Path(sys.argv[1])).forked()
    if asked:
        _become(**asked)
