"""What tools take and return. The limits stand here once and are published as the tools' schemas."""

from datetime import datetime
from enum import StrEnum
from math import ceil
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from release_desk.context import correlation_id, now

ReleaseId = Annotated[
    str, Field(pattern=r"^[0-9a-f]{32}$", max_length=32, description="Id of a release: 32 hex digits.")
]
Name = Annotated[
    str,
    Field(
        min_length=3,
        max_length=100,
        pattern=r"^[a-zA-Z0-9_-]+$",
        description="Name of the product: letters, digits, `_` and `-`.",
    ),
]
Version = Annotated[
    str,
    Field(
        max_length=32,
        pattern=r"^[0-9]{1,5}\.[0-9]{1,5}\.[0-9]{1,5}$",
        description="Semantic version in the format MAJOR.MINOR.PATCH, such as 2.4.1.",
    ),
]
Notes = Annotated[str, Field(max_length=1000, description="What changes, for the people who approve it.")]
Tag = Annotated[str, Field(min_length=1, max_length=30, pattern=r"^[a-z0-9-]+$")]
Tags = Annotated[list[Tag], Field(max_length=10, description="Words to find it by: small letters, digits and `-`.")]
Page = Annotated[int, Field(ge=1, le=10_000, description="Page to return, counted from 1.")]
PageSize = Annotated[int, Field(ge=1, le=100, description="Releases on a page.")]


class ReleaseStatus(StrEnum):
    """How far a release has come."""

    DRAFT = "draft"
    APPROVED = "approved"


class ReleaseDraft(BaseModel):
    """A release to be made."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"name": "billing", "version": "2.4.1", "notes": "Invoices in two currencies.", "tags": ["q4"]}
            ]
        },
    )

    name: Name
    version: Version
    notes: Notes = ""
    tags: Tags = Field(default_factory=list)


class ReleasePatch(BaseModel):
    """The fields of a draft to change; what is left out stays as it is."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"notes": "Invoices in three currencies."}]}
    )

    version: Version | None = None
    notes: Notes | None = None
    tags: Tags | None = None

    @model_validator(mode="after")
    def changes_something(self) -> Self:
        """Refuse a patch without a value."""
        if not self.model_dump(exclude_none=True):
            raise ValueError("give at least one of version, notes and tags")
        return self


class Release(BaseModel):
    """A release as it is kept."""

    id: ReleaseId
    team: Annotated[str, Field(max_length=100, description="Team that owns it.")]
    name: Name
    version: Version
    notes: Notes
    tags: Tags
    status: Annotated[ReleaseStatus, Field(description="How far it has come: draft or approved.")]
    created_by: Annotated[str, Field(max_length=200, description="User id of whoever made it.")]
    created_at: Annotated[datetime, Field(description="When it was made, ISO 8601 in UTC.")]
    approved_by: Annotated[str | None, Field(max_length=200, description="User id of whoever approved it.")] = None
    approved_at: Annotated[datetime | None, Field(description="When it was approved, ISO 8601 in UTC.")] = None


class Metadata(BaseModel):
    """When and under which correlation id an answer was made."""

    timestamp: Annotated[datetime, Field(description="When the answer was made, ISO 8601 in UTC.")]
    correlation_id: Annotated[str, Field(description="Id to quote when asking about this call.")]
    version: Annotated[Literal["1.0.0"], Field(description="Version of the answer's form.")] = "1.0.0"


def current_metadata() -> Metadata:
    """The metadata of an answer that is made now."""
    return Metadata(timestamp=now(), correlation_id=correlation_id())


class Pagination(BaseModel):
    """Where a page stands among all pages."""

    page: Annotated[int, Field(ge=1, description="This page.")]
    page_size: Annotated[int, Field(ge=1, description="Items on a full page.")]
    total_items: Annotated[int, Field(ge=0, description="Items on all pages.")]
    total_pages: Annotated[int, Field(ge=0, description="Number of pages.")]
    has_next: Annotated[bool, Field(description="Whether a page follows.")]
    has_previous: Annotated[bool, Field(description="Whether a page comes before.")]


def paginate(page: int, page_size: int, total_items: int) -> Pagination:
    """The pagination block for one page of so many items."""
    total_pages = ceil(total_items / page_size)
    return Pagination(
        page=page,
        page_size=page_size,
        total_items=total_items,
        total_pages=total_pages,
        has_next=page < total_pages,
        has_previous=page > 1,
    )


class ReleaseAnswer(BaseModel):
    """One release."""

    data: Annotated[Release, Field(description="The release.")]
    metadata: Annotated[Metadata, Field(description="About this answer.")] = Field(default_factory=current_metadata)


class ReleasePage(BaseModel):
    """One page of releases."""

    data: Annotated[list[Release], Field(max_length=100, description="The releases of this page, newest first.")]
    pagination: Annotated[Pagination, Field(description="Where this page stands.")]
    metadata: Annotated[Metadata, Field(description="About this answer.")] = Field(default_factory=current_metadata)


class Deletion(BaseModel):
    """What became of a request to delete a release."""

    id: ReleaseId
    status: Annotated[Literal["deleted", "kept"], Field(description="`kept` if the user did not confirm.")]


class DeletionAnswer(BaseModel):
    """The outcome of a deletion."""

    data: Annotated[Deletion, Field(description="The outcome.")]
    metadata: Annotated[Metadata, Field(description="About this answer.")] = Field(default_factory=current_metadata)
