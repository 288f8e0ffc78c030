"""How client input travels in objects: attributes, dataclasses, models, properties and class attributes."""

from pathlib import Path

import pytest

from .twins.seen import expect

HEAD = """
import os
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple, TypedDict

from fastmcp import FastMCP
from pydantic import BaseModel, Field, field_validator

mcp = FastMCP("desk")
"""
DATACLASS = """
@dataclass
class Job:
    command: str
    label: str = "ls"
    count: int = 1
"""
MODEL = """
class Job(BaseModel):
    command: str
    count: int = 1
    kind: Literal["ls", "pwd"] = "ls"
    slug: str = Field(default="a", pattern=r"^[a-z]+$")
"""
PLAIN = """
class Job:
    def __init__(self, command, label="ls"):
        self.command = command
        self.label = label

    @property
    def line(self):
        return f"nice {self.command}"

    @property
    def title(self):
        return f"echo {self.label}"

    def run(self):
        os.system(SINK)

    def changed(self, command):
        self.command = command
        return self

    @classmethod
    def made(cls, command):
        return cls(command)

    @staticmethod
    def line_of(command):
        return "nice " + command

    def __str__(self):
        return self.command
"""
OUTSIDE = PLAIN.replace("SINK", '"ls"')
INSIDE = PLAIN.replace("SINK", "[|self.command|]")
CASES = {
    "dataclass": (DATACLASS, "job = Job(name)\nos.system([|job.command|])"),
    "dataclass by name": (DATACLASS, "job = Job(command=name)\nos.system([|job.command|])"),
    "dataclass, other field": (DATACLASS, "job = Job(name)\nos.system(job.label)\nos.system(f'{job.count}')"),
    "dataclass, field set later": (
        DATACLASS,
        'job = Job("ls")\njob.label = name\nos.system([|job.label|])\nos.system(job.command)',
    ),
    "dataclass replaced": (DATACLASS, 'job = replace(Job("ls"), command=name)\nos.system([|job.command|])'),
    "dataclass in a list": (
        DATACLASS,
        "jobs = [Job(name)]\nfor job in jobs:\n    os.system([|job.command|])\n    os.system(job.label)",
    ),
    "dataclass with a method": (
        DATACLASS
        + "\n    def run(self) -> None:\n        os.system([|self.command|])\n        os.system(self.label)\n",
        "Job(name).run()",
    ),
    "dataclass with post init": (
        DATACLASS + "\n    def __post_init__(self) -> None:\n        self.label = self.command\n",
        "os.system([|Job(name).label|])",
    ),
    "model": (MODEL, "job = Job(command=name)\nos.system([|job.command|])"),
    "model, typed fields": (
        MODEL,
        "job = Job(command='ls', count=name, kind=name, slug=name)\nos.system(f'{job.count}')\nos.system(job.kind)\nos.system(job.slug)\nos.system(job.command)",
    ),
    "model from a mapping": (
        MODEL,
        "import json\njob = Job(**json.loads(name))\nos.system([|job.command|])\nos.system(job.kind)",
    ),
    "model validated": (MODEL, "job = Job.model_validate_json(name)\nos.system([|job.command|])\nos.system(job.kind)"),
    "model dumped": (MODEL, "given = Job(command=name).model_dump()\nos.system([|given['command']|])"),
    "model copied": (MODEL, "job = Job(command='ls').model_copy(update={'command': name})\nos.system([|job.command|])"),
    "model with a validator": (
        MODEL
        + "\n    @field_validator('command')\n    @classmethod\n    def known(cls, value: str) -> str:\n        if value not in ('ls', 'pwd'):\n            raise ValueError('unknown')\n        return value\n",
        "os.system(Job(command=name).command)",
    ),
    "named tuple": (
        "class Job(NamedTuple):\n    command: str\n    label: str = 'ls'\n",
        "job = Job(name)\nos.system([|job.command|])\nos.system([|job[0]|])\nos.system(job.label)",
    ),
    "named tuple unpacked": (
        "class Job(NamedTuple):\n    command: str\n    label: str\n",
        "command, label = Job(name, 'ls')\nos.system([|command|])\nos.system(label)",
    ),
    "typed dict": (
        "class Job(TypedDict):\n    command: str\n    label: str\n",
        "job = Job(command=name, label='ls')\nos.system([|job['command']|])\nos.system(job['label'])",
    ),
    "plain class": (OUTSIDE, "os.system([|Job(name).command|])"),
    "plain class, other attribute": (OUTSIDE, "os.system(Job(name).label)"),
    "property": (OUTSIDE, "job = Job(name)\nos.system([|job.line|])\nos.system(job.title)"),
    "method with the sink": (INSIDE, "Job(name).run()"),
    "method with the sink, other attribute": (OUTSIDE.replace('"ls")\n', "self.label)\n", 1), "Job(name).run()"),
    "setter and chain": (INSIDE, "Job('ls').changed(name).run()"),
    "set through a method": (INSIDE, "job = Job('ls')\njob.changed(name)\njob.run()"),
    "class method": (INSIDE, "Job.made(name).run()"),
    "static method": (OUTSIDE, "os.system([|Job.line_of(name)|])"),
    "as text": (OUTSIDE, "os.system([|str(Job(name))|])"),
    "as text in an f-string": (OUTSIDE, "os.system([|f'nice {Job(name)}'|])"),
    "attribute of an attribute": (
        OUTSIDE + "\nclass Desk:\n    def __init__(self, job):\n        self.job = job\n        self.name = 'ls'\n",
        "desk = Desk(Job(name))\nos.system([|desk.job.command|])\nos.system(desk.job.label)\nos.system(desk.name)",
    ),
    "setattr, other attribute": (OUTSIDE, "job = Job('ls')\nsetattr(job, 'label', name)\nos.system(job.command)"),
    "setattr overwrites": (OUTSIDE, "job = Job(name)\nsetattr(job, 'command', 'ls')\nos.system(job.command)"),
    "setattr in a method": (
        INSIDE
        + "\n    def fill(self, text):\n        for key in ('label', 'command'):\n            setattr(self, key, text)\n",
        "job = Job('ls')\njob.fill(name)\njob.run()",
    ),
    "setattr": (OUTSIDE, "job = Job('ls')\nsetattr(job, 'label', name)\nos.system([|job.label|])"),
    "getattr with a literal": (OUTSIDE, "os.system([|getattr(Job(name), 'command')|])"),
    "vars": (OUTSIDE, "os.system([|vars(Job(name))['command']|])"),
    "two objects": (INSIDE.replace("[|", "").replace("|]", ""), "tainted = Job(name)\nclean = Job('ls')\nclean.run()"),
}
TOOL = '\n\n@mcp.tool\ndef use(name: str, number: int = 1) -> str:\n{}    return "done"\n'


@pytest.mark.parametrize(("classes", "body"), CASES.values(), ids=CASES.keys())
def test_an_object_with_client_input(classes: str, body: str, tmp_path: Path) -> None:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    expect(f"{HEAD}\n{classes}{TOOL.format(lines)}", "client-input-in-shell", tmp_path)
