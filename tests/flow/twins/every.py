"""All kinds of sinks that have twins."""

from . import (
    addresses,
    amounts,
    answers,
    archives,
    evaluation,
    failures,
    messages,
    others,
    paths,
    processes,
    queries,
    reflection,
)
from .kit import Kind

MODULES = (processes, evaluation, reflection, queries, paths, archives, addresses, amounts)
TOLD = (answers, failures, messages, others)
KINDS: tuple[Kind, ...] = tuple(kind for module in (*MODULES, *TOLD) for kind in module.KINDS)
