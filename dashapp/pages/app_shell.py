"""What is to be seen of a page from the first moment on, until the host's scripts have run."""

from html import escape

from dashapp.brand import Brand
from dashapp.pages.placeholder import FAILED

# As `placeholder.placeholder_failed`, without a script: there may be none.
_FAILED = (
    '<div class="host-card-centred" role="alert">'
    '<span class="host-icon host-icon-exclamation-triangle" aria-hidden="true"></span>'
    f"<p>{FAILED}</p>"
    '<a class="btn btn-primary" href="">Try again</a></div>'
)


def app_shell(brand: Brand, *, greeting: str | None = None, app: str | None = None) -> str:
    """Write the header with the host's name, and a page's heading, where they will be.

    It is beside what Dash fills, which is empty for a moment in between. assets/host/views/ takes
    it away with the first view; without that, assets/host/app-shell.css shows what to do.

    Args:
        brand: what the host is called.
        greeting: the heading of Home; not for whom assets/boot/last-tab.js sends to another tab.
        app: the title of an app.
    """
    logo = f'<img src="{escape(brand.logo)}" alt="">' if brand.logo else ""
    name = f'<span class="host-brand-name">{escape(brand.name)}</span>'
    place, heading = ("host-bar", app) if app else ("host-home", greeting)
    page = f'<div class="{place}"><h1>{escape(heading)}</h1></div>' if heading else ""
    return (
        '<div class="host host-app-shell"><div aria-hidden="true">'
        f'<div class="host-header"><div class="host-brand">{logo}{name}</div></div>{page}</div>'
        f"{_FAILED}</div>"
    )
