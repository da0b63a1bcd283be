"""What the kit's endpoints take and answer."""

from dash_retool_embed.web.api import (
    EmbedFramesAnswer,
    EmbedFramesRequest,
    EmbedUrlAnswer,
    EmbedUrlRequest,
    Problem,
    Report,
    Reports,
    read_frames,
    read_reports,
    read_request,
)
from dash_retool_embed.web.call import JSON, MAX_BODY_BYTES, METHODS, Answer, Call
from dash_retool_embed.web.problems import NO_STORE, View, only_post, problem, problem_of

__all__ = [
    "JSON",
    "MAX_BODY_BYTES",
    "METHODS",
    "NO_STORE",
    "Answer",
    "Call",
    "EmbedFramesAnswer",
    "EmbedFramesRequest",
    "EmbedUrlAnswer",
    "EmbedUrlRequest",
    "Problem",
    "Report",
    "Reports",
    "View",
    "only_post",
    "problem",
    "problem_of",
    "read_frames",
    "read_reports",
    "read_request",
]
