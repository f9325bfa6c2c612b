"""A few processes that answer queries; one that runs too long is killed and replaced.

Oxigraph offers neither a timeout nor a way to stop a query, so a wall-clock limit needs a process
that may die. Each worker answers one query at a time and reads the store by itself.
"""

from __future__ import annotations

import queue
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from querbezug.graph.errors import QueryTimeoutError
from querbezug.graph.sparql.guard import check_query
from querbezug.graph.sparql.request import Answer, SparqlRequest
from querbezug.graph.sparql.worker import MEMORY_LIMIT, Worker


class QueryPool:
    """Workers for the store at one path.

    Parameters
    ----------
    path : Path
        The store's directory.
    size : int
        Number of worker processes.
    timeout : float
        Seconds a query may take, waiting for a worker included.
    memory : int
        Bytes of address space that each worker may take.
    """

    def __init__(self, path: Path, size: int = 2, timeout: float = 20.0, memory: int = MEMORY_LIMIT) -> None:
        self.path = path
        self.memory = memory
        self.timeout = timeout
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        for _ in range(size):
            self._idle.put(Worker.start(path, memory))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def answer(self, request: SparqlRequest) -> Answer:
        """Answer one query; safe to call from many threads.

        Raises
        ------
        QueryError
            If the query is refused, wrong, too large, or not answered in time.
        """
        check_query(request.query)
        deadline = time.monotonic() + self.timeout
        try:
            worker = self._idle.get(timeout=self.timeout)
        except queue.Empty as error:
            raise QueryTimeoutError("sparql.busy", seconds=f"{self.timeout:g}") from error
        try:
            if not worker.alive:
                worker = self._replace(worker)
            return worker.ask(request, max(0.1, deadline - time.monotonic()))
        finally:
            self._idle.put(worker if worker.alive else self._replace(worker))

    def _replace(self, worker: Worker) -> Worker:
        worker.end()
        return Worker.start(self.path, self.memory)

    def close(self) -> None:
        """End all idle workers; those at work end with the program."""
        while True:
            try:
                self._idle.get_nowait().end()
            except queue.Empty:
                return
