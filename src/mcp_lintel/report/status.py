"""In words, what became of a finding."""

from mcp_lintel.verdict.finding import Finding, Status

WORDS = {
    Status.IGNORED: "ignored by comment",
    Status.WAIVED: "waived",
    Status.BASELINED: "in the baseline",
}
"""For each status but the one of findings that stand, the words that follow a number."""


def standing_words(finding: Finding) -> str:
    """`stands`, or why it does not with the reason, the owner and the last day that were given."""
    word = WORDS.get(finding.status, "stands")
    if finding.status is Status.WAIVED and finding.waiver:
        word += f" by {finding.waiver.owner} until {finding.waiver.expires.isoformat()}"
    elif finding.status is Status.ACTIVE and finding.waiver:
        word += f", its waiver expired on {finding.waiver.expires.isoformat()}"
    return f"{word}: {finding.reason}" if finding.reason else word
