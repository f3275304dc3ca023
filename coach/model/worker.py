"""One thread that owns the model, and one fair queue before it.

Contract: ``stream`` gives the pieces of a job as they come and raises what the job raised;
conversations take turns, first come first served within each; closing the stream or setting its
``stop`` event ends the job at once, also while a prompt is read. ``idle`` work (warming) waits for
everybody else and makes way as soon as somebody asks something. Nothing here knows what a job does.
"""

import queue
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from coach.model.errors import ModelFailed, ModelUnloaded

Stopped = Callable[[], bool]
Work = Callable[[Stopped], Iterator[str]]

_LOOK_SECONDS = 0.05


@dataclass
class _Done:
    error: BaseException | None = None


@dataclass(eq=False)
class Job:
    """One request."""

    work: Work
    conversation: str
    stop: threading.Event
    idle: bool = False
    cancelled: threading.Event = field(default_factory=threading.Event)
    out: "queue.SimpleQueue[str | _Done]" = field(default_factory=queue.SimpleQueue)

    def stopped(self) -> bool:
        """Whether this job should end."""
        return self.cancelled.is_set() or self.stop.is_set()


class Worker:
    """The thread and its queue; ``interrupt(now)`` must end or allow what the model is doing."""

    def __init__(self, interrupt: Callable[[bool], None]) -> None:
        self._interrupt = interrupt
        self._waiting: OrderedDict[str, deque[Job]] = OrderedDict()
        self._idle: deque[Job] = deque()
        self._running: Job | None = None
        self._closed = False
        self._change = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="kier-model", daemon=True)
        self._thread.start()

    def stream(
        self, work: Work, conversation: str, stop: threading.Event | None = None
    ) -> Iterator[str]:
        """Runs a job in turn and gives what it yields."""
        job = Job(work, conversation, stop or threading.Event())
        self._enter(job)
        try:
            while True:
                try:
                    piece = job.out.get(timeout=_LOOK_SECONDS)
                except queue.Empty:
                    if job.stopped():
                        self._cancel(job)
                    continue
                if isinstance(piece, _Done):
                    if piece.error is not None:
                        raise piece.error
                    return
                if not job.stopped():
                    yield piece
        finally:
            self._cancel(job)

    def idle(self, work: Work) -> None:
        """Work for when nobody waits; returns at once."""
        self._enter(Job(work, "", threading.Event(), idle=True))

    @property
    def waiting(self) -> int:
        """How many requests wait, the running one included."""
        with self._change:
            running = self._running is not None and not self._running.idle
            return sum(len(jobs) for jobs in self._waiting.values()) + running

    def close(self, then: Callable[[], None]) -> None:
        """Ends all jobs and the thread, and runs ``then`` as the last thing in it."""
        with self._change:
            self._closed = True
            self._then = then
            if self._running is not None:
                self._running.cancelled.set()
                self._interrupt(True)
            self._change.notify_all()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _enter(self, job: Job) -> None:
        with self._change:
            if self._closed:
                raise ModelUnloaded
            if job.idle:
                self._idle.append(job)
            else:
                self._waiting.setdefault(job.conversation, deque()).append(job)
                if self._running is not None and self._running.idle:
                    self._running.cancelled.set()
                    self._interrupt(True)
            self._change.notify_all()

    def _cancel(self, job: Job) -> None:
        with self._change:
            job.cancelled.set()
            if self._running is job:
                self._interrupt(True)

    def _next(self) -> Job | None:
        with self._change:
            while not (self._closed or self._waiting or self._idle):
                self._change.wait()
            if self._closed:
                return None
            if self._waiting:
                # The conversation that is served moves to the back, whatever it still has waiting.
                name, jobs = self._waiting.popitem(last=False)
                job = jobs.popleft()
                if jobs:
                    self._waiting[name] = jobs
            else:
                job = self._idle.popleft()
            self._running = job
            self._interrupt(job.stopped())
            return job

    def _run(self) -> None:
        while (job := self._next()) is not None:
            self._do(job)
            with self._change:
                self._running = None
        with self._change:
            left = [job for jobs in self._waiting.values() for job in jobs]
            self._waiting.clear()
        for job in left:
            job.out.put(_Done(ModelUnloaded()))
        self._then()

    def _do(self, job: Job) -> None:
        error: BaseException | None = None
        try:
            for piece in job.work(job.stopped):
                job.out.put(piece)
                if job.stopped():
                    break
        except Exception as raised:
            from coach.errors import KierError

            error = raised if isinstance(raised, KierError) else ModelFailed()
            error.__cause__ = None if error is raised else raised
        finally:
            if self._closed and error is None and not job.stop.is_set():
                error = ModelUnloaded()
            job.out.put(_Done(error))
