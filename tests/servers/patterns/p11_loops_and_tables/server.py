"""Tools from loops over tables."""

from machines import EXTRA, ROWS, TOOLS, list_vms, stop_vm
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("p11")

for fn in (list_vms, stop_vm, *EXTRA):
    mcp.tool(name=f"vm_{fn.__name__}")(fn)
for name, (fn, doc) in TOOLS.items():
    mcp.add_tool(fn, name=name, description=doc)
for row in ROWS:
    mcp.add_tool(row["function"], name=row["name"])

if __name__ == "__main__":
    mcp.run()
