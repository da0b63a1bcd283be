"""What a browser sends."""

from typing import Any


def batch(*numbers: int, frame: str = "f1") -> dict[str, Any]:
    return {"frame": frame, "events": [{"seq": n, "data": f"event {n}"} for n in numbers]}
