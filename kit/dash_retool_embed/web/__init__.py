"""What the kit's endpoints take and answer."""

from dash_retool_embed.web.call import JSON, MAX_BODY_BYTES, METHODS, Answer, Call
from dash_retool_embed.web.embed_frames import EmbedFramesAnswer, EmbedFramesRequest, read_frames
from dash_retool_embed.web.embed_reports import Report, Reports, read_reports
from dash_retool_embed.web.embed_url import EmbedUrlAnswer, EmbedUrlRequest, read_request
from dash_retool_embed.web.problems import (
    NO_STORE,
    Problem,
    View,
    only_post,
    problem,
    problem_of,
)

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
