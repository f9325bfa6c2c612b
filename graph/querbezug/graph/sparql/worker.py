"""The process that answers queries, and how to talk to it."""

from __future__ import annotations

import math
import multiprocessing
import resource
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from querbezug.graph import errors
from querbezug.graph.sparql.evaluate import evaluate
from querbezug.graph.sparql.request import Answer, SparqlRequest
from querbezug.graph.store.reading import ReadStore

MEMORY_LIMIT = 4 * 1024**3
"""Address space of a worker in bytes; beyond it the worker dies and the query with it."""

Reply = Answer | tuple[str, str, dict[str, object]]
"""An answer, or the name of an error class with its sentence and values."""


def serve(pipe: Connection, path: Path, memory: int) -> None:
    """Answer the requests that come through ``pipe`` until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    store = ReadStore(path)
    while True:
        try:
            request = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_reply(store, request))


def _reply(store: ReadStore, request: SparqlRequest) -> Reply:
    try:
        return evaluate(store.snapshot(), request)
    except errors.QuerbezugError as error:
        return type(error).__name__, error.message.key, dict(error.message.values)
    except (MemoryError, RecursionError):
        return "QueryTooLargeError", "sparql.out-of-memory", {}


@dataclass(slots=True)
class Worker:
    """One process with the pipe to it.

    Attributes
    ----------
    broken : bool
        Whether a question was left without an answer; what comes through the pipe next would not
        be the answer to the next question.
    """

    process: BaseProcess
    pipe: Connection
    broken: bool = False

    @classmethod
    def start(cls, path: Path, memory: int = MEMORY_LIMIT) -> Worker:
        """Start a worker on the store at ``path`` that may take ``memory`` bytes."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=serve, args=(theirs, path, memory), daemon=True, name="querbezug-query"
        )
        process.start()
        theirs.close()
        return cls(process, ours)

    def ask(self, request: SparqlRequest, timeout: float) -> Answer:
        """Send ``request`` and wait for the answer.

        Parameters
        ----------
        timeout : float
            Seconds to wait.

        Raises
        ------
        QueryTimeoutError
            If there is no answer in time.
        QueryError
            If the query cannot be answered, or the worker died of it.
        """
        self.broken = True
        try:
            self.pipe.send(request)
            if not self.pipe.poll(timeout):
                raise errors.QueryTimeoutError("sparql.timeout", seconds=math.ceil(timeout))
            reply: Reply = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise errors.QueryTooLargeError("sparql.out-of-memory") from error
        self.broken = False
        if isinstance(reply, Answer):
            return reply
        name, key, values = reply
        raise getattr(errors, name)(key, **values)

    def end(self) -> None:
        """Kill the process, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.pipe.close()

    @property
    def alive(self) -> bool:
        """Whether the process can take another request."""
        return not self.broken and self.process.is_alive()
