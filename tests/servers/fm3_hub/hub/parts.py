"""Servers that the hub mounts, and one of them mounts the other."""

from dataclasses import dataclass

from fastmcp import FastMCP

mail = FastMCP("mail")
drafts = FastMCP("drafts")


@dataclass
class Message:
    """A message to send."""

    to: str
    text: str


@mail.tool
def send(message: Message, urgent: bool = False) -> str:
    """Send a message."""
    return message.to


@drafts.tool
def save(text: str) -> int:
    """Save a draft."""
    return len(text)


mail.mount(drafts, "drafts")
