"""Asking the user before something is lost. The answer comes from the person at the host and never from an argument."""

from fastmcp import Context
from fastmcp.server.elicitation import AcceptedElicitation
from mcp import MCPError
from mcp.types import ElicitRequest, ElicitRequestFormParams, ElicitResult, InputRequiredResult

from release_desk.errors import unconfirmed
from release_desk.logs import logger

QUESTION = "confirm"
FIRST_STATELESS_REVISION = "2026-07-28"
_SCHEMA = {
    "type": "object",
    "properties": {"value": {"type": "boolean", "title": "Delete it", "description": "Yes to delete the release."}},
    "required": ["value"],
}


async def confirm(ctx: Context, subject: str, message: str) -> bool | InputRequiredResult:
    """Whether the user agrees, or the question that the tool has to return so that the user is asked.

    Since the revision of 2026-07-28 a call ends with a question and comes again with the answer; the framework seals
    `subject` on its way, so that an answer holds for this release, this caller and ten minutes. Older connections are
    asked in the middle of the call, where they have a way back to the client; over stateless HTTP they have none.
    """
    request = ctx.request_context
    if request is None or (request.protocol_version or "") < FIRST_STATELESS_REVISION:
        try:
            asked = await ctx.elicit(message, bool)
        except MCPError as error:
            logger.warning("confirmation_impossible", error_type=type(error).__name__, exc_info=True)
            raise unconfirmed() from error
        return isinstance(asked, AcceptedElicitation) and asked.data is True
    answer = (ctx.input_responses or {}).get(QUESTION)
    if isinstance(answer, ElicitResult) and ctx.request_state == subject:
        return answer.action == "accept" and (answer.content or {}).get("value") is True
    question = ElicitRequest(params=ElicitRequestFormParams(message=message, requested_schema=_SCHEMA))
    return InputRequiredResult(input_requests={QUESTION: question}, request_state=subject)
