"""Bootstrap and its icons, as they were published: pages work without a CDN, and without a package.

bootstrap.min.css is that of Bootstrap 5.3.8, bootstrap-icons.svg that of Bootstrap Icons 1.13.1,
as the npm packages bootstrap and bootstrap-icons have them. Their licenses are beside them, their
hashes in tests/web/test_bootstrap.py.
"""

from pathlib import Path

from dashapp.bootstrap.icons import icon_shapes

STYLESHEET = Path(__file__).with_name("bootstrap.min.css")

__all__ = ["STYLESHEET", "icon_shapes"]
