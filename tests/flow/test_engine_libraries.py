"""The libraries that servers use: a call with client input is reported at the argument, one with a constant is not."""

from pathlib import Path

import pytest

from .twins.seen import expect

SHELL, OPTION, CODE = "client-input-in-shell", "option-smuggled", "client-input-evaluated"
QUERY, PATH, URL = "client-input-in-query", "client-path-unconfined", "request-to-client-address"
LOAD, TEMPLATE, NAME = "unsafe-deserialisation", "client-input-as-template", "client-chosen-attribute"
PATTERN, ARCHIVE, WORK = "client-pattern-unbounded", "archive-extracted-unguarded", "work-sized-by-client"
CASES: dict[str, tuple[tuple[str, str], ...]] = {
    SHELL: (
        ("import os", "os.popen({})"),
        ("import subprocess", "subprocess.run({}, shell=True)"),
        ("import subprocess", "subprocess.Popen({}, shell=True)"),
        ("import subprocess", "subprocess.call({}, shell=True)"),
        ("import subprocess", "subprocess.check_call(args={}, shell=True)"),
        ("import subprocess", "subprocess.check_output({}, shell=True, text=True)"),
        ("import subprocess", "subprocess.getoutput({})"),
        ("import subprocess", "subprocess.getstatusoutput({})"),
        ("import subprocess", 'subprocess.run(["sh", "-c", {}])'),
        ("import subprocess", 'subprocess.run(["bash", "-lc", {}])'),
        ("import subprocess", "subprocess.run([{}])"),
        ("import asyncio", "asyncio.run(asyncio.create_subprocess_shell({}))"),
        ("import asyncio", "asyncio.run(asyncio.create_subprocess_exec({}))"),
        ("import os", 'os.execvp({}, ["x"])'),
        ("import pty", "pty.spawn({})"),
        ("import paramiko", "paramiko.SSHClient().exec_command({})"),
        ("import docker", 'docker.from_env().containers.get("desk").exec_run({})'),
        ("import pexpect", "pexpect.spawn({})"),
    ),
    OPTION: (
        ("import subprocess", 'subprocess.run(["git", "show", {}])'),
        ("import subprocess", 'subprocess.check_output(["git", "show", {}], text=True)'),
        ("import asyncio", 'asyncio.run(asyncio.create_subprocess_exec("git", "show", {}))'),
        ("import os", 'os.execlp("git", "git", "show", {})'),
        ("import git", 'git.Repo("/srv/desk").git.diff({})'),
        ("import git", 'git.Repo("/srv/desk").git.checkout({})'),
    ),
    CODE: (
        ("", "eval({})"),
        ("", "exec({})"),
        ("", 'compile({}, "x", "exec")'),
        ("import code", "code.InteractiveInterpreter().runsource({})"),
        ("import timeit", "timeit.timeit({})"),
        ("import pandas as pd", "pd.eval({})"),
        ("import pandas as pd", 'pd.read_csv("/srv/x.csv").query({})'),
        ("import pandas as pd", 'pd.DataFrame({{"a": [1]}}).eval({})'),
        ("import numexpr", "numexpr.evaluate({})"),
        ("import sympy", "sympy.sympify({})"),
        ("import subprocess", 'subprocess.run(["python", "-c", {}])'),
    ),
    QUERY: (
        ("import sqlite3", 'sqlite3.connect("x.db").execute({})'),
        ("import sqlite3", 'sqlite3.connect("x.db").cursor().executemany({}, [])'),
        ("import sqlite3", 'sqlite3.connect("x.db").executescript({})'),
        ("import aiosqlite", 'db = aiosqlite.connect("x.db")\ndb.execute({})'),
        ("import psycopg2", 'psycopg2.connect("dbname=x").cursor().execute({})'),
        ("import psycopg", 'psycopg.connect("dbname=x").execute({})'),
        ("import asyncpg", 'asyncpg.connect("postgres://x").fetch({})'),
        ("import mysql.connector", "mysql.connector.connect().cursor().execute({})"),
        ("import pymysql", "pymysql.connect().cursor().execute({})"),
        ("import duckdb", "duckdb.sql({})"),
        ("import duckdb", 'duckdb.connect("x.db").execute({})'),
        ("import clickhouse_connect", "clickhouse_connect.get_client().query({})"),
        ("import snowflake.connector", "snowflake.connector.connect().cursor().execute({})"),
        ("from sqlalchemy import create_engine, text", 'create_engine("sqlite://").connect().execute(text({}))'),
        ("import pandas as pd", 'pd.read_sql({}, "sqlite:///x.db")'),
        ("from google.cloud import bigquery", "bigquery.Client().query({})"),
        ("import boto3", 'boto3.client("athena").start_query_execution(QueryString={})'),
        ("from neo4j import GraphDatabase", 'GraphDatabase.driver("bolt://x").execute_query({})'),
    ),
    PATH: (
        ("", "open({})"),
        ("import io", "io.open({})"),
        ("from pathlib import Path", "@Path({}).read_text()"),
        ("from pathlib import Path", "@Path({}).read_bytes()"),
        ("from pathlib import Path", '@Path({}).write_text("x")'),
        ("from pathlib import Path", "@Path({}).unlink()"),
        ("from pathlib import Path", "list(@Path({}).iterdir())"),
        ("import os", "os.remove({})"),
        ("import os", "os.unlink({})"),
        ("import os", "os.listdir({})"),
        ("import os", "list(os.walk({}))"),
        ("import os", "os.makedirs({})"),
        ("import shutil", 'shutil.copy({}, "/srv/x")'),
        ("import shutil", 'shutil.move("/srv/x", {})'),
        ("import shutil", "shutil.rmtree({})"),
        ("import glob", "glob.glob({})"),
        ("import aiofiles", "aiofiles.open({})"),
        ("import pandas as pd", "pd.read_excel({})"),
        ("import boto3", 'boto3.client("s3").download_file("bucket", "key", {})'),
        ("from PIL import Image", "Image.open({})"),
    ),
    URL: (
        ("import httpx", "httpx.get({})"),
        ("import httpx", 'httpx.request("GET", {})'),
        ("import httpx", "httpx.Client().post({})"),
        ("import httpx", "with httpx.Client() as client:\n    client.get({})"),
        ("import httpx", "httpx.Client(base_url={})"),
        ("import httpx", 'with httpx.stream("GET", {}) as answer:\n    answer.read()'),
        ("import requests", "requests.get({})"),
        ("import requests", 'requests.request("GET", url={})'),
        ("import requests", "requests.Session().put({})"),
        ("import urllib.request", "urllib.request.urlopen({})"),
        ("import urllib.request", "urllib.request.urlretrieve({})"),
        ("import urllib3", 'urllib3.PoolManager().request("GET", {})'),
        ("import aiohttp", "aiohttp.ClientSession().get({})"),
        ("import websockets", "websockets.connect({})"),
        ("import feedparser", "feedparser.parse({})"),
    ),
    LOAD: (
        ("import pickle", "pickle.loads({})"),
        ("import marshal", "marshal.loads({})"),
        ("import dill", "dill.loads({})"),
        ("import jsonpickle", "jsonpickle.decode({})"),
        ("import yaml", "yaml.load({}, Loader=yaml.Loader)"),
        ("import yaml", "yaml.unsafe_load({})"),
        ("import yaml", "yaml.full_load({})"),
    ),
    TEMPLATE: (
        ("import jinja2", "jinja2.Template({})"),
        ("from jinja2 import Environment", "Environment().from_string({})"),
        ("from mako.template import Template", "Template({})"),
        ("", "@{}.format(a=1)"),
        ("", '@{}.format_map({{"a": 1}})'),
    ),
    NAME: (
        ("import importlib", "importlib.import_module({})"),
        ("", "__import__({})"),
        ("import math", "getattr(math, {})"),
        ("import math", "setattr(math, {}, 1)"),
        ("import operator", "operator.attrgetter({})"),
        ("import operator", "operator.methodcaller({})"),
        ("import runpy", "runpy.run_module({})"),
        ("", "globals()[{}]"),
        ("", "globals().get({})"),
        ("import sys", "sys.modules[{}]"),
        ("import sys", "vars(sys)[{}]"),
        ("import sys", "sys.__dict__[{}]"),
    ),
    PATTERN: (
        ("import re", "re.compile({})"),
        ("import re", 're.match({}, "x")'),
        ("import re", 're.sub({}, "a", "x")'),
        ("import re", 're.findall(pattern={}, string="x")'),
    ),
    WORK: (
        ("import time", "time.sleep(float({}))"),
        ("import asyncio", "asyncio.run(asyncio.sleep(int({})))"),
        ("", "list(range(int({})))"),
    ),
}
FLAT = [(rule, imports, call) for rule, calls in CASES.items() for imports, call in calls]
SAFE = (
    ("import subprocess", 'subprocess.run(["echo", "x"], input={}, text=True)'),
    ("import ast", "ast.literal_eval({})"),
    ("import yaml", "yaml.safe_load({})"),
    ("import yaml", "yaml.load({}, Loader=yaml.SafeLoader)"),
    ("import json", "json.loads({})"),
    ("import sqlite3", 'sqlite3.connect("x.db").execute("SELECT ?", ({},))'),
    ("import psycopg", 'psycopg.connect("x").execute("SELECT %s", [{}])'),
    (
        "from sqlalchemy import create_engine, text",
        'create_engine("sqlite://").connect().execute(text("SELECT :a"), {{"a": {}}})',
    ),
    ("import httpx", 'httpx.get("https://api.example.com/search", params={{"q": {}}})'),
    ("import httpx", 'httpx.post("https://api.example.com/search", json={{"q": {}}})'),
    ("import requests", 'requests.get("https://api.example.com/search", params={{"q": {}}}, allow_redirects=False)'),
    ("import jinja2", 'jinja2.Template("Dear {{{{ name }}}}").render(name={})'),
    ("import string", 'string.Template("Dear $name").substitute(name={})'),
    ("", '"Dear {{}}".format({})'),
    ("import re", 're.search("[a-z]+", {})'),
    ("import re", "re.compile(re.escape({}))"),
    ("from pathlib import Path", '(Path("/srv/notes.txt")).write_text({})'),
    ("", 'getattr({}, "strip")()'),
    ("import hashlib", "hashlib.sha256({}.encode()).hexdigest()"),
    ("import base64", "base64.b64decode({})"),
    ("import os", "os.path.exists({})"),
    ("import html", "html.escape({})"),
    ("import datetime", "datetime.date.fromisoformat({})"),
    ("import uuid", "uuid.UUID({})"),
    ("import boto3", 'boto3.client("s3").get_object(Bucket="desk", Key={})'),
)
SERVER = """
from fastmcp import FastMCP
{imports}

mcp = FastMCP("desk")


@mcp.tool
def use(name: str) -> str:
    {call}
    return "done"


@mcp.tool
def fixed(name: str) -> str:
    {constant}
    return "done"
"""


