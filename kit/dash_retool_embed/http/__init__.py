"""What the kit's endpoints take and answer."""

from dash_retool_embed.http.embed_frames import EmbedFramesAnswer, EmbedFramesRequest, read_frames
from dash_retool_embed.http.embed_reports import Report, Reports, read_reports
from dash_retool_embed.http.embed_url import EmbedUrlAnswer, EmbedUrlRequest, read_request
from dash_retool_embed.http.problems import (
    Problem,
    View,
    only_post,
    problem,
    problem_of,
)
from dash_retool_embed.http.request import JSON, MAX_BODY_BYTES, METHODS, Request
from dash_retool_embed.http.response import NO_STORE, Response

__all__ = [
    "JSON",
    "MAX_BODY_BYTES",
    "METHODS",
    "NO_STORE",
    "EmbedFramesAnswer",
    "EmbedFramesRequest",
    "EmbedUrlAnswer",
    "EmbedUrlRequest",
    "Problem",
    "Report",
    "Reports",
    "Request",
    "Response",
    "View",
    "only_post",
    "problem",
    "problem_of",
    "read_frames",
    "read_reports",
    "read_request",
]
