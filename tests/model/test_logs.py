"""Which calls write to a log, how their messages are made, and how logs are set up."""

import pytest

from mcp_lintel.model.types import LogCall, LoggingSetup, MessageForm

from .reading import SDK, ReadProject

TOOL = "@mcp.tool()\ndef find(word: str) -> str: ...\n"


def logged(code: str, project: ReadProject) -> list[LogCall]:
    """The log calls of a server with this code."""
    return list(project({"server.py": f"{SDK}{TOOL}{code}\n"}).log_calls)


@pytest.mark.parametrize(
    "code",
    [
        "import logging\nlogger = logging.getLogger(__name__)\nlogger.info('a')",
        "import logging\nlogging.info('a')",
        "import logging\nlogging.getLogger('box').info('a')",
        "from logging import getLogger\nLOG = getLogger()\nLOG.info('a')",
        "import logging as l\nlog = l.getLogger()\nlog.info('a')",
        "import logging\nlogger = logging.getLogger('a').getChild('b')\nlogger.info('a')",
        "import logging\ndef work():\n    logger = logging.getLogger('local')\n    logger.info('a')",
        "import logging\nlogger = logging.getLogger()\ndef work():\n    def inner():\n        logger.info('a')",
        "import logging\nclass Work:\n    def __init__(self):\n        self.logger = logging.getLogger()\n"
        "    def go(self):\n        self.logger.info('a')",
        "import logging\nclass Work:\n    log = logging.getLogger()\n    def go(self):\n        self.log.info('a')",
        "import structlog\nlogger = structlog.get_logger()\nlogger.info('a')",
        "import structlog\nlogger = structlog.get_logger().bind(a=1)\nlogger.info('a')",
        "import structlog\nlogger = structlog.stdlib.get_logger(__name__)\nlogger.info('a')",
        "from loguru import logger\nlogger.info('a')",
        "from loguru import logger as log\nlog.opt(lazy=True).info('a')",
        "from fastmcp.utilities.logging import get_logger\nlogger = get_logger(__name__)\nlogger.info('a')",
        "from mcp.server.fastmcp.utilities.logging import get_logger\nlogger = get_logger(__name__)\nlogger.info('a')",
        "import logging\nlogger = logging.getLogger()\nlogger.info(msg='a')",
        "import logging\nlogger = logging.getLogger()\nclass Work:\n    def go(self):\n        logger.info('a')",
    ],
)
def test_a_call_of_a_logger_is_a_log_call(code: str, project: ReadProject) -> None:
    assert [(call.level, call.form) for call in logged(code, project)] == [("info", MessageForm.CONSTANT)]


@pytest.mark.parametrize(
    "code",
    [
        "from math import log\nlog(3)",
        "import math\nmath.log(3)",
        "import numpy as np\nnp.log(3)",
        "log = []\nlog.append('a')",
        "import audit\nlog = audit.Trail()\nlog.info('a')",
        "class Log:\n    def info(self, text): ...\nlogger = Log()\nlogger.info('a')",
        "def work(ctx: Context):\n    ctx.info('a')",
        "import logging\nlogger = logging.getLogger()\nlogger.setLevel('INFO')",
        "import logging\nlogging.basicConfig()",
        "import warnings\nwarnings.warn('a')",
        "import repo\nrepo.git.log('a')",
    ],
)
def test_another_thing_called_log_is_no_logger(code: str, project: ReadProject) -> None:
    assert logged(code, project) == []


@pytest.mark.parametrize("level", ["debug", "info", "warning", "warn", "error", "exception", "critical", "log"])
def test_the_level_is_the_method(level: str, project: ReadProject) -> None:
    first = "logging.INFO, " if level == "log" else ""
    (call,) = logged(f"import logging\nlogging.getLogger().{level}({first}'a')", project)
    assert (call.level, call.form) == (level, MessageForm.CONSTANT)


@pytest.mark.parametrize(
    ("message", "form"),
    [
        ("'found'", MessageForm.CONSTANT),
        ("'found', extra={'n': n}", MessageForm.CONSTANT),
        ("'found %s', n", MessageForm.LAZY),
        ("f'found {n}'", MessageForm.FSTRING),
        ("f'found'", MessageForm.CONSTANT),
        ("'found ' f'{n}'", MessageForm.FSTRING),
        ("'found %s' % n", MessageForm.PERCENT),
        ("'found {}'.format(n)", MessageForm.FORMAT),
        ("'found ' + n", MessageForm.CONCATENATION),
        ("n + ' found'", MessageForm.CONCATENATION),
        ("'a' + n + 'b'", MessageForm.CONCATENATION),
        ("n", MessageForm.OTHER),
        ("str(n)", MessageForm.OTHER),
        ("a + b", MessageForm.OTHER),
        ("a % b", MessageForm.OTHER),
    ],
)
def test_a_message_has_a_form(message: str, form: MessageForm, project: ReadProject) -> None:
    (call,) = logged(f"import logging\nlogger = logging.getLogger()\nlogger.info({message})", project)
    assert call.form is form


