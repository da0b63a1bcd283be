"""What is there from the first moment on, until the host's scripts have run."""

from html import escape

from dashapp.brand import Brand


def skeleton(brand: Brand) -> str:
    """Write the header with the host's name, in the place where it will be.

    It is beside what Dash fills, which is empty for a moment in between; assets/host.css hides it.
    """
    logo = f'<img src="{escape(brand.logo)}" alt="">' if brand.logo else ""
    name = f'<span class="host-brand-name">{escape(brand.name)}</span>'
    return (
        '<div class="host-skeleton" aria-hidden="true"><div class="host-header">'
        f'<span class="host-brand">{logo}{name}</span></div></div>'
    )
