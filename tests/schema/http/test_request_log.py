"""How the log is written."""

import json
import subprocess
import sys

import pytest

PROGRAM = """
import structlog
from schema.http.request_log import configure_log
configure_log(json={json})
log = structlog.get_logger("x")
log.debug("hidden")
log.info("request", status=200)
"""


@pytest.mark.parametrize("as_json", [True, False])
def test_lines_go_to_standard_error_in_the_chosen_form(as_json: bool) -> None:
    program = PROGRAM.replace("{json}", str(as_json))
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    assert run.stdout == ""
    [line] = run.stderr.splitlines()
    if as_json:
        assert {**json.loads(line), "timestamp": ""} == {
            "event": "request",
            "level": "info",
            "status": 200,
            "timestamp": "",
        }
    else:
        assert "status" in line
