"""Servers with every unusual form at once: what a client is shown, and what is not yet read as it is."""

CORNERS = {
    "corners_sdk1": {
        "aliased": "a",
        "partly_applied": "a b=",
        "kept_signature": "table limit=",
        "lost_signature": "first second=",
        "first_name": "job limits=",
        "stacked_one": "a",
        "stacked_two": "a",
        "acme_sell": "item price",
        "vm_start_vm": "vm",
        "vm_stop_vm": "vm force=",
        "show_disk": "vm",
        "drop_disk": "vm force=",
        "do_double": "value times=",
        "do_treble": "value times=",
        "inspect": "part",
        "repair": "part tool=",
        "taken": "one",
        "defaults": "a= b= c= d e= f",
        "shout": "word",
        "positional_name": "vm",
    },
    "corners_fm2": {
        "given": "a",
        "given_again": "a",
        "injected": "word",
        "optional_context": "word",
        "leaked": "word ctx=",
        "taken": "two",
        "static_one": "a",
        "shout": "word",
        "mix_mixed_in": "a",
        "renamed": "host",
        "in_late": "a=",
        "in_leaf_ping": "host",
        "room_serve": "dish hot=",
    },
    "corners_fm4": {
        "find": "words",
        "of_tenant": "words",
        "taken": "two",
        "stacked_one": "a",
        "stacked_two": "a",
        "standalone": "a",
        "greet_person": "who loud=",
        "again_ping": "other",
        "in_renamed": "host",
        "in_leaf_ping": "host",
    },
}
"""What the frameworks themselves show; `test_frameworks` holds it against them."""

NOT_YET: dict[tuple[str, str], str] = {}
"""Tools that are not yet read as they are, with the form; mend the reading, then take the line away."""

INSTEAD = {"alone"}
"""Names under which such a tool is read by mistake."""


def without_not_yet(server: str, tools: dict[str, str]) -> dict[str, str]:
    """The tools of a server that are expected to be right."""
    wrong = {tool for name, tool in NOT_YET if name == server} | INSTEAD
    return {name: one for name, one in tools.items() if name not in wrong}
