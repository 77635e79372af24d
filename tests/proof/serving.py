"""The real application in a process of its own, to be killed: `python -m tests.proof.serving DESCRIPTOR`.

Its settings come from the environment as in production; only the rate of requests is not limited. With
`dies` as second argument it is killed by its own hand between the first commit of a booking and its answer.
"""

import os
import signal
import sys
from dataclasses import replace
from typing import Any

import uvicorn

import schema.booking.book
from app import Paravent, application, settings_here
from schema.http.request_log import configure_log


def die_between_commit_and_answer() -> None:
    """Be killed where the answer to a booking would be written."""

    async def written(*_: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    vars(schema.booking.book)["written_appointment"] = written


def main(descriptor: int, *, dies: bool) -> None:
    """Serve on a socket that was opened before, until killed."""
    if dies:
        die_between_commit_and_answer()
    configure_log(json=True)
    settings = settings_here()
    endpoint = replace(settings.endpoint, usual_rate=10**6, rate_per_minute={}, operation_seconds=30)
    app = application(Paravent(replace(settings, endpoint=endpoint)))
    uvicorn.run(app, fd=descriptor, access_log=False, log_level="warning", timeout_graceful_shutdown=15)


if __name__ == "__main__":
    main(int(sys.argv[1]), dies="dies" in sys.argv[2:])