def server(imports: str, call: str, *, marks: bool) -> str:
    """A server with the call twice: with client input, marked, and with a constant. `@` stands before a receiver."""
    lines = call.replace("\n", "\n    ")
    head, receives, tail = lines.partition("@")
    if receives:
        receiver, dot, rest = tail.partition(".")
        marked = f"{head}[|{receiver.format('name')}|]{dot}{rest}".replace("{{", "{").replace("}}", "}")
    else:
        marked = lines.format("[|name|]" if marks else "name")
    constant = lines.replace("@", "").format('"alpha"')
    return SERVER.format(imports=imports, call=marked, constant=constant)


@pytest.mark.parametrize(("rule", "imports", "call"), FLAT, ids=[call for _, _, call in FLAT])
def test_client_input_is_reported_at_the_call(rule: str, imports: str, call: str, tmp_path: Path) -> None:
    code = server(imports, call, marks=True)
    if rule == WORK:
        for made in ("float", "int"):
            code = code.replace(f"{made}([|name|])", f"[|{made}(name)|]").replace(f'{made}("alpha")', f'{made}("3")')
    expect(code, rule, tmp_path)


@pytest.mark.parametrize(("imports", "call"), SAFE, ids=[call for _, call in SAFE])
def test_a_call_that_does_no_harm_is_quiet(imports: str, call: str, tmp_path: Path) -> None:
    expect(server(imports, call, marks=False), SHELL, tmp_path)