def test_a_log_call_names_its_places_function_and_tool(project: ReadProject) -> None:
    source = (
        SDK
        + "import logging\nlogger = logging.getLogger()\n@mcp.tool(name='seek')\ndef find(word: str):\n"
        + "    logger.warning(f'seeking {word}')\n"
    )
    (call,) = project({"server.py": source}).log_calls
    assert source[call.place.span.start : call.place.span.end] == "logger.warning(f'seeking {word}')"
    assert source[call.message.span.start : call.message.span.end] == "f'seeking {word}'"
    assert (call.symbol, call.tool, call.level) == ("server.find", "seek", "warning")


def test_log_calls_of_every_module_are_read_but_not_of_tests(project: ReadProject) -> None:
    log = "import logging\nlogging.getLogger().info('a')\n"
    found = project({"server.py": SDK + TOOL, "work.py": log, "tests/test_work.py": log})
    assert [call.place.path for call in found.log_calls] == ["work.py"]


def test_a_project_without_server_has_no_log_calls(project: ReadProject) -> None:
    found = project({"work.py": "import mcp.types\nimport logging\nlogging.getLogger().info('a')\n"})
    assert found.log_calls == ()
    assert found.logging is None


def setup_of(code: str, project: ReadProject) -> LoggingSetup:
    """How a server with this code sets up its logs."""
    found = project({"server.py": f"{SDK}{TOOL}{code}\n"}).logging
    assert found is not None
    return found


@pytest.mark.parametrize(
    "code",
    [
        "import structlog\nstructlog.configure(processors=[structlog.processors.JSONRenderer()])",
        "from structlog import configure\nfrom structlog.processors import JSONRenderer\nconfigure(processors=[JSONRenderer()])",
        "import logging\nfrom pythonjsonlogger.json import JsonFormatter\nhandler = logging.StreamHandler()\n"
        "handler.setFormatter(JsonFormatter())\nlogging.basicConfig(handlers=[handler])",
        "import logging.config\nlogging.config.dictConfig({'version': 1, 'formatters': {'json': "
        "{'()': 'pythonjsonlogger.jsonlogger.JsonFormatter'}}})",
        "from loguru import logger\nimport sys\nlogger.add(sys.stderr, serialize=True)",
        "import json, logging\nclass JsonLogFormatter(logging.Formatter):\n    def format(self, record):\n"
        "        return json.dumps({'message': record.getMessage()})\nhandler = logging.StreamHandler()\n"
        "handler.setFormatter(JsonLogFormatter())",
    ],
)
def test_logs_as_json_are_seen(code: str, project: ReadProject) -> None:
    assert setup_of(code, project).json


@pytest.mark.parametrize(
    "code",
    [
        "import logging\nlogging.basicConfig(level=logging.INFO)",
        "import logging\nlogging.basicConfig(format='%(asctime)s %(message)s')",
        "import logging\ndef main():\n    logging.basicConfig(level='INFO')\nmain()",
        "import structlog\nstructlog.configure(processors=[structlog.dev.ConsoleRenderer()])",
        "import logging\nhandler = logging.StreamHandler()\nhandler.setFormatter(logging.Formatter('%(message)s'))",
    ],
)
def test_logs_as_text_are_seen(code: str, project: ReadProject) -> None:
    found = setup_of(code, project)
    assert (bool(found.text), found.json) == (True, ())


def test_a_setup_from_a_file_is_unknown(project: ReadProject) -> None:
    code = "import logging.config\nlogging.config.fileConfig('logging.ini')"
    found = setup_of(code, project)
    assert (found.unknown, found.json, found.text) == (True, (), ())


def test_no_setup_is_none_of_these(project: ReadProject) -> None:
    found = setup_of("import logging\nlogging.getLogger().info('a')", project)
    assert (found.json, found.text, found.unknown, found.calls) == ((), (), False, 1)
    assert found.first is not None
    assert found.first.path == "server.py"


def test_loguru_that_is_told_not_to_serialise_is_no_json(project: ReadProject) -> None:
    code = "from loguru import logger\nimport sys\nlogger.add(sys.stderr, serialize=False)"
    assert setup_of(code, project).json == ()


def test_json_that_has_nothing_to_do_with_logs_does_not_count(project: ReadProject) -> None:
    code = "import json\ndef load_json(text):\n    return json.loads(text)\nimport logging\nlogging.basicConfig()\n"
    assert setup_of(code, project).json == ()


@pytest.mark.parametrize("name", ["format_json", "json_catalog", "render_json_table"])
def test_a_helper_that_formats_json_for_people_is_no_log_setup(name: str, project: ReadProject) -> None:
    code = f"def {name}(value): ...\nprinted = {name}(1)\nimport logging\nlogging.basicConfig()\n"
    assert setup_of(code, project).json == ()
