"""How client input travels through classes that work together."""

from pathlib import Path

import pytest

from .twins.seen import expect
from .twins.shells import server

CASES = {
    "inherited method": """
        class Base:
            def __init__(self, command: str) -> None:
                self.command = command

            def run(self) -> None:
                os.system([|self.command|])


        class Job(Base):
            pass


        @mcp.tool
        def use(name: str) -> str:
            Job(name).run()
            return "done"
    """,
    "super": """
        class Base:
            def run(self, command: str) -> None:
                os.system([|command|])


        class Job(Base):
            def run(self, command: str) -> None:
                super().run("nice " + command)


        @mcp.tool
        def use(name: str) -> str:
            Job().run(name)
            return "done"
    """,
    "super init": """
        class Base:
            def __init__(self, command: str) -> None:
                self.command = command


        class Job(Base):
            def __init__(self, command: str) -> None:
                super().__init__(command)
                self.label = "ls"


        @mcp.tool
        def use(name: str) -> str:
            job = Job(name)
            os.system([|job.command|])
            os.system(job.label)
            return "done"
    """,
    "template method": """
        class Base:
            def run(self, command: str) -> None:
                os.system([|self.line(command)|])

            def line(self, command: str) -> str:
                raise NotImplementedError


        class Nice(Base):
            def line(self, command: str) -> str:
                return f"nice {command}"


        @mcp.tool
        def use(name: str) -> str:
            Nice().run(name)
            return "done"
    """,
    "overridden by a harmless one": """
        class Base:
            def run(self, command: str) -> None:
                os.system(self.line(command))

            def line(self, command: str) -> str:
                return command


        class Fixed(Base):
            def line(self, command: str) -> str:
                return "ls"


        @mcp.tool
        def use(name: str) -> str:
            Fixed().run(name)
            return "done"
    """,
    "abstract class and a value of its type": """
        from abc import ABC, abstractmethod


        class Runner(ABC):
            @abstractmethod
            def run(self, command: str) -> None: ...


        class Shell(Runner):
            def run(self, command: str) -> None:
                os.system([|command|])


        def start(runner: Runner, command: str) -> None:
            runner.run(command)


        @mcp.tool
        def use(name: str) -> str:
            start(Shell(), name)
            return "done"
    """,
    "object at module level": """
        class Runner:
            def __init__(self, prefix: str) -> None:
                self.prefix = prefix

            def run(self, command: str) -> None:
                os.system([|f"{self.prefix} {command}"|])
                os.system(self.prefix)


        runner = Runner("nice")


        @mcp.tool
        def use(name: str) -> str:
            runner.run(name)
            return "done"
    """,
    "callable object": """
        class Runner:
            def __call__(self, command: str) -> None:
                os.system([|command|])


        @mcp.tool
        def use(name: str) -> str:
            Runner()(name)
            return "done"
    """,
    "subscript of an object": """
        class Box:
            def __init__(self, value: str) -> None:
                self.value = value

            def __getitem__(self, key: str) -> str:
                return self.value


        @mcp.tool
        def use(name: str) -> str:
            os.system([|Box(name)["a"]|])
            return "done"
    """,
    "iteration of an object": """
        class Box:
            def __init__(self, value: str) -> None:
                self.value = value

            def __iter__(self):
                yield self.value


        @mcp.tool
        def use(name: str) -> str:
            for value in Box(name):
                os.system([|value|])
            return "done"
    """,
    "iteration of an object, other attribute": """
        class Box:
            def __init__(self, value: str) -> None:
                self.value = value
                self.label = "ls"

            def __iter__(self):
                yield self.label


        @mcp.tool
        def use(name: str) -> str:
            for value in Box(name):
                os.system(value)
            return "done"
    """,
    "iteration of an object step by step": """
        class Box:
            def __init__(self, value: str) -> None:
                self.value = value

            def __iter__(self) -> "Box":
                return self

            def __next__(self) -> str:
                return self.value


        @mcp.tool
        def use(name: str) -> str:
            box = Box(name)
            for value in box:
                os.system([|value|])
            os.system([|" ".join(one for one in box)|])
            return "done"
    """,
    "asynchronous iteration of an object": """
        class Box:
            def __init__(self, value: str) -> None:
                self.value = value

            async def __aiter__(self):
                yield self.value


        @mcp.tool
        async def use(name: str) -> str:
            async for value in Box(name):
                os.system([|value|])
            return "done"
    """,
    "class method that makes a subclass with a harmless method": """
        class Base:
            def __init__(self, command: str) -> None:
                self.command = command

            @classmethod
            def parse(cls, text: str) -> "Base":
                return cls(text.strip())

            def run(self) -> None:
                os.system(self.command)


        class Job(Base):
            def run(self) -> None:
                os.system("ls")


        @mcp.tool
        def use(name: str) -> str:
            Job.parse(name).run()
            return "done"
    """,
    "class method that makes the class itself": """
        class Base:
            def __init__(self, command: str) -> None:
                self.command = command

            @classmethod
            def parse(cls, text: str) -> "Base":
                return cls(text.strip())

            def run(self) -> None:
                os.system([|self.command|])


        class Job(Base):
            def run(self) -> None:
                os.system("ls")


        @mcp.tool
        def use(name: str) -> str:
            Base.parse(name).run()
            return "done"
    """,
    "method of the class that a parameter is said to be of": """
        class Base:
            def __init__(self, command: str) -> None:
                self.command = command

            def run(self) -> None:
                os.system("ls")


        class Job(Base):
            def run(self) -> None:
                os.system([|self.command|])


        def start(job: Base) -> None:
            job.run()


        @mcp.tool
        def use(name: str) -> str:
            start(Job(name))
            return "done"
    """,
    "mixin": """
        class Logging:
            def note(self, text: str) -> str:
                return text


        class Running:
            def run(self, command: str) -> None:
                os.system([|self.note(command)|])


        class Job(Running, Logging):
            pass


        @mcp.tool
        def use(name: str) -> str:
            Job().run(name)
            return "done"
    """,
    "class method that makes a subclass": """
        class Base:
            def __init__(self, command: str) -> None:
                self.command = command

            @classmethod
            def parse(cls, text: str) -> "Base":
                return cls(text.strip())

            def run(self) -> None:
                os.system("ls")


        class Job(Base):
            def run(self) -> None:
                os.system([|self.command|])


        @mcp.tool
        def use(name: str) -> str:
            Job.parse(name).run()
            return "done"
    """,
}


@pytest.mark.parametrize("code", CASES.values(), ids=CASES.keys())
def test_classes_that_work_together(code: str, tmp_path: Path) -> None:
    expect(server(code), "client-input-in-shell", tmp_path)
