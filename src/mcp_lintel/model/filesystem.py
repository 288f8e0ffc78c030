"""Components in a folder that fastmcp's FileSystemProvider imports.

Source: `fastmcp.server.providers.filesystem_discovery` of fastmcp 3.0 to 4.2: every Python file below the folder but
`__init__.py`, in path order; of each the public names in alphabetical order that are components or marked functions.
"""

from collections.abc import Iterator

from mcp_lintel.model.global_registry import marked
from mcp_lintel.model.registrations import Registration, component
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.paths import candidates
from mcp_lintel.program.values import Args, Function, Made, Value, dotted
from mcp_lintel.text.span import Place, Span

OBJECTS = {"Tool": "tool", "FunctionTool": "tool", "Resource": "resource", "ResourceTemplate": "resource"}
OBJECTS |= {"Prompt": "prompt", "FunctionPrompt": "prompt", "FunctionResource": "resource"}


def discovered(root: tuple[str, bool], project: str, importer: str, reader: Interpreter) -> list[Registration] | None:
    """The components below a folder of the project; None where it holds no Python file."""
    for folder in candidates(root, project, importer):
        paths = sorted(path for path in reader.modules.paths if _below(path, folder))
        if paths:
            return [one for path in paths for one in _components(path, reader)]
    return None


def _below(path: str, folder: str) -> bool:
    if path.endswith("/__init__.py") or path == "__init__.py":
        return False
    return path == folder or not folder or path.startswith(folder + "/")


def _components(path: str, reader: Interpreter) -> Iterator[Registration]:
    env = reader.envs.get(path)
    for name in sorted(env.names) if env is not None else ():
        if env is None or name.startswith("_"):
            continue
        value = env.names[name]
        kind = _kind(value)
        if kind is not None:
            place = value.place if isinstance(value, Function | Made) else Place(path, Span(0, 0))
            yield component(kind, value, Args(), place, (), 0)


def _kind(value: Value) -> str | None:
    """The kind of component that a value is; None for anything else."""
    if isinstance(value, Function):
        found = marked(value)
        return None if found is None else found[0]
    if isinstance(value, Made):
        made = dotted(value.callee).removesuffix(".from_function")
        return OBJECTS.get(made.rpartition(".")[2]) if made.startswith("fastmcp.") else None
    return None
