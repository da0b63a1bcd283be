"""The apps of the pretended Retool organisation and the permission groups that open them."""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class App:
    """A Retool app: `slug` names it in paths and counts, `uuid` is its `landingPageUuid`."""

    slug: str
    title: str
    uuid: str


SALES = App("sales", "Sales report", "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10")
CUSTOMERS = App("customers", "Customers", "7c1d2e3f-2f4e-11ee-8a61-9b2c7d3e4f50")
PLAYGROUND = App("playground", "Playground", "8d2e3f4a-2f4e-11ee-b072-0c3d8e5f6a71")

APPS = (SALES, CUSTOMERS, PLAYGROUND)

ADMIN_GROUP = 1

APPS_OF_GROUP = MappingProxyType(
    {
        ADMIN_GROUP: frozenset(APPS),
        12: frozenset({SALES}),
        13: frozenset({SALES, CUSTOMERS}),
        14: frozenset({PLAYGROUND}),
    }
)


def app_with_uuid(uuid: str) -> App | None:
    """Return the app whose `landingPageUuid` this is, or None when the organisation has none."""
    return next((app for app in APPS if app.uuid == uuid), None)


def may_open(groups: tuple[int, ...], app: App) -> bool:
    """Tell whether one of the permission groups (existing ones, without admin) opens the app."""
    return any(app in APPS_OF_GROUP[group] for group in groups)
