"""Answers in fewer bytes: files compressed well and once, everything else quickly."""

import hashlib
from collections.abc import Collection

from flask import Flask, Response, g, request
from flask_compress import Compress
from flask_compress.flask_compress import DictCache

OK = 200

# For a file: 0.1 s of work once, and 12% less than what is quick enough for every answer.
FILE_QUALITY = 9


def compress_answers(server: Flask, *, files: Collection[str], never: Collection[str] = ()) -> None:
    """Compress what this server answers, as far as a browser takes it.

    Register it right after the security headers, so that only they come later.

    Args:
        server: the host's.
        files: names of endpoints and blueprints of files that are the same for everybody.
        never: endpoints whose answers stay as they are.
    """
    server.config.update(
        COMPRESS_REGISTER=False,
        COMPRESS_BR_LEVEL=FILE_QUALITY,
        COMPRESS_ALGORITHM=["zstd", "gzip"],
        # An export goes out row by row; a compressor would hold rows back.
        COMPRESS_STREAMS=False,
    )
    answers, kept = Compress(server), Compress(server)
    kept.enabled_algorithms = ("br", "gzip")
    # By what is in it: as many as there are files, whatever addresses people make up.
    kept.cache = DictCache()
    kept.cache_key = lambda _request: str(g.content)

    @server.after_request
    def compress(response: Response) -> Response:
        # Part of a file can't be told from a part of its compressed form.
        if response.status_code != OK or request.endpoint in never:
            return response
        is_file = not {request.endpoint, request.blueprint}.isdisjoint(files)
        if is_file:
            response.direct_passthrough = False
            g.content = hashlib.sha256(response.get_data()).hexdigest()
        compressed: Response = (kept if is_file else answers).after_request(response)
        return compressed
